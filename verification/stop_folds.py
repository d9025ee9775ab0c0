"""Each lifter judged by what the other lifters taught: constants, calibrations and thresholds of stop_verdicts.py.

For a held-out lifter h, constants come from the others. Calibrations and the learnt threshold come from each other lifter t,
judged with constants from which h and t are both left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import stop_fit
from numpy.typing import NDArray
from rated_sets import Rated, by_lifter

from neuraldrive.kernels import reserve, stop_engine
from neuraldrive.kernels.stop_engine import Calibrations, Constants

Floats = NDArray[np.float64]

LEFTS = tuple(range(6))
COLD, TEN, ALL = 0, stop_engine.ENOUGH_SETS, 10**6
"""How many of the latest rated sets of the lift the engine may know."""
LEVEL = 0.8
THRESHOLDS = np.arange(0.01, 1.0, 0.01)
AIM = 0.05
BELIEVED = (1.1, 0.9)
"""Strength believed, of an athlete who is 10 % weaker, or stronger."""


class Told(NamedTuple):
    """A set as the engine sees it, after each of its n repetitions: mean log-odds (n, lefts), middle and ends of reserve."""

    rated: Rated
    sets: int
    log_odds: Floats
    middle: Floats
    ends: Floats

    def chance(self, calibrations: Sequence[Calibrations], left: int) -> Floats:
        """Calibrated chance (n,) that no more than `left` are in reserve."""
        shift, scale = stop_engine.calibration(calibrations, left, self.sets)
        return np.asarray(1.0 / (1.0 + np.exp(-shift - scale * self.log_odds[:, left])))


class Fold(NamedTuple):
    """One held-out lifter: judged sets by how many sets were known, calibrations, thresholds learnt of the others.

    `weaker` and `stronger`: with ten sets known, an athlete who is 10 % weaker or stronger than believed. `borrowed`: the same
    with the constants of another lift, sets with ten rated ones before them.
    """

    who: str
    constants: Mapping[str, Constants]
    calibrations: tuple[Calibrations, ...]
    told: Mapping[int, list[Told]]
    weaker: list[Told]
    stronger: list[Told]
    borrowed: list[Told]
    learnt: Mapping[int, float]


def judged(
    sets: Sequence[Rated], constants: Mapping[str, Constants], most: int, *, believed: float = 1.0, by_load: bool = True
) -> list[Told]:
    """All sets of one lifter, each with what came before it. `believed` falsifies the strength that B believes in and the
    loads of the line that tells K the first velocity; `by_load` says whether either counts.
    """
    found = []
    for lift, values in constants.items():
        own = [each for each in sets if each.lift == lift]
        for i, each in enumerate(own):
            athlete = stop_engine.known(values, [other.done for other in own[_since(own[:i], most) : i]])
            wrong = athlete._replace(strength_kg=believed * athlete.strength_kg, loads_kg=believed * athlete.loads_kg)
            found.append(_told(each, values, wrong, by_load=by_load))
    return found


def _since(earlier: Sequence[Rated], most: int) -> int:
    """Where the latest `most` rated sets begin; past the end where none may be known."""
    rated = [i for i, each in enumerate(earlier) if each.sure]
    return len(earlier) if most == 0 else 0 if len(rated) <= most else rated[-most]


def _told(each: Rated, constants: Constants, athlete: stop_engine.Known, *, by_load: bool) -> Told:
    load_kg = each.load_kg if by_load else np.nan
    steps = [
        stop_engine.found(constants, athlete, load_kg, each.velocity_mps[:n]) for n in range(1, each.repetitions + 1)
    ]
    odds = [
        [reserve.log_odds(stop_engine.near_end(constants, athlete, step, left, by_load=by_load)) for left in LEFTS]
        for step in steps
    ]
    middle, ends = zip(
        *((stop_engine.middle_reserve(step), stop_engine.reserve_interval(step, LEVEL)) for step in steps), strict=True
    )
    return Told(each, athlete.sets, np.array(odds), np.array(middle), np.array(ends))


def calibrations(unknown: Sequence[Told], known: Sequence[Told]) -> tuple[Calibrations, ...]:
    """One for each of LEFTS, from sets judged cold and from sets judged with enough history."""
    groups = [unknown, [told for told in known if told.sets >= stop_engine.ENOUGH_SETS]]
    reserves = [np.concatenate([told.rated.reserves for told in group]) for group in groups]
    odds = [np.concatenate([told.log_odds for told in group]) for group in groups]
    return tuple(
        Calibrations(*(stop_fit.calibration(odds[i][:, left], reserves[i] <= left) for i in (0, 1))) for left in LEFTS
    )


def least_threshold(told: Sequence[Told], values: Sequence[Calibrations], left: int = 2) -> float:
    """The lowest threshold that stops no more than AIM of easy sets."""
    easy = [float(each.chance(values, left).max()) for each in told if each.rated.easy and each.rated.repetitions >= 3]
    return float(next(each for each in THRESHOLDS if np.mean(np.array(easy) >= each) <= AIM))


def swapped(constants: Mapping[str, Constants]) -> dict[str, Constants]:
    """Each lift with the constants of the next one."""
    lifts = list(constants)
    return {lift: constants[lifts[(k + 1) % len(lifts)]] for k, lift in enumerate(lifts)}


def folds(sets: Sequence[Rated], *, by_load: bool = True) -> Iterator[Fold]:
    """Every lifter held out in turn; the engine with load history, or without it."""
    people = by_lifter(sets)
    pairs: dict[frozenset[str], Mapping[str, Constants]] = {}
    for who, own in people.items():
        inner: dict[int, list[Told]] = {COLD: [], ALL: []}
        for other in sorted(people.keys() - {who}):
            pair = frozenset((who, other))
            if pair not in pairs:
                pairs[pair] = stop_fit.constants([each for each in sets if each.who not in pair])
            for most, found in inner.items():
                found += judged(people[other], pairs[pair], most, by_load=by_load)
        values = calibrations(inner[COLD], inner[ALL])
        constants = stop_fit.constants([each for each in sets if each.who != who])
        told = {most: judged(own, constants, most, by_load=by_load) for most in (COLD, TEN, ALL)}
        weaker, stronger = (judged(own, constants, TEN, believed=at, by_load=by_load) for at in BELIEVED)
        foreign = judged(own, swapped(constants), TEN, by_load=by_load)
        borrowed = [each for each in foreign if each.sets >= TEN]
        learnt = {most: least_threshold(inner[COLD if most == COLD else ALL], values) for most in told}
        yield Fold(who, constants, values, told, weaker, stronger, borrowed, learnt)
