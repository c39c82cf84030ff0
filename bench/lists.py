"""How long the event loop is held by going through long lists: quotes, rankings, news, votes."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from bench import many, report, votelog
from bench.holding import held
from verdict_tui.store.database import open_database

TOOLS, QUOTES, VOTES = 10_000, 5_000, 10_000
CRITIC = "Quentin Vale"
AIM = 20.0
STEPS = (
    ("the help screen, the yardstick", "help question_mark"),
    ("", "_ escape"),
    ("the panel", "panel P"),
    (f"a critic with {QUOTES:,} quotes", "critic G enter"),
    ("  filtered", "filter f enter escape"),
    ("  not filtered any more", "unfilter f 0 escape"),
    ("  sorted", "sort s s s s"),
    ("  a tool of it found", "find slash a enter"),
    ("  gone through", "through j j G g pagedown ctrl+b"),
    ("  marked", "mark space"),
    ("  voted", "vote plus minus 0"),
    ("  come back to after a vote on a tool", "away t plus escape"),
    ("  come back to after votes elsewhere", "elsewhere R plus j plus escape"),
    ("  muted and heard again", "mute m m"),
    ("  resized", "resize 100x30 60x20 120x40"),
    ("", "_ escape escape"),
    (f"rankings of {TOOLS:,} tools", "rankings R"),
    ("  sorted", "rank-sort s s s s s"),
    ("  filtered", "rank-filter f enter escape f 0 escape"),
    ("  a tool found", "rank-find slash a b enter"),
    ("  voted", "rank-vote plus minus 0"),
    ("  resized", "rank-resize 60x20 120x40"),
    ("", "_ escape"),
    (f"the news of a week with {TOOLS:,} tools", "digest D"),
    ("  sorted", "news-sort s s s"),
    ("  filtered", "news-filter f enter escape f 0 escape"),
    ("  seen", "news-seen r r r n A"),
    ("  a tool found", "news-find slash a b enter"),
    ("  voted", "news-vote plus minus 0"),
    ("  resized", "news-resize 60x20 120x40"),
    ("", "_ escape"),
    (f"{VOTES // 2:,} votes of mine", "history H"),
    ("  sorted", "history-sort s s"),
    ("  filtered", "history-filter f enter escape f 0 escape"),
    ("  voted", "history-vote plus minus 0"),
    ("  undone", "history-undo u u U"),
    ("", "_ escape"),
    ("the picker, filtered", "pick-filter f enter escape f 0 escape"),
    ("  sorted", "pick-sort s s s s s"),
    ("  critics muted", "pick-mute m M"),
    ("a command and a tool searched for", "palette colon a b c escape"),
)
"""What is said of a step; what is done: a name, and keys. What is said nothing of leads there."""
_WORDS = (
    "fast", "tests", "agents", "editor", "team", "price", "quiet", "context", "model", "answer",
    "never", "review", "code",
)  # fmt: skip
_MS = 1000
_HOUR_MS = 3_600_000


def run() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "lists.db"
        many.build(database, TOOLS, reviewed=4)
        _quote(database)
        now = round(time.time()) * _MS
        votelog.take_in(database, VOTES, folder, now - VOTES * _HOUR_MS // 100, _HOUR_MS // 100)
        report.heading(f"How long the event loop is held, on {TOOLS:,} tools")
        most = held(database, [step for _, step in STEPS])
    yardstick = most["help"].worked
    told = [(said, most[step.split()[0]]) for said, step in STEPS if said]
    for said, gap in told:
        times = f"{gap.worked / yardstick:4.1f} x the yardstick"
        print(f"{said:44}{gap.worked * _MS:7.1f} ms   {times}   held {gap.seconds * _MS:7.1f} ms")
    worst = max(gap.worked for _, gap in told) * _MS
    report.aim(f"never more than {AIM:.0f} ms of work", worst <= AIM, f"{worst:.1f}")


def _quote(path: Path) -> None:
    """Let one critic write much, and everything be new."""
    chance = random.Random(QUOTES)
    with (
        open_database(path, writing=True) as database,
        database.transaction("the quotes to measure with were not made") as connection,
    ):
        connection.execute("INSERT INTO critics (id, position, name) VALUES (99, 99, ?)", (CRITIC,))
        connection.executemany(
            "INSERT INTO reviews (tool_id, critic_id, verdict, quote, reviewed_on)"
            " VALUES (?, 99, ?, ?, date('now'))",
            [
                (tool, chance.choice(("ship", "skip")), _said(chance))
                for tool in range(1, 2 * QUOTES, 2)
            ],
        )
        connection.execute("UPDATE tools SET added_on = date('now')")


def _said(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randrange(5, 60))) + "."
