"""Judging the content of a database: what in it should be mended, without SQL and without words."""
