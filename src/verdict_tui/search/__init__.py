"""Finding what was meant: names by a few letters, tools by filters, and where they matched."""
