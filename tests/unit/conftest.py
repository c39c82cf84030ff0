"""How hypothesis is run: a busy machine is not a failure."""

from __future__ import annotations

import os

from hypothesis import settings

EXAMPLES = int(os.environ.get("VERDICT_EXAMPLES", "40"))
"""How many cases are made up for each property; `make torture` makes up more."""

settings.register_profile("verdict", deadline=None, max_examples=EXAMPLES)
settings.load_profile("verdict")
