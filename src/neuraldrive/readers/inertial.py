"""A 200 Hz inertial unit on the bar: three axes of acceleration and of rotation."""

from __future__ import annotations

from neuraldrive.errors import BadValue
from neuraldrive.readers import delimited
from neuraldrive.readers.columns import Column, slug
from neuraldrive.readers.options import Options
from neuraldrive.readers.sampled import sampled
from neuraldrive.readers.table import Table
from neuraldrive.records import Reading

NAME = "inertial"
LABEL = "Inertial unit on the bar (CSV)"
SUFFIXES = (".csv",)
CARD = "the columns timestamp_ms, a1x, a1y, a1z (m/s2), g1x, g1y, g1z (rad/s)"
DEVICE = "bar_imu"

_COLUMNS = {
    **{f"a1{axis}": (f"acceleration_{axis}", "m/s2") for axis in "xyz"},
    **{f"g1{axis}": (f"angular_velocity_{axis}", "rad/s") for axis in "xyz"},
}
_ANNOTATIONS = {"timestamp_ms", "label"}


def recognises(table: Table) -> float:
    """1 for the unit's own columns, and for the annotations beside it so that they are refused by name."""
    names = {slug(column) for column in table.columns}
    return 1.0 if {"timestamp_ms", *_COLUMNS} <= names or names == _ANNOTATIONS else 0.0


def read(table: Table, options: Options) -> Reading:
    """One recording, axes as sensed.

    Raises:
        BadValue: it is a file of annotations, or its time does not run.
    """
    names = [slug(column) for column in table.columns]
    if set(names) == _ANNOTATIONS:
        raise BadValue(
            "file", found="annotations of a recording (timestamp_ms, label), no signal", needed="the recording itself",
            remedy="Read the file of the same name without _annotations.",
        )  # fmt: skip
    clock = Column(names.index("timestamp_ms"), "timestamp_ms", "ms", 1e-3)
    columns = {ours: Column(names.index(theirs), theirs, unit, 1.0) for theirs, (ours, unit) in _COLUMNS.items()}
    found = sampled(table, clock, columns)
    flags = [*found.flags, *delimited.checked(table, columns, found.values)]
    recording = delimited.recording(table, found, options, flags, device=DEVICE)
    return delimited.reading(table, NAME, (recording,), options)
