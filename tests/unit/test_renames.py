from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.exchange.content import read_content
from verdict_tui.exchange.documents import Document
from verdict_tui.store import content as contents
from verdict_tui.store import votes
from verdict_tui.store.checking import find_damage
from verdict_tui.store.database import create_empty, open_database
from verdict_tui.text import slugify

if TYPE_CHECKING:
    from verdict_tui.exchange.values import Data
    from verdict_tui.model import Choice
    from verdict_tui.store.content import Changes
    from verdict_tui.store.database import Database

names = st.sampled_from(("Alpha", "Beta", "Gamma", "C", "C++"))
slugs = names.map(slugify)
documents = st.fixed_dictionaries(
    {"name": names, "category": st.just("Editors")},
    optional={"aliases": st.lists(names, max_size=2), "slug": slugs},
)
choices: st.SearchStrategy[Choice] = st.sampled_from(("ship", "skip", "none"))


def submit(database: Database, *data: Data) -> Changes:
    return contents.apply(database, read_content(Document("test.json", each) for each in data))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("renames") / "empty.db"
    create_empty(path)
    return path


@settings(max_examples=100)
@given(steps=st.lists(documents | st.tuples(slugs, choices) | st.none(), max_size=7))
def test_imports_and_votes_in_any_order_leave_a_sound_database(
    template: Path, steps: list[dict[str, Data] | tuple[str, Choice] | None]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(template, folder))
        with open_database(path, writing=True) as database:
            for step in steps:
                with suppress(WrongUseError, NotThereError):
                    if step is None:
                        votes.undo(database)
                    elif isinstance(step, dict):
                        submit(database, step)
                        assert not submit(database, step).any, "importing twice changes nothing"
                    else:
                        votes.cast(database, *step)
                assert find_damage(database) == []


def test_a_file_in_which_a_tool_is_also_anothers_former_name_settles(small: Database) -> None:
    data: list[Data] = [
        {"name": "Delta", "category": "Editors"},
        {"name": "Omega", "category": "Editors", "aliases": ["Delta"]},
    ]
    with suppress(WrongUseError):  # refusing it would be fine too
        submit(small, *data)
        assert not submit(small, *data).any
