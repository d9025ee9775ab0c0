"""Signals in a table of any origin: time beside position, velocity, acceleration, force or inertial axes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

import numpy as np

from neuraldrive import catalog
from neuraldrive.errors import BadValue
from neuraldrive.readers.columns import Column, Quantity, matched, quantity
from neuraldrive.readers.dates import moments
from neuraldrive.readers.options import Options
from neuraldrive.readers.sampled import Sampled, sampled
from neuraldrive.readers.table import Floats, Table
from neuraldrive.records import Reading, Recording
from neuraldrive.units import kilograms

NAME = "delimited"
LABEL = "Signals in a table (CSV, TSV, semicolons, Parquet)"
SUFFIXES = (".csv", ".tsv", ".txt", ".parquet")
CARD = "a time column beside position, velocity, vertical acceleration, force, or acc_x, acc_y, acc_z and a gyroscope"

TIME = quantity("s", "time", "t", "timestamp", "time_stamp", "times", "elapsed", "elapsed_time", "sec", "seconds", "ms",
                "millis", "milliseconds", "zeit")  # fmt: skip
_ACCELEROMETER, _GYROSCOPE = ("a", "acc", "accel", "acceleration", "accelerometer", "a1"), (
    "g", "gyr", "gyro", "gyroscope", "angular_velocity", "w", "omega", "rotation_rate", "g1",
)  # fmt: skip


def _axis(unit: str, stems: tuple[str, ...], axis: str) -> Quantity:
    return quantity(unit, *(f"{stem}{joint}{axis}" for stem in stems for joint in ("", "_")))


CHANNELS: Mapping[str, Quantity] = {
    "position": quantity("m", "position", "pos", "displacement", "disp", "height", "bar_position", "bar_height", "z",
                         "vertical_position", "vertical_displacement", "position_z", "pos_z", "displacement_vertical"),
    "velocity": quantity("m/s", "velocity", "v", "vel", "speed", "bar_velocity", "bar_speed", "vertical_velocity",
                         "velocity_z", "vel_z", "vz", "velocity_vertical"),
    "acceleration": quantity("m/s2", "acceleration", "acc", "accel", "a", "bar_acceleration", "vertical_acceleration",
                             "acceleration_vertical", "linear_acceleration"),
    "force": quantity("N", "force", "fz", "f", "vertical_force", "force_z"),
    **{f"acceleration_{axis}": _axis("m/s2", _ACCELEROMETER, axis) for axis in "xyz"},
    **{f"angular_velocity_{axis}": _axis("rad/s", _GYROSCOPE, axis) for axis in "xyz"},
}  # fmt: skip
UNITS = {name: each.unit for name, each in CHANNELS.items()}

LONGEST_M = 4.0  # a snatch travels 2 m; a range beyond this is another unit
FASTEST_MPS = 12.0  # what records.Repetition allows for a peak
FASTEST_TURN_RADPS = 35.0  # 2000 degrees a second, where common gyroscopes end
_SAID = re.compile(r"^[#%/]+\s*([A-Za-z][\w ]*?)\s*(?:\(\s*(\w+)\s*\))?\s*[:=]\s*(.+?)\s*$")


def recognises(table: Table) -> float:
    """0.6 for a clock and signals, 0.5 where only velocity could also be a log's."""
    try:
        found = matched(table.columns, {"time": TIME, **CHANNELS})
    except BadValue:
        return 0.3
    channels = [name for name in found if name != "time"]
    if not channels or not ("time" in found or rate_said(table)):
        return 0.0
    return 0.5 if channels == ["velocity"] else 0.6


def read(table: Table, options: Options) -> Reading:
    """One recording.

    Raises:
        BadValue: a unit is missing where the numbers show that it is not the SI one, or time does not run.
    """
    columns = matched(table.columns, {"time": TIME, **CHANNELS})
    clock = columns.pop("time", None) or rate_said(table)
    if clock is None or not columns:
        raise _lacking(table)
    _whole_axes(columns)
    found = sampled(table, clock, columns)
    flags = [*found.flags, *checked(table, columns, found.values)]
    return reading(table, NAME, (recording(table, found, options, flags),), options)


def recording(
    table: Table, found: Sampled, options: Options, flags: list[str], *, device: str | None = None
) -> Recording:
    """The recording of these samples, with what the comments of the file and the user say about it."""
    said = _said(table)
    lift = options.lift or (catalog.lift_name(said["lift"][0]) if "lift" in said else None)
    return Recording(
        found.signals(UNITS), task=lift, device=options.device or device or said.get("device", (None,))[0],
        load_kg=_load(table, said, options), athlete=options.athlete or said.get("athlete", (None,))[0],
        started_at=_start(table, said) or found.started_at, origin=table.path.name, flags=tuple(flags),
    )  # fmt: skip


def reading(table: Table, name: str, recordings: tuple[Recording, ...], options: Options) -> Reading:
    """The Reading of one or more recordings, asking for what none of them says."""
    for each, question in (
        ("task", "Which lift is it? The file does not say: give lift."),
        ("load_kg", "Which load was on the bar? The file does not say: give load_kg."),
        ("athlete", "Whose is it? The file names no athlete: give athlete."),
    ):
        if all(getattr(recording, each) is None for recording in recordings):
            table.doubts.ask(question)
    doubts = table.doubts
    return Reading(name, str(table.path), table.sha256, recordings, (), doubts.refusals, doubts.questions)


