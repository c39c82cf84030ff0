"""Files in and out: what they may contain, and what is wrong with them."""
