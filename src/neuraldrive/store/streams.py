"""Samples on the disk as they come: an append-only file, sound up to the last whole block whatever ends the writer.

A file is a header and blocks, each with its length and checksum before it; reading ends at the first that is not whole.
Appending hands the block to the system, which keeps it when this process is killed; the disk, which keeps it when the power
fails too, is waited for by `settle`, or by a thread of its own after `settle_soon`.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import StoreCorrupt, StoreNotWritable
from neuraldrive.store import failures
from neuraldrive.store.connect import make_folder

Floats = NDArray[np.float64]

MAGIC = b"neuraldrive-stream-1\n"
_FRAME = struct.Struct("<II")
_LONGEST = 64 * 1024 * 1024
_SETTLERS = ThreadPoolExecutor(1, "streams settle")


class StreamWriter:
    """An open stream; use it in a `with`, or `close` it.

    Raises:
        StoreNotWritable: the disk is full or does not allow it.
    """

    def __init__(self, file: Path, facts: Mapping[str, Any]) -> None:
        self.file = file
        self.settling: Future[None] | None = None
        make_folder(file.parent)
        with failures.told(str(file)):
            try:
                self._out, self._whole = file.open("xb", buffering=0), 0
            except OSError as error:
                raise failures.of_disk(error, file) from error
            self._begin(facts)

    def _begin(self, facts: Mapping[str, Any]) -> None:
        """The head of the file, or no file."""
        try:
            self._put(MAGIC)
            self._write(json.dumps(dict(facts), ensure_ascii=False).encode())
            self.settle()
        except (OSError, StoreNotWritable) as error:
            self._out.close()
            self.file.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise failures.of_disk(error, self.file) from error
            raise

    def __enter__(self) -> StreamWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, times_s: Floats, samples: Floats) -> None:
        """A block of samples (n,) or (n, k) with their times (n,): all of it is in the file on return, on an error nothing.

        Raises:
            StoreNotWritable: the disk is full or does not allow it, or did not take what `settle_soon` gave it; the blocks
                before are sound, and more may follow.
        """
        if self.settling is not None and self.settling.done():
            soon, self.settling = self.settling, None
            soon.result()
        width = 1 if samples.ndim == 1 else samples.shape[1]
        body = (
            struct.pack("<II", times_s.size, width) + times_s.astype("<f8").tobytes() + samples.astype("<f8").tobytes()
        )
        try:
            self._write(body)
        except OSError as error:
            raise failures.of_disk(error, self.file) from error

    def settle_soon(self) -> None:
        """Has another thread wait until the disk has all of it; one that waits already is enough."""
        if self.settling is None:
            self.settling = _SETTLERS.submit(self.settle)

    def settle(self) -> None:
        """Waits until the disk has all of it.

        Raises:
            StoreNotWritable: it does not take it.
        """
        try:
            os.fsync(self._out.fileno())
        except OSError as error:
            raise failures.of_disk(error, self.file) from error

    def close(self) -> None:
        """Settles and ends."""
        if not self._out.closed:
            try:
                if self.settling is not None:
                    wait([self.settling])
                self.settle()
            finally:
                self._out.close()

    def _write(self, body: bytes) -> None:
        self._put(_FRAME.pack(len(body), zlib.crc32(body)) + body)

    def _put(self, content: bytes) -> None:
        """All of it or nothing: a disk that is nearly full takes a part of what it is given, and says so only by its size."""
        left = memoryview(content)
        try:
            while left:
                left = left[self._out.write(left) :]
        except BaseException:
            self._out.truncate(self._whole)
            self._out.seek(self._whole)
            raise
        self._whole += len(content)


def read_stream(file: Path) -> tuple[dict[str, Any], Iterator[tuple[Floats, Floats]]]:
    """What stands at its head, and its whole blocks: times (n,) and samples (n,) or (n, k).

    Raises:
        StoreCorrupt: no stream, or its head is cut off.
    """
    frames = _frames(file)
    try:
        facts = json.loads(next(frames))
    except (StopIteration, ValueError):
        raise StoreCorrupt(
            "stream",
            found="no head",
            needed="a stream of samples",
            where=str(file),
            remedy="It was cut off at its start.",
        ) from None
    return facts, (_block(body) for body in frames)


def _frames(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        if opened.read(len(MAGIC)) != MAGIC:
            return
        while len(head := opened.read(_FRAME.size)) == _FRAME.size:
            length, checksum = _FRAME.unpack(head)
            body = opened.read(length) if length <= _LONGEST else b""
            if len(body) < length or zlib.crc32(body) != checksum:
                return
            yield body


def _block(body: bytes) -> tuple[Floats, Floats]:
    size, width = struct.unpack_from("<II", body)
    values = np.frombuffer(body, "<f8", offset=8).astype(np.float64)
    samples = values[size:]
    return values[:size], samples if width == 1 else samples.reshape(size, width)
