"""What is found by a few letters, and in which order."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.unit.builders import UNKNOWN
from verdict_tui.catalogue import Catalogue, Entry
from verdict_tui.search.finder import Finder, Match
from verdict_tui.text import slugify

if TYPE_CHECKING:
    from verdict_tui.model import Price, Verdict


def entry(
    name: str,
    category: str = "Things",
    *,
    vendor: str = "",
    licence: str = "",
    price: Price = UNKNOWN,
    added_on: date | None = None,
    times: int = 0,
    verdicts: str = "",
    votes: tuple[int, int] = (0, 0),
    mine: Verdict | None = None,
) -> Entry:
    """Return a tool of a catalogue with only what it needs; votes are ships and skips."""
    return Entry(
        slugify(name), name, category, verdicts, *votes, mine,
        vendor, licence, price, added_on, times,
    )  # fmt: skip


def listed(*tools: str | Entry) -> Catalogue:
    """Return a catalogue of tools, some by name alone."""
    return Catalogue(each if isinstance(each, Entry) else entry(each) for each in tools)


def found(catalogue: Catalogue, text: str) -> list[str]:
    """Return the names that a query finds, best first."""
    return [catalogue.names[match.position] for match in Finder(catalogue).find(text)]


def found_among(text: str, *tools: str | Entry) -> list[str]:
    return found(listed(*tools), text)


def first_of(catalogue: Catalogue, text: str) -> Match:
    return Finder(catalogue).find(text)[0]


@pytest.fixture(scope="module")
def crowd() -> tuple[Catalogue, Finder]:
    """Return twenty thousand tools, four with short names of their own among them."""
    chance = random.Random(4)
    syllables = ["ma", "ke", "ll", "n8", "vo", "0", "ra", "ster", "Co", "de", "AI", "-", " ", "lm"]
    short = ["v0", "n8n", "Make", "llm"]
    taken = {slugify(name) for name in short}
    names: list[str] = []
    while len(names) < 20_000 - len(short):
        name = " ".join("".join(chance.choices(syllables, k=chance.randint(2, 7))).split())
        if slugify(name) not in taken and name.strip("-"):
            taken.add(slugify(name))
            names.append(name)
    catalogue = listed(*names, *short)
    return catalogue, Finder(catalogue)


@pytest.mark.parametrize("name", ["v0", "n8n", "Make", "llm"])
def test_a_short_whole_name_wins_among_twenty_thousand(
    crowd: tuple[Catalogue, Finder], name: str
) -> None:
    catalogue, finder = crowd
    assert len(catalogue) == 20_000
    best = finder.find(name)[0]
    assert (catalogue.names[best.position], best.score) == (name, 100)


@pytest.mark.parametrize("name", ["v0", "n8n", "Make", "llm"])
def test_a_short_whole_name_wins_over_longer_ones_that_are_more_in_use(name: str) -> None:
    longer = [entry(f"{name}{end}", times=99) for end in ("r", " 2", " AI", "-x")]
    assert found_among(name, *longer, name)[0] == name


@pytest.mark.parametrize(
    ("text", "best_first"),
    [
        ("code", ["Code", "Codeium", "Claude Code", "Barcode"]),
        ("copilot", ["Copilot", "Copilot Studio", "GitHub Copilot"]),
        ("ghc", ["GHC", "GHCup", "GitHub Copilot"]),
        ("llama", ["Llama", "LlamaIndex", "Code Llama", "Ollama"]),
        ("cursor", ["Cursor", "Cursor Tab", "Precursor", "Cursar"]),
        ("vercel ai", ["Vercel AI", "Vercel AI SDK", "AI Vercel"]),
        ("windsurf", ["Windsurf", "Windsurf Editor", "Windsufr"]),
        ("cody", ["Cody", "Cody Enterprise", "Sourcegraph Cody"]),
        ("hands", ["Hands", "All Hands", "OpenHands"]),
        ("weave", ["Weave", "W&B Weave", "CoreWeave"]),
        ("sonn", ["Claude 3.5 Sonnet", "libkf5sonnetcore5"]),
        ("gatew", ["Vercel AI Gateway", "hugo-mx-gateway"]),
        ("junie", ["JetBrains Junie", "Junior Education"]),
        ("gem ass", ["Gemini Code Assist", "gem-plugin-assimp"]),
        ("clau de", ["Claude Desktop", "Claude Code"]),
        ("adier", ["Aider", "Radier Tools"]),
        ("vlm", ["vLLM", "volume-key"]),
        ("aiser", ["Aider", "fai-server"]),
        ("hft", ["Hugging Face Transformers", "hfst"]),
        ("whisperer", ["Amazon CodeWhisperer", "Whisper"]),
        ("clcd", ["Claude Code", "cccd"]),
    ],
)
def test_a_better_explanation_stands_above_a_worse_one(text: str, best_first: list[str]) -> None:
    assert found_among(text, *reversed(best_first)) == best_first


def test_beginnings_come_before_initials_and_initials_before_chance() -> None:
    order = found_among("gc", "Magic", "GitHub Copilot", "GCloud")
    assert order.index("GCloud") < order.index("GitHub Copilot")
    assert "Magic" not in order[:2]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("gihtub copilot", "GitHub Copilot"),
        ("cursr", "Cursor"),
        ("curssor", "Cursor"),
        ("corsor", "Cursor"),
        ("ucrsor", "Cursor"),
        ("cursoe", "Cursor"),
        ("antigravty", "Antigravity"),
        ("mistarl", "Mistral"),
    ],
)
def test_slips_of_the_finger_are_forgiven(text: str, meant: str) -> None:
    others = ["GitLab Duo", "Mastra", "Gravity", "Courier", "Gemini"]
    assert found_among(text, *others, meant)[0] == meant


@pytest.mark.parametrize("text", ["copilot github", "cop git", "studio cop micro"])
def test_words_are_found_in_any_order(text: str) -> None:
    tools = ["GitHub Copilot", "Microsoft Copilot Studio", "Gitpod"]
    meant = "Microsoft Copilot Studio" if "studio" in text else "GitHub Copilot"
    assert found_among(text, *tools)[0] == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("llm lite", "LiteLLM"),
        ("router open", "OpenRouter"),
        ("index lla", "LlamaIndex"),
        ("ui open", "Open WebUI"),
        ("fuse lang", "Langfuse"),
    ],
)
def test_parts_of_words_written_together_are_found_in_any_order(text: str, meant: str) -> None:
    others = ["Opera", "LLM", "Index", "Fuse", "Llama", "Router"]
    assert meant in found_among(text, *others, meant)[:2]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("zed editor", "Zed"),
        ("aider chat", "Aider"),
        ("microsoft copilot", "GitHub Copilot"),
        ("cursor the editor", None),
        ("purple ai", None),
    ],
)
def test_one_word_may_be_too_many_when_the_others_are_whole(text: str, meant: str | None) -> None:
    found = found_among(text, "Zed", "Aider", "GitHub Copilot", "Cursor", "Spring AI")
    assert found == ([meant] if meant else [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GITHUB COPILOT", "GitHub Copilot"),
        ("github copilot", "GITHUB COPILOT"),
        ("éclair", "Eclair"),
        ("eclair", "Éclair"),
        ("eclair", "E\u0301clair"),
        ("gpt 4o", "GPT-4o"),
        ("gpt4o", "GPT-4o"),
        ("gpt-4.1", "GPT 4 1"),
        ("git hub copilot", "GitHub Copilot"),
        ("weights and biases", "Weights & Biases"),
        ("weights & biases", "Weights and Biases"),
        ("weights&biases", "Weights & Biases"),
        ("strasse", "Straße"),
        ("straße", "STRASSE"),
        ("ｃｕｒｓｏｒ", "Cursor"),
        ("cursor", "Ｃｕｒｓｏｒ"),
        ("  cursor  ", "Cursor"),
        ("weights and biases", "Weights ＆ Biases"),
        ("c++", "C++"),
        ("日本語", "日本語"),
    ],
)
def test_case_accents_punctuation_and_spacing_make_no_difference(text: str, name: str) -> None:
    best = first_of(listed("Something Else", name, f"{name} Max"), text)
    assert best.position == 1
    assert best.score >= 98


def test_a_slip_in_a_short_name_stands_above_letters_scattered_over_a_long_one() -> None:
    scattered = "Chocolate Sauce Upside Marmalade"
    assert found_among("cluade", scattered) == [scattered]
    assert found_among("cluade", scattered, "Claude")[0] == "Claude"


def test_words_in_another_order_stand_above_scattered_letters() -> None:
    scattered = "Cold Overnight Dispatch Ensemble Gathering Interesting Thoughts"
    assert found_among("code git", scattered, "Git Code")[0] == "Git Code"


def test_a_very_long_name_is_found_by_itself_too() -> None:
    name = "A Name That Goes On And On " * 7
    assert found_among(name, "Cursor", name.strip()) == [name.strip()]


def test_what_is_found_has_a_score_that_falls() -> None:
    catalogue = listed("Code", "Codeium", "Claude Code", "Barcode", "Cdoe")
    scores = [match.score for match in Finder(catalogue).find("code")]
    assert scores[0] == 100
    assert scores == sorted(scores, reverse=True)
    assert all(1 <= score <= 100 for score in scores)


def test_no_more_is_returned_than_asked_for() -> None:
    finder = Finder(listed(*(f"Code {number}" for number in range(40))))
    assert len(finder.find("code", limit=7)) == 7


# Ties


def test_of_equals_the_more_compared_comes_first() -> None:
    tools = [entry("Code A", times=1), entry("Code B", times=3), entry("Code C", times=2)]
    assert found_among("code", *tools) == ["Code B", "Code C", "Code A"]


def test_of_equals_compared_as_often_the_newer_comes_first() -> None:
    tools = [
        entry("Code A", times=1, added_on=date(2025, 1, 1)),
        entry("Code B", times=1, added_on=date(2026, 1, 1)),
        entry("Code C", times=1),
        entry("Code D", times=2),
    ]
    assert found_among("code", *tools) == ["Code D", "Code B", "Code A", "Code C"]


def test_of_equals_of_one_day_the_name_decides() -> None:
    assert found_among("code", "Code C", "Code A", "Code B") == ["Code A", "Code B", "Code C"]


def test_a_better_match_stands_above_a_tool_more_in_use() -> None:
    assert found_among("code", entry("Barcode", times=50), "Code")[0] == "Code"


# Other than by name


def with_former(former: str, *tools: str | Entry) -> Catalogue:
    """Return a catalogue whose first tool has another name too."""
    entries = [each if isinstance(each, Entry) else entry(each) for each in tools]
    return Catalogue(entries, former_names=[(entries[0].slug, former)])


def test_a_tool_is_found_by_its_former_name() -> None:
    best = first_of(with_former("Codeium", "Windsurf", "Cursor"), "codeium")
    assert (best.position, best.matched_in, best.text) == (0, "former name", "Codeium")


def test_a_former_name_stands_below_the_same_present_name() -> None:
    catalogue = with_former("Codeium", "Windsurf", "Codeium")
    assert found(catalogue, "codeium") == ["Codeium", "Windsurf"]


def test_a_tool_found_by_both_names_is_listed_once_for_the_better() -> None:
    catalogue = with_former("Windsurf Editor", "Windsurf", "Cursor")
    matches = Finder(catalogue).find("windsurf")
    assert [(match.position, match.matched_in) for match in matches] == [(0, "name")]


def test_a_match_of_a_former_name_marks_nothing_in_the_name() -> None:
    best = first_of(with_former("Codeium", "Windsurf"), "codeium")
    assert best.name_spans("Windsurf") == ()


def test_former_names_of_unknown_tools_are_passed_over() -> None:
    catalogue = Catalogue([entry("Alpha")], former_names=[("beta", "Old Beta")])
    assert found(catalogue, "old beta") == []


def test_tools_are_found_by_who_makes_them() -> None:
    best = first_of(listed(entry("Claude", vendor="Anthropic"), "Gemini"), "anthropic")
    assert (best.position, best.matched_in, best.text) == (0, "vendor", "Anthropic")


def test_tools_are_found_by_what_they_are_for() -> None:
    best = first_of(listed("Cursor", entry("Ollama", "Local runtimes")), "runtimes")
    assert (best.position, best.matched_in, best.text) == (1, "category", "Local runtimes")


def test_names_stand_above_vendors_and_vendors_above_categories() -> None:
    order = found_among(
        "mistral",
        entry("Codestral", "Models", vendor="Mistral"),
        entry("Forge", "Mistral"),
        "Mistral Large",
    )
    assert order == ["Mistral Large", "Codestral", "Forge"]


def test_a_vendor_beside_a_name_finds_the_tool() -> None:
    catalogue = listed(
        entry("Gemini", vendor="Google"),
        entry("Haiku", vendor="Anthropic"),
        entry("Claude", vendor="Anthropic"),
    )
    for text in ("anthropic claude", "claude anthropic", "anthropic clade"):
        best = first_of(catalogue, text)
        assert (best.position, best.matched_in, best.text) == (2, "vendor", "Anthropic")
    assert first_of(catalogue, "anthropic claude").name_spans("Claude") == ((0, 6),)


def test_a_category_beside_a_name_finds_the_tool() -> None:
    catalogue = listed(entry("Zed", "Editors"), entry("Zed Host", "Hosting"))
    best = first_of(catalogue, "hosting zed")
    assert (best.position, best.matched_in, best.text) == (1, "category", "Hosting")


# Nothing


def test_a_query_that_resembles_nothing_finds_nothing() -> None:
    assert found_among("xylophone", "Cursor", "Claude", "Gemini") == []


def test_where_nothing_is_found_there_is_a_nearest() -> None:
    catalogue = listed("Cursor", "Claude", "Gemini", "Xenon", "Phonexa")
    assert Finder(catalogue).find("xenophobia") == []
    nearest = Finder(catalogue).nearest("xenophobia")
    assert catalogue.names[nearest[0].position] == "Xenon"
    assert len(nearest) <= 3


def test_the_nearest_are_of_the_tools_asked_for() -> None:
    nearest = Finder(listed("Xylem", "Xylan", "Cursor")).nearest("xylem", [False, True, True])
    assert [match.position for match in nearest] == [1]


def test_a_former_name_can_be_the_nearest_and_counts_once() -> None:
    nearest = Finder(with_former("Xylen", "Xylem", "Cursor")).nearest("xylophone")
    assert [match.position for match in nearest].count(0) == 1


def test_nothing_resembles_a_query_without_letters() -> None:
    assert Finder(listed("Cursor")).nearest("!?") == []


def test_an_empty_catalogue_finds_nothing() -> None:
    finder = Finder(listed())
    assert finder.find("anything") == []
    assert finder.nearest("anything") == []
