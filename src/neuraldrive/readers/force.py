"""Isometric force against time: force plates, load cells, dynamometers, whatever wrote the file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from neuraldrive.errors import BadValue, InputError, UnknownFormat
from neuraldrive.readers import delimited
from neuraldrive.readers.calibration import Calibration, calibration
from neuraldrive.readers.columns import Column, matched, parted
from neuraldrive.readers.force_names import ForceColumn, force_columns
from neuraldrive.readers.force_units import force_unit, is_force_unit
from neuraldrive.readers.options import Options
from neuraldrive.readers.sampled import Sampled, sampled
from neuraldrive.readers.table import Table, numbers_alone
from neuraldrive.records import Reading, Recording

NAME = "force"
LABEL = "Isometric force: plates, load cells, dynamometers (CSV, TSV, text, MAT-files up to version 7)"
SUFFIXES = (".csv", ".tsv", ".txt", ".parquet", ".mat")
CARD = "a column of force or torque, of two plates both, beside a clock or with the rate given; no bar's motion"

_SMALL = 5.0
"""No effort is smaller in newtons: a number below it is in kN, kg or volts."""
_LOOKED_AT, _EVEN = 200, 1.5
_CLOCK = {"time": replace(delimited.TIME, names=delimited.TIME.names | {"x", "x_value", "seconds_s"})}


FASTEST_HZ, LONGEST_GAP_S = 100_000.0, 3600.0


def recognises(table: Table) -> float:
    """0.7 for force beside a clock, 0.4 without one; 0.1 for numbers alone, which only the user can name."""
    if not table.columns:
        return 0.1 if numbers_alone(table) else 0.0
    try:
        motion = matched(table.columns, {name: each for name, each in delimited.CHANNELS.items() if name != "force"})
    except BadValue:
        return 0.0
    if motion or not force_columns(table.columns):
        return 0.0
    return 0.7 if _clock(table, Options()) is not None else 0.4


def read(table: Table, options: Options) -> Reading:
    """One recording with the channel force, in N, N·m, MVF (as a share of it), or V where nothing calibrates it.

    Two plates or sides are summed. `force_column` chooses by name, or by number from 1; `rate_hz` stands for a column
    of time; `force_unit` for a unit that the header leaves out; `calibration` turns volts into force.

    Raises:
        UnknownFormat: numbers without names, and the user did not say which is the force.
        BadValue: no clock, several forces and no word on which, a unit that is none, or units that do not fit.
    """
    found = numbers_alone(table) if not table.columns else table
    if found is None or (len(found.columns) > 1 and not table.columns and not options.force_column):
        raise UnknownFormat(
            "format", found="no line that names columns", needed="names, or the number of the column of force",
            remedy="Name the columns in the first line, as time (s), force (N); or give force_column and rate_hz.",
            where=table.doubts.place(table.header_line),
        )  # fmt: skip
    chosen = _chosen(found, options)
    clock = _clock(found, options)
    if clock is None:
        table_of_calibration = "volt" in found.columns[0].lower()
        raise BadValue(
            "time", found=f"columns {', '.join(found.columns)}", needed="a column of time, or the rate of the samples",
            remedy="If it calibrates a load cell, give it as calibration when reading the recording."
            if table_of_calibration else "Give rate_hz, or name the column of time.", where=found.doubts.file,
        )  # fmt: skip
    factors, unit, flags = _units(found, chosen, options)
    columns = {
        str(each.index): Column(each.index, each.header, each.unit, factor)
        for each, factor in zip(chosen, factors, strict=True)
    }
    samples = sampled(found, clock, columns)
    total = np.sum([samples.values[name] for name in columns], axis=0)
    calibrated = calibration(options.calibration) if options.calibration is not None else None
    recording = _recording(found, replace(samples, values={"force": total}), (unit, calibrated), options)
    asked = _asked(found, recording, unit_said=all(each.unit for each in chosen) or options.force_unit is not None)
    recording = replace(recording, flags=(*recording.flags, *flags, *asked))
    return Reading(NAME, str(found.path), found.sha256, (recording,), (), found.doubts.refusals, found.doubts.questions)


def _chosen(table: Table, options: Options) -> list[ForceColumn]:
    if options.force_column:
        return [_by_name(table, each) for each in options.force_column]
    found = force_columns(table.columns) if len(table.columns) > 1 else [_by_name(table, "1")]
    if len({each.stem for each in found}) > 1:
        raise BadValue(
            "force", found=f"columns {', '.join(each.header for each in found)}", needed="one force, or the sides of one",
            remedy="Say which it is: force_column.", where=table.doubts.file,
        )  # fmt: skip
    if not found:
        raise BadValue(
            "force", found=f"columns {', '.join(table.columns)}", needed="a column of force",
            remedy="Say which it is: force_column.", where=table.doubts.file,
        )  # fmt: skip
    return found


def _by_name(table: Table, name: str) -> ForceColumn:
    """By its header with or without the unit, or by its number from 1."""
    asked = name.strip().lower()
    for index, header in enumerate(table.columns):
        if asked in (header.lower(), parted(header)[0].lower()) or asked == str(index + 1):
            unit = parted(header)[1]
            return ForceColumn(index, header, unit if unit and is_force_unit(unit) else None, "")
    raise BadValue(
        "force_column", found=repr(name), needed=f"one of {', '.join(table.columns)}, or its number",
        remedy="Choose one of them.", where=table.doubts.file,
    )  # fmt: skip


def _clock(table: Table, options: Options) -> Column | float | None:
    """The column of time, else the rate that the user or a comment gives."""
    if options.rate_hz is not None:
        return options.rate_hz
    if table.columns[0] == "1" and len(table.columns) > 1:
        return _steps_on(table)
    try:
        columns = matched(table.columns, _CLOCK)
    except BadValue:
        columns = {}
    return columns.get("time") or delimited.rate_said(table)


def _steps_on(table: Table) -> Column | None:
    """The first of columns without names, if it counts time: it steps on evenly."""
    first = table.numbers([0])[1][:_LOOKED_AT, 0]
    steps = np.diff(first)
    even = steps.size > 2 and bool((steps > 0).all()) and float(steps.max()) < _EVEN * float(np.median(steps))
    return Column(0, "1", None, 1.0) if even else None


def _units(table: Table, chosen: list[ForceColumn], options: Options) -> tuple[list[float], str, list[str]]:
    """Factor of each column, the unit that all have in SI, and what was taken for granted."""
    flags, made = [], []
    for each in chosen:
        written = options.force_unit or each.unit or ("V" if options.calibration is not None else "N")
        try:
            made.append(force_unit(written))
        except InputError as error:
            raise error.at(table.doubts.file) from None
        if options.force_unit is None and each.unit is None and options.calibration is None:
            flags.append(f"column {each.header!r} names no unit: taken as N")
    units = {unit for _, unit in made}
    if len(units) > 1:
        raise BadValue(
            "force", found=f"columns in {' and '.join(sorted(units))}", needed="one unit", where=table.doubts.file,
            remedy="Say which column it is: force_column.",
        )  # fmt: skip
    if len(chosen) > 1:
        flags.append(f"force is the sum of {' and '.join(repr(each.header) for each in chosen)}")
    return [factor for factor, _ in made], units.pop(), flags


def _recording(table: Table, samples: Sampled, scale: tuple[str, Calibration | None], options: Options) -> Recording:
    """The recording, calibrated where it can be."""
    unit, calibrated = scale
    flags = list(samples.flags)
    if calibrated is not None:
        if unit != "V":
            raise BadValue(
                "calibration", found=f"a force in {unit}", needed="one in volts", where=table.doubts.file,
                remedy="Leave the calibration out: the file has its unit.",
            )  # fmt: skip
        force = samples.values["force"] * calibrated.factor + calibrated.offset
        samples, unit = replace(samples, values={"force": force}), calibrated.unit
        flags.append(calibrated.words)
    _check_clock(table, samples)
    made = delimited.recording(table, samples, options, flags)
    return replace(made, channels={"force": replace(made["force"], unit=unit)})


def _check_clock(table: Table, samples: Sampled) -> None:
    """No force is sampled so fast, or with such gaps: then the time is in another unit than it says, or a row is wrong."""
    steps = np.diff(samples.times)
    if steps.size and (float(np.median(steps)) < 1.0 / FASTEST_HZ or float(steps.max()) > LONGEST_GAP_S):
        raise BadValue(
            "time", found=f"steps of {np.median(steps):.3g} s in the middle, {steps.max():.3g} s at the longest",
            needed=f"{1.0 / FASTEST_HZ:g} s or more, and no gap above {LONGEST_GAP_S:g} s", where=table.doubts.file,
            remedy="Name the unit of the time column (s, ms), or give rate_hz in its place.",
        )  # fmt: skip


def _asked(table: Table, recording: Recording, *, unit_said: bool) -> list[str]:
    """Asks what the file leaves open; returns what to say of it with the recording."""
    force = recording["force"]
    if force.unit == "V":
        table.doubts.ask(
            "Which force is a volt? Nothing calibrates the file: give calibration, newtons a volt or a table."
        )
        return ["uncalibrated: force is in volts"]
    largest = float(np.abs(force.samples).max())
    if not unit_said and force.unit == "N" and largest < _SMALL:
        table.doubts.ask(f"What is the unit of the force? Its largest value is {largest:.3g}: give force_unit.")
    return []
