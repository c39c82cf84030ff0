from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import NOBODY, reviews_by, tools
from verdict_tui.errors import WrongUseError
from verdict_tui.exchange.content import read_content
from verdict_tui.exchange.documents import Document
from verdict_tui.model import Critic, Evidence, Price, Review, Share, Standing, Tool
from verdict_tui.render import data as render

if TYPE_CHECKING:
    from verdict_tui.exchange.values import Data
    from verdict_tui.submission import Content

NAMED: dict[str, Data] = {"name": "Alpha", "category": "Editors"}
AMOUNT: dict[str, Data] = {"kind": "amount", "amount": 1, "currency": "USD", "period": "year"}
FREE_FOR_ONE: dict[str, Data] = {"kind": "free", "amount": 1}


def read(*documents: Data) -> Content:
    return read_content(Document(f"{n}.json", data) for n, data in enumerate(documents, 1))


def mistakes(*documents: Data) -> list[str]:
    """Return what is wrong with documents, a mistake each."""
    with pytest.raises(WrongUseError) as caught:
        read(*documents)
    said = str(caught.value)
    if "\n" not in said:
        assert said.startswith("nothing was imported: ")
        return [said.removeprefix("nothing was imported: ")]
    first, *told = said.split("\n")
    assert first == "nothing was imported"
    return told


def price_of(given_as: Data) -> Price:
    return read({**NAMED, "entry_price": given_as}).tools[0].tool.value.entry_price


# What is read.


def test_a_tool_needs_only_a_name_and_a_category() -> None:
    (submission,) = read({"name": "Code Llama 4", "category": "Models"}).tools
    assert submission.tool.value == Tool("code-llama-4", "Code Llama 4", "Models")
    assert submission.tool.fields == {"name", "category"}


def test_a_document_is_whole_content_or_a_list_of_tools_or_one_tool() -> None:
    whole = read({"tools": [NAMED]})
    assert whole.tools == read([NAMED]).tools == read(NAMED).tools


def test_whole_content_has_critics_comparisons_and_a_note() -> None:
    content = read(
        {
            "note": "All of it is fictional.",
            "critics": [{"name": "Ann", "motto": "Ship it.", "excited": ["types"], "tired": []}],
            "comparisons": [{"a": "Code Llama 4", "b": "beta", "published_on": "2026-11-02"}],
        }
    )
    assert content.note == "All of it is fictional."
    (critic,) = content.critics
    assert critic.value == Critic("Ann", "Ship it.", excited=("types",))
    (comparison,) = content.comparisons
    assert comparison.value == ("Code Llama 4", "beta", date(2026, 11, 2))


def test_documents_are_put_together_in_their_order() -> None:
    about: Data = {"note": "Fictional.", "critics": [{"name": "Ann"}]}
    content = read(about, NAMED, {**NAMED, "name": "Beta"})
    assert (content.note, [critic.value.name for critic in content.critics]) == (
        "Fictional.",
        ["Ann"],
    )
    assert [submission.tool.value.name for submission in content.tools] == ["Alpha", "Beta"]


def test_a_tool_carries_its_reviews() -> None:
    review: Data = {
        "critic": "Ann",
        "verdict": "ship",
        "quote": "I like it.",
        "reviewed_on": "2026-11-02",
    }
    (submission,) = read({**NAMED, "reviews": [review]}).tools
    (given_review,) = submission.reviews
    assert given_review.value == Review("Ann", "ship", "I like it.", date(2026, 11, 2))


@pytest.mark.parametrize(
    ("given_as", "price"),
    [
        ("free", Price("free")),
        (" Free ", Price("free")),
        ("contact", Price("contact")),
        ("Contact sales", Price("contact")),
        ("unknown", Price("unknown")),
        ("$20/month", Price("amount", Decimal(20), "USD", "month")),
        ("$20 / month", Price("amount", Decimal(20), "USD", "month")),
        ("€9.99/mo", Price("amount", Decimal("9.99"), "EUR", "month")),
        ("20 chf per year", Price("amount", Decimal(20), "CHF", "year")),
        ("£99 once", Price("amount", Decimal(99), "GBP", "once")),
        ("$20/month per seat", Price("amount", Decimal(20), "USD", "month", per_seat=True)),
        ("$20/yr/user", Price("amount", Decimal(20), "USD", "year", per_seat=True)),
        ("$20 CAD/month", Price("amount", Decimal(20), "CAD", "month")),
        (
            {"kind": "amount", "amount": 19.9, "currency": "USD", "period": "month"},
            Price("amount", Decimal("19.9"), "USD", "month"),
        ),
        ({"kind": "free", "as_of": "2026-11-02"}, Price("free", as_of=date(2026, 11, 2))),
    ],
)
def test_a_price_may_be_written_short_or_long(given_as: Data, price: Price) -> None:
    assert price_of(given_as) == price


