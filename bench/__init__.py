"""What is measured, and against what. `python -m bench` runs it all; README.md tells how to read it."""
