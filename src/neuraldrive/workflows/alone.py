"""One server a data folder: two would open the same racks, and keep each set twice; what must not happen while it serves."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from neuraldrive.errors import BadValue, StoreLocked, StoreNotWritable
from neuraldrive.store import served


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
            served.lock(self._file)
            self._folder = _held(data_dir)
        except OSError:
            said = served.read(self._file)[0]
            self.let_go()
            raise BadValue(
                "data folder", found=f"{data_dir}, which is served already{f' at {said}' if said else ''}", needed="one server for each",
                remedy="Open that address, or end the server there first.",
            ) from None  # fmt: skip

    def say(self, address: str, store: str = "") -> None:
        """Writes down where it is served, and the store that is open there."""
        if self._file is not None:
            served.write(self._file, address, store)

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
    except BadValue as refused:
        address = _address(data_dir)
        raise StoreLocked(
            what, found=refused.found, needed="a data folder that nobody serves meanwhile",
            remedy=remedy.format(address=address or "the server"), where=str(data_dir),
        ) from None  # fmt: skip
    mine.say("")  # nobody serves it meanwhile, whatever the last one wrote
    try:
        yield
    finally:
        mine.let_go()


def _opened(data_dir: Path) -> int:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        return os.open(data_dir / served.FILE, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreNotWritable(
            "data folder", found=error.strerror or str(error), needed="a folder in which this user may write",
            remedy="Check its permissions, or take another folder.", where=str(data_dir),
        ) from error  # fmt: skip


def _address(data_dir: Path) -> str:
    try:
        file = os.open(data_dir / served.FILE, os.O_RDONLY)
    except OSError:
        return ""
    try:
        return served.read(file)[0]
    finally:
        os.close(file)


def _held(folder: Path) -> int | None:
    """The folder, opened and locked as its file is; None where the system locks no folders. Windows deletes no open file instead."""
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