def test_a_price_that_is_not_understood_is_unknown_and_has_the_words() -> None:
    content = read({**NAMED, "entry_price": "1.000 EUR/year", "price_as_of": "2026-11-02"})
    assert content.tools[0].tool.value.entry_price == Price(
        as_of=date(2026, 11, 2), words="1.000 EUR/year"
    )
    assert content.doubts == (
        "1.json: Alpha: the entry price '1.000 EUR/year' is not understood:"
        " '1.000' can mean 1000 or 1",
    )


def test_strictly_what_is_not_understood_is_a_mistake() -> None:
    documents = [Document("a.json", {**NAMED, "entry_price": "from $20"})]
    with pytest.raises(WrongUseError, match=r"a\.json: Alpha: the entry price 'from \$20' is not"):
        read_content(documents, strict=True)


def test_words_that_are_given_as_such_are_no_doubt() -> None:
    content = read({**NAMED, "entry_price": {"kind": "unknown", "words": "from $20"}})
    assert content.tools[0].tool.value.entry_price == Price(words="from $20")
    assert content.doubts == ()


def test_a_price_is_read_as_the_program_prints_it() -> None:
    assert price_of("$1,200 / year per seat").amount == 1200


def test_a_date_may_be_a_date_or_its_text() -> None:
    for when in (date(2026, 11, 20), "2026-11-20"):
        assert read({**NAMED, "added_on": when}).tools[0].tool.value.added_on == date(2026, 11, 20)


def test_control_characters_are_made_visible_and_lines_are_joined() -> None:
    tool = read({**NAMED, "name": "Al\x1bpha\u202e", "tagline": "one\n\ttwo"}).tools[0].tool.value
    assert (tool.name, tool.tagline) == ("Al␛pha", "one two")


def test_a_hard_wrapped_quote_is_joined_and_keeps_its_paragraphs() -> None:
    review: Data = {"critic": "Ann", "verdict": "ship", "quote": "\none\ntwo\n\nthree\n"}
    (submission,) = read({**NAMED, "reviews": [review]}).tools
    assert submission.reviews[0].value.quote == "one two\n\nthree"


def test_what_the_program_derives_is_taken_and_left_alone() -> None:
    share: Data = {"ship": 3, "total": 4, "share": 0.75}
    derived: dict[str, Data] = {"panel": share, "community": share, "my_vote": "ship"}
    assert read({**NAMED, **derived}).tools[0].tool.value == read(NAMED).tools[0].tool.value


@given(tools(), st.lists(st.sampled_from(["Ann", "Bob"]).flatmap(reviews_by), max_size=2))
def test_what_the_program_prints_of_a_tool_can_be_imported(
    tool: Tool, reviews: list[Review]
) -> None:
    reviews = list({review.critic: review for review in reviews}.values())
    standing = Standing(tool, Share(1, 3), NOBODY, "skip")
    printed = render.to_json(render.show_data(Evidence(standing, tuple(reviews))))
    (submission,) = read(json.loads(printed)).tools
    assert submission.tool.value == tool
    assert [review.value for review in submission.reviews] == reviews


