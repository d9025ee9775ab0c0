"""OpenBarbell V3: its log of repetitions, one line each, sets named by an id."""

from __future__ import annotations

from collections.abc import Iterator

from neuraldrive.readers import log
from neuraldrive.readers.columns import Column, matched, slug
from neuraldrive.readers.log import Row
from neuraldrive.readers.options import Options
from neuraldrive.readers.rows import VALUES, WORDS, Log, rows_of
from neuraldrive.readers.table import Table
from neuraldrive.records import Reading

NAME = "openbarbell_reps"
LABEL = "OpenBarbell V3 log of repetitions (CSV)"
SUFFIXES = (".csv",)
CARD = "the columns set, rep, avg_vel, rom_mm, peak_vel, dur_us"
DEVICE = "openbarbell"
NO_DATES = "The file gives no dates: all sets stand in one session."

_SURE = {"set", "rep", "avg_vel", "peak_vel", "dur_us"}
_CLAIMS = {
    "peak_loc_pct": ("openbarbell.peak_velocity_location", 0.01), "peak_acc": ("openbarbell.peak_acceleration", 1.0),
    "repn": ("openbarbell.repetition_of_day", 1.0),
}  # fmt: skip
_NOT_MEASURED = frozenset((-2121.0,))  # what the device writes for a figure that it did not take


def recognises(table: Table) -> float:
    """1 where the device's own column names are there."""
    return 1.0 if _SURE.issubset(slug(column) for column in table.columns) else 0.0


def read(table: Table, options: Options) -> Reading:
    """One session of sets; RPE 0 means not rated; the device's other figures are claims, `openbarbell.…`.

    Raises:
        BadValue: nothing is left.
    """
    found = log.sessions(rows(table, options), table.doubts, device=options.device or DEVICE, note=NO_DATES)
    return log.reading(table, NAME, found)


def rows(table: Table, options: Options) -> Iterator[Row]:
    """The lines as Rows, for this reader and for the one of traces."""
    columns = matched(table.columns, {**WORDS, **VALUES})
    columns = {name: each for name, each in columns.items() if name in VALUES or name in _READ}
    claims = {}
    for index, header in enumerate(table.columns):
        if slug(header) in _CLAIMS:
            name, factor = _CLAIMS[slug(header)]
            claims[name] = Column(index, header, "", factor)
    for row in rows_of(table, Log(columns, claims, _NOT_MEASURED), options):
        row.note = f"set {row.set_key}"
        yield row


_READ = frozenset(("load", "load_unit", "lift", "set", "rep", "rpe"))
