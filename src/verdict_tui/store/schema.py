"""What marks a file as ours, and which schema this program reads and writes."""

from __future__ import annotations

APPLICATION_ID = 0x56524443
"""SQLite's `application_id` of our files: the letters VRDC."""

SCHEMA_VERSION = 7
"""SQLite's `user_version` of a file whose every migration has been applied."""

CATALOGUE_VERSION = "catalogue version"
"""The `meta` key that goes up with every change of the catalogue, for other windows to see."""

FEED = "feed"
"""The `meta` key of the id of the feeds; made with the first feed."""

TITLE = "title"
"""The `meta` key of what a database calls itself."""

NOTE = "note"
"""The `meta` key of what a database says of its content."""