# What is refused.


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        ({"name": "Alpha"}, "category: "),
        ({"category": "Editors"}, "name: "),
        ({**NAMED, "name": ""}, "name: "),
        ({**NAMED, "category": " \u200b "}, "category: "),
        ({**NAMED, "name": 5}, "name: "),
        ({**NAMED, "name": "x" * 201}, "name: "),
        ({**NAMED, "vendor": None}, "vendor: "),
        ({**NAMED, "tagline": "x" * 501}, "tagline: "),
        ({**NAMED, "description": ["x"]}, "description: "),
        ({**NAMED, "description": "x" * 50_001}, "description: "),
        ({**NAMED, "aliases": "Aleph"}, "aliases: "),
        ({**NAMED, "aliases": ["Aleph", ""]}, "aliases[1]: "),
        ({**NAMED, "licence": 2}, "licence: "),
        ({**NAMED, "link": "javascript:alert(1)"}, "link: "),
        ({**NAMED, "link": "https://a b"}, "link: "),
        ({**NAMED, "added_on": "2026-02-30"}, "added_on: should be a date that exists"),
        ({**NAMED, "added_on": "soon"}, "added_on: should be a date that exists"),
        ({**NAMED, "added_on": 20261120}, "added_on: should be a date"),
        ({**NAMED, "entry_price": 20}, "entry_price: should be text, such as '$20/month', or an"),
        ({**NAMED, "entry_price": "x" * 501}, "entry_price.words: string should have at most 500"),
        ({**NAMED, "entry_price": {"kind": "free", "words": "gratis"}}, "entry_price: a price of"),
        (
            {**NAMED, "entry_price": {**AMOUNT, "currency": "PER"}},
            "entry_price.currency: should be a currency code of ISO 4217, such as USD, not 'PER'",
        ),
        ({**NAMED, "entry_price": {**AMOUNT, "currency": "XXX"}}, "entry_price.currency: should"),
        ({**NAMED, "entry_price": {**AMOUNT, "amount": -1}}, "entry_price.amount: should be 0 or"),
        ({**NAMED, "entry_price": {**AMOUNT, "amount": 10**400}}, "entry_price.amount: should be"),
        ({**NAMED, "entry_price": {**AMOUNT, "amount": float("inf")}}, "entry_price.amount: sho"),
        ({**NAMED, "entry_price": {**AMOUNT, "amount": float("nan")}}, "entry_price.amount: sho"),
        ({**NAMED, "entry_price": {"amount": 10**9}}, "entry_price.amount: "),
        ({**NAMED, "entry_price": {"kind": "gratis"}}, "entry_price.kind: "),
        ({**NAMED, "entry_price": {"kind": "amount"}}, "entry_price: an amount needs"),
        ({**NAMED, "entry_price": FREE_FOR_ONE}, "entry_price: a price of kind"),
        ({**NAMED, "entry_price": {"as_of": "2025-02-29"}}, "entry_price.as_of: should be a date"),
        ({**NAMED, "entry_price": {"per_seat": "yes"}}, "entry_price.per_seat: "),
        ({**NAMED, "entry_price": {"period": "week"}}, "entry_price.period: "),
        ({**NAMED, "entry_price": {"amount": -1}}, "entry_price.amount: "),
        ({**NAMED, "entry_price": {"amount": float("inf")}}, "entry_price.amount: "),
        ({**NAMED, "reviews": [{"critic": "Ann"}]}, "reviews[0].verdict: "),
        ({**NAMED, "reviews": [{"verdict": "ship"}]}, "reviews[0].critic: "),
        (
            {**NAMED, "reviews": [{"critic": "Ann", "verdict": "maybe"}]},
            "reviews[0].verdict: input should be 'ship' or 'skip', not 'maybe'",
        ),
        ({"tools": [NAMED, {"name": "Beta"}]}, "tools[1].category: "),
        ({"critics": [{"name": "Ann", "tired": [1]}]}, "critics[0].tired[0]: "),
        ({"comparisons": [{"a": "alpha"}]}, "comparisons[0].b: "),
        ({"title": 1}, "title: "),
    ],
)
def test_a_mistake_is_told_with_its_file_and_its_path_in_it(data: Data, mistake: str) -> None:
    (told,) = mistakes(data)
    assert told.startswith(f"1.json: {mistake}")


def test_a_mistake_says_what_was_found() -> None:
    (told,) = mistakes({**NAMED, "added_on": "2026-02-30"})
    assert told.endswith("not '2026-02-30'")


