"""The key that was pressed last, without waiting for it."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Any


class Keys:
    """Reads single keys from a terminal; where there is none, no key is ever pressed. Use it in a `with`."""

    def __init__(self) -> None:
        self._before: Any = None

    def __enter__(self) -> Keys:
        if os.name == "posix" and sys.stdin.isatty():
            import termios
            import tty

            self._before = termios.tcgetattr(sys.stdin)
            tty.setcbreak(sys.stdin.fileno())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            import termios

            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._before)
            self._before = None

    def pressed(self) -> str:
        """The key, in lower case, or ""."""
        if os.name == "nt":
            import msvcrt  # only there

            console: Any = msvcrt
            return str(console.getwch()).lower() if console.kbhit() else ""
        if self._before is None:
            return ""
        import select

        ready, _, _ = select.select([sys.stdin], [], [], 0.0)
        # Read past Python's buffer, which would hide a second key from select.
        return os.read(sys.stdin.fileno(), 1).decode("utf-8", "ignore").lower() if ready else ""
