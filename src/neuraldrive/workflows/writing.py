"""Files written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from neuraldrive.errors import StoreNotWritable


def write_whole(to: Path, what: str, write: Callable[[Path], object]) -> None:
    """Let `write` make the file beside its place, then put it there; whatever stood there stays if that fails.

    Raises:
        StoreNotWritable: the place is no ordinary file, or cannot be written.
    """
    if to.exists() and not to.is_file():
        raise StoreNotWritable(
            what,
            found=f"{to}, which is a folder or a device",
            needed="the name of a file",
            remedy="Choose another name.",
        )
    temporary = to.with_name(f".{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        write(temporary)
        temporary.replace(to)
    except OSError as cause:
        raise StoreNotWritable(
            what, found=str(cause), needed=f"to write {to}", remedy="Choose another folder, or make room."
        ) from cause
    finally:
        with suppress(OSError):  # nothing there, or no folder that it could lie in
            temporary.unlink()
