"""Who votes: a voter, made at the first vote, on a device, which is this file at this place.

A file that is found at another place, or on another machine, is a copy: it goes on as a device
of its own, so that no two copies ever vote as one.
"""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from verdict_tui import paths
from verdict_tui.text import clean_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from verdict_tui.store.database import Database

VOTER = "voter"
DEVICE = "device"
OF_MACHINE = ("/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostid")


def machine() -> str:
    """Return what tells this machine from others: its id where it has one, else its name."""
    for name in OF_MACHINE:
        with suppress(OSError, UnicodeDecodeError):
            found = Path(name).read_text(encoding="ascii").strip()
            if found:
                return found
    return platform.node()


def place_of(path: Path) -> str:
    """Return what stands for a file on this machine; it tells nobody the path or the machine."""
    from hashlib import blake2b  # only to vote

    said = f"{machine()}\0{os.path.realpath(path)}".encode(errors="surrogateescape")
    return blake2b(said, digest_size=16).hexdigest()


def settle(database: Database) -> None:
    """Be a voter, and the device of this place, inside the caller's transaction.

    Whatever votes calls it first. `Database.notice` says so when the file turns out to be a copy.
    """
    if not database.voter:
        database.set_meta(VOTER, new_id())
        begin_device(database)
        return
    place, device = place_of(database.path), database.device
    known: dict[str, str] = dict(
        database.connection.execute("SELECT place, device FROM devices WHERE place IS NOT NULL")
    )
    if device and device not in known.values():  # of before places were noted
        _put_at(database, place, device)
    elif place in known:
        if known[place] != device:
            database.set_meta(DEVICE, known[place])
    else:
        begin_device(database)
        database.notice = _copied(database)


def _copied(database: Database) -> str:
    return (
        "this database was copied or moved, so from now on its votes are those of a new device;"
        " if you are not the person who voted in it before, run"
        f" '{paths.command(database.path)} whoami --new'"
    )


def device_here(database: Database) -> str:
    """Return the device of this place; a copy becomes one now, if it can be written."""
    if database.voter and not database.read_only:
        with database.transaction("the device was not noted"):
            settle(database)
        return database.device
    row = database.connection.execute(
        "SELECT device FROM devices WHERE place = ?", (place_of(database.path),)
    ).fetchone()
    return clean_line(row[0]) if row else "none yet; this copy is read-only"


def begin_device(database: Database) -> None:
    """Be a new device at this place, inside the caller's transaction."""
    device = new_id()
    _put_at(database, place_of(database.path), device)
    database.set_meta(DEVICE, device)


def trust(connection: sqlite3.Connection, devices: Iterable[str]) -> None:
    """Take in from now on, without asking, what I vote on other devices."""
    connection.executemany(
        "INSERT INTO devices (device, trusted) VALUES (?, 1)"
        " ON CONFLICT (device) DO UPDATE SET trusted = 1",
        [(device,) for device in devices],
    )


def trusted(connection: sqlite3.Connection) -> set[str]:
    """Return the devices whose events in my name are taken in without asking."""
    return {device for (device,) in connection.execute("SELECT device FROM devices WHERE trusted")}


def is_copied(database: Database) -> bool:
    """Say whether this file has voted at another place before."""
    (count,) = database.connection.execute(
        "SELECT count(*) FROM devices WHERE place IS NOT NULL"
    ).fetchone()
    return int(count) > 1


def _put_at(database: Database, place: str, device: str) -> None:
    connection = database.connection
    connection.execute("UPDATE devices SET place = NULL WHERE place = ?", (place,))
    connection.execute(
        "INSERT INTO devices (device, place) VALUES (?, ?)"
        " ON CONFLICT (device) DO UPDATE SET place = excluded.place",
        (device, place),
    )


def new_id() -> str:
    """Return an id that nobody has."""
    import uuid  # only on the first vote: it costs as much as reading the database

    return str(uuid.uuid4())
