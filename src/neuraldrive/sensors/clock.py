"""A sensor's own times → times that only run forward: what came twice is left out, late, misdated or jumped is put right."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.sensors.interface import Counts

Floats = NDArray[np.float64]

JUMP_S = 1.0
"""No clock gets so far ahead of ours, and no two samples of one clock that has jumped lie further apart."""
LATE_S = 2.0
"""A sample may be this late, or as late as its place was left empty."""
LATEST_S, LARGEST = 1e11, 1e7
"""No clock and no sensor of a bar gives more."""
GAP_S, _GAP_STEPS = 0.25, 2.5
_REMEMBERED, _STEPS = 65_536, 101
_AGAIN_S, _MOST_AGAIN = 0.5, 4096
"""Old times that come again for so long, at their own pace and with nothing new between them, are those of a device that started anew."""
_LONGEST_PACKET_S = 60.0
_DRIFT = 2e-4
"""How much a clock may go slow against ours before it would seem to have jumped (0.2 s in a thousand)."""


class Placed(NamedTuple):
    """Times (n,), strictly rising, values (n, columns), and what happened."""

    times_s: Floats
    values: Floats
    notes: tuple[str, ...]


class _Sample(NamedTuple):
    time_s: float
    values: Floats
    at_s: float


def arrivals(times_s: Floats, at_s: float) -> Floats:
    """When each sample of a packet could have come first, had it not waited for the newest of them.

    >>> arrivals(np.array([0.25, 0.5]), 7.0)
    array([6.75, 7.  ])
    """
    with np.errstate(invalid="ignore", over="ignore"):
        waited = times_s[-1:] - times_s
    return np.asarray(at_s - np.where((waited > 0.0) & (waited < _LONGEST_PACKET_S), waited, 0.0), dtype=np.float64)


class Clock:
    """Places the samples of one sensor on a clock without jumps; counts what was wrong.

    A gap and a jump look alike in the sensor's own times: our own clock, by which they came, tells them apart.
    A single wild time is not believed; a second that bears it out makes it a jump.

    >>> clock = Clock(Counts())
    >>> clock.place(np.array([5.00, 5.02, 5.01]), np.array([[1.0], [3.0], [2.0]]), np.full(3, 9.0)).times_s
    array([5.  , 5.01, 5.02])
    """

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._offset_s, self._newest_s, self._lag_s = 0.0, -np.inf, np.inf
        self._steps = np.zeros(0)
        self._step_s, self._step_taken_s = np.nan, -np.inf
        self._seen, self._next = np.full(_REMEMBERED, np.nan), 0
        self._holes: deque[tuple[float, float]] = deque(maxlen=64)
        self._doubted: _Sample | None = None
        self._again: list[_Sample] = []
        self._out: list[_Sample] = []
        self._notes: list[str] = []

    def sifted(self, times_s: Floats, values: Floats, at_s: Floats) -> tuple[Floats, Floats, Floats]:
        """Without those that are not finite, or so large that they are as good as that."""
        good = (np.abs(times_s) < LATEST_S) & (np.abs(values) < LARGEST).all(axis=1)
        if good.all():
            return times_s, values, at_s
        self._counts.not_finite += int((~good).sum())
        return times_s[good], values[good], at_s[good]

    def place(self, times_s: Floats, values: Floats, at_s: Floats) -> Placed:
        """Finite samples in the order in which they came, and when each came by our clock."""
        before = self._newest_s
        now = times_s + self._offset_s
        steps = np.diff(now, prepend=before)
        if (
            self._doubted is None
            and not self._again
            and np.isfinite(values).all()
            and ((steps > 0) & (steps <= self._gap_s())).all()
        ):
            self._accept(now, at_s, steps)
        else:
            now, values = self._one_by_one(times_s, values, at_s)
        self._counts.samples += now.size
        self._learn_step(before, now)
        notes, self._notes = tuple(self._notes), []
        return Placed(now, values, notes)

    def _accept(self, now: Floats, at_s: Floats, steps: Floats) -> None:
        """A batch with nothing wrong in it."""
        if not now.size:
            return
        if np.isfinite(self._step_s):
            self._counts.lost += int(np.maximum(np.rint(steps / self._step_s) - 1.0, 0.0).sum())
        self._lag_s = min(self._lag_s + _DRIFT * float(steps.sum()), float((at_s - now).min()))
        self._newest_s = float(now[-1])
        kept = now[-_REMEMBERED:]
        self._seen[(self._next + np.arange(kept.size)) % _REMEMBERED] = kept
        self._next = (self._next + kept.size) % _REMEMBERED

    def _one_by_one(self, times_s: Floats, values: Floats, at_s: Floats) -> tuple[Floats, Floats]:
        for time, row, at in zip(times_s.tolist(), values, at_s.tolist(), strict=True):
            self._take(_Sample(time, row, at))
        out, self._out = sorted(self._out, key=lambda each: each.time_s), []
        now = np.array([each.time_s for each in out])
        return now, np.array([each.values for each in out]).reshape(-1, values.shape[1])

    def _take(self, sample: _Sample) -> None:
        now = sample.time_s + self._offset_s
        if now < self._newest_s - LATE_S and (self._seen == now).any():
            self._comes_again(sample)
        elif (now <= self._newest_s and (self._seen == now).any()) or self._is_doubted(sample.time_s):
            self._counts.doubled += 1
        elif self._is_believed(now, sample.at_s):
            self._disbelieve()
            self._put(now, sample)
        elif self._doubted is not None and abs(sample.time_s - self._doubted.time_s) <= JUMP_S:
            self._jump(self._doubted)
            self._take(sample)
        else:
            self._disbelieve()
            self._doubted = sample

    def _comes_again(self, sample: _Sample) -> None:
        """An old time that was seen: a packet that is sent again, or a device that started anew."""
        self._again.append(sample)
        first, *rest = self._again
        ran_s, took_s = sample.time_s - first.time_s, sample.at_s - first.at_s
        if took_s > _AGAIN_S and abs(ran_s - took_s) < 0.5 * took_s:
            self._again = []
            self._jump(first)
            for each in rest:
                self._take(each)
        elif len(self._again) >= _MOST_AGAIN:
            self._disbelieve()

    def _disbelieve(self) -> None:
        """Counts what was held back, now that something else has come."""
        self._counts.misdated += self._doubted is not None
        self._counts.doubled += len(self._again)
        self._doubted, self._again = None, []

    def _is_doubted(self, time_s: float) -> bool:
        return self._doubted is not None and self._doubted.time_s == time_s

    def _is_believed(self, now: float, at_s: float) -> bool:
        if now <= self._newest_s:
            return now >= self._newest_s - LATE_S or any(start < now < end for start, end in self._holes)
        first = self._newest_s == -np.inf
        return first or now - self._newest_s <= JUMP_S or now - (at_s - self._lag_s) <= JUMP_S

    def _put(self, now: float, sample: _Sample) -> None:
        ahead = now - self._newest_s
        if ahead <= 0.0:
            self._counts.late += 1
            self._counts.lost = max(self._counts.lost - 1, 0)
        else:
            self._count_step(ahead)
            drift = _DRIFT * ahead if np.isfinite(ahead) else 0.0
            self._lag_s = min(self._lag_s + drift, sample.at_s - now)
            self._newest_s = now
        self._seen[self._next] = now
        self._next = (self._next + 1) % _REMEMBERED
        self._out.append(_Sample(now, sample.values, sample.at_s))

    def _count_step(self, step_s: float) -> None:
        if np.isfinite(step_s) and np.isfinite(self._step_s):
            self._counts.lost += max(round(step_s / self._step_s) - 1, 0)
        if np.isfinite(step_s) and step_s > self._gap_s():
            self._counts.gaps += 1
            self._counts.gap_s = round(self._counts.gap_s + step_s, 6)
            self._holes.append((self._newest_s, self._newest_s + step_s))
            self._notes.append(f"gap of {step_s:.1f} s")

    def _jump(self, sample: _Sample) -> None:
        """The clock has jumped: its samples go on at the next step or, after a pause, when ours says."""
        next_s = self._newest_s + (self._step_s if np.isfinite(self._step_s) else 0.001)
        ours_s = sample.at_s - self._lag_s
        place_s = ours_s if ours_s - next_s > GAP_S else next_s
        by_s = sample.time_s + self._offset_s - place_s
        self._offset_s = place_s - sample.time_s
        self._counts.clock_jumps += 1
        self._notes.append(f"clock jumped by {by_s:.0f} s" if abs(by_s) >= 10 else f"clock jumped by {by_s:.1f} s")
        self._doubted = None
        self._disbelieve()
        self._put(sample.time_s + self._offset_s, sample)

    def _gap_s(self) -> float:
        return max(GAP_S, _GAP_STEPS * self._step_s) if np.isfinite(self._step_s) else GAP_S

    def _learn_step(self, before: float, now: Floats) -> None:
        """The usual step: median of the latest, taken anew each second."""
        if not now.size:
            return
        if self._steps.size == _STEPS and self._newest_s < self._step_taken_s + 1.0:
            return
        newer = now[np.searchsorted(now, before, side="right") :]
        steps = np.diff(newer) if before == -np.inf else np.diff(newer, prepend=before)
        self._steps = np.concatenate((self._steps, steps))[-_STEPS:]
        if self._steps.size >= 8:
            self._step_s, self._step_taken_s = float(np.median(self._steps)), self._newest_s
