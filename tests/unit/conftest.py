"""How hypothesis is run: a busy machine is not a failure."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("verdict", deadline=None, max_examples=150)
settings.load_profile("verdict")
