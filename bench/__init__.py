"""What is measured, and against what. `python -m bench` runs it all; see README.md."""
