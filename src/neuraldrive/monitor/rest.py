"""Rest between sets: earned by time, then by what the next first repetition shows."""

from __future__ import annotations

import math
from dataclasses import dataclass

from neuraldrive import catalog
from neuraldrive.catalog import Method
from neuraldrive.errors import BadValue
from neuraldrive.monitor.dated import speed_of
from neuraldrive.monitor.running import REPETITION_SD, SET_SD, noise_of
from neuraldrive.records import Prescription, Repetition, SetEntry

HEAVY, RELEASED = "maximal_effort", "ballistic"
STEP = 0.5
"""Of the method's range of rests: by so much a rest that was too short is lengthened. A choice."""
WAITED = 0.9
"""Of the interval: who began earlier than that did not have the rest, so nothing is learnt of it."""
IN_VAIN = 2
"""Rests lengthened in a row, without the velocity coming back, until it is not the rest."""
LONGEST_S = 900.0


@dataclass(frozen=True)
class RestAdvice:
    """How a rest stands. `str` gives the reason.

    Args:
        interval_s: how long this rest is to be, or after a first repetition the next one; `left_s` what is left of it.
        time_earned: whether the interval has passed.
        outcome_earned: whether the first repetition was as fast as the last first one of that load; None until it is known.
        lengthened: whether the next rest was made longer.
        why: one sentence or two.
    """

    interval_s: float
    left_s: float
    time_earned: bool
    outcome_earned: bool | None
    lengthened: bool
    why: str

    def __str__(self) -> str:
        return self.why


class Rest:
    """The rests of one lift's work in a session.

    A rest lasts as prescribed, else the least that its method asks for. Then its outcome counts: where the first repetition of
    the next set is slower than the last first one of the same load by more than the typical error of such a comparison, the
    next rest is longer, and it says so; the earlier velocity stays what has to come back. Noise alone does that in about 1 of
    6. No time constant of recovery stands behind it:
    data at hand cannot show one.

    Args:
        work: what is lifted, or its method.
        sensor: a name of `catalog.sensors()`; its error widens what counts as slower.

    Raises:
        CatalogError: no such sensor or method.

    >>> rest = Rest(catalog.method("max effort"), sensor="linear_encoder")
    >>> rest.begin(SetEntry("back_squat", 140, [Repetition(mean_velocity=0.42), Repetition(mean_velocity=0.38)]))
    >>> print(rest.after(60))
    120 s of 180 s are left.
    >>> rest.after(185).time_earned, rest.after(185).outcome_earned
    (True, None)
    >>> advice = rest.resume(Repetition(mean_velocity=0.33, load_kg=140), rested_s=185)
    >>> advice.outcome_earned, advice.interval_s
    (False, 240.0)
    """

    def __init__(self, work: Prescription | Method, *, sensor: str = "unknown") -> None:
        self.method = work if isinstance(work, Method) else _method(work)
        low, high = self.method.range("rest_s")
        prescribed = None if isinstance(work, Method) else work.rest_s
        self.interval_s = prescribed.low if prescribed is not None else low
        self.step_s = STEP * (high - low)
        noise = noise_of(catalog.sensor(sensor))
        self.typical_error_mps = math.sqrt(2.0) * math.hypot(REPETITION_SD, SET_SD, noise.offset, noise.repetition)
        self._firsts: dict[float, float] = {}
        self._in_vain = 0

    def begin(self, done: SetEntry) -> None:
        """A set has ended: the first of its load is what later ones are held against."""
        first = next(iter(done.used), None)
        load = done.load_kg if first is None or first.load_kg is None else first.load_kg
        speed = None if first is None else speed_of(first)
        if load is not None and speed is not None:
            self._firsts.setdefault(load, speed)

    def after(self, elapsed_s: float) -> RestAdvice:
        """How the rest stands so many seconds after the set.

        Raises:
            BadValue: the time is negative or not finite.
        """
        if not (math.isfinite(elapsed_s) and elapsed_s >= 0.0):
            raise BadValue(
                "rest", found=f"{elapsed_s:g} s", needed="0 s or more", remedy="Count from the end of the set."
            )
        left = max(self.interval_s - elapsed_s, 0.0)
        why = f"{left:.0f} s of {self.interval_s:.0f} s are left."
        if left == 0.0:
            why = f"{self.interval_s:.0f} s have passed: ready by time; the first repetition will tell."
        return RestAdvice(self.interval_s, left, left == 0.0, None, False, why)

    def resume(self, repetition: Repetition, rested_s: float | None = None) -> RestAdvice:
        """What the first repetition of the next set says of the rest, and how long the next rest is to be.

        Args:
            rested_s: how long the rest was; where it was cut short nothing is learnt, and no rest lengthened.
        """
        earned = rested_s is None or rested_s >= self.interval_s
        now, load = speed_of(repetition), repetition.load_kg
        before = None if load is None else self._firsts.get(load)
        if now is None or before is None or load is None:
            why = "no velocity of the first repetition" if now is None else "no earlier first repetition of this load"
            if now is not None and load is not None:
                self._firsts[load] = now
            return RestAdvice(self.interval_s, 0.0, earned, None, False, f"Nothing to compare: {why}.")
        return self._judged(now, before, load, rested_s)

    def _judged(self, now: float, before: float, load: float, rested_s: float | None) -> RestAdvice:
        time = rested_s is None or rested_s >= self.interval_s
        fell = before - now
        told = f"{abs(fell):.2f} m/s {'slower' if fell > 0 else 'faster'} than the last first repetition at {load:g} kg"
        if fell <= self.typical_error_mps:
            self._in_vain, self._firsts[load] = 0, now
            why = f"The rest was enough: {told}, typical error {self.typical_error_mps:.2f} m/s."
            return RestAdvice(self.interval_s, 0.0, time, True, False, why)
        why = f"The rest was too short: {told}, more than the typical error of {self.typical_error_mps:.2f} m/s."
        if rested_s is not None and rested_s < WAITED * self.interval_s:
            why += f" It lasted {rested_s:.0f} s of {self.interval_s:.0f} s: wait for all of it."
            return RestAdvice(self.interval_s, 0.0, time, False, False, why)
        return self._longer(why, time)

    def _longer(self, why: str, time: bool) -> RestAdvice:
        self._in_vain += 1
        if self._in_vain > IN_VAIN or self.interval_s >= LONGEST_S:
            why += " Longer rests did not bring it back, so it is not the rest: take a lighter load or end this work."
            return RestAdvice(self.interval_s, 0.0, time, False, False, why)
        self.interval_s = min(self.interval_s + self.step_s, LONGEST_S)
        why += f" The next rest is {self.step_s:.0f} s longer, {self.interval_s:.0f} s."
        return RestAdvice(self.interval_s, 0.0, time, False, True, why)


def _method(work: Prescription) -> Method:
    """The method that the work names; else thrown work counts as ballistic, other work as heavy."""
    return catalog.method(work.method or (RELEASED if work.release else HEAVY))
