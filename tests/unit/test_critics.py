"""The critics: what the store counts of them, and the words for it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import submit
from tests.unit.builders import NOBODY, prose, shares, texts, verdicts
from tests.unit.pages import line_with
from verdict_tui.dossier import Profile
from verdict_tui.figures import dissents, tallied
from verdict_tui.model import Critic, Ratio, Record, Review, Said, Share
from verdict_tui.render import critics as words
from verdict_tui.render import data, panel
from verdict_tui.store import content, critics, tools, votes
from verdict_tui.store.database import open_database
from verdict_tui.submission import Content, Given
from verdict_tui.text import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from verdict_tui.model import Verdict
    from verdict_tui.store.database import Database

ANN = Critic("Ann", "Prove it.", "Dry.\nFair.", ("tests",), ("demos", "slides"))

PANEL = Content(
    critics=tuple(
        Given(critic, frozenset(Critic._fields)) for critic in (ANN, Critic("Bob"), Critic("Cid"))
    ),
    tools=(
        submit("Alpha", reviews={"Ann": "ship", "Bob": "skip", "Cid": "skip"}),
        submit("Beta", reviews={"Ann": "ship", "Bob": "ship", "Cid": "skip"}),
        submit("Gamma", "Hosting", reviews={"Ann": "skip", "Bob": "ship"}),
        submit("Delta", "Hosting", reviews={"Ann": "ship"}),
        submit("Omega", "Hosting"),
    ),
)


@pytest.fixture
def database(empty_path: Path) -> Iterator[Database]:
    with open_database(empty_path, writing=True) as opened:
        content.apply(opened, PANEL)
        yield opened


def records(database: Database) -> dict[str, Record]:
    return {record.critic.name: record for record in critics.read_records(database)}


def test_critics_come_in_panel_order_with_their_profiles(database: Database) -> None:
    assert list(records(database)) == ["Ann", "Bob", "Cid"]
    assert records(database)["Ann"].critic == ANN


def test_a_record_counts_ships_of_reviews(database: Database) -> None:
    found = records(database)
    assert [found[name].shipped for name in found] == [Share(3, 4), Share(2, 3), Share(0, 2)]


def test_dissent_is_counted_where_two_others_agree(database: Database) -> None:
    # Alpha: Ann stands against Bob and Cid. Beta: Cid stands against Ann and Bob; for those two
    # the others are tied. On Gamma and Delta nobody has two others.
    found = records(database)
    assert found["Ann"].dissent == Ratio(1, 1)
    assert found["Bob"].dissent == Ratio(0, 0)
    assert found["Cid"].dissent == Ratio(1, 1)


def test_agreement_counts_the_tools_that_both_of_us_judged(database: Database) -> None:
    votes.cast(database, "alpha", "ship")
    votes.cast(database, "beta", "skip")
    votes.cast(database, "gamma", "ship")
    votes.cast(database, "gamma", "none")
    votes.cast(database, "omega", "ship")
    found = records(database)
    assert found["Ann"].agreement == Ratio(1, 2)
    assert found["Bob"].agreement == Ratio(0, 2)
    assert found["Cid"].agreement == Ratio(1, 2)


def test_votes_of_others_are_not_mine(sample_path: Path) -> None:
    with open_database(sample_path, writing=True) as opened:
        assert {record.agreement for record in critics.read_records(opened)} == {Ratio(0, 0)}


def test_the_counts_are_those_of_the_reviews_one_by_one(sample_path: Path) -> None:
    with open_database(sample_path) as opened:
        slugs = tools.load_catalogue(opened).slugs
        reviews = [tools.read_reviews(opened, slug) for slug in slugs]
        found = critics.read_records(opened)
    assert len(found) == 6
    for record in found:
        shipped = reviewed = against = judged = 0
        for each in reviews:
            said = {review.critic: review.verdict == "ship" for review in each}
            mine = said.pop(record.critic.name, None)
            if mine is None:
                continue
            reviewed += 1
            shipped += mine
            ships, skips = list(said.values()).count(True), list(said.values()).count(False)
            if len(said) >= 2 and ships != skips:
                judged += 1
                against += mine != (ships > skips)
        assert record.shipped == Share(shipped, reviewed)
        assert record.dissent == Ratio(against, judged)


def test_a_record_by_category_is_in_alphabetical_order(database: Database) -> None:
    assert critics.read_categories(database, "Ann") == [
        ("Editors", Share(2, 2)),
        ("Hosting", Share(1, 2)),
    ]
    assert critics.read_categories(database, "Nobody") == []


def test_what_a_critic_said_comes_by_tool_with_what_others_say(database: Database) -> None:
    votes.cast(database, "beta", "skip")
    said = list(critics.read_said(database, "Ann"))
    assert [each.name for each in said] == ["Alpha", "Beta", "Delta", "Gamma"]
    assert said[1] == Said(
        "beta", "Beta", "Editors", Review("Ann", "ship", "Ann on Beta."), Share(1, 2), "skip"
    )
    assert said[2].others == NOBODY


def test_a_list_that_is_none_is_empty(database: Database) -> None:
    with database.transaction("x") as connection:
        connection.execute("UPDATE critics SET excited = '7', tired = '[1]' WHERE name = 'Ann'")
    ann = records(database)["Ann"].critic
    assert (ann.excited, ann.tired) == ((), ("1",))


def test_what_is_not_safe_is_cleaned(database: Database) -> None:
    with database.transaction("x") as connection:
        connection.execute("UPDATE critics SET name = 'A\x1b[2Jnn', motto = 'M\x07' WHERE id = 1")
        connection.execute("UPDATE reviews SET quote = 'Q\x1b' WHERE critic_id = 1")
    record = critics.read_records(database)[0]
    assert (record.critic.name, record.critic.motto) == ("A␛[2Jnn", "M␇")
    assert {each.review.quote for each in critics.read_said(database, "A␛[2Jnn")} == {"Q␛"}


@given(st.lists(st.tuples(verdicts, shares(5), st.integers(1, 9)), max_size=9))
def test_a_tally_is_the_sum_of_its_parts(parts: list[tuple[Verdict, Share, int]]) -> None:
    shipped, dissent = tallied(parts)
    alone = [tallied([(verdict, others, 1)] * count) for verdict, others, count in parts]
    assert shipped == Share(
        sum(each.ship for each, _ in alone), sum(each.total for each, _ in alone)
    )
    assert dissent == Ratio(
        sum(each.hits for _, each in alone), sum(each.total for _, each in alone)
    )
    assert dissent.hits <= dissent.total <= shipped.total


# In words.


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Ratio(4, 12), "33%  4 of 12"),
        (Ratio(0, 10), "0%  0 of 10"),
        (Ratio(3, 9), "too few  3 of 9"),
        (Ratio(0, 0), "—  none"),
    ],
)
def test_under_ten_cases_there_is_a_count_and_no_percentage(found: Ratio, said: str) -> None:
    assert words.ratio(found) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Share(18, 20), "nearly always ships"),
        (Share(12, 12), "always ships"),
        (Share(1, 10), "nearly always skips"),
        (Share(0, 10), "always skips"),
        (Share(9, 9), ""),
        (Share(8, 10), ""),
    ],
)
def test_who_nearly_always_says_the_same_is_said_to(share: Share, said: str) -> None:
    assert words.leaning(share) == said


LEANER = Record(ANN, Share(19, 20), Ratio(7, 14), Ratio(2, 3))
SAID = (
    Said(
        "alpha", "Alpha", "Editors", Review("Ann", "ship", "Once.\nTwice.", date(2026, 11, 2)),
        Share(1, 4), "skip",
    ),
    Said("beta", "Beta", "Hosting", Review("Ann", "skip"), NOBODY),
)  # fmt: skip
PROFILE = Profile(LEANER, (("Editors", Share(9, 12)), ("Hosting", Share(2, 3))), SAID)
BARE = Profile(Record(Critic("Bob"), NOBODY, Ratio(0, 0), Ratio(0, 0)), (), ())


def test_the_panel_is_a_table_with_mottos_below_the_names() -> None:
    lines = panel.table([LEANER, BARE.record], "A note.").splitlines()
    assert [" ".join(line.split()) for line in lines[:5]] == [
        "critic ships dissents agrees with me",
        "Ann 95% 19 of 20 50% 7 of 14 too few 2 of 3",
        "Prove it.",
        "nearly always ships",
        "Bob — no reviews — none — none",
    ]
    assert "A percentage needs 10 or more." in " ".join(lines)
    assert lines[-1] == "A note."


def test_a_profile_has_everything_about_a_critic() -> None:
    page = panel.profile(PROFILE, "A note.")
    for line in ("Ann", "Prove it.", "Dry.", "excited by", "  tests", "tired of", "  slides"):
        assert line in page.splitlines()
    assert line_with(page, "ships  ").split() == ["ships", "95%", "19", "of", "20"]
    assert "nearly always ships" in page
    assert line_with(page, "  Editors").split() == ["Editors", "75%", "9", "of", "12"]
    assert line_with(page, "  Hosting").split() == ["Hosting", "2", "of", "3"]
    said = "Alpha, Editors: ✓ ship (2 Nov 2026); against the others: 1 of 4 ship; you say skip"
    assert f"{said} “Once. Twice.”" in " ".join(page.split())
    assert "Beta, Hosting: ✗ skip\n" in page


def test_a_critic_of_whom_only_the_name_is_known_has_a_short_profile() -> None:
    assert panel.profile(BARE).splitlines()[:4] == [
        "Bob",
        "",
        "ships           —  no reviews",
        "dissents        —  none",
    ]


@pytest.mark.parametrize("page", [panel.spoken_profile(PROFILE), panel.sentences([LEANER])])
def test_sentences_need_no_alignment_and_no_signs(page: str) -> None:
    assert "  " not in page
    assert not set("─│✓✗—–") & set(page)


def test_sentences_tell_all_that_a_page_tells() -> None:
    lines = panel.spoken_profile(PROFILE, "A note.").splitlines()
    assert lines == [
        "Ann: Prove it. Ships: 95%, 19 of 20. Dissents: 50%, 7 of 14."
        " Agrees with me: too few, 2 of 3. Nearly always ships.",
        "Voice: Dry. Fair.",
        "Excited by: tests.",
        "Tired of: demos; slides.",
        "In Editors ships 75%, 9 of 12.",
        "In Hosting ships 2 of 3.",
        "Alpha, Editors: ship. 2 Nov 2026. Against the others: 1 of 4 ship. You say skip."
        " Quote: Once. Twice.",
        "Beta, Hosting: skip.",
        words.LEGEND,
        "A note.",
    ]
    assert panel.sentences([BARE.record]).startswith("Bob. Ships: no reviews. Dissents: none.")


def test_markdown_has_the_panel_as_a_table_and_a_profile_with_quotes() -> None:
    row = "| Ann | Prove it. / nearly always ships | 95%, 19 of 20 | 50%, 7 of 14 |"
    assert row in panel.markdown_page([LEANER])
    page = panel.markdown_profile(PROFILE)
    assert page.startswith("# Ann\n\n> Prove it.\n\nDry.\nFair.\n\n**Excited by**\n\n- tests\n")
    assert "| Editors | 75% | 9 of 12 |" in page
    assert "\n> Once.\n> Twice.\n" in page


@pytest.mark.parametrize("page", [panel.table, panel.sentences, panel.markdown_page])
def test_without_critics_the_panel_says_so(page: Callable[[list[Record]], str]) -> None:
    assert "There are no critics." in page([])


@given(texts.map(clean_line), prose.map(clean))
def test_a_line_of_what_was_said_has_a_cell_for_each_head(motto: str, quote: str) -> None:
    record = LEANER._replace(critic=ANN._replace(motto=motto))
    said = SAID[0]._replace(review=Review("Ann", "ship", quote))
    for page in (panel.tsv([record]), panel.tsv_profile(PROFILE._replace(said=(said,)))):
        reader = csv.reader(io.StringIO(page), delimiter="\t", quoting=csv.QUOTE_NONE)
        head, row = list(reader)
        assert len(head) == len(row)


def test_tab_separated_lines_have_whole_numbers_for_counts() -> None:
    row = next(csv.DictReader(io.StringIO(panel.tsv([LEANER])), delimiter="\t"))
    assert (row["ship"], row["total"], row["dissents"], row["leans"]) == ("19", "20", "7", "ship")
    said = next(csv.DictReader(io.StringIO(panel.tsv_profile(PROFILE)), delimiter="\t"))
    assert (said["others_ship"], said["others_total"], said["dissents"]) == ("1", "4", "1")


def test_data_has_counts_and_says_where_they_are_too_few() -> None:
    found = data.record_data(LEANER)
    assert found["record"] == {"ship": 19, "total": 20, "share": 0.95, "too_few": False}
    assert found["dissent"] == {"count": 7, "total": 14, "share": 0.5, "too_few": False}
    assert found["agreement"] == {"count": 2, "total": 3, "share": 2 / 3, "too_few": True}
    assert (found["leans"], found["tired"]) == ("ship", ["demos", "slides"])


def test_data_of_a_profile_has_each_review_with_what_the_others_say() -> None:
    found = json.loads(data.to_json(data.profile_data(PROFILE)))
    assert found["categories"][1] == {
        "category": "Hosting", "ship": 2, "total": 3, "share": 2 / 3, "too_few": True,
    }  # fmt: skip
    first, second = found["reviews"]
    assert (first["slug"], first["verdict"], first["quote"]) == ("alpha", "ship", "Once.\nTwice.")
    assert first["others"] == {"ship": 1, "total": 4, "share": 0.25}
    assert (first["dissents"], first["my_vote"]) == (True, "skip")
    assert dissents("skip", NOBODY) is second["dissents"] is None


def test_what_a_critic_said_goes_by_the_letters_of_the_names_whatever_their_case(
    empty_path: Path,
) -> None:
    names = ["zed", "Émile", "alpha", "Beta", "Zulu"]
    tools_said_of = tuple(submit(name, reviews={"Ann": "ship"}) for name in names)
    with open_database(empty_path, writing=True) as opened:
        content.apply(opened, Content(critics=PANEL.critics[:1], tools=tools_said_of))
        profile = critics.find_profile(opened, "Ann")
        assert profile is not None
        said = [each.name for each in profile.said]
    assert said == ["alpha", "Beta", "Émile", "zed", "Zulu"]
