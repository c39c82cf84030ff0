"""Reading the keyboard, also when what arrives is not UTF-8."""

from __future__ import annotations

import signal
import sys

if sys.platform == "win32":
    KEYBOARD = None  # Textual's own driver reads characters there, not bytes
else:
    from textual.drivers.linux_driver import LinuxDriver

    class TolerantDriver(LinuxDriver):
        """Textual's own driver, guarded against two of its faults, as they are in 8.2.8.

        - Bytes that are no text end its reading.
        - A second Ctrl+Z, typed while it takes the terminal back, ends the app: it stops a thread
          that has not been started yet.
        """

        def start_application_mode(self) -> None:
            """Take the terminal; a wish to suspend waits until that is done."""
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTSTP})
            try:
                super().start_application_mode()  # type: ignore[no-untyped-call]
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)

        def run_input_thread(self) -> None:
            """Read keys until the app ends; a read with such bytes in it is lost."""
            while True:
                try:
                    super().run_input_thread()
                except UnicodeDecodeError:
                    continue
                return

    KEYBOARD = TolerantDriver
