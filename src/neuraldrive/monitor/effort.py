"""The engine's rule: how surely no more than so many repetitions are left, from velocity, load and a personal floor."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from neuraldrive.catalog import StopEngine
from neuraldrive.kernels import reserve, stop_engine
from neuraldrive.kernels.stop_engine import Constants, Done, Found, Known
from neuraldrive.monitor.classical import NOTHING_MEASURED
from neuraldrive.monitor.running import Judged, Noise, Running, sureness, velocities
from neuraldrive.records import SetEntry

LEVEL = 0.8
"""Of the range of repetitions left; it held 87 to 91 % of ratings of lifters held out."""


@dataclass(frozen=True)
class EffortRule:
    """Stop when the chance of `left` or fewer in reserve reaches the threshold; "last rep" when that of one more does.

    Args:
        constants: of the lift, with the sensor's noise in them.
        athlete: what earlier sets tell.
        blind: whether the sensor is so noisy that history carries the verdict.
        untested: why it may not stop a set of this lift, or "".
        changed: how today differs from usual, so that load history is left out, or "".
    """

    engine: StopEngine
    constants: Constants
    athlete: Known
    left: float
    threshold: float
    blind: bool = False
    untested: str = ""
    changed: str = ""

    @property
    def name(self) -> str:
        return f"until {self.left:g} in reserve"

    @property
    def basis(self) -> str:
        """Whose sets it rests on."""
        sets = self.athlete.sets
        history = f"{sets} rated set{'' if sets == 1 else 's'} of yours" if sets else "other lifters alone"
        return f"{history}, the {self.engine.lifters} lifters of {self.engine.name}"

    def judge(self, running: Running) -> Judged:
        values = running.values()
        if not values.size:
            return NOTHING_MEASURED
        load_kg = math.nan if self.changed else running.load_kg
        found = stop_engine.found(self.constants, self.athlete, load_kg, values)
        by_load = self.athlete.sets < stop_engine.FEWEST_STRENGTH_SETS or self._knows(load_kg)
        chance, next_chance = (self._chance(found, left, by_load=by_load) for left in (self.left, self.left + 1.0))
        word = "stop" if chance >= self.threshold else "last rep" if next_chance >= self.threshold else "go"
        low, high = stop_engine.reserve_interval(found, LEVEL)
        ends = float(math.floor(low)), float(math.ceil(high))
        whose = "your own" if self.athlete.sets >= stop_engine.ENOUGH_SETS else "mostly other lifters'"
        why = (
            f"{values[-1]:.2f} m/s with a floor of {self.floor_mps:.2f} m/s ({whose}): {sureness(chance)} sure that "
            f"{self.left:g} or fewer are in reserve, {ends[0]:.0f} to {ends[1]:.0f} left."
        )
        return Judged(
            word, why, chance, self.threshold, ends, floor_mps=self.floor_mps, rests_on=self._rests_on(running)
        )

    @property
    def floor_mps(self) -> float:
        """Velocity at which the athlete's sets end with `left` in reserve; never below zero."""
        per_repetition = self.constants.floor_line.per_repetition
        return max(self.athlete.floor.velocity + per_repetition * (self.left - 2.0), 0.0)

    def _knows(self, load_kg: float) -> bool:
        """Whether a load can be held against the athlete's strength."""
        return math.isfinite(load_kg * self.athlete.strength_kg)

    def _chance(self, found: Found, left: float, *, by_load: bool) -> float:
        """A, B and K together; with an athlete whose load says nothing today, A and K, calibrated for that."""
        all_of = self.engine.calibrations if by_load else self.engine.calibrations_without_load
        values = stop_engine.calibration(all_of, left, self.athlete.sets)
        told = stop_engine.near_end(self.constants, self.athlete, found, left, by_load=by_load)
        return reserve.pooled(told, values)

    def _rests_on(self, running: Running) -> str:
        load = "" if self._knows(running.load_kg) else ", load not used"
        load = f"; {self.changed}" if self.changed else load
        return f"{'mainly ' if self.blind else ''}{self.basis}{load}"


def effort_rule(engine: StopEngine, noise: Noise, history: Iterable[SetEntry], left: float, blind: bool) -> EffortRule:
    """The rule for an athlete with those earlier sets of the lift, in the order in which they were done."""
    constants = stop_engine.with_sensor(engine.constants, noise.offset, noise.repetition)
    athlete = stop_engine.known(constants, [made for each in history if (made := done(each)) is not None])
    return EffortRule(engine, constants, athlete, left, engine.threshold, blind)


def done(entry: SetEntry) -> Done | None:
    """A set as the kernel takes it, or None where it has no velocity; without a load it still tells curve and floor."""
    speeds = velocities(entry.used)
    if not speeds.size:
        return None
    unsure = entry.reserve is None or entry.rpe_at_most
    load_kg = math.nan if entry.load_kg is None else entry.load_kg
    return Done(load_kg, speeds, math.nan if unsure else float(entry.reserve or 0.0))
