"""What is new in some days, in the newest week, in every week."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tests.unit import builders
from verdict_tui import weeks
from verdict_tui.digest import Digest, Named, Pairing, Renamed, Repriced, Reviewed, Ruling
from verdict_tui.exchange.content import read_content
from verdict_tui.exchange.documents import Document
from verdict_tui.model import Price, Review, Share, Standing
from verdict_tui.store import content as contents
from verdict_tui.store import votes
from verdict_tui.store.digest import read_digest, read_newest
from verdict_tui.store.weekly import read_weeks
from verdict_tui.weeks import Span

if TYPE_CHECKING:
    from verdict_tui.exchange.values import Data
    from verdict_tui.model import Choice
    from verdict_tui.store.database import Database

FREE = Price("free")
TODAY = date(2026, 11, 6)  # a Friday, in 2026-W45
W44 = Span(date(2026, 10, 26), date(2026, 11, 1))
W45 = Span(date(2026, 11, 2), date(2026, 11, 8))
ALPHA, BETA = Named("alpha", "Alpha"), Named("beta", "Beta")


def dollars(amount: str) -> Price:
    return Price("amount", Decimal(amount), "USD", "month")


@pytest.fixture
def import_on(small: Database, monkeypatch: pytest.MonkeyPatch) -> ImportOn:
    """Return what imports a tool on a day."""
    return ImportOn(small, monkeypatch)


class ImportOn:
    """Imports on other days than today."""

    def __init__(self, database: Database, patch: pytest.MonkeyPatch) -> None:
        self._database = database
        self._patch = patch

    def __call__(self, day: date, name: str = "Alpha", **fields: Data) -> None:
        tool: Data = {"name": name, "category": "Editors", **fields}
        with self._patch.context() as patch:
            patch.setattr(contents, "date", SimpleNamespace(today=lambda: day))
            contents.apply(self._database, read_content([Document("a.json", tool)]))


def names(found: Digest) -> list[str]:
    return [each.tool.name for each in found.tools]


def test_tools_are_news_of_the_week_in_which_they_were_added(small: Database) -> None:
    assert names(read_digest(small, W44, TODAY)) == ["Alpha", "Beta", "Gamma"]
    assert names(read_digest(small, W45, TODAY)) == []
    standing, *_ = read_digest(small, W44, TODAY).tools
    assert standing.panel == Share(1, 2)


def test_the_first_and_the_last_day_belong_to_the_days(small: Database) -> None:
    added = date(2026, 11, 1)
    for span in (Span(added, added), Span(added, TODAY), Span(date(2026, 1, 1), added)):
        assert len(read_digest(small, span, TODAY).tools) == 3
    assert read_digest(small, Span(date(2026, 11, 2), TODAY), TODAY).tools == ()
    assert read_digest(small, Span(date(2026, 1, 1), date(2026, 10, 31)), TODAY).tools == ()


def test_a_comparison_is_news_when_it_is_published(small: Database) -> None:
    published = read_digest(small, W45, TODAY).comparisons
    assert published == (Pairing(ALPHA, BETA, date(2026, 11, 2)),)


def test_what_is_dated_in_the_future_is_not_news_yet(small: Database) -> None:
    before = date(2026, 11, 1)
    assert read_digest(small, W45, before) == Digest(W45)
    assert read_digest(small, Span(date(2026, 10, 1), date(2026, 12, 1)), before).comparisons == ()
    newest = read_newest(small, before)
    assert newest is not None
    assert newest.span == W44
    assert read_newest(small, date(2026, 10, 31)) is None


def test_verdicts_are_grouped_by_tool_in_panel_order(small: Database, import_on: ImportOn) -> None:
    for name, day in (("Gamma", "2026-11-03"), ("Alpha", "2026-11-05")):
        reviews: Data = [
            {"critic": critic, "verdict": "ship", "quote": "Now.", "reviewed_on": day}
            for critic in ("Cid", "Ann")
        ]
        import_on(date(2026, 1, 1), name, reviews=reviews)
    verdicts = read_digest(small, W45, TODAY).verdicts
    assert [each.tool.name for each in verdicts] == ["Alpha", "Gamma"]
    on = date(2026, 11, 5)
    assert verdicts[0].rulings == tuple(
        Ruling(Review(critic, "ship", "Now.", on), None, on) for critic in ("Ann", "Cid")
    )


def test_a_verdict_that_changed_is_news_of_the_day_of_its_import(
    small: Database, import_on: ImportOn
) -> None:
    import_on(date(2026, 11, 4), reviews=[{"critic": "Ann", "verdict": "skip"}])
    (reviewed,) = read_digest(small, W45, TODAY).verdicts
    assert reviewed.tool == ALPHA
    review = Review("Ann", "skip", "Ann on Alpha.")
    assert reviewed.rulings == (Ruling(review, "ship", date(2026, 11, 4)),)
    assert read_digest(small, W44, TODAY).verdicts == ()


def test_a_review_that_is_new_and_changed_is_told_once(
    small: Database, import_on: ImportOn
) -> None:
    review: dict[str, Data] = {"critic": "Cid", "verdict": "ship", "reviewed_on": "2026-11-02"}
    import_on(date(2026, 11, 2), reviews=[review])
    import_on(date(2026, 11, 3), reviews=[{**review, "verdict": "skip"}])
    (reviewed,) = read_digest(small, W45, TODAY).verdicts
    (ruling,) = reviewed.rulings
    assert (ruling.review.verdict, ruling.before, ruling.on) == ("skip", "ship", date(2026, 11, 3))
    import_on(date(2026, 11, 4), reviews=[review])
    (reviewed,) = read_digest(small, W45, TODAY).verdicts
    (ruling,) = reviewed.rulings
    assert (ruling.review.verdict, ruling.before, ruling.on) == ("ship", None, date(2026, 11, 2))


def test_a_review_that_was_written_anew_is_of_its_own_day(
    small: Database, import_on: ImportOn
) -> None:
    review: dict[str, Data] = {"critic": "Ann", "verdict": "skip", "reviewed_on": "2026-11-05"}
    import_on(date(2026, 11, 3), reviews=[review])
    (reviewed,) = read_digest(small, W45, TODAY).verdicts
    assert [(each.before, each.on) for each in reviewed.rulings] == [("ship", date(2026, 11, 5))]


def test_a_verdict_that_went_back_is_no_news(small: Database, import_on: ImportOn) -> None:
    import_on(date(2026, 11, 3), reviews=[{"critic": "Ann", "verdict": "skip"}])
    import_on(date(2026, 11, 5), reviews=[{"critic": "Ann", "verdict": "ship"}])
    assert read_digest(small, W45, TODAY).verdicts == ()
    (reviewed,) = read_digest(small, Span(date(2026, 11, 2), date(2026, 11, 4)), TODAY).verdicts
    assert reviewed.rulings[0].review.verdict == "skip"


def test_a_price_is_told_by_days_and_what_cancels_out_on_a_day_is_not(
    small: Database, import_on: ImportOn
) -> None:
    import_on(date(2026, 11, 2), entry_price="free")
    for price in ("$100/month", "$10/month"):
        import_on(date(2026, 11, 3), entry_price=price)
    import_on(date(2026, 11, 4), entry_price="$12/month")
    import_on(date(2026, 11, 4), entry_price="$10/month")
    import_on(date(2026, 11, 5), entry_price="$9.50/month")
    assert read_digest(small, W45, TODAY).prices == (
        Repriced(ALPHA, dollars("10.0"), dollars("9.5"), date(2026, 11, 5)),
        Repriced(ALPHA, FREE, dollars("10.0"), date(2026, 11, 3)),
        Repriced(ALPHA, Price(), FREE, date(2026, 11, 2)),
    )


def test_a_price_that_only_got_a_new_date_has_not_changed(
    small: Database, import_on: ImportOn
) -> None:
    import_on(date(2026, 1, 1), entry_price={"kind": "free", "as_of": "2026-01-01"})
    day = date(2026, 10, 14)
    import_on(day, entry_price={"kind": "free", "as_of": "2026-10-14"})
    assert read_digest(small, weeks.week_of(day), TODAY).prices == ()
    assert weeks.week_of(day) not in read_weeks(small, TODAY)


def test_a_renamed_tool_is_news_under_its_new_name(small: Database, import_on: ImportOn) -> None:
    import_on(date(2026, 11, 3), "Alpha Two", aliases=["Alpha"])
    found = read_digest(small, W45, TODAY)
    alpha = Named("alpha-two", "Alpha Two")
    assert found.names == (Renamed(alpha, "Alpha", "Alpha Two", date(2026, 11, 3)),)
    assert found.comparisons[0].a == alpha


def test_the_newest_of_a_digest_is_its_newest_day() -> None:
    first, last = W45
    rulings = (
        Ruling(Review("Ann", "ship"), None, last),
        Ruling(Review("Bob", "ship"), None, first),
    )
    reviewed = Reviewed(ALPHA, rulings)
    assert reviewed.on == last
    undated = Standing(builders.tool("Gamma"), Share(0, 0), Share(0, 0))
    published = Pairing(ALPHA, BETA, first)
    assert Digest(W45, tools=(undated,)).newest is None
    assert Digest(W45, tools=(undated,), comparisons=(published,)).newest == first
    assert Digest(W45, verdicts=(reviewed,), comparisons=(published,)).newest == last


def test_other_fields_that_changed_are_no_news(small: Database, import_on: ImportOn) -> None:
    import_on(date(2026, 11, 3), vendor="A Corp", tagline="New.", description="Newer.")
    import_on(date(2026, 11, 3), reviews=[{"critic": "Ann", "verdict": "ship", "quote": "Hm."}])
    found = read_digest(small, W45, TODAY)
    assert found == Digest(W45, comparisons=found.comparisons)


def cast_by_another(database: Database, tool: str, choice: Choice, *, now: int) -> None:
    with database.transaction("it was not saved") as connection:
        current = votes.counting(connection, tool, "another")
        vote = votes.made(database, tool, choice, current, now, "another", "local")
        votes.insert(connection, vote)


def test_votes_count_from_the_local_midnight_on(small: Database) -> None:
    start, end = weeks.moments(W45)
    cast_by_another(small, "alpha", "ship", now=start - 1)
    cast_by_another(small, "beta", "ship", now=start)
    cast_by_another(small, "gamma", "skip", now=end)
    (moved,) = read_digest(small, W45, W45.last).community
    assert (moved.tool, moved.before, moved.after) == (BETA, Share(0, 0), Share(1, 1))
    assert moved.on == W45.first


def test_the_newest_week_with_news_is_one_in_which_something_moved(small: Database) -> None:
    wednesday = weeks.moment(date(2026, 11, 18))
    cast_by_another(small, "alpha", "ship", now=wednesday)
    newest = read_newest(small, date(2026, 11, 20))
    assert newest is not None
    assert (newest.span.week, newest.newest) == ("2026-W47", date(2026, 11, 18))
    cast_by_another(small, "alpha", "none", now=wednesday + 1)
    newest = read_newest(small, date(2026, 11, 20))
    assert newest is not None
    assert (newest.span, newest.newest) == (W45, date(2026, 11, 2))


def test_the_weeks_in_which_something_came_about_come_newest_first(
    small: Database, import_on: ImportOn
) -> None:
    reviews: Data = [{"critic": "Cid", "verdict": "ship", "reviewed_on": "2026-11-01"}]
    import_on(date(2026, 10, 1), reviews=reviews)
    import_on(date(2026, 11, 5), entry_price="free")
    for tool in ("alpha", "beta"):
        cast_by_another(small, tool, "ship", now=weeks.moment(date(2026, 10, 13)))
    cast_by_another(small, "gamma", "ship", now=weeks.moment(date(2026, 11, 1)))
    assert read_weeks(small, TODAY) == [W45, W44, weeks.week_of(date(2026, 10, 13))]
    assert read_weeks(small, date(2026, 10, 11)) == []


def test_votes_of_mine_are_no_news(small: Database) -> None:
    wednesday = weeks.moment(date(2026, 11, 18))
    before = read_newest(small, date(2026, 11, 20))
    counted = read_weeks(small, date(2026, 11, 20))
    for choice in ("ship", "skip", "none", "ship"):
        votes.cast(small, "alpha", choice, now=wednesday)
    assert read_newest(small, date(2026, 11, 20)) == before
    assert read_weeks(small, date(2026, 11, 20)) == counted
    cast_by_another(small, "alpha", "skip", now=wednesday)
    (moved,) = read_digest(small, weeks.week_of(date(2026, 11, 18)), date(2026, 11, 20)).community
    assert (moved.before, moved.after) == (Share(0, 0), Share(1, 2))
    assert moved.others == (Share(0, 0), Share(0, 1))


def test_votes_of_others_that_come_to_nothing_are_no_news_with_mine(small: Database) -> None:
    wednesday = weeks.moment(date(2026, 11, 18))
    cast_by_another(small, "alpha", "skip", now=wednesday)
    cast_by_another(small, "alpha", "none", now=wednesday + 1)
    votes.cast(small, "alpha", "ship", now=wednesday + 2)
    assert read_digest(small, weeks.week_of(date(2026, 11, 18))).community == ()


def test_weeks_at_the_turn_of_the_year_are_iso_weeks(small: Database, import_on: ImportOn) -> None:
    for name, day in (("A", "2026-12-27"), ("B", "2026-12-28"), ("C", "2027-01-03")):
        import_on(TODAY, name, added_on=day)
    import_on(TODAY, "D", added_on="2027-01-04")
    today = date(2027, 1, 5)
    found = [week.week for week in read_weeks(small, today)]
    assert found == ["2027-W01", "2026-W53", "2026-W52", "2026-W45", "2026-W44"]
    span = weeks.read_span("2026-W53", today)
    assert names(read_digest(small, span, today)) == ["C", "B"]


def test_what_is_no_date_in_the_file_is_no_news(small: Database) -> None:
    small.connection.execute("UPDATE tools SET added_on = '2026-11-99'")
    small.connection.execute("UPDATE reviews SET reviewed_on = '2026-11-0x'")
    small.connection.execute("UPDATE comparisons SET published_on = '2026-11-3'")
    assert read_weeks(small, date(2026, 11, 30)) == []
    ever = Span(date(2026, 1, 1), date(2026, 12, 31))
    assert read_digest(small, ever, date(2026, 12, 31)) == Digest(ever)


def test_text_written_past_the_program_is_made_safe(small: Database) -> None:
    small.connection.execute("UPDATE tools SET name = 'Al\x1b[2Jpha' WHERE slug = 'alpha'")
    (pair,) = read_digest(small, W45, TODAY).comparisons
    assert pair.a.name == "Al␛[2Jpha"
