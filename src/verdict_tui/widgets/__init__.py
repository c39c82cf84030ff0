"""What is drawn: data comes in, messages go out."""
