"""Reading files into plain data: JSON, JSON Lines and TOML, from paths, folders or a pipe."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime, time

Data: TypeAlias = (
    "dict[str, Data] | list[Data] | str | int | float | bool | date | datetime | time | None"
)

FORMATS = {".json": "JSON", ".jsonl": "JSON Lines", ".toml": "TOML"}
STDIN = "-"
_LONG = 200
_CONVERT = "convert it to UTF-8"
_TABLE_HEAD = re.compile(r"""\[\[?\s*[\w."' -]+\s*\]\]?\s*(#.*)?""")


@dataclass(frozen=True, slots=True)
class Document:
    """One value read from a file, and where it stood."""

    source: str
    """The file's name, with the line for JSON Lines: `tools.jsonl:3`."""
    data: Data


class DuplicateKeyError(ValueError):
    """An object names a key twice; one of the two values would be lost."""


def read_documents(names: Iterable[str]) -> list[Document]:
    """Read every file named; a folder stands for the files in it and below.

    Raises:
        NotThereError: a path does not exist.
        WrongUseError: a file is in no known format, or broken.
    """
    return [document for name in names for path in _files(name) for document in _read(path)]


def _files(name: str) -> Iterator[str]:
    path = Path(name)
    try:
        is_folder = name != STDIN and path.is_dir()
    except OSError as error:
        raise _unreadable(name, error) from None
    if not is_folder:
        yield name
        return
    files = (file for file in path.rglob("*") if file.suffix.lower() in FORMATS)
    found = sorted(file for file in files if file.is_file())
    if not found:
        raise WrongUseError(
            f"there is nothing to import in {name}", f"it has no file in {_known_formats()}"
        )
    yield from map(str, found)


def _unreadable(name: str, error: OSError) -> WrongUseError:
    shown = name if len(name) <= _LONG else name[:_LONG] + "…"
    return WrongUseError(f"can't read {shown}", (error.strerror or str(error)).lower())


def _known_formats() -> str:
    return ", ".join(f"{name} ({suffix})" for suffix, name in FORMATS.items())


def _read(name: str) -> list[Document]:
    text = _decoded(name)
    if not text.strip():
        raise WrongUseError(f"there is nothing to import in {name}", "it is empty")
    suffix = Path(name).suffix.lower() if name != STDIN else _guess(text)
    if suffix not in FORMATS:
        raise WrongUseError(
            f"can't tell the format of {name}", f"its name should end in {' or '.join(FORMATS)}"
        )
    if suffix == ".jsonl":
        return [
            Document(f"{name}:{number}", _parsed_json(f"{name}:{number}", line))
            for number, line in enumerate(text.split("\n"), 1)
            if line.strip()
        ]
    parse = _parsed_toml if suffix == ".toml" else _parsed_json
    return [Document(name, parse(name, text))]


def _decoded(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except FileNotFoundError:
        raise NotThereError(f"there is no file {name}") from None
    except OSError as error:
        raise _unreadable(name, error) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise WrongUseError(f"can't read {name}", f"line {line} is not UTF-8", _CONVERT) from None
    if "\0" in text:  # as in UTF-16 without a mark, where every other byte of plain text is one
        raise WrongUseError(f"can't read {name}", "it is not UTF-8 text", _CONVERT)
    return text


def _guess(text: str) -> str:
    """Guess the format of standard input: one JSON value, a JSON value a line, or TOML."""
    stripped = text.strip()
    if stripped[:1] not in ("{", "["):
        return ".toml"
    if _is_json(stripped):
        return ".json"
    first_line = stripped.split("\n", 1)[0].strip()
    if _is_json(first_line):
        return ".jsonl"
    return ".toml" if _TABLE_HEAD.fullmatch(first_line) else ".json"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _parsed_json(source: str, text: str) -> Data:
    try:
        data: Data = json.loads(
            text, object_pairs_hook=_without_duplicates, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        where = (
            f"line {error.lineno}, column {error.colno}"
            if "\n" in text
            else f"column {error.colno}"
        )
        raise WrongUseError(f"{source} is not JSON", f"{error.msg} at {where}") from None
    except ValueError as error:
        raise WrongUseError(f"{source} can't be imported", str(error)) from None
    except RecursionError:
        raise WrongUseError(f"{source} can't be imported", "it is nested too deep") from None
    return data


def _without_duplicates(pairs: list[tuple[str, Data]]) -> Data:
    found: dict[str, Data] = {}
    for key, value in pairs:
        if key in found:
            raise DuplicateKeyError(f"the key '{clean_line(key)}' stands twice in one object")
        found[key] = value
    return found


def _refuse_constant(constant: str) -> float:
    raise ValueError(f"{constant} is not a number that can be stored")


def _parsed_toml(source: str, text: str) -> Data:
    try:
        data: dict[str, Data] = tomllib.loads(text)
    except ValueError as error:
        raise WrongUseError(f"{source} is not TOML", clean_line(str(error))) from None
    except RecursionError:
        raise WrongUseError(f"{source} can't be imported", "it is nested too deep") from None
    return data
