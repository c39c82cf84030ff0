"""Reading files into plain data: JSON, JSON Lines and TOML, from paths, folders or a pipe."""

from __future__ import annotations

import json
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from verdict_tui.errors import NotThereError, WrongUseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime, time

Data: TypeAlias = (
    "dict[str, Data] | list[Data] | str | int | float | bool | date | datetime | time | None"
)

FORMATS = {".json": "JSON", ".jsonl": "JSON Lines", ".toml": "TOML"}
STDIN = "-"


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
    if name == STDIN or not path.is_dir():
        yield name
        return
    found = sorted(file for file in path.rglob("*") if file.suffix in FORMATS and file.is_file())
    if not found:
        raise WrongUseError(
            f"there is nothing to import in {name}", f"it has no file in {_known_formats()}"
        )
    yield from map(str, found)


def _known_formats() -> str:
    return ", ".join(f"{name} ({suffix})" for suffix, name in FORMATS.items())


def _read(name: str) -> list[Document]:
    text = _decoded(name)
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
        raise WrongUseError(f"can't read {name}", (error.strerror or str(error)).lower()) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise WrongUseError(
            f"can't read {name}", f"line {line} is not UTF-8", "convert it to UTF-8"
        ) from None


def _guess(text: str) -> str:
    """Guess the format of standard input: one JSON value, a JSON value a line, or TOML."""
    first = text.lstrip()[:1]
    if first not in ("{", "["):
        return ".toml"
    if first == "[" and "\n" in text.strip() and "=" in text.strip().splitlines()[1]:
        return ".toml"  # a table header
    try:
        json.loads(text.strip().split("\n", 1)[0])
    except ValueError:
        return ".json"
    except RecursionError:
        return ".json"
    return ".jsonl" if "\n" in text.strip() else ".json"


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
    except (DuplicateKeyError, ValueError) as error:
        raise WrongUseError(f"{source} can't be imported", str(error)) from None
    except RecursionError:
        raise WrongUseError(f"{source} can't be imported", "it is nested too deep") from None
    return data


def _without_duplicates(pairs: list[tuple[str, Data]]) -> Data:
    found: dict[str, Data] = {}
    for key, value in pairs:
        if key in found:
            raise DuplicateKeyError(f"the key '{key}' stands twice in one object")
        found[key] = value
    return found


def _refuse_constant(constant: str) -> float:
    raise ValueError(f"{constant} is not a number that can be stored")


def _parsed_toml(source: str, text: str) -> Data:
    try:
        data: dict[str, Data] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongUseError(f"{source} is not TOML", str(error)) from None
    except RecursionError:
        raise WrongUseError(f"{source} can't be imported", "it is nested too deep") from None
    return data
