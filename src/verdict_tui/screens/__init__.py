"""What fills the terminal: a screen holds a snapshot and asks the store to act."""
