"""The settings: what `config.toml` may say, and what is wrong with it, line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from verdict_tui import paths
from verdict_tui.actions import ACTIONS
from verdict_tui.errors import WrongUseError
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime, time
    from pathlib import Path

    Value: TypeAlias = (
        "str | int | float | bool | date | datetime | time | list[Value] | dict[str, Value]"
    )

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

    path: Path
    """Where the settings are, or would be."""
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
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings(path)
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise WrongUseError(f"can't read the settings {path}", why.lower()) from None
    return _parsed(path, text)


def _parsed(path: Path, text: str) -> Settings:
    import tomllib  # only where there are settings

    try:
        said: dict[str, Value] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_toml(path, text, clean_line(str(error))) from None
    lines = _lines(text)
    settings = Settings(path, is_there=True, lines=tuple(lines.items()))
    mistakes: list[str] = []
    for key, value in said.items():
        try:
            settings = _taken(settings, key, value)
        except WrongUseError as error:
            mistakes.append(str(error))
    if mistakes:
        raise WrongUseError(mistakes[0], more=mistakes[1:])
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
        raise settings.fault(key, f"there is no setting '{clean_line(key)}'", _near(key))
    return reader(settings, value)


def _near(key: str) -> str:
    from difflib import get_close_matches  # only for mistakes

    near = get_close_matches(key, _READERS, 1)
    return f"did you mean '{near[0]}'?" if near else f"there are {', '.join(_READERS)}"


def _fault(path: Path, line: int, what: str, remedy: str) -> WrongUseError:
    return WrongUseError(f"{path}{f':{line}' if line else ''}", what, remedy)


def _lines(text: str) -> dict[str, int]:
    """Return on which line each setting stands."""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
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
    return settings._replace(theme=clean_line(value))


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
            from difflib import get_close_matches  # only for mistakes

            near = get_close_matches(action, ACTIONS, 1)
            remedy = f"did you mean '{near[0]}'?" if near else "'verdict config --init' lists all"
            what = f"there is no action '{clean_line(action)}'"
            raise settings.fault(f"keymap.{action}", what, remedy)
        if not isinstance(keys, str) or not all(part.strip() for part in keys.split(",")):
            example = f'"{clean_line(action)}" = "ctrl+v,v"'
            raise settings.fault(
                f"keymap.{action}", f"'{clean_line(action)}' should have keys", f"such as {example}"
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
    path = paths.settings()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
            file.writelines(f'# "{action}" = "{keys}"\n' for action, keys in ACTIONS.items())
    except FileExistsError:
        if path.is_dir():
            raise WrongUseError(
                f"can't write the settings {path}", "it is a folder", "move it elsewhere"
            ) from None
        raise WrongUseError(f"there are settings at {path} already", remedy="edit them") from None
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise WrongUseError(f"can't write the settings {path}", why) from None
    return path
