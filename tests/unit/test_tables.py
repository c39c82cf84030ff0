"""CSV in and out."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verdict_tui.exchange.tables import TOOL_COLUMNS, is_head, read_table, to_csv

HEAD = "name,category,aliases,entry_price\n"


def test_a_row_is_a_tool_whose_empty_cells_say_nothing() -> None:
    text = HEAD + "Alpha,Editors,Old|Older,$20/month\nBeta,Agents,,\n"
    assert list(read_table(text)) == [
        (
            2,
            "tool",
            {
                "name": "Alpha",
                "category": "Editors",
                "aliases": ["Old", "Older"],
                "entry_price": "$20/month",
            },
        ),
        (3, "tool", {"name": "Beta", "category": "Agents"}),
    ]


def test_a_row_with_a_critic_is_a_review_and_knows_its_first_line() -> None:
    text = 'tool,critic,verdict,quote\nAlpha,Ann,ship,"Two\nlines"\nBeta,Ann,skip,\n'
    (first, kind, fields), (second, _, _) = read_table(text)
    assert (first, kind, second) == (2, "review", 4)
    assert isinstance(fields, dict)
    assert fields["quote"] == "Two\nlines"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_delimiter_is_seen_in_the_head(mark: str) -> None:
    text = f"Name{mark} category\r\nA{mark}B\r\n"
    assert list(read_table(text)) == [(2, "tool", {"name": "A", "category": "B"})]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("name,vendor\nA,B\n", 1, "it needs the columns 'name' and 'category'"),
        ("name,category,vendr\nA,B,C\n", 1, "no column 'vendr'; did you mean 'vendor'?"),
        ("name,category,name\nA,B,C\n", 1, "the column 'name' stands there twice"),
        ("name,category\nA,B\nC\n", 3, "1 of the 2 cells"),
        ("name,category\nA,B,C\n", 2, "3 of the 2 cells"),
        ('name,category\nA,B\n"C,D\n', 3, "is not CSV"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, said: str) -> None:
    found = [(at, row) for at, _, row in read_table(text) if isinstance(row, str)]
    assert [at for at, _ in found] == [line]
    assert said in found[0][1]


def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe() -> None:
    lines = list(to_csv(("name",), [("=SUM(A1)",), ("'@x",), ("plain",), ("it's",)]))
    assert lines == ["name\n", "'=SUM(A1)\n", "''@x\n", "plain\n", "it's\n"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_what_goes_out_comes_in_again_and_never_as_a_formula(text: str) -> None:
    fields = {"name": text, "category": "-1"}
    rows = [tuple(fields.get(column, "") for column in TOOL_COLUMNS)]
    out = "".join(to_csv(TOOL_COLUMNS, rows))
    for cell in list(csv.reader(io.StringIO(out)))[1]:
        assert not cell.startswith(("=", "+", "-", "@"))
    expected = {key: value for key, value in fields.items() if value.strip()}
    assert [row for _, _, row in read_table(out)] == [expected]


def test_a_head_is_told_from_other_text() -> None:
    assert is_head('"name";"category";vendor')
    assert is_head("tool,critic,verdict")
    assert not is_head('name = "category"')
