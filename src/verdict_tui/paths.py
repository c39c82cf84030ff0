"""Where things are: the packaged resources, the user's database and settings."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from verdict_tui.errors import DatabaseError, VerdictError
from verdict_tui.text import clean_path

APP_NAME = "verdict-tui"

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def resource(name: str) -> Path:
    """Return the path of a packaged file: inside a wheel, or at the root of a checkout.

    Raises:
        VerdictError: the installation lacks it.
    """
    for base in (_PACKAGE, _CHECKOUT):
        path = base / name
        if path.exists():
            return path
    raise VerdictError(f"this installation lacks {name}", remedy="install verdict-tui again")


def template() -> Path:
    """Return the path of the packaged sample database, which is never written."""
    return resource("sample.db")


def _home() -> Path | None:
    """Return the user's home directory; None where there is none."""
    home = os.path.expanduser("~")  # noqa: PTH111  # the other way raises without one
    is_there = Path(home).is_absolute() and os.environ.get("HOME") != ""
    return Path(home) if is_there else None


def _folder(variable: str, below_home: str) -> Path | None:
    """Return one of the folders of the XDG specification, without the library: it is slow.

    What is not absolute is to be ignored, says the specification.
    """
    named = os.environ.get(variable, "")
    if Path(named).is_absolute():
        return Path(named, APP_NAME)
    home = _home()
    return home / below_home / APP_NAME if home else None


def default_database() -> Path | None:
    """Return where the user's database is when neither `--db` nor `VERDICT_DB` names one."""
    if sys.platform == "linux":
        folder = _folder("XDG_DATA_HOME", ".local/share")
    else:
        import platformdirs

        folder = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
    return folder / "verdict.db" if folder else None


def settings() -> Path | None:
    """Return where the user's settings are; None without a home directory."""
    if sys.platform == "linux":
        folder = _folder("XDG_CONFIG_HOME", ".config")
    else:
        import platformdirs

        folder = Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))
    return folder / "config.toml" if folder else None


def crash_report() -> Path | None:
    """Return where the report of an unexpected error goes; None without a home directory."""
    if sys.platform == "linux":
        folder = _folder("XDG_STATE_HOME", ".local/state")
        return folder / "log" / "crash.txt" if folder else None
    import platformdirs

    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False)) / "crash.txt"


def chosen_database(option: str | None) -> tuple[Path, bool]:
    """Return the database to open, and whether it may be made from the sample if missing.

    Links are followed here, once: what lies beside a database lies beside the file itself.

    Args:
        option: what `--db` said, if anything.

    Raises:
        DatabaseError: there is no such place.
    """
    named = os.environ.get("VERDICT_DB") or None if option is None else option
    path = default_database() if named is None else _expanded(named)
    if path is None:
        raise DatabaseError(
            "there is no home directory to look for your database in",
            remedy="name a database with --db or VERDICT_DB",
        )
    return _followed(path), named is None


def _expanded(named: str) -> Path:
    """Return a path that may begin with the home directory of somebody."""
    path = os.path.expanduser(named)  # noqa: PTH111  # the other way raises without one
    if path.startswith("~") and not os.path.lexists(path):
        user = path.split("/", 1)[0][1:]
        why = f"there is no user '{user}'" if user else "there is no home directory"
        raise DatabaseError(f"can't open the database {named}", why, "write its path in full")
    return Path(path)


def _followed(path: Path) -> Path:
    """Return the file that a path leads to; the path as it is where no link is on the way."""
    try:
        plain, real = os.path.abspath(path), os.path.realpath(path)  # noqa: PTH100
    except FileNotFoundError:
        raise DatabaseError(
            f"can't open the database {path}",
            "the working directory was deleted",
            "write its path in full, or change to another directory",
        ) from None
    if os.path.islink(path) and not os.path.lexists(real):  # noqa: PTH114  # this never raises
        raise DatabaseError(
            f"can't open the database {path}",
            f"it is a link to {real}, and there is nothing there",
            "put the file back, or name another database with --db",
        )
    return path if plain == real else Path(real)


def command(path: Path) -> str:
    """Return the command that opens a database, to be pasted into a shell."""
    import shlex

    return clean_path(shlex.join(["verdict", "--db", str(path)]))
