"""The columns of a log, and its lines as Rows: shared by every format that logs repetitions or sets."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from neuraldrive import catalog
from neuraldrive.errors import BadValue
from neuraldrive.readers.columns import Column, Quantity, quantity
from neuraldrive.readers.dates import clock_time, moments
from neuraldrive.readers.log import Row, words
from neuraldrive.readers.options import Options
from neuraldrive.readers.ratings import Rating, rating, reserve
from neuraldrive.readers.table import Table
from neuraldrive.records.training import allowed
from neuraldrive.units import to_si

VALUES: Mapping[str, Quantity] = {
    "mean_velocity": quantity("m/s", "mean_velocity", "velocity", "mv", "vel", "avg_vel", "average_velocity",
                              "mean_vel", "avg_velocity", "mean_concentric_velocity", "mcv", "acv",
                              "average_concentric_velocity", "velocity_mean", "velocity_mv",
                              "mean_velocity_mv", "mean_speed", "avg_speed"),
    "mean_propulsive_velocity": quantity("m/s", "mean_propulsive_velocity", "mpv", "velocity_mpv"),
    "peak_velocity": quantity("m/s", "peak_velocity", "pv", "peak_vel", "max_velocity", "peak_concentric_velocity",
                              "pcv", "velocity_peak", "velocity_max", "peak_speed"),
    "range_of_motion_m": quantity("m", "rom", "range_of_motion", "rom_range_of_motion"),
    "duration_s": quantity("s", "duration", "dur", "repetition_duration", "rep_duration", "concentric_duration"),
    "time_to_peak_velocity_s": quantity("s", "time_to_peak_velocity", "ttpv"),
    "mean_power_w": quantity("W", "power", "mean_power", "avg_power", "average_power", "mean_power_mv"),
}  # fmt: skip
WORDS: Mapping[str, Quantity] = {
    "load": quantity("kg", "load", "weight", "kg", "kgs", "lb", "lbs", "mass", "bar_weight", "barbell_weight",
                     "weight_lifted", "external_load"),
    "load_unit": quantity("", "metric", "load_unit", "weight_unit", "unit", "units"),
    "athlete": quantity("", "athlete", "user", "subject", "name", "athlete_name", "lifter", "player", "participant"),
    "lift": quantity("", "lift", "exercise", "movement", "exercise_name"),
    "workout": quantity("", "workout", "session", "session_id", "workout_id"),
    "date": quantity("", "date", "workout_date", "day", "datetime", "timestamp", "started_at", "session_date"),
    "time": quantity("", "time", "repetition_date", "time_of_day", "rep_time"),
    "set": quantity("", "set", "set_no", "set_number", "set_index", "set_id"),
    "rep": quantity("", "rep", "rep_no", "rep_number", "repetition", "rep_index"),
    "reps": quantity("", "reps", "repetitions", "actual_reps", "rep_count", "reps_done", "reps_completed"),
    "sets": quantity("", "sets", "set_count"),
    "rpe": quantity("", "rpe", "rpe_actual", "rating_of_perceived_exertion", "set_rpe"),
    "rpe_raw": quantity("", "rpe_raw"),
    "rir": quantity("", "rir", "reps_in_reserve", "repetitions_in_reserve"),
    "failed": quantity("", "fail", "failed", "failure", "missed"),
    "note": quantity("", "note", "notes", "comment", "comments"),
}  # fmt: skip
_YES = frozenset(("true", "1", "1.0", "yes", "y", "fail", "failed", "x"))
MOST_SETS, MOST_REPETITIONS = 50, 500  # of one line "sets x repetitions"; more is another column or a slip


@dataclass(frozen=True)
class Log:
    """A log's columns by quantity, the columns kept as a device's claims, and what is known beforehand."""

    columns: Mapping[str, Column]
    claims: Mapping[str, Column] = field(default_factory=dict)
    not_measured: frozenset[float] = frozenset()
    day_first: bool | None = None


def rows_of(table: Table, log: Log, options: Options) -> Iterator[Row]:
    """The lines of a log as Rows, each repetition or set once.

    Raises:
        BadValue: the velocities show that they are not in m/s, and the header names no unit.
    """
    columns = _believable(table, log.columns)
    times, days = _times(table, columns, log.day_first)
    line_unit = _unit(table, columns, options)
    first_number, first_set = _from_zero(table, columns, "rep"), _from_zero(table, columns, "set")
    seen: dict[tuple[str, ...], int] = {}
    where = [(name, column.index) for name, column in columns.items()]
    values = [name for name in VALUES if name in columns]
    for place, (line, cells) in enumerate(table.rows):
        cell = {name: cells[index].strip() for name, index in where}
        if "rep" in cell and seen.setdefault(tuple(cells), line) != line:
            table.doubts.refuse(line, "row", f"a copy of line {seen[tuple(cells)]}", "each repetition once")
            continue
        row = Row(
            line,
            _lift(cell["lift"]) if cell.get("lift") else options.lift or _lift(""),
            _key(cell, line),
            set_number=_ordinal(cell.get("set", ""), first_set),
            athlete=cell.get("athlete", "") or options.athlete or "",
            workout=_workout(cell, days[place]),
            at=times[place],
            number=_ordinal(cell.get("rep", ""), first_number),
            load_unit=line_unit(cell),
            values={name: _value(table, line, cell[name], columns[name], name) for name in values},
            claims=_claims(table, line, cells, log) if log.claims else {},
            note=cell.get("note", ""),
        )
        _complete(table, row, cell, columns, options)
        yield from (row,) if row.count is None else _repeated(table, row, cell)
    if "lift" not in columns and not options.lift:
        table.doubts.ask("Which lift is it? The file does not say: give lift.")


def _complete(table: Table, row: Row, cell: Mapping[str, str], columns: Mapping[str, Column], options: Options) -> None:
    """Load, ratings, count and what excludes the repetition."""
    unreadable = [name for name, value in row.values.items() if value is not None and value != value]
    if unreadable:
        row.values = {name: None if name in unreadable else value for name, value in row.values.items()}
        row.excluded = f"{words(unreadable[0])} is no number (line {row.line})"
    if cell.get("failed", "").lower() in _YES:
        row.flags, row.excluded = (*row.flags, "failed"), row.excluded or "logged as failed"
    row.load_kg = options.load_kg
    if cell.get("load"):
        load = _value(table, row.line, cell["load"], columns["load"], "load")
        if load is not None and load != load:
            row.excluded = row.excluded or f"load is no number (line {row.line})"
            load = None
        factor = to_si(row.load_unit)[0] / columns["load"].factor
        row.load_kg = row.load_kg if load is None else load * factor
        if row.load_kg == 0:
            row.load_kg, row.flags = None, (*row.flags, "logged with a load of 0")
    given = _rated(table, row.line, "RPE", cell.get("rpe_raw") or cell.get("rpe", ""))
    if given is not None:
        row.rpe, row.rpe_at_most = given.rpe, given.at_most
    row.reps_in_reserve = _in_reserve(table, row.line, cell.get("rir", ""))
    if "rep" not in cell and "reps" in cell:
        row.count = _count(cell["reps"]) or 0
        if not 1 <= row.count <= MOST_REPETITIONS:
            table.doubts.refuse(row.line, "repetitions", repr(cell["reps"]), f"1 to {MOST_REPETITIONS}")
            row.count = 0


def _repeated(table: Table, row: Row, cell: Mapping[str, str]) -> Iterator[Row]:
    """A line "3 sets of 5" is three sets."""
    number = _count(cell["sets"]) if cell.get("sets") else 1
    if number is None or not 1 <= number <= MOST_SETS:
        table.doubts.refuse(row.line, "sets", repr(cell["sets"]), f"1 to {MOST_SETS}")
        return
    for copy in range(number if row.count else 0):
        if copy:
            row = Row(**{name: getattr(row, name) for name in Row.__slots__})
            row.set_key = (row.set_key, copy)
        yield row


def _believable(table: Table, columns: Mapping[str, Column]) -> dict[str, Column]:
    """The columns without those whose numbers contradict the unit that was taken for granted."""
    kept = dict(columns)
    for name in VALUES:
        column = columns.get(name)
        if column is None or column.unit is not None:
            continue
        low, high, unit = allowed(name)
        numbers = [value for value in (_quiet(table, cells[column.index]) for _, cells in table.rows[:2000]) if value]
        if not numbers or low <= statistics.median(numbers) <= high:
            continue
        needed = f"{low:g} to {high:g} {unit}"
        if name == "mean_velocity":
            raise BadValue(
                f"column {column.header!r}", found=f"about {statistics.median(numbers):g}, no unit", needed=needed,
                remedy=f"Name the unit in the header, as '{column.header} (mm/s)'.", where=table.doubts.file,
            )  # fmt: skip
        table.doubts.ask(
            f"What is the unit of {column.header!r}? It is not {needed}, so it was not read: name the unit."
        )
        del kept[name]
    return kept


def _times(
    table: Table, columns: Mapping[str, Column], day_first: bool | None
) -> tuple[list[datetime | None], list[datetime | None]]:
    """The time of each row, and its day (None where the file has no date)."""

    def cells(name: str) -> list[str]:
        return [cells[columns[name].index].strip() for _, cells in table.rows]

    if "date" not in columns:
        times = moments(cells("time"), table.doubts, day_first=day_first) if "time" in columns else []
        times = times or [None] * len(table.rows)
        return times, times
    days = moments(cells("date"), table.doubts, day_first=day_first)
    for (line, row), day in zip(table.rows, days, strict=True):
        if day is None and row[columns["date"].index].strip():
            table.doubts.refuse(
                line, "date", repr(row[columns["date"].index]), "a date as 2026-06-17", kept="without its date"
            )
    if "time" not in columns:
        return days, days
    clocks = {text: clock_time(text) for text in set(cells("time"))}
    timed = [
        datetime.combine(day, clock) if day and (clock := clocks[text]) else day
        for day, text in zip(days, cells("time"), strict=True)
    ]
    return timed, days


def _workout(cell: Mapping[str, str], day: datetime | None) -> Hashable:
    """A workout's own number where the file has one (it may run past midnight), else the day."""
    if cell.get("workout"):
        return cell["workout"]
    return day.date() if day else None


