"""Reading what content is judged by, and whether what is judged is so."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_renames import documents, submit
from verdict_tui.errors import WrongUseError
from verdict_tui.linting.findings import DeadAlias, FormerName, QuoteLength
from verdict_tui.linting.judging import LONG_QUOTE, judge
from verdict_tui.model import Share
from verdict_tui.store.database import create_empty, open_database
from verdict_tui.store.quality import gather
from verdict_tui.store.slugs import canonical
from verdict_tui.store.tools import read_standings
from verdict_tui.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verdict_tui.exchange.values import Data
    from verdict_tui.store.database import Database


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("quality") / "empty.db"
    create_empty(path)
    return path


@pytest.fixture
def database(empty_path: Path) -> Iterator[Database]:
    with open_database(empty_path, writing=True) as opened:
        yield opened


def reviewed(name: str, quotes: dict[str, str]) -> Data:
    said: list[Data] = [
        {"critic": critic, "verdict": "ship", "quote": quote} for critic, quote in quotes.items()
    ]
    return {"name": name, "category": "Editors", "reviews": said}


def test_what_is_read_of_a_small_database(small: Database) -> None:
    evidence = gather(small)
    assert list(evidence.standings) == list(read_standings(small))
    assert evidence.former_names == ()
    assert evidence.critics == (("Ann", Share(2, 2)), ("Bob", Share(1, 2)), ("Cid", Share(0, 0)))
    assert evidence.comparisons == (("alpha", "beta"),)
    assert evidence.quotes == ()


def test_former_names_are_read_in_the_order_in_which_tools_came(database: Database) -> None:
    submit(database, {"name": "Zulu", "category": "Editors", "aliases": ["One", "Two"]})
    submit(database, {"name": "Alpha", "category": "Editors", "aliases": ["one"]})
    assert gather(database).former_names == (
        FormerName("zulu", "One", "one"),
        FormerName("zulu", "Two", "two"),
        FormerName("alpha", "one", "one"),
    )


def test_quotes_are_measured_in_characters_and_not_in_bytes(database: Database) -> None:
    quotes = {"Ann": "é" * LONG_QUOTE, "Bob": "é" * (LONG_QUOTE + 1), "Cid": "e" * LONG_QUOTE}
    submit(database, reviewed("Alpha", quotes))
    assert QuoteLength("alpha", "Bob", LONG_QUOTE + 1) in gather(database).quotes
    assert [quote for quote in gather(database).quotes if quote.length > LONG_QUOTE] == [
        QuoteLength("alpha", "Bob", LONG_QUOTE + 1)
    ]


def test_what_other_programs_wrote_is_made_safe(database: Database) -> None:
    submit(database, reviewed("Alpha", {"Ann": "Good."}))
    database.connection.executescript(
        """
        UPDATE tools SET name = 'Al' || char(27) || '[31mpha';
        UPDATE critics SET name = 'A' || char(10) || 'nn';
        UPDATE reviews SET quote = printf('%.1100c', char(27));
        INSERT INTO aliases VALUES (1, 0, 'Ale' || char(7) || 'ph', 'aleph');
        """
    )
    evidence = gather(database)
    assert evidence.standings[0].tool.name == "Al␛[31mpha"
    assert evidence.former_names[0].name == "Ale␇ph"
    assert evidence.critics[0][0] == evidence.quotes[0].critic == "A nn"


def test_a_database_can_be_written_after_it_was_read(small: Database) -> None:
    gather(small)
    submit(small, {"name": "Delta", "category": "Editors"})
    assert len(gather(small).standings) == 4


@given(steps=st.lists(documents, max_size=7))
def test_a_former_name_is_dead_if_and_only_if_it_leads_elsewhere_or_says_no_more(
    template: Path, steps: list[dict[str, Data]]
) -> None:
    with (
        TemporaryDirectory() as folder,
        open_database(Path(shutil.copy(template, folder)), writing=True) as database,
    ):
        for step in steps:
            with suppress(WrongUseError):
                submit(database, step)
        evidence = gather(database)
        found = judge(evidence, date(2026, 11, 23))
        dead = [
            (each.tool.slug, each.name, each.other.slug)
            for each in found
            if isinstance(each, DeadAlias)
        ]
        leads = [
            (former, canonical(database.connection, former.slug))
            for former in evidence.former_names
        ]
        called = {each.tool.slug: slugify(each.tool.name) for each in evidence.standings}
        assert dead == [
            (former.tool, former.name, to)
            for former, to in leads
            if to != former.tool or former.slug == called[former.tool]
        ]