def test_all_mistakes_are_told_at_once() -> None:
    told = mistakes(
        {"tools": [{"name": "", "category": "Editors", "added_on": "soon"}]},
        NAMED,
        {"name": "Beta"},
    )
    assert [line.split(": ")[:2] for line in told] == [
        ["1.json", "tools[0].name"],
        ["1.json", "tools[0].added_on"],
        ["3.json", "category"],
    ]


@pytest.mark.parametrize(
    ("data", "nearest"),
    [
        ({**NAMED, "tagine": "x"}, "tagline"),
        ({**NAMED, "license": "MIT"}, "licence"),
        ({**NAMED, "entry_price": {"currancy": "USD"}}, "currency"),
        ({**NAMED, "reviews": [{"critic": "A", "verdict": "ship", "qoute": "x"}]}, "quote"),
        ({"critics": [{"name": "Ann", "moto": "x"}]}, "motto"),
    ],
)
def test_an_unknown_field_is_told_with_the_nearest_known_one(data: Data, nearest: str) -> None:
    (told,) = mistakes(data)
    assert told.endswith(f"there is no such field; did you mean '{nearest}'?")


def test_nothing_is_suggested_for_a_field_like_no_other() -> None:
    (told,) = mistakes({**NAMED, "zzz": 1})
    assert told == "1.json: zzz: there is no such field"


def test_a_critic_has_one_review_of_a_tool() -> None:
    review: Data = {"critic": "Ann", "verdict": "ship"}
    again: Data = {"critic": " Ann ", "verdict": "skip"}
    (told,) = mistakes({"tools": [{**NAMED, "reviews": [review, again]}]})
    assert told.startswith("1.json: tools[0]: has two reviews by Ann")


def test_two_tools_with_one_slug_are_refused() -> None:
    (told,) = mistakes({**NAMED, "name": "Café"}, {**NAMED, "name": "CAFE"})
    assert "Café and CAFE" in told


def test_a_slug_of_its_own_must_be_one() -> None:
    (told,) = mistakes({**NAMED, "slug": "C plus plus"})
    assert told.startswith("1.json: slug: should be a slug, such as 'c-plus-plus'")


def test_a_slug_of_its_own_is_kept() -> None:
    assert read({**NAMED, "name": ".NET", "slug": "dot-net"}).tools[0].tool.value.slug == "dot-net"


def test_a_long_text_is_not_repeated_whole_in_the_message() -> None:
    (told,) = mistakes({**NAMED, "tagline": "x" * 5000})
    assert len(told) < 200


def test_a_mistake_cannot_steer_the_terminal() -> None:
    (told,) = mistakes({**NAMED, "added_on": "\x1b[2J\n"})
    assert told.isprintable()


def test_the_name_of_an_unknown_field_cannot_steer_the_terminal() -> None:
    assert all(told.isprintable() for told in mistakes({**NAMED, "\x1b[2J\nname": 1}))


def test_a_field_that_belongs_elsewhere_is_not_suggested_where_it_stands() -> None:
    (told,) = mistakes({"critics": [{"name": "Ann", "quote": "x"}]})
    assert "did you mean 'quote'" not in told


def test_a_wrong_currency_is_one_mistake_at_its_path() -> None:
    price: Data = {"kind": "amount", "amount": 20, "currency": "usd", "period": "month"}
    (told,) = mistakes({**NAMED, "entry_price": price})
    assert told.startswith("1.json: entry_price.currency: ")


def test_a_mistake_in_a_list_has_its_path_in_the_list() -> None:
    (told,) = mistakes([NAMED, {"name": "Beta"}])
    assert told.startswith("1.json: [1].category: ")


@pytest.mark.parametrize("data", [3, "x", {"tools": [3]}, {**NAMED, "entry_price": 3}])
def test_a_mistake_is_told_without_the_names_of_classes(data: Data) -> None:
    assert "Form" not in " ".join(mistakes(data))


def test_a_name_that_shows_nothing_is_refused() -> None:
    (told,) = mistakes({**NAMED, "name": "\u3164"})
    assert told.startswith("1.json: name: ")


def test_a_slug_may_be_written_as_a_keyboard_types_it() -> None:
    assert read({**NAMED, "name": "X", "slug": "한글"}).tools[0].tool.value.slug
