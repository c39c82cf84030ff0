"""Whether what was meant stands first: our search and others on the same queries and names."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process
from textual.fuzzy import Matcher

from bench import report
from bench.names import Asked, package_names, queries, tool_names
from verdict_tui.catalogue import Catalogue, Entry
from verdict_tui.search.finder import Finder
from verdict_tui.search.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

OTHERS = 60_000
FIRST = 50
"""What stands later counts as not found."""
LONGEST = 60
"""Textual tries every way in which a query's letters stand in a candidate: they can be millions."""
PROCESSES = 2
OURS, FZF, WRATIO = "verdict", "fzf", "WRatio"
_WIDTH = 14
_COLUMN = 21


class Aims(NamedTuple):
    """What our mean reciprocal rank should be."""

    overall: float
    each_kind: float
    ahead_of: tuple[str, ...] = ()
    """Whom it should not be behind in any kind."""


Ranks = list[int]
"""For each query where an expected name stands, from 1 on; 0 when it is not among the first."""


def run() -> None:
    """Measure and print."""
    asked, names = queries(), tool_names()
    _compare(f"{len(asked)} queries on {len(names)} names", asked, names, Aims(0.985, 0.95))
    hidden = _hidden(names)
    if hidden:
        heading = f"The same among {OTHERS:,} names of packages"
        _compare(heading, asked, hidden, Aims(0.93, 0.85, (FZF, WRATIO)))
    else:
        report.heading(f"The same among {OTHERS:,} names of packages")
        print(f"left out: no package manager of this machine lists {OTHERS:,} names")


def _hidden(names: list[str]) -> list[str]:
    """Return the names among others, in no order; nothing without enough others."""
    taken = {key_of(name).compact for name in names}
    others = [name for name in package_names(OTHERS) if key_of(name).compact not in taken]
    if len(others) < OTHERS:
        return []
    mixed = names + others[:OTHERS]
    random.Random(1).shuffle(mixed)  # on a tie the place in the list must not give it away
    return mixed


def _compare(heading: str, asked: list[Asked], names: list[str], aims: Aims) -> None:
    report.heading(heading)
    found: dict[str, Ranks] = {}
    started = time.perf_counter()
    found[OURS] = _ours(names, asked)
    took = {OURS: time.perf_counter() - started}
    peers: list[tuple[str, Callable[[list[str], list[Asked]], Ranks]]] = [
        ("Textual", _textual),
        (WRATIO, _wratio),
    ]
    if shutil.which("fzf"):
        peers.insert(0, (FZF, _fzf))
    else:
        print("fzf is not installed: left out")
    parts = [asked[start::PROCESSES] for start in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES) as pool:
        for name, peer in peers:
            started = time.perf_counter()
            answers = list(pool.map(peer, [names] * PROCESSES, parts))
            found[name] = [0] * len(asked)
            for start, ranks in enumerate(answers):
                found[name][start::PROCESSES] = ranks
            took[name] = time.perf_counter() - started
    too_long = sum(len(name) > LONGEST for name in names)
    if too_long:
        print(f"Textual was not asked about {too_long} names of more than {LONGEST} characters")
    _table(asked, found)
    seconds = "".join(f"{f'{took[name]:.1f} s':>{_COLUMN}}" for name in found)
    print(f"{'took':{_WIDTH}}{seconds}\n")
    _judge(asked, found, aims)
    _tell_missed(asked, found[OURS])


# The searchers


def _ours(names: list[str], asked: list[Asked]) -> Ranks:
    entries = (
        Entry(str(number), name, "Tools", "", 0, 0, None) for number, name in enumerate(names)
    )
    finder = Finder(Catalogue(entries))
    return [
        _rank((names[match.position] for match in finder.find(each.query, limit=FIRST)), each)
        for each in asked
    ]


def _fzf(names: list[str], asked: list[Asked]) -> Ranks:
    lines = "\n".join(names)
    ranks: Ranks = []
    for each in asked:
        command = ("fzf", "-i", f"--filter={each.query}")
        answer = subprocess.run(
            command, input=lines, stdout=subprocess.PIPE, text=True, check=False
        )
        ranks.append(_rank(answer.stdout.split("\n", FIRST)[:FIRST], each))
    return ranks


