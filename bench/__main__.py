"""Run the measurements that are named, or all of them: `python -m bench [NAME ...]`."""

from __future__ import annotations

import importlib
import platform
import sys

PARTS = {
    "starting": "bench.starting",
    "keys": "bench.keys",
    "views": "bench.views",
    "lists": "bench.lists",
    "relevance": "bench.relevance",
    "searching": "bench.searching",
    "growing": "bench.growing",
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.exit(f"there is no measurement {unknown[0]}; there are: {', '.join(PARTS)}")
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}")
    for name in names or PARTS:
        importlib.import_module(PARTS[name]).run()


if __name__ == "__main__":
    main(sys.argv[1:])
