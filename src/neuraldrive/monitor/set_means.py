"""Dynamic and ballistic work: the mean of a set against the first sets, because single repetitions are too noisy."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from neuraldrive.kernels.velocity_floor import below
from neuraldrive.monitor.classical import NOTHING_MEASURED
from neuraldrive.monitor.running import SET_SD, Judged, Running, below_words, velocities

QUANTITIES = {"mean_velocity": "mean velocity", "peak_velocity": "peak velocity"}
BLIND = "counts only"
TWO_SETS = "advises"
"""A sensor of that grade is judged by two sets together: alone, one cries wolf in every fifth session."""


@dataclass(frozen=True)
class SetMeanRule:
    """Stop the work when a set's mean falls by a share of the mean of the first sets.

    Simulated ten sets of three with an encoder, limit 10 % against three sets: false in 3 % of sessions, a fall of 15 %
    found in 96 %. A single repetition against the fastest would be false in 46 %.

    Args:
        grade: of the sensor.
    """

    limit: float
    first_sets: int
    quantity: str = "mean_velocity"
    grade: str = "may stop a set"

    @property
    def name(self) -> str:
        return f"set mean {100 * self.limit:g} % below the first {self.first_sets}"

    def judge(self, running: Running) -> Judged:
        values = running.values(self.quantity)
        if self.grade == BLIND:
            return Judged("go", "This sensor cannot tell such a loss: repetitions are counted, no floor is kept.")
        if not values.size:
            return NOTHING_MEASURED
        found = [velocities(each.used, self.quantity) for each in running.session]
        means = [float(each.mean()) for each in found if each.size] + [float(values.mean())]
        if len(means) <= self.first_sets:
            why = f"{means[-1]:.2f} m/s on average so far; the first {self.first_sets} sets make the floor."
            return Judged("go", why, rests_on="no reference yet")
        if not running.complete:
            return Judged("go", f"{self._told(means)} so far; the whole set is judged.", rests_on="set means")
        return self._judge_whole(running, means, values.size)

    def _judge_whole(self, running: Running, means: list[float], count: int) -> Judged:
        running_means = means[-2:] if self.grade == TWO_SETS else means[-1:]
        mean, start = float(np.mean(running_means)), self._start(means)
        floor = (1.0 - self.limit) * start
        one = SET_SD**2 + running.noise.offset**2 + running.noise.spread**2 / count
        variance = one / len(running_means) + (1.0 - self.limit) ** 2 * one / self.first_sets
        chance = below(floor, mean, variance)
        rests = f"set means, {len(running_means)} together" if len(running_means) > 1 else "set means"
        return Judged(
            "stop" if mean <= floor else "go", f"{self._told(means)}.", chance, ends="session", floor_mps=floor,
            rests_on=rests,
        )  # fmt: skip

    def _start(self, means: list[float]) -> float:
        return math.fsum(means[: self.first_sets]) / self.first_sets

    def _told(self, means: list[float]) -> str:
        mean = float(np.mean(means[-2:] if self.grade == TWO_SETS else means[-1:]))
        start = self._start(means)
        return (
            f"{mean:.2f} m/s of {QUANTITIES[self.quantity]} is {below_words(mean, start)} the first "
            f"{self.first_sets} sets ({start:.2f}), floor {(1 - self.limit) * start:.2f} m/s"
        )
