"""Decide in the terminal which AI tool to ship with."""

__version__ = "0.1.0"
