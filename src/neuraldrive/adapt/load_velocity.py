"""The athlete's own load-velocity profile, and the 1RM that it can honestly promise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from neuraldrive import catalog
from neuraldrive.adapt.line_points import Days, Exclusion, Floats, Point, columns, latest, points_of, reasons
from neuraldrive.errors import MeasureError
from neuraldrive.kernels import load_velocity as kernel
from neuraldrive.records import Measurement, SetEntry

LEVEL = 0.95
RATED_FROM_RPE = 7.0  # below it the rating says too little of the repetitions left
RATED_SETS = 8  # the last eight, so that the prior follows the athlete
FEWEST_DAYS = 4  # before that, an athlete's own scatter is a guess
SETS_WEIGHT, DAYS_WEIGHT = 12.0, 6.0
SUSPECT = 0.5  # a point is called doubtful once its fault is likelier than not


@dataclass(frozen=True)
class LoadVelocityProfile:
    """Mean velocity against load for one athlete and lift, on the day of the last set.

    `notes` say why the interval is as wide as it is, and what would narrow it.
    """

    lift: str
    estimated_one_rm_kg: Measurement
    velocity_at_one_rm: Measurement
    slope: Measurement
    points: tuple[Point, ...]
    exclusions: tuple[Exclusion, ...]
    notes: tuple[str, ...]
    on: date | None
    posterior: kernel.LoadVelocityProfile
    set_sd_mps: float

    @property
    def left_out(self) -> tuple[str, ...]:
        """Why sets and repetitions were left out, with how many of each, the most first."""
        return reasons(self.exclusions)

    def velocity_at(self, load_kg: float) -> Measurement:
        """Mean velocity to expect of the next set at a load today, m/s, with its interval."""
        low, middle, high = (
            kernel.velocity_quantile(self.posterior, load_kg, chance, self.set_sd_mps) for chance in _tails()
        )
        return Measurement("mean_velocity", middle, "m/s", f"profile at {load_kg:g} kg", (low, high), LEVEL)

    def load_at(self, velocity_mps: float) -> Measurement:
        """Load that moves at a mean velocity today, kg, with its interval."""
        low, middle, high = (kernel.load_quantile(self.posterior, velocity_mps, chance) for chance in _tails())
        return Measurement("load_kg", middle, "kg", f"profile at {velocity_mps:g} m/s", (low, high), LEVEL)


def load_velocity(sets: Sequence[SetEntry], history: Sequence[SetEntry] = ()) -> LoadVelocityProfile:
    """The load-velocity profile of one lift, with an estimated 1RM whose interval covers.

    The line of this athlete is learnt from the fastest repetition of each set, starting from the lines of
    other people; sets rated RPE 7 or more (or with repetitions in reserve) tell the 1RM far better than
    velocity does. A load that only fits in the other unit is doubted by name, not averaged in.

    Args:
        sets: sets of one lift; the last day among them is the day the profile speaks of.
        history: earlier sets of the same lift; older than 60 days they are left out, by name.

    Raises:
        MeasureError: there is no set, or they are of several lifts, or none has a velocity or a hard rating.

    Source: the line, Gonzalez-Badillo & Sanchez-Medina 2010; its reliability, Garcia-Ramos 2018.

    >>> from neuraldrive.records import Repetition, SetEntry
    >>> sets = [SetEntry("bench_press", load, [Repetition(mean_velocity=v)])
    ...         for load, v in ((60, 0.75), (80, 0.52), (90, 0.38))]
    >>> rated = [SetEntry("bench_press", 92.5, [Repetition(mean_velocity=0.30)] * 3, rpe=9)]
    >>> profile = load_velocity(sets, history=rated)
    >>> low, high = profile.estimated_one_rm_kg.interval
    >>> 85 < low < profile.estimated_one_rm_kg.value < high < 130
    True
    """
    lift = _one_lift(sets, history)
    entry = catalog.lift(lift, or_any=True)
    today = _last_day(sets)
    points, exclusions = points_of(sets, history, today)
    learnt_from = latest(points)
    prior, rated = _rated_prior(history, sets)
    if not points and not rated:
        raise MeasureError(
            f"load-velocity profile of {lift}",
            found="no set with a load and a velocity, and no hard set with a rating",
            needed="one of them",
            remedy="Record or log a velocity, or rate a hard set: --rpe 8.",
        )
    population = own_scatter(*columns(points, today), _population(entry))
    posterior = kernel.load_velocity_profile(
        *columns(learnt_from, today), population, prior if rated else usual_one_rm(entry)
    )
    judged = {point: _judged(point, posterior, index) for index, point in enumerate(learnt_from)}
    points = tuple(judged.get(point, point) for point in points)
    low, middle, high = (kernel.one_rm_quantile(posterior, chance) for chance in _tails())
    method = "posterior over the 1RM: own line, lines of other people" + (", own rated sets" if rated else "")
    sources = tuple(sorted({*entry.sources, "gonzalez_badillo_2010", "garcia_ramos_2018"}))
    return LoadVelocityProfile(
        lift,
        Measurement("estimated_one_rm_kg", middle, "kg", method, (low, high), LEVEL, _flags(points), sources),
        _line(posterior.v_one_rm_mps, posterior.v_one_rm_sd_mps, "velocity_at_one_rm", sources),
        _line(posterior.slope_mps, posterior.slope_sd_mps, "load_velocity_slope", sources),
        points,
        tuple(exclusions),
        (*_notes(entry, points, rated), *_left_out(points, exclusions)),
        today,
        posterior,
        population.set_sd_mps,
    )


def usual_one_rm(entry: catalog.Lift) -> kernel.OneRmPrior:
    """What people lift, as a wide prior for an athlete of whom no rated set is known: two sets outweigh it."""
    return kernel.OneRmPrior(math.log(entry["usual_one_rm_kg"]), entry["usual_one_rm_log_sd"])


def own_scatter(loads: Floats, speeds: Floats, days: Days, population: kernel.LinePopulation) -> kernel.LinePopulation:
    """The population with this athlete's own scatter from set to set and day to day, as far as the sets can tell.

    Some athletes' days differ two or three times as much as others'; taken for steadier than they are, their
    intervals would not cover. Shrunk to the population with the weight of 12 sets and 6 days.
    """
    if np.unique(days).size < FEWEST_DAYS or np.unique(loads).size < FEWEST_DAYS:
        return population
    residual = speeds - _own_line(loads, speeds)
    by_day = [residual[days == day] for day in np.unique(days)]
    middles = np.array([np.median(each) for each in by_day])
    within = np.concatenate([each - np.median(each) for each in by_day if each.size > 2] or [np.zeros(0)])
    set_sd = _shrunk(population.set_sd_mps, within, SETS_WEIGHT)
    day_sd = _shrunk(population.day_sd_mps, middles - np.median(middles), DAYS_WEIGHT)
    return population._replace(set_sd_mps=set_sd, day_sd_mps=day_sd)


def _own_line(loads: Floats, speeds: Floats) -> Floats:
    """Velocity on the athlete's own straight line at each load; far points count less (bisquare, three rounds)."""
    weights = np.ones(loads.size)
    for _ in range(3):
        columns = np.column_stack((np.ones(loads.size), loads)) * weights[:, None]
        line = np.linalg.lstsq(columns, speeds * weights, rcond=None)[0]
        away = speeds - line[0] - line[1] * loads
        reach = 4.685 * 1.4826 * max(float(np.median(np.abs(away))), 1e-3)
        weights = np.clip(1 - (away / reach) ** 2, 0.05, None)
    return np.asarray(line[0] + line[1] * loads)


