"""One server a data folder: two would open the same racks, and keep each set twice."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from neuraldrive.errors import BadValue

FILE = "served.lock"


class Alone:
    """Holds a data folder for one server until it is let go, or the process ends, however it ends.

    Where the system knows no such lock (Windows), nothing is held.

    Raises:
        BadValue: another server has it.
    """

    def __init__(self, data_dir: Path) -> None:
        self._file: IO[str] | None = None
        try:
            import fcntl  # not on Windows
        except ImportError:
            return
        data_dir.mkdir(parents=True, exist_ok=True)
        file = (data_dir / FILE).open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            said = file.read(200).strip()
            file.close()
            raise BadValue(
                "data folder", found=f"{data_dir}, which is served already{f' at {said}' if said else ''}", needed="one server for each",
                remedy="Open that address, or end the server there first.",
            ) from None  # fmt: skip
        self._file = file

    def say(self, address: str) -> None:
        """Writes down where it is served."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.write(address + "\n")
            self._file.flush()

    def let_go(self) -> None:
        """The next one may."""
        if self._file is not None:
            self._file.close()
            self._file = None
