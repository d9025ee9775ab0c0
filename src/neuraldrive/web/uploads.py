"""Files that a request brings: straight to the disk under names of ours, and gone again when the request is over."""

from __future__ import annotations

import contextlib
import errno
import secrets
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from neuraldrive.web.doors.limits import MOST_UPLOADS
from neuraldrive.web.house import house_of
from neuraldrive.web.refusals import Refused

FOLDER, SUFFIX = "uploads", ".part"
MOST_FILES, MOST_FIELDS, LONGEST_FIELD, LONGEST_NAME = 50, 20, 2000, 120
_LEFT_BEHIND_S = 3600.0
LEAST_FREE_BYTES = 512 << 20
"""Of the disk, what stays free for sets that are lifted meanwhile."""


@dataclass
class Upload:
    """A file as it came: what its sender calls it, and where it lies for now."""

    name: str
    path: Path


@dataclass
class Received:
    """What a request brought."""

    files: list[Upload] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


@contextlib.asynccontextmanager
async def received(request: Request) -> AsyncIterator[Received]:
    """The files and fields of a multipart body. The files are removed at the end, whatever happens.

    Raises:
        Refused: no multipart, damaged, cut off, too many parts, many uploads at once, or the disk is full.
    """
    house = house_of(request)
    if not house.limits.uploads.acquire(blocking=False):
        raise _busy()
    try:
        async with _taken_in(request, house.place.data_dir / FOLDER) as brought:
            yield brought
    finally:
        house.limits.uploads.release()


@contextlib.asynccontextmanager
async def _taken_in(request: Request, folder: Path) -> AsyncIterator[Received]:
    intake = _Intake(folder)
    try:
        try:
            await run_in_threadpool(_prepare, folder)
            await intake.drain(request)
        except OSError as cause:
            raise Refused(
                507, "upload", found=cause.strerror or str(cause), needed=f"room in {folder}",
                remedy="Make room, then send it again. Nothing was kept.",
            ) from cause  # fmt: skip
        yield intake.received
    finally:
        await run_in_threadpool(intake.remove)


def said_name(name: str) -> str:
    """What to call a file: the last part of what its sender calls it, without what steers a terminal. It is never a path.

    >>> said_name("../../etc/passwd"), said_name("C:\\\\fakepath\\\\squat.csv"), said_name("..")
    ('passwd', 'squat.csv', 'file')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(each for each in last if each.isprintable()).strip(" .")
    return clean[-LONGEST_NAME:] or "file"


class _Intake:
    """Callbacks of the parser: parts become fields, or files."""

    def __init__(self, folder: Path) -> None:
        self.received = Received()
        self._folder = folder
        self._header, self._value, self._disposition = b"", b"", b""
        self._field, self._content = "", bytearray()
        self._file: BinaryIO | None = None
        self._to_write: list[tuple[BinaryIO, bytes]] = []
        self._is_whole = False

    async def drain(self, request: Request) -> None:
        """Reads the body to its end."""
        kind, options = parse_options_header(request.headers.get("content-type", ""))
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise _refused("no multipart/form-data", "one part named file for each file")
        names = (
            "part_begin",
            "part_data",
            "part_end",
            "header_field",
            "header_value",
            "header_end",
            "headers_finished",
            "end",
        )
        callbacks = {f"on_{name}": getattr(self, f"_{name}") for name in names}
        try:
            parser = MultipartParser(options[b"boundary"], callbacks)  # type: ignore[arg-type]
            async for chunk in request.stream():
                parser.write(chunk)
                if self._to_write:
                    await run_in_threadpool(self._write)
            parser.finalize()
        except FormParserError as cause:
            raise _refused("a damaged multipart body", "a sound one") from cause
        if not self._is_whole:
            raise _refused("a body that ends in the middle", "a whole one")

    def remove(self) -> None:
        """Closes and removes every file."""
        if self._file is not None:
            self._file.close()
        for each in self.received.files:
            with contextlib.suppress(OSError):
                each.path.unlink()

    def _write(self) -> None:
        for file, content in self._to_write:
            file.write(content)
        self._to_write.clear()

    def _part_begin(self) -> None:
        self._header, self._value, self._disposition = b"", b"", b""
        self._field, self._content = "", bytearray()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header, self._value = b"", b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._field = options.get(b"name", b"").decode(errors="replace")
        if b"filename" not in options:
            if len(self.received.fields) >= MOST_FIELDS:
                raise _refused("many fields", f"at most {MOST_FIELDS}")
            return
        if len(self.received.files) >= MOST_FILES:
            raise _refused("many files", f"at most {MOST_FILES} at once")
        path = self._folder / f"{secrets.token_hex(16)}{SUFFIX}"
        self.received.files.append(Upload(said_name(options[b"filename"].decode(errors="replace")), path))
        self._file = path.open("xb")

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._to_write.append((self._file, data[start:end]))
            return
        self._content += data[start:end]
        if len(self._content) > LONGEST_FIELD:
            raise _refused(f"a long field {self._field!r:.40}", f"at most {LONGEST_FIELD} characters")

    def _part_end(self) -> None:
        if self._file is None:
            if self._field in self.received.fields:
                raise _refused(f"the field {self._field!r:.40} twice", "each once")
            self.received.fields[self._field] = self._content.decode(errors="replace")
            return
        self._write()
        self._file.close()
        self._file = None

    def _end(self) -> None:
        self._is_whole = True


def _busy() -> Refused:
    refused = Refused(
        503, "upload", found=f"{MOST_UPLOADS} uploads under way", needed="fewer", remedy="Send it again in a minute. Nothing was kept."
    )  # fmt: skip
    refused.headers = {"Retry-After": "60"}
    return refused


def _prepare(folder: Path) -> None:
    """The folder, without what a server that was killed left in it.

    Raises:
        OSError: too little room, so that what is lifted meanwhile could not be kept.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in folder.glob(f"*{SUFFIX}"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND_S:
                left.unlink()
    if shutil.disk_usage(folder).free < LEAST_FREE_BYTES:
        raise OSError(errno.ENOSPC, f"less than {LEAST_FREE_BYTES >> 20} MiB are free")


def _refused(found: str, needed: str) -> Refused:
    return Refused(400, "upload", found=found, needed=needed, remedy="Send it again. Nothing was kept.")
