from __future__ import annotations

import io
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.exchange.documents import Document, read_documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from verdict_tui.exchange.values import Data

    Writer = Callable[[str, str | bytes], str]
    Pipe = Callable[[str | bytes], list[Document]]

DEEP = 10_000


def read(names: list[str]) -> list[Document]:
    """Return what is in files; a fault is raised, the first one."""
    found = list(read_documents(names))
    for document in found:
        if document.fault:
            raise WrongUseError(document.fault)
    return found


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Writer:
    """Return a function that writes a file into the current folder and returns its name."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    return write


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Pipe:
    """Return a function that reads what comes in through a pipe."""

    def piped(content: str | bytes) -> list[Document]:
        raw = io.BytesIO(content.encode() if isinstance(content, str) else content)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))
        return read(["-"])

    return piped


def test_json_is_read(write: Writer) -> None:
    name = write("a.json", '{"name": "Łódź", "n": [1, 2.5, null, true]}')
    assert read([name]) == [Document("a.json", {"name": "Łódź", "n": [1, 2.5, None, True]})]


def test_json_lines_are_a_document_each_that_knows_its_line(
    write: Writer,
) -> None:
    name = write("a.jsonl", '{"n": 1}\n\n{"n": 2}\n')
    assert read([name]) == [
        Document("a.jsonl:1", {"n": 1}),
        Document("a.jsonl:3", {"n": 2}),
    ]


def test_a_line_separator_inside_a_json_text_does_not_end_the_line(
    write: Writer,
) -> None:
    name = write("a.jsonl", '{"n": "one\u2028two\x85three"}\n')
    assert [document.data for document in read([name])] == [{"n": "one\u2028two\x85three"}]


def test_toml_is_read_with_its_dates(write: Writer) -> None:
    name = write("a.toml", 'added_on = 2026-11-20\n[[reviews]]\ncritic = "Ann"\n')
    assert read([name]) == [
        Document("a.toml", {"added_on": date(2026, 11, 20), "reviews": [{"critic": "Ann"}]})
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.json", '{"n":\n1}\n'), ("a.jsonl", '{"n": 1}\n'), ("a.toml", "# n\nn = 1\n")],
)
def test_a_byte_order_mark_and_windows_line_ends_make_no_difference(
    write: Writer, name: str, content: str
) -> None:
    windows = b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode()
    assert [each.data for each in read([write(name, windows)])] == [{"n": 1}]


def test_the_suffix_may_be_in_capitals(write: Writer) -> None:
    assert read([write("A.JSON", "[]")]) == [Document("A.JSON", [])]


def test_files_are_read_in_the_order_in_which_they_are_named(
    write: Writer,
) -> None:
    names = [write("b.json", "1"), write("a.json", "2")]
    assert [document.data for document in read(names)] == [1, 2]


# Folders.


def test_a_folder_stands_for_the_files_in_it_and_below(
    write: Writer,
) -> None:
    write("all/b.toml", "n = 2")
    write("all/a/z.json", "1")
    write("all/readme.md", "# not content")
    assert [document.data for document in read(["all"])] == [1, {"n": 2}]


def test_a_folder_without_a_file_to_import_is_an_error(
    write: Writer,
) -> None:
    write("all/readme.md", "# not content")
    with pytest.raises(WrongUseError, match=r"nothing to import in all.*\.json"):
        read(["all"])


def test_a_suffix_in_capitals_counts_in_a_folder_too(
    write: Writer,
) -> None:
    write("all/A.JSON", "[]")
    assert [document.data for document in read(["all"])] == [[]]


# What can't be read.


def test_a_missing_file_is_not_there(write: Writer) -> None:
    with pytest.raises(NotThereError, match=r"there is no file nowhere\.json"):
        read(["nowhere.json"])


def test_a_path_through_a_file_cannot_be_read(write: Writer) -> None:
    with pytest.raises(WrongUseError, match=r"can't read a\.json/b\.json: not a directory"):
        read([write("a.json", "{}") + "/b.json"])


def test_a_name_too_long_for_the_file_system_is_an_error_for_people() -> None:
    with pytest.raises(WrongUseError, match="can't read"):
        read(["a" * 5000 + ".json"])


def test_an_unknown_suffix_is_an_error_that_names_the_known_ones(
    write: Writer,
) -> None:
    with pytest.raises(WrongUseError, match=r"format of a\.yaml.*\.json or \.jsonl or \.toml"):
        read([write("a.yaml", "n: 1")])


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.toml"])
def test_utf_16_is_refused_with_what_to_do(write: Writer, name: str) -> None:
    with pytest.raises(WrongUseError, match="is not UTF-8; convert it to UTF-8"):
        read([write(name, '{"n": 1}'.encode("utf-16"))])


def test_what_is_not_utf_8_is_told_with_its_line(
    write: Writer,
) -> None:
    with pytest.raises(WrongUseError, match="line 3 is not UTF-8"):
        read([write("a.toml", b'a = 1\nb = 2\nc = "caf\xe9"\n')])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", '{\n"n": [1,', r"a\.json is not JSON: .* at line 2, column 9"),
        ("a.json", " \n", r"there is nothing to import in a\.json: it is empty"),
        ("a.json", '{"n": 1}'.encode("utf-16-le"), r"can't read a\.json: it is not UTF-8"),
        ("a.jsonl", '{"n": 1}\n{"n"', r"a\.jsonl:2 is not JSON: .* at column 5"),
        ("a.toml", 'a = 1\nb = "two', r"a\.toml is not TOML: .*"),
    ],
)
def test_a_file_that_is_cut_off_is_told_with_the_place(
    write: Writer, name: str, content: str, said: str
) -> None:
    with pytest.raises(WrongUseError, match=said):
        read([write(name, content)])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "[" * DEEP + "]" * DEEP),
        ("a.json", '{"a":' * DEEP + "1" + "}" * DEEP),
        ("a.jsonl", "{}\n" + "[" * DEEP + "]" * DEEP),
        ("a.toml", "a = " + "[" * DEEP + "]" * DEEP),
        ("a.toml", "a = " + "{a = " * DEEP + "1" + "}" * DEEP),
    ],
    ids=["lists", "objects", "a line", "arrays", "tables"],
)
def test_a_file_that_is_nested_too_deep_is_refused(write: Writer, name: str, content: str) -> None:
    with pytest.raises(WrongUseError, match="nested too deep"):
        read([write(name, content)])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"b": {"name": 1, "name": 2}}'),
        ("a.jsonl", '{"name": 1, "name": 2}'),
        ("a.toml", "name = 1\nname = 2"),
    ],
)
def test_a_key_that_stands_twice_is_refused(write: Writer, name: str, content: str) -> None:
    with pytest.raises(WrongUseError):
        read([write(name, content)])


def test_the_key_that_stands_twice_is_named(write: Writer) -> None:
    with pytest.raises(WrongUseError, match="the key 'name' stands twice"):
        read([write("a.json", '{"name": 1, "name": 2}')])


def test_a_key_that_stands_twice_cannot_steer_the_terminal(
    write: Writer,
) -> None:
    name = write("a.json", r'{"\u001b[2J\n": 1, "\u001b[2J\n": 2}')
    with pytest.raises(WrongUseError) as caught:
        read([name])
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_is_none_is_refused(write: Writer, constant: str) -> None:
    with pytest.raises(WrongUseError, match=f"{constant} is not a number"):
        read([write("a.json", f'{{"amount": {constant}}}')])


@pytest.mark.parametrize("name", ["a.json", "a.toml"])
def test_a_number_of_too_many_digits_is_refused(write: Writer, name: str) -> None:
    digits = "1" * 5000
    content = f'{{"n": {digits}}}' if name == "a.json" else f"n = {digits}"
    with pytest.raises(WrongUseError):
        read([write(name, content)])


def test_a_date_that_does_not_exist_is_refused_in_toml(
    write: Writer,
) -> None:
    with pytest.raises(WrongUseError, match=r"a\.toml is not TOML: .*date.*line 2"):
        read([write("a.toml", "a = 1\nadded_on = 2026-02-30")])


# The pipe.


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ('{"n": 1}\n', [{"n": 1}]),
        ('{\n  "n": 1\n}\n', [{"n": 1}]),
        ('[\n  {"n": 1},\n  {"n": 2}\n]\n', [[{"n": 1}, {"n": 2}]]),
        ('{"n": 1}\n{"n": 2}\n', [{"n": 1}, {"n": 2}]),
        ("n = 1\n", [{"n": 1}]),
        ('# a comment\n[[tools]]\nname = "Alpha"\n', [{"tools": [{"name": "Alpha"}]}]),
        ('[[tools]]\nname = "Alpha"\n', [{"tools": [{"name": "Alpha"}]}]),
        (b'\xef\xbb\xbf{"n": 1}', [{"n": 1}]),
    ],
)
def test_the_format_of_what_is_piped_in_is_recognised(
    piped: Pipe, content: str | bytes, read: list[Data]
) -> None:
    assert [document.data for document in piped(content)] == read


def test_only_lines_that_are_documents_of_their_own_are_numbered(piped: Pipe) -> None:
    assert [document.source for document in piped('{"n": 1}\n')] == ["-"]
    assert [document.source for document in piped("{}\n\n{}\n")] == ["-:1", "-:3"]


@pytest.mark.parametrize(
    "content", ["[[tools]]\n\nname = 1\n", "[[tools]]\n# a comment\nname = 1\n"]
)
def test_toml_is_recognised_when_its_first_table_is_set_off(piped: Pipe, content: str) -> None:
    assert [document.data for document in piped(content)] == [{"tools": [{"name": 1}]}]


def test_a_json_list_is_recognised_when_a_link_has_a_query(
    piped: Pipe,
) -> None:
    (document,) = piped('[\n{"link": "https://example.org?a=b"}]')
    assert document.data == [{"link": "https://example.org?a=b"}]


def test_a_pipe_that_is_nested_too_deep_is_refused(
    piped: Pipe,
) -> None:
    with pytest.raises(WrongUseError, match="nested too deep"):
        piped("[" * DEEP + "]" * DEEP)
