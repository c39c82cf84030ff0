"""Where things are: the packaged resources, the user's database and settings."""

from __future__ import annotations

import os
import sys
from pathlib import Path

APP_NAME = "verdict-tui"

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def resource(name: str) -> Path:
    """Return the path of a packaged file: inside a wheel, or at the root of a checkout.

    Raises:
        FileNotFoundError: if the installation lacks it.
    """
    for base in (_PACKAGE, _CHECKOUT):
        path = base / name
        if os.path.exists(path):  # noqa: PTH110  # a folder that can't be entered lacks it, too
            return path
    raise FileNotFoundError(f"this installation lacks {name}; install verdict-tui again")


def template() -> Path:
    """Return the path of the packaged sample database, which is never written."""
    return resource("sample.db")


def default_database() -> Path:
    """Return where the user's database is when neither `--db` nor `VERDICT_DB` names one."""
    import platformdirs  # only here: it costs a tenth of a command's start

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)) / "verdict.db"


def settings() -> Path:
    """Return where the user's settings are."""
    if sys.platform == "linux":  # every command looks here: the library's own rule, without it
        named = os.environ.get("XDG_CONFIG_HOME", "")
        folder = Path(named) if named.strip() else Path("~/.config").expanduser()
        return folder / APP_NAME / "config.toml"
    import platformdirs

    return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False)) / "config.toml"


def crash_report() -> Path:
    """Return where the report of an unexpected error goes."""
    import platformdirs  # only when something has gone wrong

    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False)) / "crash.txt"


def chosen_database(option: str | None) -> tuple[Path, bool]:
    """Return the database to open, and whether it may be made from the sample if missing.

    Args:
        option: what `--db` said, if anything.
    """
    named = os.environ.get("VERDICT_DB") or None if option is None else option
    if named is not None:
        return Path(named).expanduser(), False
    return default_database(), True


def command(path: Path) -> str:
    """Return the command that opens a database, to be pasted into a shell."""
    import shlex

    return shlex.join(["verdict", "--db", str(path)])
