"""Figures of several runs, and ratios against a yardstick of the same runs."""

from __future__ import annotations

from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Figures(NamedTuple):
    """The distribution of a measured time, in milliseconds."""

    middle: float
    high: float
    """The 95th percentile."""
    worst: float


def figures(seconds: Sequence[float]) -> Figures:
    """Return the median, the 95th percentile and the maximum of some times, in milliseconds."""
    high = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return Figures(median(seconds) * 1e3, high * 1e3, max(seconds) * 1e3)


def heading(text: str) -> None:
    """Print the heading of a section."""
    print(f"\n{text}\n{'-' * len(text)}")


def line(name: str, times: Sequence[float], note: str = "") -> None:
    """Print the figures of one measurement."""
    middle, high, worst = figures(times)
    print(f"{name:44}{middle:9.1f} ms  p95 {high:8.1f}  max {worst:8.1f}  n={len(times)}  {note}")


def times_as_long(times: Sequence[float], yardstick: Sequence[float]) -> str:
    """Say how many times as long as the yardstick something takes, run against run."""
    each = [mine / theirs for mine, theirs in zip(times, yardstick, strict=True)]
    return f"{median(each):.2f} x the yardstick"


def ratio(name: str, times: Sequence[float], yardstick: Sequence[float], aim: str) -> None:
    """Print how many times as long as the yardstick something takes, run against run."""
    each = [mine / theirs for mine, theirs in zip(times, yardstick, strict=True)]
    print(f"{name:44}{median(each):9.2f} x   (aim: {aim})")


def aim(text: str, is_met: bool, figure: str) -> None:
    """Say whether an aim is met, and by which figure."""
    print(f"{'met   ' if is_met else 'MISSED'}  {text}: {figure or 'so it is'}")
