"""Models A, B and K side by side for one lift: how surely a set is at its last repetitions.

Constants are fitted on rated sets of several people; what is known of the athlete comes from his or her own earlier sets, in
the order in which they were done. Arrays in, arrays out; the parts are in `reserve` and `velocity_floor`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels import reserve, velocity_floor
from neuraldrive.kernels.reserve import Calibration, Curve, FirstReserve, LoadLine, RatedSet, Scatter
from neuraldrive.kernels.velocity_floor import Decline, Floor, FloorLine

Floats = NDArray[np.float64]

STRENGTH_SETS, FEWEST_STRENGTH_SETS = 8, 3
"""Strength is the median of the last eight rated sets; with fewer than three, model B knows no more than A."""
ENOUGH_SETS = 10
"""Rated sets from which on an athlete counts as known."""
FLOOR_FROM_RESERVE = 3.5
"""Easier sets say nothing of where the athlete's sets end."""
LABEL_SD = 0.7
"""Error of a rating in repetitions (assumed)."""


class Calibrations(NamedTuple):
    """For athletes without rated sets, and with ENOUGH_SETS of them; between these in proportion."""

    unknown: Calibration
    known: Calibration

    def after(self, sets: int) -> Calibration:
        return between(self.unknown, self.known, min(sets, ENOUGH_SETS) / ENOUGH_SETS)


class Constants(NamedTuple):
    """What is fitted of a lift on rated sets of several people."""

    curve: Curve
    scatter: Scatter
    first: FirstReserve
    load_line: LoadLine
    decline: Decline
    floor_line: FloorLine


class Done(NamedTuple):
    """An earlier set: kg (NaN if not known), (n,) velocities in m/s, and its rating. NaN where it has none, or only a bound:
    "more than four left" says as much of fourteen, and taken for a number it flattens the curve.
    """

    load_kg: float
    velocity_mps: Floats
    reserve: float = float("nan")


class Known(NamedTuple):
    """What earlier sets tell of the athlete; `strength_kg` is NaN where they are too few."""

    sets: int
    curve: Curve
    strength_kg: float
    floor: Floor
    loads_kg: Floats
    fastest_mps: Floats


class Found(NamedTuple):
    """Chances of the reserve after the last repetition by A and by B, on `reserve.GRID`, and the next velocity."""

    by_velocity: Floats
    by_load: Floats
    coming: velocity_floor.Running


def between(low: Calibration, high: Calibration, share: float) -> Calibration:
    """A share of the way from one calibration to another."""
    return Calibration(*((1.0 - share) * a + share * b for a, b in zip(low, high, strict=True)))


def with_sensor(constants: Constants, offset_sd: float, noise_sd: float) -> Constants:
    """Constants for a sensor that errs by more than the one that they were fitted on, by so much."""
    scatter, decline, floor = constants.scatter, constants.decline, constants.floor_line
    floor_sd = float(np.sqrt(floor.sd**2 + offset_sd**2 + noise_sd**2))
    return constants._replace(
        scatter=Scatter(float(np.hypot(scatter.set_sd, offset_sd)), float(np.hypot(scatter.repetition_sd, noise_sd))),
        decline=decline._replace(reading=float(np.hypot(decline.reading, noise_sd))),
        floor_line=floor._replace(sd=floor_sd, weight=floor.weight * (floor_sd / floor.sd) ** 2),
    )


def known(constants: Constants, done: Sequence[Done]) -> Known:
    """The athlete as earlier sets, in order, show him or her; no set at all gives people at large."""
    rated = [each for each in done if np.isfinite(each.reserve)]
    labelled = [RatedSet(each.velocity_mps, each.reserve, LABEL_SD) for each in rated]
    near = [each for each in rated if each.reserve <= FLOOR_FROM_RESERVE]
    last, left = np.array([(each.velocity_mps[-1], each.reserve) for each in near]).reshape(-1, 2).T
    weighed = [each for each in done if np.isfinite(each.load_kg)]
    return Known(
        len(rated),
        reserve.personal_curve(constants.curve, constants.scatter, labelled),
        strength_kg(rated),
        velocity_floor.personal_floor(constants.floor_line, last, left),
        np.array([each.load_kg for each in weighed]),
        np.array([each.velocity_mps.max() for each in weighed]),
    )


def strength_kg(rated: Sequence[Done]) -> float:
    """What can be lifted once, from the last rated sets; NaN if they are too few."""
    rows = [(each.load_kg, each.velocity_mps.size, each.reserve) for each in rated if np.isfinite(each.load_kg)]
    rows = rows[-STRENGTH_SETS:]
    if len(rows) < FEWEST_STRENGTH_SETS:
        return float("nan")
    return reserve.strength_kg(*np.array(rows, dtype=np.float64).T)


def found(constants: Constants, athlete: Known, load_kg: float, velocity_mps: Floats) -> Found:
    """The running set after (n,) velocities; a load of NaN is not known, or not to be used: no load history then counts."""
    by_velocity = reserve.reserve_chances(velocity_mps, athlete.curve, constants.scatter, constants.first)
    by_load, start = by_velocity, velocity_floor.ANY_START
    if np.isfinite(load_kg):
        start = velocity_floor.expected_first(load_kg, athlete.loads_kg, athlete.fastest_mps)
    if np.isfinite(load_kg * athlete.strength_kg):
        first = reserve.first_reserve(load_kg, athlete.strength_kg, constants.load_line)
        by_load = reserve.reserve_chances(velocity_mps, athlete.curve, constants.scatter, first)
    return Found(by_velocity, by_load, velocity_floor.next_velocity(velocity_mps, start, constants.decline))


def near_end(
    constants: Constants, athlete: Known, told: Found, left: float, *, by_load: bool = True
) -> tuple[float, ...]:
    """Chances by A, B and K, not calibrated, that no more than `left` repetitions are in reserve; by A and K where
    `by_load` is false, for which calibrations of their own are fitted.
    """
    by_velocity = reserve.at_most(told.by_velocity, left)
    by_floor = velocity_floor.below_floor(told.coming, athlete.floor, constants.floor_line, left)
    return (by_velocity, reserve.at_most(told.by_load, left), by_floor) if by_load else (by_velocity, by_floor)


def calibration(calibrations: Sequence[Calibrations], left: float, sets: int) -> Calibration:
    """For `left` repetitions and an athlete with so many rated sets, from those for 0, 1, 2 …; beyond the last, the last."""
    low = int(np.clip(np.floor(left), 0, len(calibrations) - 1))
    high = min(low + 1, len(calibrations) - 1)
    return between(calibrations[low].after(sets), calibrations[high].after(sets), min(left - low, 1.0))


def reserve_interval(told: Found, level: float) -> tuple[float, float]:
    """Repetitions in reserve, both ends, by A and B together."""
    together = 0.5 * (told.by_velocity + told.by_load)
    tail = 0.5 * (1.0 - level)
    return reserve.reserve_quantile(together, tail), reserve.reserve_quantile(together, 1.0 - tail)


def middle_reserve(told: Found) -> float:
    """The medians of A and B averaged."""
    return 0.5 * (reserve.reserve_quantile(told.by_velocity, 0.5) + reserve.reserve_quantile(told.by_load, 0.5))
