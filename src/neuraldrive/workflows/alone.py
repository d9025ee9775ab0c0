"""One server a data folder: two would open the same racks, and keep each set twice; what must not happen while it serves."""

from __future__ import annotations

import contextlib
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from neuraldrive.errors import BadValue, StoreLocked, StoreNotWritable

FILE = "served.lock"
LONGEST = 200
_LOCKED_AT = 1 << 20
"""On Windows the byte that is locked can be read by nobody else, so it lies far behind the address."""


class Alone:
    """Holds a data folder for one server until it is let go, or the process ends, however it ends.

    The folder itself is held too, where the system can do that: the file may be deleted meanwhile.

    Raises:
        BadValue: another server has it. StoreNotWritable: the folder allows no file of this user.
    """

    def __init__(self, data_dir: Path) -> None:
        self._file: int | None = _opened(data_dir)
        self._folder: int | None = None
        try:
            _lock(self._file)
            self._folder = _held(data_dir)
        except OSError:
            said = _said(self._file)
            self.let_go()
            raise BadValue(
                "data folder", found=f"{data_dir}, which is served already{f' at {said}' if said else ''}", needed="one server for each",
                remedy="Open that address, or end the server there first.",
            ) from None  # fmt: skip

    def say(self, address: str) -> None:
        """Writes down where it is served."""
        if self._file is not None:
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, address.encode()[:LONGEST].ljust(LONGEST) + b"\n")

    def let_go(self) -> None:
        """The next one may."""
        for each in (self._file, self._folder):
            if each is not None:
                os.close(each)
        self._file = self._folder = None


@contextmanager
def unserved(data_dir: Path, what: str, remedy: str) -> Iterator[None]:
    """Inside, no server begins on a data folder.

    Args:
        what: that is to be done.
        remedy: what to do where it is served; `{address}` in it stands for where.

    Raises:
        StoreLocked: it is served now. StoreNotWritable: the folder allows no file of this user.
    """
    try:
        mine = Alone(data_dir)
    except BadValue as served:
        address = _address(data_dir)
        raise StoreLocked(
            what, found=served.found, needed="a data folder that nobody serves meanwhile",
            remedy=remedy.format(address=address or "the server"), where=str(data_dir),
        ) from None  # fmt: skip
    try:
        yield
    finally:
        mine.let_go()


def _opened(data_dir: Path) -> int:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        return os.open(data_dir / FILE, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreNotWritable(
            "data folder", found=error.strerror or str(error), needed="a folder in which this user may write",
            remedy="Check its permissions, or take another folder.", where=str(data_dir),
        ) from error  # fmt: skip


def _address(data_dir: Path) -> str:
    with contextlib.suppress(OSError), (data_dir / FILE).open("rb") as file:
        return file.read(LONGEST).decode(errors="replace").strip()
    return ""


def _said(file: int) -> str:
    os.lseek(file, 0, os.SEEK_SET)
    return os.read(file, LONGEST).decode(errors="replace").strip()


def _lock(file: int) -> None:
    """Takes the lock of an open file, or raises OSError; the system lets go of it when the file is closed."""
    try:
        unix: Any = importlib.import_module("fcntl")
    except ImportError:
        windows: Any = importlib.import_module("msvcrt")
        os.lseek(file, _LOCKED_AT, os.SEEK_SET)
        windows.locking(file, windows.LK_NBLCK, 1)
        return
    unix.flock(file, unix.LOCK_EX | unix.LOCK_NB)


def _held(folder: Path) -> int | None:
    """The folder, opened and locked as `_lock` does; None where the system locks no folders. Windows deletes no open file instead."""
    opened: int | None = None
    try:
        unix: Any = importlib.import_module("fcntl")
        opened = os.open(folder, os.O_RDONLY)
        unix.flock(opened, unix.LOCK_EX | unix.LOCK_NB)
    except (ImportError, OSError) as error:
        if opened is not None:
            os.close(opened)
        if isinstance(error, BlockingIOError):
            raise
        return None
    return opened
