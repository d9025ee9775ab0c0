"""A day against the athlete's own days: its point with its interval on the band that a usual day keeps to."""

from __future__ import annotations

import math
from dataclasses import dataclass

from neuraldrive.web.drawn.axis import Axis, axis_over
from neuraldrive.web.words import number, signed


@dataclass(frozen=True)
class DayBand:
    """Places in per cent; `dot` is None where the day could not be compared."""

    axis: Axis
    finding: str
    band: tuple[float, float]
    dot: float | None = None
    bar: tuple[float, float] | None = None
    label: str = ""
    told_from: str = ""


def day_band(
    difference: float | None, told_from: float, interval: tuple[float, float] | None = None, *, unit: str = "m/s",
    reach: float | None = None, when: str = "today",
) -> DayBand:  # fmt: skip
    """A day's difference from what was expected, in the band of ± `told_from`.

    Args:
        difference: the day's; None where nothing could be compared.
        told_from: the smallest difference that is called changed.
        interval: of the difference.
        reach: ends of the axis, so that several people share it; from the values if left out.
        when: the day, in words.

    >>> day_band(-0.031, 0.074, (-0.068, 0.006)).finding
    'Today −0.031 m/s, interval −0.068 to +0.006, inside the own day-to-day band of ±0.074.'
    """
    known = [
        abs(each) for each in (difference, told_from, *(interval or ())) if each is not None and math.isfinite(each)
    ]
    most = reach or max(max(known) * 1.1, 2 * told_from)
    axis = axis_over([-most, most], unit, is_difference=True)
    left = axis.at(-told_from)
    band = (left, round(axis.at(told_from) - left, 2))
    if difference is None or not math.isfinite(difference):
        return DayBand(axis, f"Own day-to-day band of ±{number(told_from, 3)} {unit}; no reading {when}.", band)
    inside = "inside" if abs(difference) <= told_from else "beyond"
    told = f"{when[:1].upper()}{when[1:]} {signed(difference, 3)} {unit}"
    if interval:
        told += f", interval {signed(interval[0], 3)} to {signed(interval[1], 3)}"
    return DayBand(
        axis, f"{told}, {inside} the own day-to-day band of ±{number(told_from, 3)}.", band, axis.at(difference),
        (axis.at(interval[0]), axis.at(interval[1])) if interval else None, f"{when} {signed(difference, 3)}", number(told_from, 3),
    )  # fmt: skip
