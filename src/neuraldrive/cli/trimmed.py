"""The two consoles of every command: answers on standard output, progress on standard error."""

from __future__ import annotations

import re
from typing import Any

from rich.console import Console


class Trimmed(Console):
    """As rich's, without the spaces with which it fills every line; on a terminal they do no harm."""

    def print(self, *objects: Any, **settings: Any) -> None:
        """Print, and off a terminal leave out what fills the lines."""
        if self.is_terminal:
            super().print(*objects, **settings)
            return
        with self.capture() as captured:
            super().print(*objects, **settings)
        self.file.write(re.sub(r"[ ]+$", "", captured.get(), flags=re.MULTILINE))


OUT = Trimmed(highlight=False)
ERR = Console(stderr=True, highlight=False)
