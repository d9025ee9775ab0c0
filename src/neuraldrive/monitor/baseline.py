"""What is usual for one athlete: a measure's level, or a lift's line, and how it differs from day to day."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri, stdtrit

from neuraldrive import catalog
from neuraldrive.errors import BadValue, MeasureError
from neuraldrive.kernels import baseline as kernel
from neuraldrive.monitor.dated import Dated, Reading, of_readings, of_sets
from neuraldrive.monitor.usual_line import design_of, line_prior, readings_of, scale_of, usual_scatter
from neuraldrive.records import Measurement, SetEntry

Floats = NDArray[np.float64]

FEWEST_DAYS = 3
"""Earlier days before a day is judged at all."""
REMEMBERED = timedelta(days=60)
"""An older level is somebody else's: strength drifts."""
WARM_UPS = 2
"""Sets of a day that are combined: beyond two the day itself dominates."""
LIGHT, WORKING = 0.5, 0.75
"""Sets lighter than half of the working load, the upper quartile of loads, lack the full intent that a comparison needs."""
FALSE_ALARM = 0.05
SPEED = "mean_velocity"
LEVEL = 0.95


@dataclass(frozen=True, eq=False)
class Baseline:
    """An athlete's usual of one measure, as `monitor.baseline` finds it.

    Args:
        measure: a term of the glossary or a name of one's own; `lift` which lift's bar speed, or "".
        unit: of differences: "m/s", or "ratio" where the scatter is a share of the value.
        days: on which there are readings, in order.
        left_out: sets that could not be used, and why.
        standings: each day, from the fourth on, against the days before it, in standard deviations.
    """

    measure: str
    lift: str
    unit: str
    relative: bool
    days: tuple[date, ...]
    readings: kernel.Readings
    left_out: tuple[str, ...]
    standings: tuple[float, ...]
    usual: kernel.Usual
    prior: kernel.LinePrior
    fitted: kernel.Fit | None
    reference_kg: float
    working_kg: float

    def known(self) -> kernel.Fit:
        """The fitted level or line.

        Raises:
            MeasureError: there are too few days.
        """
        if self.fitted is None:
            raise MeasureError(
                f"usual {self.measure.replace('_', ' ')}", found=f"{len(self.days)} earlier day{'' if len(self.days) == 1 else 's'}",
                needed=f"{FEWEST_DAYS} or more", remedy="Go on recording; the first days make the baseline.",
            )  # fmt: skip
        return self.fitted

    def typical_error(self, readings: int = WARM_UPS) -> Measurement:
        """Day-to-day standard deviation of the mean of so many readings, if nothing changes, with its interval.

        Raises:
            MeasureError: there are too few days.
        """
        found = self.known()
        parts = np.array([found.day_variance, found.reading_variance / readings])
        freedom = kernel.freedom_of(parts, np.array([found.day_freedom, max(found.reading_freedom, 1.0)]))
        sd = math.sqrt(float(parts.sum()))
        low, high = (
            sd * math.sqrt(freedom / chdtri(freedom, 1.0 - tail)) for tail in ((1 + LEVEL) / 2, (1 - LEVEL) / 2)
        )
        method = f"variances of days and readings, {readings} readings together, shrunk to other people"
        return Measurement("typical_error", sd, self.unit, method, (low, high), LEVEL, (), ("hopkins_2000",))

    def told_from(self, readings: int = WARM_UPS, false_alarm: float = FALSE_ALARM) -> float:
        """Smallest difference that would be called changed, at the usual load, in `unit`."""
        row, scale = self.readings.design.mean(axis=0), np.ones(readings)
        found = kernel.away(self.known(), np.repeat(row[None, :], readings, axis=0), np.zeros(readings), scale)
        return -float(stdtrit(found.freedom, false_alarm / 2)) * found.sd

    @property
    def lightest_kg(self) -> float:
        """Lightest set that is compared; NaN for other measures than bar speed."""
        return LIGHT * self.working_kg

    def rows(self, points: Sequence[Dated]) -> tuple[Floats, Floats, Floats]:
        """Rows of the line, values and scale of the noise of some readings."""
        value = np.array([each.value for each in points], dtype=np.float64)
        return design_of(points, self.reference_kg), value, scale_of(value, bool(self.lift))


