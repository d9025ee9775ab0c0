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
    """

    engine: StopEngine
    constants: Constants
    athlete: Known
    left: float
    threshold: float
    blind: bool = False

    @property
    def name(self) -> str:
        return f"until {self.left:g} in reserve"

    def judge(self, running: Running) -> Judged:
        values = running.values()
        if not values.size:
            return NOTHING_MEASURED
        found = stop_engine.found(self.constants, self.athlete, running.load_kg, values)
        chance, next_chance = self._chance(found, self.left), self._chance(found, self.left + 1.0)
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

    def _chance(self, found: Found, left: float) -> float:
        values = stop_engine.calibration(self.engine.calibrations, left, self.athlete.sets)
        return reserve.pooled(stop_engine.near_end(self.constants, self.athlete, found, left), values)

    def _rests_on(self, running: Running) -> str:
        sets = self.athlete.sets
        history = f"{sets} rated set{'' if sets == 1 else 's'} of yours" if sets else "other lifters alone"
        load = "" if math.isfinite(running.load_kg * self.athlete.strength_kg) else ", load not used"
        mainly = "mainly " if self.blind else ""
        return f"{mainly}{history}, the {self.engine.lifters} lifters of {self.engine.name}{load}"


def effort_rule(engine: StopEngine, noise: Noise, history: Iterable[SetEntry], left: float, blind: bool) -> EffortRule:
    """The rule for an athlete with those earlier sets of the lift, in the order in which they were done."""
    constants = stop_engine.with_sensor(engine.constants, noise.offset, noise.repetition)
    athlete = stop_engine.known(constants, [made for each in history if (made := done(each)) is not None])
    return EffortRule(engine, constants, athlete, left, engine.threshold, blind)


def done(entry: SetEntry) -> Done | None:
    """A set as the kernel takes it, or None where it has no load or no velocity."""
    speeds = velocities(entry.used)
    if entry.load_kg is None or not speeds.size:
        return None
    unsure = entry.reserve is None or entry.rpe_at_most
    return Done(entry.load_kg, speeds, math.nan if unsure else float(entry.reserve or 0.0))
