"""Constants of the stop verdict, fitted on rated sets: for stop_verdicts.py, which leaves lifters out, and for the catalogue.

Per lift: each lifter's line of velocity against reserve^0.7, with the scatter of sets and repetitions (restricted maximum
likelihood); the reserve after the first repetition against load; the fall of velocity in a set; the velocity at which sets
end. How much lifters differ is pooled over both lifts and drawn to BELIEF: three lifters cannot tell it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rated_sets import Rated, by_lifter
from scipy.optimize import minimize

from neuraldrive.kernels import reserve, stop_engine
from neuraldrive.kernels.reserve import EXPONENT, Calibration, Curve, FirstReserve, LoadLine, Scatter
from neuraldrive.kernels.stop_engine import LABEL_SD, Constants
from neuraldrive.kernels.velocity_floor import FLOOR_RESERVE, Decline, FloorLine

Floats = NDArray[np.float64]

BELIEF, BELIEF_WEIGHT = (0.05, 0.008), 4.0
"""Spread between lifters, and in how many lifters' worth it counts, as in load_velocity_profile.py: of a as the literature has
it of the velocity at the 1RM (0.04 to 0.05 m/s); of b, and the weight, assumed."""
FLOOR_BELIEF, FLOOR_BELIEF_WEIGHT = 0.05, 4.0
FIRST_SD_WIDENED = 1.2
FEWEST_REPETITIONS = 3


def own_line(sets: Sequence[Rated], scatter: Scatter, slope: float) -> tuple[Floats, float]:
    """A lifter's (a, b) by generalised least squares, and the restricted log likelihood of the scatter."""
    precision, weighted, total = np.zeros((2, 2)), np.zeros(2), 0.0
    for each in sets:
        factor = np.linalg.cholesky(reserve.label_covariance(each.reserves, slope, scatter, LABEL_SD))
        design = np.stack((np.ones(each.repetitions), each.reserves**EXPONENT), axis=1)
        white, velocity = np.linalg.solve(factor, design), np.linalg.solve(factor, each.velocity_mps)
        precision, weighted = precision + white.T @ white, weighted + white.T @ velocity
        total -= 0.5 * float(velocity @ velocity) + float(np.log(np.diag(factor)).sum())
    line = np.linalg.solve(precision, weighted)
    return line, total + 0.5 * float(weighted @ line) - 0.5 * float(np.linalg.slogdet(precision)[1])


def lines(sets: Sequence[Rated]) -> tuple[Floats, Scatter]:
    """Each lifter's (a, b) as (lifters, 2), and the scatter that they share; from ratings that are numbers."""
    people, slope = by_lifter([each for each in sets if each.sure]).values(), 0.04

    def misfit(logs: Floats) -> float:
        return -sum(own_line(own, Scatter(*np.exp(logs)), slope)[1] for own in people)

    for _ in range(2):
        found = minimize(misfit, np.log([0.05, 0.03]), method="Nelder-Mead", options={"xatol": 0.01, "fatol": 0.02})
        scatter = Scatter(*np.exp(found.x).tolist())
        own_lines = np.array([own_line(own, scatter, slope)[0] for own in people])
        slope = float(own_lines[:, 1].mean())
    return own_lines, scatter


def load_line(sets: Sequence[Rated]) -> LoadLine:
    """Reserve after the first repetition against rho, over sets with a numbered rating and strength known by then."""
    rows = []
    for own in by_lifter([each for each in sets if each.sure]).values():
        for i, each in enumerate(own):
            strength = stop_engine.strength_kg([other.done for other in own[:i]])
            if np.isfinite(strength):
                rows.append((reserve.load_reserve(each.load_kg, strength), each.reserves[0]))
    rho, first = np.array(rows).T
    slope, at_zero = np.polyfit(rho, first, 1)
    return LoadLine(float(at_zero), float(slope), float(np.std(first - at_zero - slope * rho, ddof=2)))


def decline(sets: Sequence[Rated]) -> Decline:
    """Fall of velocity a repetition in sets of three or more, and how much it differs between sets."""
    longer = [each.velocity_mps for each in sets if each.repetitions >= FEWEST_REPETITIONS]
    falls = [-float(np.polyfit(np.arange(each.size), each, 1)[0]) for each in longer]
    return Decline(float(np.mean(falls)), float(np.std(falls, ddof=1)))


