"""Raw signals: one Parquet file a recording, named by the hash of its samples, never changed once written."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import StoreCorrupt
from neuraldrive.records import Recording, Signal
from neuraldrive.store import failures
from neuraldrive.store.connect import make_folder

_HEADER = b"neuraldrive"
TEMPORARY = ".part"


@dataclass(frozen=True)
class Kept:
    """Where a recording's samples lie, the hashes of the samples and of the file, and whether it is new."""

    samples_sha256: str
    path: str
    file_sha256: str
    channels: str
    new: bool


def keep(folder: Path, recordings: Iterable[Recording]) -> list[Kept]:
    """Writes the samples of each recording, unless a sound file has them, and syncs them to the disk.

    Raises:
        StoreNotWritable: the disk is full or does not allow it; no half file is left under a real name.
    """
    kept: list[Kept] = []
    folders: set[Path] = set()
    for recording in recordings:
        header, columns = _columns(recording)
        samples = _digest(header, columns)
        path = f"{samples[:2]}/{samples}.parquet"
        file = folder / path
        sha256 = _sound(file, samples)
        new = sha256 is None
        if sha256 is None:
            content = _parquet(header, columns)
            sha256 = hashlib.sha256(content).hexdigest()
            write_whole(file, content)
            folders.update((file.parent, folder))
        kept.append(Kept(samples, path, sha256, json.dumps(header["channels"]), new))
    for each in folders:
        _sync(each)
    return kept


def load(folder: Path, path: str, file_sha256: str) -> dict[str, Signal]:
    """The channels of a recording, exactly as they were kept.

    Raises:
        StoreCorrupt: the file is missing or not as it was written.
    """
    return _channels(_checked(folder / path, file_sha256))


def fault(folder: Path, path: str, file_sha256: str) -> str | None:
    """What is wrong with a signal file; None if nothing is."""
    try:
        _checked(folder / path, file_sha256)
    except StoreCorrupt as error:
        return error.found
    return None


def write_whole(file: Path, content: bytes) -> None:
    """The file with all its content or not at all, whatever happens meanwhile.

    Raises:
        StoreNotWritable: the disk is full or does not allow it.
    """
    make_folder(file.parent)
    part = None
    try:
        handle, part = tempfile.mkstemp(dir=file.parent, suffix=TEMPORARY)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(part).replace(file)
    except OSError as error:
        if part is not None:
            Path(part).unlink(missing_ok=True)
        raise failures.of_disk(error, file) from error


def _checked(file: Path, file_sha256: str) -> bytes:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise _damaged(file, "no such file") from None
    except OSError as error:
        raise _damaged(file, error.strerror or str(error)) from error
    found = hashlib.sha256(content).hexdigest()
    if found != file_sha256:
        raise _damaged(file, f"{len(content)} bytes with checksum {found[:12]}…, not {file_sha256[:12]}…")
    return content


def _columns(recording: Recording) -> tuple[dict[str, Any], dict[str, NDArray[np.float64]]]:
    columns: dict[str, NDArray[np.float64]] = {}
    clocks: dict[bytes, str] = {}
    channels = {}
    for name, signal in recording.channels.items():
        clock = None
        if signal.times_s is not None:
            # Axes of one sensor share their times: kept once.
            clock = clocks.setdefault(signal.times_s.tobytes(), f"times_s {len(clocks)}")
            columns[clock] = signal.times_s
        columns[f"channel {name}"] = signal.samples
        channels[name] = {
            "unit": signal.unit, "rate_hz": signal.rate_hz, "start_s": signal.start_s, "n": signal.samples.size,
            "clock": clock,
        }  # fmt: skip
    return {"channels": channels}, columns


def _digest(header: Mapping[str, Any], columns: Mapping[str, NDArray[np.float64]]) -> str:
    digest = hashlib.sha256(json.dumps(header, sort_keys=True).encode())
    for name in sorted(columns):
        digest.update(name.encode() + b"\0")
        digest.update(columns[name].astype("<f8", copy=False).tobytes())
    return digest.hexdigest()


def _parquet(header: Mapping[str, Any], columns: Mapping[str, NDArray[np.float64]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    length = max(column.size for column in columns.values())
    arrays = [
        # A channel with fewer samples than the longest ends in nulls; its own n is in the header.
        pa.concat_arrays([pa.array(column), pa.nulls(length - column.size, pa.float64())])
        for column in columns.values()
    ]
    table = pa.table(dict(zip(columns, arrays, strict=True))).replace_schema_metadata({_HEADER: json.dumps(header)})
    stream = pa.BufferOutputStream()
    encoding = dict.fromkeys(columns, "BYTE_STREAM_SPLIT")
    pq.write_table(table, stream, compression="zstd", use_dictionary=False, column_encoding=encoding)
    return bytes(stream.getvalue().to_pybytes())


def _channels(content: bytes) -> dict[str, Signal]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(pa.BufferReader(content))
    header = json.loads(table.schema.metadata[_HEADER])
    found = {}
    for name, about in header["channels"].items():
        n, clock = about["n"], about["clock"]
        samples = table[f"channel {name}"].slice(0, n).to_numpy()
        if clock is None:
            found[name] = Signal(samples, about["unit"], rate_hz=about["rate_hz"], start_s=about["start_s"])
        else:
            found[name] = Signal(samples, about["unit"], times_s=table[clock].slice(0, n).to_numpy())
    return found


def _sound(file: Path, samples_sha256: str) -> str | None:
    """The checksum of a file that holds just these samples; None if it is missing or damaged."""
    try:
        content = file.read_bytes()
        channels = _channels(content)
        # A file that was kept for nobody is young again: sweep() leaves it for this import.
        os.utime(file)
    except Exception:  # whatever is wrong with it, it is written anew
        return None
    if _digest(*_columns(Recording(channels))) != samples_sha256:
        return None
    return hashlib.sha256(content).hexdigest()


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise failures.of_disk(error, folder) from error


def _damaged(file: Path, found: str) -> StoreCorrupt:
    return StoreCorrupt(
        f"signal file {file}", found=found, needed="the file as it was written",
        remedy="Import the original file again, or restore the last backup.",
    )  # fmt: skip