def _unit(table: Table, columns: Mapping[str, Column], options: Options) -> Callable[[Mapping[str, str]], str]:
    """What tells a line's load unit: the user, the header, the line itself, or a guess that is asked about."""
    load = columns.get("load")
    if options.load_unit or (load and load.unit):
        unit = options.load_unit or (load.unit if load else None) or "kg"
        plain = "lb" if unit.startswith("lb") else "kg"
        return lambda cell: plain
    if load and "load_unit" not in columns:
        table.doubts.ask(
            "Are the loads in kg or lb? The header does not say, and they were read as kg: give load_unit."
        )

    def by_line(cell: Mapping[str, str]) -> str:
        return "lb" if cell.get("load_unit", "").lower().startswith(("lb", "pound")) else "kg"

    return by_line


def _from_zero(table: Table, columns: Mapping[str, Column], name: str) -> int:
    """1 where the file counts from 0, so that ours count from 1."""
    column = columns.get(name)
    return int(column is not None and any(_count(cells[column.index]) == 0 for _, cells in table.rows))


def _key(cell: Mapping[str, str], line: int) -> Hashable:
    """What tells one set from another: its number or name; a line of its own where each line is a set."""
    return line if "rep" not in cell and "reps" in cell else cell.get("set", "")


def _ordinal(text: str, first: int) -> int | None:
    """A number that counts from 1, where the file counts from 1 − `first`."""
    number = _count(text)
    return None if number is None or number + first < 1 else number + first