def checked(table: Table, columns: Mapping[str, Column], values: Mapping[str, Floats]) -> list[str]:
    """What was taken for granted about units.

    Raises:
        BadValue: the numbers show that the unit is another one.
    """
    flags = []
    for name, column in columns.items():
        if name == "position":
            _within(table, column, float(np.ptp(values[name])), LONGEST_M, "m", "a range of")
        if name == "velocity":
            _within(table, column, float(np.abs(values[name]).max()), FASTEST_MPS, "m/s", "up to")
        if name.startswith("angular") and column.unit is None:
            _within(table, column, float(np.abs(values[name]).max()), FASTEST_TURN_RADPS, "rad/s", "up to")
        if column.unit is None:
            flags.append(f"column {column.header!r} names no unit: taken as {UNITS[name]}")
    axes = [name for name in columns if name in ("acceleration_x", "acceleration_y", "acceleration_z")]
    if len(axes) == 3:
        flags += _gravity(table, columns["acceleration_x"], np.column_stack([values[name] for name in axes]))
    elif "acceleration" in columns and columns["acceleration"].unit is None:
        table.doubts.ask(f"Is {columns['acceleration'].header!r} in m/s2? It was read so; name the unit in the header.")
    return flags


def _within(table: Table, column: Column, found: float, most: float, unit: str, words: str) -> None:
    if found <= most:
        return
    likely = "mm" if found > 100 * most / 4 else "cm"
    likely = {"m": likely, "m/s": f"{likely}/s", "rad/s": "deg/s"}[unit]
    stem = column.header if column.unit is None else column.header.split("(")[0].split("[")[0].strip()
    raise BadValue(
        f"column {column.header!r}", found=f"{words} {found:.4g} {unit}", needed=f"at most {most:g} {unit}",
        remedy=f"If {likely} is meant, name it in the header: '{stem} ({likely})'.", where=table.doubts.file,
    )  # fmt: skip


def _gravity(table: Table, column: Column, axes: Floats) -> list[str]:
    """An accelerometer at rest shows gravity: its usual length tells g from m/s²."""
    length = float(np.median(np.linalg.norm(axes, axis=1)))
    if 8.0 < length < 12.0:
        return []
    if column.unit is None and 0.8 < length < 1.2:
        raise BadValue(
            f"column {column.header!r}", found=f"a usual length of {length:.2f}", needed="a unit: this looks like g",
            remedy=f"Name it in the header: '{column.header} (g)'.", where=table.doubts.file,
        )  # fmt: skip
    return [f"the accelerometer's usual length is {length:.2f} m/s2, not that of gravity"]


def _whole_axes(columns: dict[str, Column]) -> None:
    for stem in ("acceleration", "angular_velocity"):
        names = [f"{stem}_{axis}" for axis in "xyz"]
        if any(name in columns for name in names) and not all(name in columns for name in names):
            for name in names:
                columns.pop(name, None)
    if not columns:
        raise BadValue("columns", found="one or two axes", needed="all three of x, y, z", remedy="Export every axis.")


def _lacking(table: Table) -> BadValue:
    return BadValue(
        "columns", found=", ".join(table.columns) or "no header line",
        needed="time beside position, velocity or acceleration", where=table.doubts.place(table.header_line),
        remedy="Name the columns in the first line, as time (s), position (m).",
    )  # fmt: skip


def _said(table: Table) -> dict[str, tuple[str, str]]:
    """Comment lines such as '# load (kg): 100', as name → (value, unit)."""
    synonyms = {"exercise": "lift", "weight": "load", "load_kg": "load", "user": "athlete", "rate": "rate_hz",
                "date": "started_at", "sampling_rate": "rate_hz", "sample_rate": "rate_hz", "sampling rate": "rate_hz",
                "start": "started_at"}  # fmt: skip
    found = {}
    for line in table.comments:
        if match := _SAID.match(line.strip()):
            name = match[1].strip().lower()
            found[synonyms.get(name, name)] = (match[3], match[2] or ("kg" if name == "load_kg" else ""))
    return found


def rate_said(table: Table) -> float | None:
    """The sampling rate that a comment line gives, Hz; None where none does."""
    text = _said(table).get("rate_hz", ("", ""))[0].lower().removesuffix("hz").strip()
    try:
        rate = float(text)
    except ValueError:
        return None
    return rate if 2.0 <= rate <= 100_000 else None


def _load(table: Table, said: Mapping[str, tuple[str, str]], options: Options) -> float | None:
    if options.load_kg is not None or "load" not in said:
        return options.load_kg
    match = re.match(r"^(\d+(?:[.,]\d+)?)\s*([a-z]*)$", said["load"][0].lower())
    unit = options.load_unit or said["load"][1] or (match[2] if match else "")
    try:
        load = kilograms(float(match[1].replace(",", ".")), unit or "kg") if match else 0.0
    except BadValue:
        load = 0.0
    if not 0.5 <= load <= 1500:
        table.doubts.refuse(1, "load in a comment", said["load"][0], "0.5 to 1500 kg", kept="without its load")
        return None
    if not unit:
        table.doubts.ask("Is the load in kg or lb? The comment does not say, and it was read as kg: give load_unit.")
    return load


def _start(table: Table, said: Mapping[str, tuple[str, str]]) -> datetime | None:
    return moments([said["started_at"][0]], table.doubts)[0] if "started_at" in said else None
