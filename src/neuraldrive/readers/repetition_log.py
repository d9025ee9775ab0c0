"""A log of repetitions or of whole sets, from any device or hand: load beside velocity, repetitions or a rating."""

from __future__ import annotations

from neuraldrive.errors import BadValue
from neuraldrive.readers import log
from neuraldrive.readers.columns import matched
from neuraldrive.readers.options import Options
from neuraldrive.readers.rows import VALUES, WORDS, Log, rows_of
from neuraldrive.readers.table import Table
from neuraldrive.records import Reading

NAME = "repetition_log"
LABEL = "Log of repetitions or sets (CSV)"
SUFFIXES = (".csv", ".tsv", ".txt", ".parquet")
CARD = "load beside mean velocity or repetitions, with lift, set, repetition, RPE, date, athlete where known"

_SPEEDS = ("mean_velocity", "mean_propulsive_velocity", "peak_velocity")


def recognises(table: Table) -> float:
    """0.7 for load and velocity or repetitions, in sets; less where the load or the sets are missing."""
    try:
        found = matched(table.columns, {**WORDS, **VALUES})
    except BadValue:
        return 0.2
    if not any(name in found for name in (*_SPEEDS, "reps")):
        return 0.0
    in_sets = any(name in found for name in ("lift", "set", "rep", "reps", "date"))
    if "load" in found:
        return 0.7 if in_sets else 0.55
    return 0.45 if "rep" in found or "reps" in found else 0.0


def read(table: Table, options: Options) -> Reading:
    """Sessions by athlete and workout.

    Raises:
        BadValue: a unit cannot be what the header leaves open, or nothing is left.
    """
    columns = matched(table.columns, {**WORDS, **VALUES})
    rows = rows_of(table, Log(columns), options)
    found = log.sessions(rows, table.doubts, device=options.device)
    if options.device is None and any(name in columns for name in _SPEEDS):
        table.doubts.ask("Which device measured the velocities? The file does not say: give device.")
    return log.reading(table, NAME, found)
