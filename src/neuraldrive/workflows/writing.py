"""Files written whole or not at all."""

from __future__ import annotations

import glob
import itertools
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from neuraldrive.errors import StoreNotWritable
from neuraldrive.workflows.processes import runs

_COUNT = itertools.count()
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Begins of what a spreadsheet calculates instead of showing it."""


def write_whole(to: Path, what: str, write: Callable[[Path], object]) -> None:
    """Let `write` make the file beside its place, then put it there; whatever stood there stays if that fails.

    Raises:
        StoreNotWritable: the place is no ordinary file, or cannot be written.
    """
    try:
        taken = to.exists() and not to.is_file()
    except OSError as cause:  # a name that no file can have
        raise StoreNotWritable(
            what, found=str(cause), needed="a name for a file", remedy="Choose a shorter."
        ) from cause
    if taken:
        raise StoreNotWritable(
            what,
            found=f"{to}, which is a folder or a device",
            needed="the name of a file",
            remedy="Choose another name.",
        )
    temporary = to.with_name(f".{to.name}.{os.getpid()}-{next(_COUNT)}.part")  # two may write to one name at once
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        _sweep(to)
        write(temporary)
        temporary.replace(to)
    except OSError as cause:
        raise StoreNotWritable(
            what, found=str(cause), needed=f"to write {to}", remedy="Choose another folder, or make room."
        ) from cause
    finally:
        with suppress(OSError):  # nothing there, or no folder that it could lie in
            temporary.unlink()


def _sweep(to: Path) -> None:
    """Take away what a process that was killed left beside this place."""
    for left in to.parent.glob(f".{glob.escape(to.name)}.*.part"):
        owner = left.name.removesuffix(".part").rpartition(".")[2].partition("-")[0]
        if owner.isdecimal() and int(owner) != os.getpid() and not runs(int(owner), left):
            with suppress(OSError):
                left.unlink()


def no_formula(value: object) -> object:
    """Text that a spreadsheet would take for a formula, with a quote before it; anything else as it is.

    >>> no_formula("=1+1"), no_formula("Ada"), no_formula(-0.5)
    ("'=1+1", 'Ada', -0.5)
    """
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ")[:1] in _FORMULA else value
