"""The settings: what `config.toml` may say, and what is wrong with it, line by line."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from verdict_tui import paths
from verdict_tui.actions import ACTIONS
from verdict_tui.errors import MOST_MISTAKES, WrongUseError, reason, several
from verdict_tui.text import clean_line, clipped, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from verdict_tui.toml import Value

MOST_MEGABYTES = 1
_LONG_LINE = 1000

TEMPLATE = """\
# The settings of verdict-tui. Take a '#' away to set something; 'verdict config' tells what holds.

# What you are called in `verdict whoami`. It is never sent anywhere, and in no log of votes.
# name = "Ada"

# The colours the app begins with; the command palette (:) shows them all.
# theme = "verdict-dark"

# Whether the app listens to the mouse. Without it the terminal's own selection works.
# mouse = true

# Whether to draw with ASCII only, for terminals and readers that need it; also `verdict --ascii`.
# ascii = true

# Other keys for an action, with a comma between them, such as "ctrl+v,v". These are all, as they
# are without settings.
# [keymap]
"""


class Settings(NamedTuple):
    """What the user has set."""

    path: Path | None
    """Where the settings are, or would be; None without a home directory."""
    is_there: bool = False
    name: str = ""
    """What the user is called; empty when that is not said."""
    theme: str = ""
    """The theme to begin with; empty for the one that was chosen last."""
    mouse: bool = True
    ascii: bool = False
    """Whether to draw with ASCII only."""
    keymap: tuple[tuple[str, str], ...] = ()
    """Actions, by the ids of their bindings, each with its keys."""
    lines: tuple[tuple[str, int], ...] = ()
    """The line of each setting, for messages; a key's is that of `keymap.ACTION`."""

    def fault(self, setting: str, what: str, remedy: str = "") -> WrongUseError:
        """Return the error that a setting makes no sense."""
        return _fault(self.path, dict(self.lines).get(setting, 0), what, remedy)


def read_settings() -> Settings:
    """Read the user's settings; without a file they are all at their defaults.

    Raises:
        WrongUseError: the file can't be read, or says something that makes no sense.
    """
    path = paths.settings()
    if path is None or not os.path.lexists(path):  # what can't be reached is not there
        return Settings(path)
    from verdict_tui import files  # only where there are settings

    try:
        text = files.read_small(path, MOST_MEGABYTES).decode("utf-8-sig")
    except WrongUseError as error:
        raise WrongUseError(f"can't read the settings {path}", error.why) from None
    except OSError as error:
        raise WrongUseError(f"can't read the settings {path}", reason(error)) from None
    except UnicodeDecodeError:
        raise WrongUseError(f"can't read the settings {path}", "it is not UTF-8") from None
    return _parsed(path, text)


def _parsed(path: Path, text: str) -> Settings:
    from verdict_tui import toml  # only where there are settings

    try:
        said = toml.loads(text)
    except ValueError as error:
        raise _not_toml(path, text, clean_line(str(error))) from None
    settings = Settings(path, is_there=True, lines=tuple(_lines(text).items()))
    mistakes: list[str] = []
    count = 0
    for key, value in said.items():
        if len(mistakes) == MOST_MISTAKES:
            count += key not in _READERS
            continue
        try:
            settings = _taken(settings, key, value)
        except WrongUseError as error:
            mistakes.append(str(error))
    if mistakes:
        first, *others = several(mistakes, len(mistakes) + count)
        raise WrongUseError(first, more=others)
    return settings


def _not_toml(path: Path, text: str, said: str) -> WrongUseError:
    """Return the error that a file is not TOML, with the line as all others have it."""
    why, _, place = said.rstrip(")").partition(" (at ")
    found = re.fullmatch(r"line (\d+), column (\d+)", place)
    line = int(found[1]) if found else max(len(text.splitlines()), 1)
    column = f", column {found[2]}" if found else ""
    return _fault(path, line, f"this is not TOML: {why[:1].lower()}{why[1:]}{column}", "")