def _textual(names: list[str], asked: list[Asked]) -> Ranks:
    candidates = [name for name in names if len(name) <= LONGEST]
    ranks: Ranks = []
    for each in asked:
        match = Matcher(each.query).match
        scored = [(-match(name), place) for place, name in enumerate(candidates)]
        best = sorted(pair for pair in scored if pair[0] < 0)[:FIRST]
        ranks.append(_rank((candidates[place] for _, place in best), each))
    return ranks


def _wratio(names: list[str], asked: list[Asked]) -> Ranks:
    ranks: Ranks = []
    for each in asked:
        best = process.extract(
            each.query, names, scorer=fuzz.WRatio, processor=str.lower, limit=FIRST
        )
        ranks.append(_rank((name for name, _, _ in best), each))
    return ranks


def _rank(found: Iterable[str], asked: Asked) -> int:
    for rank, name in enumerate(found, 1):
        if name in asked.expected:
            return rank
    return 0


# What is printed


def _mean_reciprocal(ranks: Sequence[int]) -> float:
    return sum(1 / rank for rank in ranks if rank) / len(ranks)


def _within(ranks: Sequence[int], first: int) -> float:
    return sum(0 < rank <= first for rank in ranks) / len(ranks)


def _of_kind(asked: list[Asked], ranks: Ranks, kind: str) -> Ranks:
    return [rank for each, rank in zip(asked, ranks, strict=True) if each.kind == kind]


def _table(asked: list[Asked], found: dict[str, Ranks]) -> None:
    print(f"{'':{_WIDTH}}" + "".join(f"{name:>{_COLUMN}}" for name in found))
    print(f"{'kind':{_WIDTH}}" + f"{'MRR':>9}{'top 1':>6}{'10':>6}" * len(found))
    for kind in dict.fromkeys(each.kind for each in asked):
        _row(kind, [_of_kind(asked, ranks, kind) for ranks in found.values()])
    _row("all", list(found.values()))


def _row(name: str, columns: list[Ranks]) -> None:
    figures = chain.from_iterable(
        (
            f"{_mean_reciprocal(ranks):9.3f}",
            f"{_within(ranks, 1):6.0%}",
            f"{_within(ranks, 10):6.0%}",
        )
        for ranks in columns
    )
    print(f"{name:{_WIDTH}}" + "".join(figures))


def _judge(asked: list[Asked], found: dict[str, Ranks], aims: Aims) -> None:
    """Say of each aim whether it is met."""
    kinds = list(dict.fromkeys(each.kind for each in asked))
    by_kind = {kind: _mean_reciprocal(_of_kind(asked, found[OURS], kind)) for kind in kinds}
    overall = _mean_reciprocal(found[OURS])
    report.aim(f"MRR over all at least {aims.overall}", overall >= aims.overall, f"{overall:.3f}")
    worst = min(kinds, key=by_kind.__getitem__)
    text = f"{worst} {by_kind[worst]:.3f}"
    report.aim(
        f"MRR of each kind at least {aims.each_kind}", by_kind[worst] >= aims.each_kind, text
    )
    for peer in aims.ahead_of:
        if peer not in found:
            continue
        behind = [
            f"{kind} {by_kind[kind]:.3f} < {theirs:.3f}"
            for kind in kinds
            if by_kind[kind] < (theirs := _mean_reciprocal(_of_kind(asked, found[peer], kind)))
        ]
        report.aim(f"not behind {peer} in any kind", not behind, ", ".join(behind))


def _tell_missed(asked: list[Asked], ranks: Ranks) -> None:
    """List the queries whose answer does not stand first."""
    print("\nours that do not stand first:")
    for each, rank in zip(asked, ranks, strict=True):
        if rank != 1:
            where = f"place {rank}" if rank else "not found"
            print(f"  {each.kind:14}{each.query:26}{' | '.join(sorted(each.expected)):36}{where}")
