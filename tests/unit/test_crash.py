"""What is left behind by an error that nobody expected."""

from __future__ import annotations

import pytest

from tests.conftest import report_path
from verdict_tui import crash


def test_reports_follow_each_other_in_one_file() -> None:
    for number in range(3):
        said = crash.told_in_passing(RuntimeError(f"fault {number}"))
        assert said == (
            f"Unexpected error, RuntimeError: fault {number}; the report is in {report_path()}"
        )
    report = report_path().read_text()
    assert [f"RuntimeError: fault {number}" in report for number in range(3)] == [True] * 3


def test_the_file_of_reports_stays_small_and_keeps_the_newest() -> None:
    for number in range(40):
        said = crash.told_in_passing(RuntimeError(f"fault {number} " + 100_000 * "x"))
        assert len(said) < 600
    report = report_path()
    assert report.stat().st_size <= 200_000
    assert "RuntimeError: fault 39" in report.read_text()
    assert "RuntimeError: fault 1 " not in report.read_text()


@pytest.mark.parametrize("text", ["\ud800", "\x1b[2J"])
def test_an_error_of_odd_letters_is_reported(text: str) -> None:
    said = crash.told(RuntimeError(text))
    report = report_path().read_text()
    assert "RuntimeError: " in report
    assert text not in said + report


def test_where_no_report_can_be_written_that_is_said() -> None:
    report_path().mkdir(parents=True)
    assert "no report was written, because" in crash.told(RuntimeError("fault"))
