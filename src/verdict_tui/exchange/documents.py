"""Reading files into plain data: JSON, JSON Lines, TOML and CSV, from paths, folders or a pipe."""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from verdict_tui.errors import NotThereError, WrongUseError
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verdict_tui.exchange.values import Data

FORMATS = {".json": "JSON", ".jsonl": "JSON Lines", ".toml": "TOML", ".csv": "CSV"}
STDIN = "-"
_LONG = 200
_CONVERT = "convert it to UTF-8"
_TABLE_HEAD = re.compile(r"""\[\[?\s*[\w."' -]+\s*\]\]?\s*(#.*)?""")

Kind = Literal["content", "tool", "review"]


@dataclass(frozen=True, slots=True)
class Document:
    """One value read from a file, and where it stood."""

    source: str
    """The file's name, with the line for JSON Lines and CSV: `tools.jsonl:3`."""
    data: Data = None
    kind: Kind = "content"
    """What it is known to be; `content` may still be one tool, or a list of them."""
    fault: str = ""
    """Why there is no data; a sentence that names the source."""


class DuplicateKeyError(ValueError):
    """An object names a key twice; one of the two values would be lost."""


def read_documents(names: Iterable[str]) -> Iterator[Document]:
    """Read every file named; a folder stands for the files in it and below.

    What can't be read is a document with a fault, so that all faults can be told at once.

    Raises:
        NotThereError: a path does not exist.
    """
    names = list(names)
    missing = [name for name in names if name != STDIN and _is_missing(name)]
    if missing:
        raise NotThereError(f"there is no file {', '.join(map(clean_line, missing))}")
    for name in names:
        for found in _files(name):
            try:
                yield from _read(found)
            except WrongUseError as error:
                yield Document(found, fault=str(error))


def _is_missing(name: str) -> bool:
    try:
        os.lstat(name)
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False  # reading it will say why
    return False


def _files(name: str) -> Iterator[str]:
    path = Path(name)
    try:
        is_folder = name != STDIN and path.is_dir()
    except OSError:
        is_folder = False  # reading it as a file will say why
    if not is_folder:
        yield name
        return
    found = sorted(_files_below(path))
    yield from found or (name,)


def _files_below(folder: Path) -> Iterator[str]:
    """Yield the files in known formats, and the folders that can't be looked into."""
    unreadable: list[str] = []
    seen: set[Path] = set()
    for where, folders, files in os.walk(
        folder, onerror=lambda error: unreadable.append(error.filename)
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(where, file)
            if path.suffix.lower() not in FORMATS or file.startswith("."):
                continue
            if path.resolve() not in seen:  # a link may lead to what was read already
                seen.add(path.resolve())
                yield str(path)
    yield from unreadable


def _unreadable(name: str, error: OSError) -> WrongUseError:
    shown = name if len(name) <= _LONG else name[:_LONG] + "…"
    return WrongUseError(f"can't read {clean_line(shown)}", (error.strerror or str(error)).lower())


def _known_formats() -> str:
    return ", ".join(f"{name} ({suffix})" for suffix, name in FORMATS.items())


def _read(name: str) -> Iterator[Document]:
    text = _decoded(name)
    if not text.strip():
        raise WrongUseError(f"there is nothing to import in {name}", "it is empty")
    suffix = Path(name).suffix.lower()
    if name == STDIN or (suffix not in FORMATS and not Path(name).is_file()):
        suffix = _guess(text)  # a pipe has no name that says what it is
    if suffix not in FORMATS:
        raise WrongUseError(
            f"can't tell the format of {name}", f"its name should end in {' or '.join(FORMATS)}"
        )
    if suffix == ".jsonl":
        yield from _lines(name, text)
    elif suffix == ".csv":
        from verdict_tui.exchange.tables import read_table

        for line, kind, row in read_table(text):
            source = f"{name}:{line}"
            if isinstance(row, str):
                yield Document(source, fault=f"{source}: {row}")
            else:
                yield Document(source, row, kind)
    else:
        parse = _parsed_toml if suffix == ".toml" else _parsed_json
        yield Document(name, parse(name, text))


def _lines(name: str, text: str) -> Iterator[Document]:
    for number, line in enumerate(text.split("\n"), 1):
        source = f"{name}:{number}"
        if line.strip():
            try:
                yield Document(source, _parsed_json(source, line))
            except WrongUseError as error:
                yield Document(source, fault=str(error))


def _decoded(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except IsADirectoryError:
        raise WrongUseError(
            f"there is nothing to import in {name}", f"it has no file in {_known_formats()}"
        ) from None
    except FileNotFoundError:
        raise NotThereError(f"there is no file {clean_line(name)}") from None
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
        from verdict_tui.exchange.tables import is_head

        return ".csv" if is_head(stripped.split("\n", 1)[0]) else ".toml"
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
        said = error.msg.removesuffix(" at")
        raise WrongUseError(f"{source} is not JSON", f"{said} at {where}") from None
    except DuplicateKeyError as error:
        raise WrongUseError(f"{source} can't be imported", str(error)) from None
    except ValueError as error:
        why = str(error) if "stored" in str(error) else "a number in it is too long"
        raise WrongUseError(f"{source} can't be imported", why) from None
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
