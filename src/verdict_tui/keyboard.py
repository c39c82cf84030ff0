"""Reading the keyboard, also when what arrives is not UTF-8."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    KEYBOARD = None  # Textual's own driver reads characters there, not bytes
else:
    from textual.drivers.linux_driver import LinuxDriver

    class TolerantDriver(LinuxDriver):
        """Goes on reading after bytes that are no text, which end Textual's own driver."""

        def run_input_thread(self) -> None:
            """Read keys until the app ends; a read with such bytes in it is lost."""
            while True:
                try:
                    super().run_input_thread()
                except UnicodeDecodeError:
                    continue
                return

    KEYBOARD = TolerantDriver
