"""Vitruve encoder exports: 41 columns by their usual count, other ones in other versions of the app."""

from __future__ import annotations

from collections.abc import Mapping

from neuraldrive.errors import BadValue
from neuraldrive.readers import log
from neuraldrive.readers.columns import Column, matched, parted, slug, spelled
from neuraldrive.readers.options import Options
from neuraldrive.readers.rows import VALUES, WORDS, Log, rows_of
from neuraldrive.readers.table import Table
from neuraldrive.records import Reading
from neuraldrive.units import to_si

NAME = "vitruve"
LABEL = "Vitruve encoder export (CSV)"
SUFFIXES = (".csv",)
CARD = "the columns Athlete, Exercise, Workout Date, Repetition Date, # Set, # Rep."
DEVICE = "vitruve"

_SURE = {"athlete", "exercise", "workout_date", "repetition_date"}
# What the app calls its own estimates, under names that stay when the app renames them.
_NAMES = {"1rm": "one_rm_kg", "1rm_body_weight": "one_rm_per_body_mass", "weight_body_weight": "load_per_body_mass"}
_NOT_CLAIMS = frozenset(("email", "last_name", "type", "workout_date", "repetition_date", "set", "rep"))


def recognises(table: Table) -> float:
    """1 where the four columns are there that every version has."""
    return 1.0 if _SURE.issubset(slug(parted(column)[0]) for column in table.columns) else 0.0


def read(table: Table, options: Options) -> Reading:
    """Sessions by athlete and export; the app's own figures as claims, `vitruve.fatigue_mv` and the like, in SI.

    "Repetition Date" is a time that all repetitions of an export share; dates are day/month/year.

    Raises:
        BadValue: nothing is left.
    """
    columns = matched(table.columns, {**WORDS, **VALUES})
    columns = {name: column for name, column in columns.items() if name in VALUES or name in _READ}
    if "mean_velocity" not in columns and "mean_propulsive_velocity" not in columns:
        raise BadValue(
            "columns", found=", ".join(table.columns), needed="Mean Velocity or Mean Propulsive Velocity",
            remedy="Export again with these columns chosen.",
        )  # fmt: skip
    plan = Log(columns, _claims(table, columns), day_first=True)
    found = log.sessions(rows_of(table, plan, options), table.doubts, device=options.device or DEVICE)
    return log.reading(table, NAME, found)


_READ = frozenset(("load", "athlete", "lift", "date", "time", "set", "rep", "rpe", "rir"))


def _claims(table: Table, columns: Mapping[str, Column]) -> dict[str, Column]:
    taken = {column.index for column in columns.values()}
    found = {}
    for index, header in enumerate(table.columns):
        base, unit = parted(header)
        name = slug(base)
        if index in taken or name in _NOT_CLAIMS or not name:
            continue
        try:
            factor = to_si(spelled(unit or ""))[0]
        except BadValue:
            factor = 1.0  # per body mass, as N/kg: SI already
        found[f"vitruve.{_NAMES.get(name, name)}"] = Column(index, header, unit, factor)
    return found
