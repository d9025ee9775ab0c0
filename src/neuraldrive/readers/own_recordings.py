"""Recordings that neuraldrive exported to Parquet, one or many: signals, discharges and the truth, as they were."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from neuraldrive.errors import InputError, UnreadableFile
from neuraldrive.readers import recording_rows
from neuraldrive.readers.options import Options
from neuraldrive.readers.table import Table
from neuraldrive.records import Reading, Recording

NAME = "neuraldrive_recordings"
LABEL = "Recordings exported by neuraldrive, simulated or not (Parquet)"
SUFFIXES = (".parquet",)
CARD = "what export_recording and simulate_many wrote: the file says so of itself"


def recognises(table: Table) -> float:
    """1 for a file that says it is ours."""
    return 1.0 if table.own is not None and table.own.startswith(b"PAR1") else 0.0


def read(table: Table, options: Options) -> Reading:
    """Every recording of the file; of contractions that were interrupted, those that were done.

    Raises:
        UnreadableFile: damaged, changed since it was written, or written by a newer neuraldrive.
    """
    assert table.own is not None
    recordings: list[Recording] = []
    try:
        from pyarrow import BufferReader, parquet  # late: keeps start-up quick

        file = parquet.ParquetFile(BufferReader(table.own), page_checksum_verification=True)
        header = _header(table, file.schema_arrow.metadata)
        for recording in _recordings(table, file, header["channels"]):
            recordings.append(told(recording, options))
        wanted = int(header.get("contractions") or len(recordings))
    except (InputError, MemoryError):
        raise
    except Exception as error:  # whatever damaged bytes make of the parser of Parquet, and of a record
        raise _damaged(table, f"row {len(recordings) + 1}: {str(error)[:80]}") from None
    if not recordings:
        raise _damaged(table, "no recording")
    if len(recordings) < wanted:
        table.doubts.refuse(
            len(recordings), "contractions", f"{len(recordings)}: it was interrupted", f"{wanted}, as asked for"
        )
    return Reading(NAME, str(table.path), table.sha256, tuple(recordings), (), table.doubts.refusals)


def _header(table: Table, metadata: Mapping[bytes, bytes]) -> dict[str, Any]:
    text = metadata[recording_rows.KEY]
    if recording_rows.seal(text).encode() != metadata.get(recording_rows.KEY_CHECKSUM):
        raise _changed(table, "header")
    header: dict[str, Any] = json.loads(text)
    if header["version"] != recording_rows.VERSION:
        raise UnreadableFile(
            "recordings", found=f"version {header['version']} of their layout", where=table.path.name,
            needed=f"version {recording_rows.VERSION}", remedy="Update neuraldrive to read it.",
        )  # fmt: skip
    return header


def _recordings(table: Table, file: Any, channels: Mapping[str, Mapping[str, Any]]) -> Iterator[Recording]:
    from neuraldrive.readers import recording_columns  # late: it loads pyarrow

    kinds = recording_rows.columns_of(channels)
    for field in file.schema_arrow:
        if field.name in kinds and not recording_columns.fits(kinds[field.name], field.type):
            raise _changed(table, f"column {field.name}")
    number = 0
    for group in range(file.num_row_groups):
        for batch in file.read_row_group(group).to_batches():
            for row in recording_columns.rows_in(batch, kinds):
                number += 1
                if recording_rows.checksum(row) != row[recording_rows.CHECKSUM]:
                    raise _changed(table, f"row {number}")
                yield recording_rows.recording_of(row, channels)


def told(recording: Recording, options: Options) -> Recording:
    """A recording with what the user says of it and its file does not."""
    said: dict[str, Any] = {"athlete": options.athlete, "task": options.lift, "load_kg": options.load_kg}
    return replace(recording, **{name: value for name, value in said.items() if getattr(recording, name) is None})


def _damaged(table: Table, found: str) -> UnreadableFile:
    return UnreadableFile(
        "recordings", found=f"damaged data ({found})", needed="a sound file", remedy="Copy or export it again.",
        where=table.path.name,
    )  # fmt: skip


def _changed(table: Table, what: str) -> UnreadableFile:
    return UnreadableFile(
        f"recordings, {what}", found="a content that was changed since it was written", needed="the file as it was",
        remedy="Read the original, or take what was changed out with another program.", where=table.path.name,
    )  # fmt: skip
