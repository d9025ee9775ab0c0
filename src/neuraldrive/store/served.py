"""Which server holds a data folder, and which store it has open: what its lock file says as long as the lock is held."""

from __future__ import annotations

import contextlib
import importlib
import os
from pathlib import Path
from typing import Any

FILE = "served.lock"
LONGEST = 200
_LONGEST_PATH = 8192
_LOCKED_AT = 1 << 20
"""On Windows the byte that is locked can be read by nobody else, so it lies far behind what is written."""


def lock(file: int) -> None:
    """Takes the lock of an open file, or raises OSError; the system lets go of it when the file is closed."""
    try:
        unix: Any = importlib.import_module("fcntl")
    except ImportError:
        windows: Any = importlib.import_module("msvcrt")
        os.lseek(file, _LOCKED_AT, os.SEEK_SET)
        windows.locking(file, windows.LK_NBLCK, 1)
        return
    unix.flock(file, unix.LOCK_EX | unix.LOCK_NB)


def write(file: int, address: str, store: str) -> None:
    """Writes down where a folder is served, and the store that is open there; nothing of what stood there before stays."""
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, address.encode()[:LONGEST].ljust(LONGEST) + b"\n" + store.encode()[:_LONGEST_PATH] + b"\n")
    os.ftruncate(file, os.lseek(file, 0, os.SEEK_CUR))


def read(file: int) -> tuple[str, str]:
    """What is written there: the address and the store, "" for what is not said."""
    os.lseek(file, 0, os.SEEK_SET)
    address, _, store = os.read(file, LONGEST + _LONGEST_PATH).decode(errors="replace").partition("\n")
    return address.strip(), store.strip()


def address_of(store: Path) -> str:
    """Where the server answers that has the store open now and holds the folder in which it lies; "" where none is known."""
    try:
        file = os.open(store.with_name(FILE), os.O_RDWR)
    except OSError:
        return ""
    try:
        with contextlib.suppress(OSError):
            lock(file)
            return ""  # nobody holds it
        address, open_there = read(file)
        return address if open_there == str(store.absolute()) else ""
    finally:
        os.close(file)