def _shrunk(usual_sd: float, deviations: Floats, weight: float) -> float:
    """A standard deviation from median absolute deviations (one bad day must not widen it), shrunk to the usual."""
    own = 1.4826 * float(np.median(np.abs(deviations))) if deviations.size else usual_sd
    return float(np.sqrt((weight * usual_sd**2 + deviations.size * own**2) / (weight + deviations.size)))


def _tails() -> tuple[float, float, float]:
    return (1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2


def _one_lift(sets: Sequence[SetEntry], history: Sequence[SetEntry]) -> str:
    lifts = sorted({entry.lift for entry in (*sets, *history)})
    if len(lifts) == 1:
        return lifts[0]
    raise MeasureError(
        "load-velocity profile",
        found="no set" if not lifts else f"sets of {', '.join(lifts)}",
        needed="sets of one lift",
        remedy="Pass the sets of one lift; log or import some first if there are none.",
    )


def _last_day(sets: Sequence[SetEntry]) -> date | None:
    return max((entry.started_at.date() for entry in sets if entry.started_at), default=None)


def _rated_prior(history: Sequence[SetEntry], sets: Sequence[SetEntry]) -> tuple[kernel.OneRmPrior, int]:
    rated = [
        (entry.load_kg, float(entry.repetition_count), entry.reserve, entry.started_at)
        for entry in (*history, *sets)
        if entry.load_kg and entry.repetition_count and entry.reserve is not None
        and not entry.rpe_at_most and entry.reserve <= 10 - RATED_FROM_RPE
    ]  # fmt: skip
    rated = sorted(rated, key=lambda row: row[3].timestamp() if row[3] else 0.0)[-RATED_SETS:]
    columns = [np.array([row[column] for row in rated], dtype=float) for column in range(3)]
    return kernel.one_rm_prior(*columns), len(rated)


def _population(entry: catalog.Lift) -> kernel.LinePopulation:
    """Lines of other people; that the bend differs between them counts as spread of the velocity at the 1RM."""
    bend, bend_sd = (entry[name] if name in entry.numbers else 0.0 for name in ("bend", "bend_sd"))
    return kernel.LinePopulation(
        entry["velocity_at_one_rm"], entry["slope"], math.hypot(entry["velocity_at_one_rm_sd"], bend_sd),
        entry["slope_sd"], entry["line_correlation"], entry["set_sd"], entry["day_sd"], bend,
    )  # fmt: skip


def _judged(point: Point, posterior: kernel.LoadVelocityProfile, index: int) -> Point:
    pounds, kilograms = float(posterior.pounds_as_kilograms[index]), float(posterior.kilograms_as_pounds[index])
    factor = kernel.POUNDS_PER_KILOGRAM
    doubt = None
    if pounds > SUSPECT:
        doubt = f"kg/lb swap: {point.load_kg:.4g} kg only fits if {point.load_kg / factor:.4g} kg was meant"
    elif kilograms > SUSPECT:
        doubt = f"kg/lb swap: {point.load_kg:.4g} kg only fits if {point.load_kg * factor:.4g} kg was meant"
    elif posterior.outlier[index] > SUSPECT:
        doubt = "off the line: another lift, a sensor glitch, or a set without full intent"
    return Point(point.load_kg, point.velocity_mps, point.started_at, point.set_number, doubt, point.from_history)


def _flags(points: Sequence[Point]) -> tuple[str, ...]:
    return tuple(sorted({point.doubt for point in points if point.doubt}))


def _line(value: float, sd: float, name: str, sources: tuple[str, ...]) -> Measurement:
    return Measurement(
        name, value, "m/s", "posterior of the line", (value - 1.96 * sd, value + 1.96 * sd), LEVEL, (), sources
    )


def _left_out(points: Sequence[Point], exclusions: Sequence[Exclusion]) -> tuple[str, ...]:
    """Why there is no set on the line, where there is none."""
    if points or not exclusions:
        return ()
    return (f"No set is on the line. Left out: {'; '.join(reasons(exclusions))}.",)


def _notes(entry: catalog.Lift, points: Sequence[Point], rated: int) -> tuple[str, ...]:
    notes = []
    if not rated:
        notes.append(
            "No set of this lift was rated RPE 7 or more, so the 1RM rests on the speed at which other people lift "
            "theirs, and the interval is wide. Rate a few hard sets (RPE, or repetitions in reserve) to narrow it."
        )
    elif rated < 3:
        notes.append(f"Only {rated} rated set{'s' if rated > 1 else ''}: three or more steady the estimate.")
    loads = {point.load_kg for point in points if point.doubt is None}
    if len(loads) < 2:
        notes.append("Fewer than two loads: the slope is that of other people.")
    if any(point.doubt for point in points):
        notes.append("A doubtful point is left out of the line in proportion to the doubt; correct it if it is wrong.")
    if entry.provisional:
        notes.append(
            f"What is known of other people's {entry.label.lower()} is provisional (catalogue entry {entry.name})."
        )
    return tuple(notes)
