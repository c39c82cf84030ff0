"""Whoever types fast never loses the program: only a key that quits ends it."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from bench.many import build

from tests.conftest import SMALL
from tests.terminal.soak import soak
from verdict_tui.store import content as contents
from verdict_tui.store.database import create_empty, create_from_sample, open_database

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = float(os.environ.get("VERDICT_SOAK_SECONDS", "2"))
"""How long each sequence is; `make torture` types for longer."""
SEQUENCES = int(os.environ.get("VERDICT_SOAK_SEQUENCES", "1"))
SEED = os.environ.get("VERDICT_SOAK_SEED", "")
"""The seed of a run that is to be repeated; empty for one that was never tried."""


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the path of a database of the named kind."""
    path = tmp_path / "verdict.db"
    match request.param:
        case "sample":
            create_from_sample(path)
        case "empty":
            create_empty(path)
        case "one tool":
            create_empty(path)
            with open_database(path, writing=True) as opened:
                contents.apply(opened, replace(SMALL, tools=SMALL.tools[:1], comparisons=()))
        case _:
            build(path, 10_000)
    return path


@pytest.mark.parametrize("sequence", range(SEQUENCES))
@pytest.mark.parametrize("with_others", [False, True], ids=["alone", "beside others"])
@pytest.mark.parametrize("database", ["sample", "empty", "one tool", "10,000 tools"], indirect=True)
def test_only_a_key_that_quits_ends_it(
    database: Path, tmp_path: Path, *, with_others: bool, sequence: int
) -> None:
    seed = SEED or f"{random.SystemRandom().getrandbits(32):08x}-{sequence}"
    print(f"seed {seed}")
    faults, sent = soak(database, tmp_path, seed, SECONDS, with_others=with_others)
    assert not faults, f"VERDICT_SOAK_SEED={seed}: {faults[0]}"
    assert sent, "nothing was typed"