@lru_cache(maxsize=4096)
def _lift(text: str) -> str:
    return catalog.lift_name(text) or catalog.ANY_LIFT


@lru_cache(maxsize=4096)
def _count(text: str) -> int | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return int(value) if value == int(value if abs(value) < 1e9 else 0) and value >= 0 else None


def _value(table: Table, line: int, text: str, column: Column, name: str) -> float | None:
    """The number in SI, None where missing, NaN where it is no number (told by name; the rest of the row is kept)."""
    try:
        value = table.number(text)
    except ValueError:
        table.doubts.refuse(
            line, f"column {column.header!r}", repr(text), "a number", kept=f"without its {words(name)}"
        )
        return float("nan")
    return None if value is None else value * column.factor


def _quiet(table: Table, text: str) -> float | None:
    try:
        return table.number(text)
    except ValueError:
        return None


def _claims(table: Table, line: int, cells: list[str], log: Log) -> dict[str, float]:
    found = {}
    for name, column in log.claims.items():
        value = _quiet(table, cells[column.index])
        if value is None or value in log.not_measured:
            continue
        if abs(value) < 1e12:
            found[name] = value * column.factor
        else:
            table.doubts.refuse(
                line, f"column {column.header!r}", cells[column.index], "a finite number",
                kept=f"without its {column.header!r}",
            )  # fmt: skip
    return found


def _rated(table: Table, line: int, what: str, text: str) -> Rating | None:
    try:
        return rating(text)
    except ValueError:
        table.doubts.refuse(line, what, text, "0 to 10", kept=f"without its {what}")
        return None


def _in_reserve(table: Table, line: int, text: str) -> float | None:
    try:
        return reserve(text)
    except ValueError:
        table.doubts.refuse(line, "repetitions in reserve", text, "0 to 50", kept="without its repetitions in reserve")
        return None