def baseline(
    history: Iterable[SetEntry] | Iterable[Reading],
    measure: str = SPEED,
    *,
    sensor: str = "unknown",
    before: date | None = None,
) -> Baseline:
    """What is usual for an athlete, from earlier days: of bar speed about the own line over loads, of any other measure its level.

    Typical errors are the athlete's own, shrunk to other people's with the weight of 6 days and 12 sets (of a measure of which
    the catalogue knows no scatter, the athlete's own alone). Bar speed is the fastest repetition of a set; sets lighter than
    half of the working load (the upper quartile) are left out. Readings older than 60 days before the last are left out.

    Args:
        history: sets of one lift; or, for any measure with dates, pairs of a date and a value.
        measure: what was measured: "jump_height", "rate_of_force_development" … Sets give "mean_velocity".
        sensor: with which; its error against an encoder widens what is usual until the athlete's own days tell it.
        before: only days before that one.

    Raises:
        MeasureError: there is no reading, or sets of several lifts. BadValue: a value or measure cannot be compared.

    >>> from datetime import date
    >>> jumps = [(date(2026, 3, day), height) for day, height in ((2, 0.41), (2, 0.42), (5, 0.40), (9, 0.42), (12, 0.41))]
    >>> usual = baseline(jumps, "jump_height")
    >>> len(usual.days), round(usual.typical_error(2).value, 3), round(usual.told_from(2), 2)
    (4, 0.044, 0.11)
    """
    items = list(history)
    known = catalog.scatters().get(measure)
    sets = cast("list[SetEntry]", items) if items and all(isinstance(each, SetEntry) for each in items) else []
    if sets and measure != SPEED:
        raise BadValue(
            "measure of a baseline",
            found=f"{measure} of sets",
            needed=SPEED,
            remedy="For another, pass pairs of date and value.",
        )
    relative = bool(known and known.relative)
    points, left_out = of_sets(sets) if sets else (of_readings(cast("list[Reading]", items), relative=relative), [])
    lift = _one_lift(sets)
    points = sorted((each for each in points if before is None or each.day < before), key=lambda each: each.day)
    points, old = _recent(points)
    points, light, working = _heavy_enough(points)
    if not points:
        raise MeasureError(
            f"baseline of {measure.replace('_', ' ')}", found="no reading with a date and a value", needed="three days of them",
            remedy="Record or log some first." if not left_out else f"See what was left out: {left_out[0]} …",
        )  # fmt: skip
    reference = float(np.mean([each.load_kg for each in points])) if lift else math.nan
    readings = readings_of(points, reference)
    usual = usual_scatter(known, sensor if lift else "")
    days = tuple(sorted({each.day for each in points}))
    prior, enough = line_prior(lift, reference), len(days) >= FEWEST_DAYS
    unit = "m/s" if lift else "ratio" if relative else _unit(items)
    return Baseline(
        measure, lift, unit, relative, days, readings, (*left_out, *old, *light),
        tuple(kernel.standings(readings, usual, prior, FEWEST_DAYS, WARM_UPS).tolist()), usual, prior,
        kernel.fit(readings, usual, prior) if enough else None, reference, working,
    )  # fmt: skip


def _recent(points: Sequence[Dated]) -> tuple[list[Dated], list[str]]:
    kept = [each for each in points if points[-1].day - each.day <= REMEMBERED]
    old = len(points) - len(kept)
    return kept, [f"{old} readings: older than {REMEMBERED.days} days"] if old else []


def _heavy_enough(points: Sequence[Dated]) -> tuple[list[Dated], list[str], float]:
    """Those heavy enough to compare, what is said of the others, and the working load."""
    working = float(np.quantile([each.load_kg for each in points], WORKING)) if points else math.nan
    kept = [each for each in points if not each.load_kg < LIGHT * working]
    light = len(points) - len(kept)
    return kept, [f"{light} sets: lighter than half of the working load"] if light else [], working


def _one_lift(sets: Sequence[SetEntry]) -> str:
    lifts = sorted({each.lift for each in sets})
    if len(lifts) > 1:
        raise MeasureError(
            "baseline of bar speed",
            found=f"sets of {', '.join(lifts)}",
            needed="sets of one lift",
            remedy="Pass one lift.",
        )
    return lifts[0] if lifts else ""


def _unit(items: Sequence[object]) -> str:
    """The unit that the readings carry, or none."""
    values = (each[1] for each in items if isinstance(each, tuple))
    return next((each.unit for each in values if isinstance(each, Measurement)), "")
