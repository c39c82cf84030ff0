"""What is shown, without the terminal: words, lines of text, Markdown, JSON."""