def floor_line(sets: Sequence[Rated]) -> FloorLine:
    """Velocity of last repetitions against their reserve, one intercept a lifter; spread within and between lifters."""
    near = [each for each in sets if each.sure and each.reserve <= stop_engine.FLOOR_FROM_RESERVE]
    people = sorted({each.who for each in near})
    design = np.array([[each.reserve - FLOOR_RESERVE, *(each.who == who for who in people)] for each in near], float)
    last = np.array([each.velocity_mps[-1] for each in near])
    per_repetition, *own = np.linalg.lstsq(design, last)[0].tolist()
    within = np.sum((last - design @ [per_repetition, *own]) ** 2) / (len(near) - len(people) - 1)
    scatter = FLOOR_BELIEF**2 * FLOOR_BELIEF_WEIGHT + np.sum((np.array(own) - np.mean(own)) ** 2)
    between = scatter / (FLOOR_BELIEF_WEIGHT + len(people) - 1) * (1.0 + 1.0 / len(people))
    return FloorLine(float(np.mean(own)), per_repetition, float(within / between), float(np.sqrt(within)))


def constants(sets: Sequence[Rated]) -> dict[str, Constants]:
    """Constants of each lift."""
    of_lift = {lift: [each for each in sets if each.lift == lift] for lift in sorted({each.lift for each in sets})}
    fitted = {lift: lines(own) for lift, own in of_lift.items()}
    count = len(by_lifter(sets))
    away = np.concatenate([own - own.mean(axis=0) for own, _ in fitted.values()])
    belief = np.diag(np.square(BELIEF)) * BELIEF_WEIGHT
    spread = (belief + away.T @ away) / (BELIEF_WEIGHT + len(of_lift) * (count - 1)) * (1.0 + 1.0 / count)
    return {
        lift: Constants(
            Curve(fitted[lift][0].mean(axis=0), spread), fitted[lift][1], _first(own), load_line(own), decline(own),
            floor_line(own),
        )
        for lift, own in of_lift.items()
    }  # fmt: skip


def any_lift(lifts: Mapping[str, Constants]) -> Constants:
    """Constants for a lift that none were fitted for: the mean of those that there are, lifts differing as these do."""
    values, more = list(lifts.values()), 1.0 + 1.0 / len(lifts)
    curves = np.array([each.curve.mean for each in values])
    between = more * np.cov(curves, rowvar=False, ddof=1)
    spread = np.mean([each.curve.covariance for each in values], axis=0) + between
    scatter, first, line, falls = (np.array([each[k] for each in values], dtype=float) for k in range(1, 5))
    floors = np.array([each.floor_line[:2] for each in values])
    within = float(np.mean([each.floor_line.sd**2 for each in values]))
    apart = float(np.mean([each.floor_line.sd**2 / each.floor_line.weight for each in values]))
    apart += more * float(np.var(floors[:, 0], ddof=1))
    return Constants(
        Curve(curves.mean(axis=0), spread), Scatter(*_together(scatter)), FirstReserve(*_together(first, 1)),
        LoadLine(*_together(line, 2)), Decline(*_together(falls, 1)),
        FloorLine(*floors.mean(axis=0).tolist(), within / apart, float(np.sqrt(within))),
    )  # fmt: skip


def _together(rows: Floats, means: int = 0) -> list[float]:
    """Of (lifts, k) numbers: the mean of the first few, of the others, standard deviations, the root mean square."""
    return [*rows[:, :means].mean(axis=0).tolist(), *np.sqrt(np.mean(rows[:, means:] ** 2, axis=0)).tolist()]


def _first(sets: Sequence[Rated]) -> FirstReserve:
    first = np.array([each.reserves[0] for each in sets])
    return FirstReserve(float(first.mean()), FIRST_SD_WIDENED * float(first.std(ddof=1)))


def calibration(log_odds: Floats, event: NDArray[np.bool_]) -> Calibration:
    """Logistic regression of an event on mean log-odds."""

    def loss(values: Floats) -> tuple[float, Floats]:
        odds = values[0] + values[1] * log_odds
        miss = 1.0 / (1.0 + np.exp(-odds)) - event
        slope = np.array([miss.mean(), (miss * log_odds).mean()])
        return float(np.mean(np.logaddexp(0.0, odds) - event * odds)), slope

    return Calibration(*minimize(loss, [0.0, 1.0], jac=True).x.tolist())