def _taken(settings: Settings, key: str, value: Value) -> Settings:
    reader = _READERS.get(key)
    if reader is None:
        near = did_you_mean(key, _READERS)
        remedy = f"did you mean '{near}'?" if near else f"there are {', '.join(_READERS)}"
        raise settings.fault(key, f"there is no setting '{clipped(key)}'", remedy)
    return reader(settings, value)


def _fault(path: Path | None, line: int, what: str, remedy: str) -> WrongUseError:
    return WrongUseError(f"{path}{f':{line}' if line else ''}", what, remedy)


def _lines(text: str) -> dict[str, int]:
    """Return on which line each setting stands."""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > _LONG_LINE:  # the patterns would take long on it
            continue
        head = re.match(r"\s*\[\s*([^\]]+?)\s*\]", line)
        key = re.match(r"""\s*("[^"]*"|'[^']*'|[\w.-]+)\s*=""", line)
        if head:
            section = head[1].strip("\"'") + "."
            found.setdefault(section[:-1], number)
        elif key:
            found.setdefault(section + key[1].strip("\"'"), number)
    return found


def _name(settings: Settings, value: Value) -> Settings:
    if not isinstance(value, str):
        raise settings.fault("name", "name should be text", 'such as name = "Ada"')
    return settings._replace(name=clean_line(value)[:100])


def _theme(settings: Settings, value: Value) -> Settings:
    if not isinstance(value, str):
        raise settings.fault("theme", "theme should be text", 'such as theme = "verdict-dark"')
    return settings._replace(theme=clean_line(value[:100]))


def _mouse(settings: Settings, value: Value) -> Settings:
    if not isinstance(value, bool):
        raise settings.fault("mouse", "mouse should be true or false")
    return settings._replace(mouse=value)


def _ascii(settings: Settings, value: Value) -> Settings:
    if not isinstance(value, bool):
        raise settings.fault("ascii", "ascii should be true or false")
    return settings._replace(ascii=value)


def _keymap(settings: Settings, value: Value) -> Settings:
    if not isinstance(value, dict):
        raise settings.fault("keymap", "keymap should be a table", "begin it with [keymap]")
    keymap: list[tuple[str, str]] = []
    for action, keys in value.items():
        if action not in ACTIONS:
            near = did_you_mean(action, ACTIONS)
            remedy = f"did you mean '{near}'?" if near else "'verdict config --init' lists all"
            what = f"there is no action '{clipped(action)}'"
            raise settings.fault(f"keymap.{action}", what, remedy)
        if not isinstance(keys, str) or not all(part.strip() for part in keys.split(",")):
            example = f'"{action}" = "ctrl+v,v"'
            raise settings.fault(
                f"keymap.{action}", f"'{action}' should have keys", f"such as {example}"
            )
        keymap.append((action, clean_line(",".join(part.strip() for part in keys.split(",")))))
    return settings._replace(keymap=tuple(keymap))


_READERS: dict[str, Callable[[Settings, Value], Settings]] = {
    "name": _name,
    "theme": _theme,
    "mouse": _mouse,
    "ascii": _ascii,
    "keymap": _keymap,
}


def write_template() -> Path:
    """Write a file of settings with comments, in which nothing is set; return where it is.

    Raises:
        WrongUseError: there is one already, or it can't be written.
    """
    from verdict_tui import files

    path = paths.settings()
    if path is None:
        raise WrongUseError("can't write the settings", *NO_HOME)
    where = f"can't write the settings {path}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise WrongUseError(where, "it is a folder", "move it elsewhere")
        if path.is_symlink() and not path.exists():
            raise WrongUseError(where, "it is a link to a file that is not there", "remove it")
        if os.path.lexists(path):
            raise WrongUseError(f"there are settings at {path} already", remedy="edit them")
    except OSError as error:
        raise WrongUseError(where, reason(error)) from None
    keys = (f'# "{action}" = "{keys}"\n' for action, keys in ACTIONS.items())
    files.write_whole(path, (TEMPLATE, *keys), "check its folder, or set XDG_CONFIG_HOME")
    return path


NO_HOME = ("there is no home directory", "set HOME or XDG_CONFIG_HOME")
