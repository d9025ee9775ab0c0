"""The door that every file comes through: exists, not empty, not huge, not cut off, not binary, in a known encoding."""

from __future__ import annotations

import hashlib
import re
import stat
import zlib
from dataclasses import dataclass
from pathlib import Path

from neuraldrive.errors import UnreadableFile
from neuraldrive.readers import matlab
from neuraldrive.readers.doubts import Doubts

MAX_BYTES = 2_000_000_000  # days of any bar sensor; beyond it the file is something else
_GZIP, _PARQUET, _HDF5 = b"\x1f\x8b", b"PAR1", b"\x89HDF"
_KNOWN = {
    b"PK\x03\x04": "a zip archive or an Excel workbook", b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"SQLite format 3": "a SQLite database",
}  # fmt: skip
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CONTROL_SHARE = 0.002  # a stray control character in a note is no reason to refuse a file


@dataclass(frozen=True)
class Opened:
    """A file behind the door: its text with \\n line ends, or the bytes of a Parquet, MAT or HDF5 file."""

    path: Path
    sha256: str
    doubts: Doubts
    text: str = ""
    parquet: bytes | None = None
    matlab: bytes | None = None
    hdf5: bytes | None = None


def opened(path: str | Path) -> Opened:
    """The file's content, gz unpacked, decoded.

    Raises:
        UnreadableFile: missing, empty, not permitted, not a file, larger than 2 GB, damaged, or binary.
    """
    path = Path(path)
    raw = _content(path)
    doubts, digest = Doubts(path.name), hashlib.sha256(raw).hexdigest()
    cut = False
    if raw.startswith(_GZIP):
        raw, cut = _inflated(raw, path)
    if raw.startswith(_PARQUET):
        return Opened(path, digest, doubts, parquet=raw)
    if matlab.is_matlab(raw, path):
        return Opened(path, digest, doubts, matlab=raw)
    if raw.startswith(_HDF5):
        return Opened(path, digest, doubts, hdf5=raw)
    for mark, kind in _KNOWN.items():
        if raw.startswith(mark):
            raise unreadable(path, kind, "a table of text", "Export the table as CSV and read that.")
    text = _decoded(raw, path).replace("\r\n", "\n").replace("\r", "\n")
    if cut:
        line = text.count("\n") + 1
        text = text[: text.rfind("\n") + 1]
        doubts.refuse(line, "compressed file", "it ends in the middle", "the whole file: export or copy it again")
    if not text.strip():
        raise unreadable(path, "no text" if not cut else "nothing before the cut", "a table", "Export the file again.")
    return Opened(path, digest, doubts, text=text)


def unreadable(path: Path, found: str, needed: str, remedy: str) -> UnreadableFile:
    """The error for a file that does not get through the door."""
    return UnreadableFile("file", found=found, needed=needed, remedy=remedy, where=path.name)


def _content(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise unreadable(path, kind, "a file", "Name one file.")
        if status.st_size > MAX_BYTES:
            raise unreadable(path, f"{status.st_size / 1e9:.1f} GB", "at most 2 GB", "Split the recording by session.")
        if status.st_size == 0:
            raise unreadable(path, "0 bytes", "a table", "The file is empty: export or copy it again.")
        return path.read_bytes()
    except FileNotFoundError:
        raise unreadable(path, "no such file", "an existing file", f"Check the path: {path}.") from None
    except PermissionError:
        raise unreadable(path, "no permission", "a file you may read", "Change its permissions, or copy it.") from None
    except (OSError, ValueError) as error:
        raise unreadable(path, str(error), "a file that can be read", "Copy the file to a local disk.") from error


def _inflated(raw: bytes, path: Path) -> tuple[bytes, bool]:
    """The unpacked bytes, and whether the file was cut off before its end."""
    pieces, size = [], 0
    while raw:
        engine = zlib.decompressobj(wbits=31)
        try:
            pieces.append(engine.decompress(raw, MAX_BYTES + 1 - size))
        except zlib.error:
            raise unreadable(path, "damaged gz data", "a sound gz file", "Copy or export the file again.") from None
        size += len(pieces[-1])
        if size > MAX_BYTES:
            raise unreadable(path, "more than 2 GB once unpacked", "at most 2 GB", "Split the recording by session.")
        if not engine.eof:
            return b"".join(pieces), True
        raw = engine.unused_data.lstrip(b"\0")
    return b"".join(pieces), False


def _decoded(raw: bytes, path: Path) -> str:
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), None) or _unmarked(raw)
    if encoding.startswith("utf-16"):
        raw = raw[: len(raw) // 2 * 2]
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding.startswith("utf-16"):
            raise unreadable(path, "binary data", "a table of text", "Export the table as CSV.") from None
        at_end = error.start >= len(raw) - 3 and "end of data" in error.reason
        text = raw[: error.start].decode() if at_end else raw.decode("cp1252", errors="replace")
    text = text.removeprefix("\ufeff")
    controls = len(_CONTROL.findall(text, 0, 200_000))
    if "\0" in text or controls > max(2, _CONTROL_SHARE * min(len(text), 200_000)):
        line = text.count("\n", 0, text.find("\0")) + 1 if "\0" in text else 1
        raise unreadable(path, f"binary data (line {line})", "a table of text", "Export the table as CSV.")
    return text


def _unmarked(raw: bytes) -> str:
    """utf-16 shows as a NUL in nearly every second byte; else utf-8."""
    head = raw[:2000]
    if head[1::2].count(0) > 0.4 * len(head):
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > 0.4 * len(head) else "utf-8"
