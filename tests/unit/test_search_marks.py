"""Which characters of a name are marked, and how names are taken apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.unit.builders import names, texts
from verdict_tui.search import marks, score
from verdict_tui.search.keys import contributions, key_of, prepare, seams, word_starts
from verdict_tui.search.weights import NEVER

FEW = settings(max_examples=40)
"""For what takes long to draw."""

plain_names = st.from_regex(r"[A-Za-z0-9]{1,8}([ .-]{1,2}[A-Za-z0-9]{1,8}){0,4}", fullmatch=True)


def marked(query: str, name: str) -> str:
    """Return the name with what is marked in square brackets."""
    said = name
    for start, end in reversed(marks.spans(prepare(query), name)):
        said = f"{said[:start]}[{said[start:end]}]{said[end:]}"
    return said


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("cursor", "[Cursor]"),
        ("curs", "[Curs]or"),
        ("copilot", "GitHub [Copilot]"),
        ("hub", "Git[Hub] Copilot"),
        ("ilot", "GitHub Cop[ilot]"),
        ("cdlma4", "[C]o[d]e [L]la[ma] [4]"),
        ("ghcp", "[G]it[H]ub [C]o[p]ilot"),
        ("ghc", "[G]it[H]ub [C]opilot"),
        ("copilot github", "[GitHub] [Copilot]"),
        ("cop git", "[Git]Hub [Cop]ilot"),
        ("githubcop", "[GitHub] [Cop]ilot"),
        ("router op", "[Op]en[Router]"),
        ("fuse lang", "[Langfuse]"),
        ("zed editor", "[Zed]"),
        ("vscode copilot", "GitHub [Copilot]"),
        ("gpt4", "[GPT]-[4]o"),
        ("cursr", "[Curs]o[r]"),
        ("eclair", "[Éclair]"),
        ("ecl", "[Écl]air"),
        ("ecl", "[E\u0301cl]air"),
        ("air", "Écl[air]"),
        ("ca", "[Ça] va"),
        ("ca", "[C\u0327a\u0300] va"),
        ("日本", "[日本]語"),
        ("語", "日本[語]"),
        ("kit", "日本語 [Kit]"),
        ("cursor", "[Ｃｕｒｓｏｒ]"),
        ("kit", "🙂 [Kit] 👍🏽"),
        ("strasse", "[Straße]"),
        ("straße", "[Strasse]"),
        ("stras", "[Straß]e"),
        ("ffi", "[ﬃ]cient"),
        ("weights and", "[Weights] [&] Biases"),
        ("weights & biases", "[Weights] [&] [Biases]"),
        ("biases", "Weights & [Biases]"),
        ("wab", "[W]eights [&] [B]iases"),
        ("c++", "[C++]"),
    ],
)
def test_exactly_the_letters_that_matched_are_marked(query: str, said: str) -> None:
    assert marked(query, said.replace("[", "").replace("]", "")) == said


def test_a_vowel_sign_is_marked_with_its_letter() -> None:
    assert marked("हिन्दी", "हिन्दी AI") == "[हिन्दी] AI"


@pytest.mark.parametrize("query", ["", " ", "!?", "xyz", "🙂", "\u0301"])
def test_nothing_is_marked_where_nothing_matched(query: str) -> None:
    assert marked(query, "Code Llama 4") == "Code Llama 4"


@given(texts, names)
def test_marks_are_ranges_in_order_within_the_name(query: str, name: str) -> None:
    spans = marks.spans(prepare(query), name)
    assert all(0 <= start < end <= len(name) for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))


@FEW
@given(plain_names, plain_names)
def test_marks_are_in_order_for_names_as_people_give_them(query: str, name: str) -> None:
    spans = marks.spans(prepare(query), name)
    assert all(0 <= start < end <= len(name) for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))


@given(names)
def test_a_whole_name_marks_all_its_letters(name: str) -> None:
    spans = marks.spans(prepare(name), name)
    said = "".join(name[start:end] for start, end in spans)
    assert key_of(said).compact == key_of(name).compact


@FEW
@given(plain_names, st.data())
def test_what_stands_in_the_name_is_marked_letter_by_letter(name: str, data: st.DataObject) -> None:
    compact = key_of(name).compact
    start = data.draw(st.integers(0, len(compact) - 1))
    query = compact[start : data.draw(st.integers(start + 1, len(compact)))]
    spans = marks.spans(prepare(query), name)
    assert "".join(name[first:last] for first, last in spans).lower() == query


@given(names, st.data())
def test_what_stands_in_any_name_is_among_what_is_marked(name: str, data: st.DataObject) -> None:
    compact = key_of(name).compact
    assume(compact)
    length = data.draw(st.integers(1, len(compact)))
    query = prepare(compact[:length])
    assume(query.text == compact[:length])
    spans = marks.spans(query, name)
    said = key_of("".join(name[first:last] for first, last in spans)).compact
    assert score.literal(query, key_of(said))[1] >= 0


@given(st.text())
def test_a_name_is_what_its_characters_add_to_it(text: str) -> None:
    assert "".join(contributions(text)) == key_of(text).compact


@given(texts)
def test_a_name_of_any_characters_is_what_they_add_to_it(text: str) -> None:
    assert "".join(contributions(text)) == key_of(text).compact


@given(st.one_of(texts, plain_names))
def test_words_and_parts_make_up_the_name(name: str) -> None:
    key = key_of(name)
    assert "".join(key.words) == key.compact
    assert tuple("".join(parts) for parts in key.parts) == key.words
    assert set(word_starts(key)) <= set(seams(key))


@pytest.mark.parametrize(
    ("name", "words", "parts"),
    [
        ("GitHub Copilot", ("github", "copilot"), (("git", "hub"), ("copilot",))),
        ("GPT-4o", ("gpt", "4o"), (("gpt",), ("4", "o"))),
        ("v0", ("v0",), (("v", "0"),)),
        ("Weights & Biases", ("weights", "and", "biases"), (("weights",), ("and",), ("biases",))),
        ("W&B", ("w", "and", "b"), (("w",), ("and",), ("b",))),
        ("C++", ("c++",), (("c", "++"),)),
        ("OpenAI", ("openai",), (("open", "ai"),)),
        ("llama.cpp", ("llama", "cpp"), (("llama",), ("cpp",))),
        ("Straße", ("strasse",), (("strasse",),)),
        ("🙂", ("🙂",), (("🙂",),)),
        ("❤\ufe0f", ("❤",), (("❤",),)),
        ("!? +", ("+",), (("+",),)),
        ("!? …", ("!?", "…"), (("!?",), ("…",))),
        ("Kit 🙂", ("kit",), (("kit",),)),
        ("", (), ()),
    ],
)
def test_names_come_apart_where_people_abbreviate_them(
    name: str, words: tuple[str, ...], parts: tuple[tuple[str, ...], ...]
) -> None:
    key = key_of(name)
    assert (key.words, key.parts) == (words, parts)


@given(st.one_of(texts, plain_names), names)
def test_a_cost_is_nothing_for_the_same_words_only(text: str, name: str) -> None:
    query, key = prepare(text), key_of(name)
    assume(query.text)
    cost = score.cost(query, key)
    assert cost >= 0
    assert (cost == 0) == (query.key.words == key.words)


@FEW
@given(plain_names, plain_names)
def test_a_name_that_can_be_explained_has_something_marked(text: str, name: str) -> None:
    query = prepare(text)
    is_explained = score.cost(query, key_of(name)) < NEVER
    assert bool(marks.spans(query, name)) == is_explained


@given(st.text(st.characters(max_codepoint=126), max_size=30), st.data())
def test_plain_names_are_marked_as_all_others(name: str, data: st.DataObject) -> None:
    counted = [at for at, added in enumerate(contributions(name)) if added]
    places = data.draw(st.sets(st.integers(0, len(counted) - 1))) if counted else set()
    marked = {at for start, end in marks._spans(name, places) for at in range(start, end)}
    if "&" not in name:
        assert marked == {counted[place] for place in places}
