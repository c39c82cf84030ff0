"""Reading files into plain data: JSON, JSON Lines, TOML and CSV, from paths, folders or a pipe."""

from __future__ import annotations

import io
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from verdict_tui import files, toml
from verdict_tui.errors import NotThereError, VerdictError, WrongUseError
from verdict_tui.files import STDIN
from verdict_tui.text import clipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verdict_tui.exchange.values import Data

FORMATS = {".json": "JSON", ".jsonl": "JSON Lines", ".toml": "TOML", ".csv": "CSV"}
MOST_MEGABYTES = 256
MOST_TOML = 64
"""How many megabytes of TOML are read: it takes ten times as long as JSON."""
MOST_LINES = 5_000_000
MOST_FIELDS = 1000
"""How many fields an object may have; the program knows a few dozen."""
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


class ContentError(ValueError):
    """A file can be parsed, but holds what can't be imported."""


def read_documents(
    names: Iterable[str], skipped: Callable[[str], None] | None = None
) -> Iterator[Document]:
    """Read every file named; a folder stands for the files in it and below.

    What can't be read is a document with a fault, so that all faults can be told at once.

    Args:
        names: files, folders, or `-` for standard input. A pipe that is named is read.
        skipped: is given a sentence about everything in a folder that is no regular file.

    Raises:
        NotThereError: a path does not exist.
    """
    names = list(names)
    missing = [name for name in names if name != STDIN and _is_missing(name)]
    if missing:
        raise NotThereError(f"there is no file {', '.join(map(files.shown, missing))}")
    for name in names:
        for found in _files(name, skipped or (lambda _: None)):
            try:
                yield from _read(found)
            except VerdictError as error:
                yield Document(found, fault=str(error))


def _is_missing(name: str) -> bool:
    try:
        os.lstat(name)
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False  # reading it will say why
    return False


def _files(name: str, skipped: Callable[[str], None]) -> Iterator[str]:
    if name == STDIN or not _is_folder(name):
        yield name
        return
    found = sorted(_files_below(Path(name), skipped))
    yield from found or [name]


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except OSError:
        return False  # reading it as a file will say why


def _files_below(folder: Path, skipped: Callable[[str], None]) -> Iterator[str]:
    """Yield the files in known formats, and the folders that can't be looked into."""
    unreadable: list[str] = []
    seen: set[str] = set()
    for where, folders, names in os.walk(
        folder, onerror=lambda error: unreadable.append(error.filename)
    ):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(where, name)
            if path.suffix.lower() not in FORMATS or name.startswith("."):
                continue
            why = _why_skipped(path)
            if why:
                skipped(f"skipped {files.shown(str(path))}: {why}")
                continue
            real = os.path.realpath(path)
            if real not in seen:  # a link may lead to what was read already
                seen.add(real)
                yield str(path)
    yield from unreadable


def _why_skipped(path: Path) -> str:
    """Return why something in a folder is not read; empty for a regular file."""
    try:
        kind = files.kind_of(path.stat().st_mode)
    except FileNotFoundError:
        return "it is a link to a file that is not there"
    except OSError:
        return ""  # reading it will say why
    return f"it is {kind}" if kind else ""


def _known_formats() -> str:
    return ", ".join(f"{name} ({suffix})" for suffix, name in FORMATS.items())


def _read(name: str) -> Iterator[Document]:
    if name != STDIN and _is_folder(name) and os.access(name, os.R_OK):
        raise WrongUseError(
            f"there is nothing to import in {name}", f"it has no file in {_known_formats()}"
        )
    raw = _bytes(name)
    text = _decoded(name, raw)
    if not text.strip():
        raise WrongUseError(f"there is nothing to import in {files.shown(name)}", "it is empty")
    suffix = Path(name).suffix.lower()
    if name == STDIN or (suffix not in FORMATS and not Path(name).is_file()):
        suffix = _guess(text)  # a pipe has no name that says what it is
    if suffix not in FORMATS:
        raise WrongUseError(
            f"can't tell the format of {name}", f"its name should end in {' or '.join(FORMATS)}"
        )
    _refuse_excess(name, suffix, len(raw), text)
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


def _refuse_excess(name: str, suffix: str, size: int, text: str) -> None:
    """Refuse what would take minutes to read.

    Raises:
        WrongUseError: the file is too long for its format, or has too many lines.
    """
    if suffix == ".toml" and size > MOST_TOML * files.MEGABYTE:
        raise files.unreadable(
            name, f"TOML is read up to {MOST_TOML} MB", "write it as JSON, or as several files"
        )
    if suffix in (".jsonl", ".csv") and text.count("\n") > MOST_LINES:
        raise files.unreadable(
            name, f"it has more than {MOST_LINES:,} lines", "split it into several files"
        )


def _lines(name: str, text: str) -> Iterator[Document]:
    for number, line in enumerate(io.StringIO(text, newline="\n"), 1):
        source = f"{name}:{number}"
        if line.strip():
            try:
                yield Document(source, _parsed_json(source, line.removesuffix("\n")))
            except WrongUseError as error:
                yield Document(source, fault=str(error))


def _bytes(name: str) -> bytes:
    with files.opened(name) as file:
        return files.read_within(file, name, MOST_MEGABYTES)


def _decoded(name: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise files.unreadable(name, f"line {line} is not UTF-8", _CONVERT) from None
    if "\0" in text:  # as in UTF-16 without a mark, where every other byte of plain text is one
        raise files.unreadable(name, "it is not UTF-8 text", _CONVERT)
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
    except ContentError as error:
        raise WrongUseError(f"{source} can't be imported", str(error)) from None
    except ValueError as error:
        why = str(error) if "stored" in str(error) else "a number in it is too long"
        raise WrongUseError(f"{source} can't be imported", why) from None
    except RecursionError:
        raise WrongUseError(f"{source} can't be imported", "it is nested too deep") from None
    return data


def _without_duplicates(pairs: list[tuple[str, Data]]) -> Data:
    _refuse_wide(len(pairs))
    found: dict[str, Data] = {}
    for key, value in pairs:
        if key in found:
            raise ContentError(f"the key '{clipped(key)}' stands twice in one object")
        found[key] = value
    return found


def _refuse_wide(count: int) -> None:
    """Refuse an object with so many fields that to name what is wrong with each takes minutes."""
    if count > MOST_FIELDS:
        raise ContentError(
            f"an object in it has {count:,} fields; at most {MOST_FIELDS:,} are read"
        )


def _refuse_constant(constant: str) -> float:
    raise ValueError(f"{constant} is not a number that can be stored")


def _parsed_toml(source: str, text: str) -> Data:
    try:
        data: Data = toml.loads(text)
        parts = [data]
        while parts:
            part = parts.pop()
            if isinstance(part, dict):
                _refuse_wide(len(part))
                parts += part.values()
            elif isinstance(part, list):
                parts += part
    except ContentError as error:
        raise WrongUseError(f"{source} can't be imported", str(error)) from None
    except ValueError as error:
        raise WrongUseError(f"{source} is not TOML", clipped(str(error), 200)) from None
    return data
