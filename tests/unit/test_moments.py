"""Moments in local time."""

from __future__ import annotations

import time

import pytest

from verdict_tui.moments import local_minute


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("UTC", "2026-11-23 23:48"),
        ("Europe/Berlin", "2026-11-24 00:48"),
        ("America/Los_Angeles", "2026-11-23 15:48"),
    ],
)
def test_a_moment_is_told_to_the_minute_of_the_place(
    monkeypatch: pytest.MonkeyPatch, zone: str, said: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        told = [local_minute(f"2026-11-23T{moment}") for moment in ("23:48:59.999Z", "18:48-05:00")]
    time.tzset()
    assert told == [said, said]


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01T00:00:00Z"])
def test_what_is_no_moment_is_told_as_it_is(text: str) -> None:
    assert local_minute(text) == text
