"""Build sample.db from the files beside this one."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from verdict_tui.errors import VerdictError
from verdict_tui.exchange.content import read_content
from verdict_tui.exchange.documents import read_documents
from verdict_tui.exchange.votes import read_votes
from verdict_tui.store.building import build_sample

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "sample.db"


def build(target: Path) -> None:
    """Build the sample, and put it in its place when it is whole."""
    votes_file = HERE / "votes.jsonl"
    tables = (HERE / f"{name}.toml" for name in ("about", "critics", "comparisons"))
    content = read_content(read_documents([*map(str, tables), str(HERE / "tools")]), strict=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        draft = Path(folder) / target.name
        with votes_file.open(encoding="utf-8") as lines:
            changes = build_sample(draft, content, read_votes(lines, votes_file.name))
        draft.replace(target)
    print(f"{target.name}: {changes.tools.total()} tools, {changes.reviews.total()} reviews")


if __name__ == "__main__":
    try:
        build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
    except VerdictError as error:
        sys.exit(str(error))
