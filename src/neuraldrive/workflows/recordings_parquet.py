"""Recordings into a Parquet file, row group by row group: the layout of `readers.recording_rows`."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from neuraldrive import __version__
from neuraldrive.errors import BadValue
from neuraldrive.readers import recording_columns, recording_rows
from neuraldrive.readers.recording_rows import Kind, Row
from neuraldrive.records import Recording

ROWS_A_GROUP = 128  # a file of rapid efforts is a tenth larger than with 1,024, and an eighth of them waits in memory
NUMBERS_A_GROUP = 4_000_000  # 32 MB: what waits in memory until its group is written


class RecordingsFile:
    """A file that takes recordings one after the other; those of one file have the same channels on the same clocks.

    Args:
        path: where to write; it becomes a sound file when this is closed.
        like: the first recording, whose channels all have.
        leave_out: columns that are not kept.
        single: whether channels are kept in single precision.
        about: what else the header says of all of them.
    """

    def __init__(
        self, path: Path, like: Recording, *, leave_out: Collection[str] = (), single: bool = False,
        about: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        self._channels, self._single = recording_rows.channels_of(like), single
        columns = recording_rows.columns_of(self._channels)
        self._columns: dict[str, Kind] = {name: kind for name, kind in columns.items() if name not in leave_out}
        self._long = [name for name, kind in self._columns.items() if kind in ("numbers", "lists")]
        self._rows: list[Row] = []
        self._waiting = 0
        self.written = 0
        self._schema = self._schema_of(
            {
                "version": recording_rows.VERSION,
                "channels": self._channels,
                "written_by": f"neuraldrive {__version__}",
                **(about or {}),
            }
        )
        numbers = [*self._long, *(name for name, kind in self._columns.items() if kind == "number")]
        self._writer = parquet.ParquetWriter(
            path, self._schema, compression="zstd", write_page_checksum=True, use_compliant_nested_type=True,
            use_dictionary=[_leaf(name, kind) for name, kind in self._columns.items() if kind in ("text", "texts")],
            column_encoding={_leaf(name, self._columns[name]): "BYTE_STREAM_SPLIT" for name in numbers},
            write_statistics=False,
        )  # fmt: skip

    def __enter__(self) -> RecordingsFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def add(self, recording: Recording) -> None:
        """One more recording.

        Raises:
            BadValue: its channels, their units or their clocks are not those of the first.
        """
        channels = recording_rows.channels_of(recording)
        if channels != self._channels:
            raise BadValue(
                "recordings", found=f"channels {channels} beside {self._channels}", needed="the same for all of a file",
                remedy="Write them to files of their own.",
            )  # fmt: skip
        row = {name: value for name, value in recording_rows.row_of(recording).items() if name in self._columns}
        if self._single:
            row |= {name: np.asarray(row[name], dtype=np.float32) for name in channels}
        row[recording_rows.CHECKSUM] = recording_rows.checksum(row)
        self._rows.append(row)
        self._waiting += sum(_size(row.get(name), self._columns[name]) for name in self._long)
        if len(self._rows) >= ROWS_A_GROUP or self._waiting >= NUMBERS_A_GROUP:
            self._flush()

    def close(self) -> None:
        """Write what waits, and the footer."""
        try:
            if self._rows:
                self._flush()
        finally:
            self._writer.close()

    def _flush(self) -> None:
        rows = self._rows
        arrays = [recording_columns.column([row.get(field.name) for row in rows], field.type) for field in self._schema]
        table = pa.table(arrays, schema=self._schema)
        # given up and counted just before the write: an interruption comes through as it returns, and its rows are there
        self._rows, self._waiting, self.written = [], 0, self.written + len(rows)
        self._writer.write_table(table, row_group_size=len(rows))

    def _schema_of(self, header: Mapping[str, Any]) -> Any:
        fields = [
            pa.field(name, recording_columns.column_type(kind, single=self._single and name in self._channels))
            for name, kind in self._columns.items()
        ]
        text = json.dumps(header).encode()
        return pa.schema(
            fields, {recording_rows.KEY: text, recording_rows.KEY_CHECKSUM: recording_rows.seal(text).encode()}
        )


def _leaf(name: str, kind: Kind) -> str:
    """The path of a column's values in the Parquet schema."""
    return name + {"texts": 1, "numbers": 1, "switches": 1, "lists": 2}.get(kind, 0) * ".list.element"


def _size(value: Any, kind: Kind) -> int:
    if value is None:
        return 0
    return sum(map(len, value)) if kind == "lists" else len(value)
