"""Whether the process that a file belongs to still runs."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path


def runs(process: int, left: Path) -> bool:
    """Whether that process still runs; where the system cannot be asked, whether its file is younger than a day.

    One that has ended and waits to be collected no longer runs.
    """
    if os.name != "posix":
        with suppress(OSError):
            return time.time() - left.stat().st_mtime < 86_400
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with suppress(OSError):
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    return True
