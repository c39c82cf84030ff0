"""A program in a pseudo-terminal: keys go in, and the time until something is painted comes out."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TIMEOUT = 20.0


class NotPaintedError(Exception):
    """What was waited for did not come."""


class Terminal:
    """One run of a program, with a terminal of its own."""

    def __init__(
        self, command: tuple[str, ...], env: Mapping[str, str], size: tuple[int, int] = (120, 40)
    ) -> None:
        width, height = size
        self.seen = b""
        """What has been painted since the last key."""
        self.started = self._sent = self._came = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
            os.execvpe(command[0], command, {**env, "TERM": "xterm-256color"})

    def press(self, keys: bytes) -> None:
        """Type something; the time of what follows counts from here."""
        self.seen = b""
        self._sent = self._came = time.perf_counter()
        os.write(self.fd, keys)

    def until(self, wanted: bytes, patience: float = TIMEOUT) -> float:
        """Return the seconds from the last key until a text has been painted.

        Raises:
            NotPaintedError: it was not, in a long time.
        """
        return self.until_met(lambda seen: wanted in seen, repr(wanted), patience)

    def until_met(
        self, is_met: Callable[[bytes], bool], wanted: str, patience: float = TIMEOUT
    ) -> float:
        """Return the seconds from the last key until a condition on what was painted is met.

        Args:
            is_met: asked about all that was painted since the last key.
            wanted: what it waits for, in words.
            patience: how long to wait, in seconds.

        Raises:
            NotPaintedError: it was not met.
        """
        deadline = time.perf_counter() + patience
        while not is_met(self.seen):
            if not self._read(deadline - time.perf_counter()):
                tail = self.seen[-400:]
                raise NotPaintedError(f"{wanted} was not painted; the last bytes are {tail!r}")
        return self._came - self._sent

    def settle(self, quiet: float = 0.15) -> None:
        """Read until nothing more is painted for a while."""
        while self._read(quiet):
            pass

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self.fd], [], [], max(timeout, 0))
        if not ready:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:  # the other end is closed
            return False
        self._came = time.perf_counter()
        self.seen += data
        return bool(data)

    def memory(self) -> float:
        """Return the resident memory of the program, in megabytes."""
        with Path(f"/proc/{self.pid}/statm").open(encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6

    def close(self) -> None:
        """End the program."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(OSError):
            os.close(self.fd)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
