"""What the panels of a contraction ask of a recording: trains, courses of rate, the span and the maximum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import MeasureError
from neuraldrive.figures import discharges
from neuraldrive.measure import force as measure
from neuraldrive.records import Recording

Floats = NDArray[np.float64]

_SHORT_S = 2.0
"""A shorter effort shows each interval; in a longer one rates are counted over a window."""
_WINDOW_S = 0.4
_COURSE_POINTS = 600
_LAG_S = 0.4
"""By which force outlasts its discharges, roughly."""


@dataclass(frozen=True)
class Told:
    """A recording with what every panel asks of it."""

    recording: Recording
    repeats: tuple[Recording, ...]

    @property
    def all(self) -> tuple[Recording, ...]:
        """The recording and its repeats."""
        return (self.recording, *self.repeats)

    @cached_property
    def trains(self) -> tuple[Floats, ...]:
        """Discharge times by unit; none where nothing discharged."""
        units = self.recording.motor_units
        return tuple(units.discharge_times_s) if units is not None and units.discharge_count else ()

    @property
    def truth(self) -> Any:
        return self.recording.truth

    @cached_property
    def ends_s(self) -> tuple[float, float]:
        """From a little before the first event to the end of the force."""
        force = self.recording["force"]
        end = force.start_s + max(force.duration_s, 1e-3)
        events = [*(times[0] for times in self.trains if times.size), *self.recording.stimulus_times_s]
        first = min(events, default=force.start_s)
        before = 0.1 * (end - first)
        return force.start_s if first - force.start_s < 1.5 * before else first - before, end

    @cached_property
    def late(self) -> NDArray[np.bool_]:
        """Of `at_s`: the end of what was held, where lines are named."""
        force = self.recording["force"]
        course = np.interp(self.at_s, force.times, force.samples)
        held = np.flatnonzero(course >= 0.9 * np.percentile(course, 98))
        before = held[self.at_s[held] <= self.at_s[held[-1]] - _LAG_S]
        return np.isin(np.arange(self.at_s.size), before[-max(1, held.size // 10) :] if before.size else held)

    @cached_property
    def largest(self) -> float:
        """Largest force, in its unit: the best mean over 50 ms without what stimuli evoke; the peak where there is none."""
        try:
            return measure.largest_force(self.recording).value
        except MeasureError:
            return float(self.recording["force"].samples.max())

    @cached_property
    def mvf(self) -> float | None:
        """Maximal voluntary force in the unit of the force; None where it is not known."""
        return maximal_voluntary_force(self.recording)

    @property
    def breaks_s(self) -> tuple[float, ...]:
        """The stimuli."""
        return self.recording.stimulus_times_s

    @property
    def active(self) -> int:
        """Units that discharge."""
        return sum(times.size > 0 for times in self.trains)

    @property
    def window_s(self) -> float:
        """Over which rates are counted."""
        start, end = self.ends_s
        busiest = max(self.trains, key=lambda times: times.size)
        effort_s = max(run[-1] - run[0] for run in discharges.runs(busiest))
        return 0.0 if effort_s < _SHORT_S else max(_WINDOW_S, (end - start) / 200)

    @cached_property
    def at_s(self) -> Floats:
        """Times at which courses over units are told, enough for any width."""
        return np.linspace(*self.ends_s, _COURSE_POINTS)

    @cached_property
    def mean_rates(self) -> Floats:
        """Mean rate of the active units, pps, of this recording and its repeats; (runs, times)."""
        units = [each.motor_units for each in self.all]
        return np.array([
            discharges.mean_rate(self.single(each.discharge_times_s), self.at_s, self.window_s, self.breaks_s)
            for each in units if each is not None
        ])  # fmt: skip

    def single(self, trains: Sequence[Floats]) -> list[Floats]:
        """The trains with doublets as one discharge, where it is known which units began with one."""
        doubled = self.truth.is_doublet if self.truth is not None else np.zeros(len(trains), dtype=bool)
        return [
            discharges.without_doublets(times) if double else times
            for times, double in zip(trains, doubled, strict=True)
        ]


def maximal_voluntary_force(recording: Recording) -> float | None:
    """This person's maximal voluntary force in the unit of the force channel; None where it is not known."""
    force, truth = recording["force"], recording.truth
    if force.unit == "MVF":
        return 1.0
    if truth is None or not truth.tetanic_share.any():
        return None
    coarse = np.interp(truth.times_s, force.times, force.samples)
    per_tetanus = float(coarse @ truth.tetanic_share / (truth.tetanic_share @ truth.tetanic_share))
    return per_tetanus * float(truth.maximal_voluntary_force)
