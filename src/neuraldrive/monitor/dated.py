"""What was done on which day, as one value a set or trial."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

import numpy as np

from neuraldrive import measure
from neuraldrive.errors import BadValue, MeasureError
from neuraldrive.records import Measurement, Repetition, SetEntry

LIKE_THE_OTHERS = (0.6, 1.6)
"""A repetition that rises less or more than so many times the median of its set is an unrack, a rerack or a stray push."""
FEWEST_FOR_MEDIAN = 3


class Dated(NamedTuple):
    """A value of one day; for bar speed with its load, else NaN."""

    day: date
    value: float
    load_kg: float = math.nan


Reading = tuple[date, float | Measurement]


def of_sets(sets: Sequence[SetEntry], on: date | None = None) -> tuple[list[Dated], list[str]]:
    """The fastest repetition of each set, and what was left out and why; `on` is the day of sets without a date."""
    found, left_out = [], []
    for entry in sets:
        day = entry.started_at.date() if entry.started_at else on
        speed = fastest(entry)
        where = f"{day or 'no date'}, set {entry.number}"
        if day is None:
            left_out.append(f"{where}: no date is known")
        elif entry.load_kg is None:
            left_out.append(f"{where}: no load is known")
        elif speed is None:
            left_out.append(f"{where}: no velocity was measured or logged")
        else:
            found.append(Dated(day, speed, entry.load_kg))
    return found, left_out


def of_readings(readings: Iterable[Reading], *, relative: bool) -> list[Dated]:
    """Dated readings of one measure, as logarithms where its scatter is a share of it.

    Raises:
        BadValue: a value is not finite or, where its logarithm is taken, not above 0.
    """
    return [Dated(day.date() if isinstance(day, datetime) else day, plain(value, relative)) for day, value in readings]


def plain(value: float | Measurement, relative: bool) -> float:
    """A reading as it is compared."""
    number = float(value)
    if not math.isfinite(number) or (relative and number <= 0.0):
        needed = "a value above 0" if relative else "a finite value"
        raise BadValue("reading", found=f"{number:g}", needed=needed, remedy="Leave a failed trial out.")
    return math.log(number) if relative else number


def fastest(entry: SetEntry) -> float | None:
    """Mean velocity of the fastest repetition that rises about as far as the others; None where none has a velocity."""
    known = [(speed, _range(each)) for each in entry.used if (speed := speed_of(each)) is not None]
    ranges = [each for _, each in known if not math.isnan(each)]
    if len(ranges) >= FEWEST_FOR_MEDIAN:
        usual = float(np.median(ranges))
        low, high = (share * usual for share in LIKE_THE_OTHERS)
        known = [(speed, rise) for speed, rise in known if math.isnan(rise) or low <= rise <= high]
    return max((speed for speed, _ in known), default=None)


def speed_of(repetition: Repetition) -> float | None:
    """Mean velocity as measured, else as logged."""
    try:
        return measure.mean_velocity(repetition).value
    except MeasureError:
        return None


def _range(repetition: Repetition) -> float:
    try:
        return measure.range_of_motion(repetition).value
    except MeasureError:
        return math.nan
