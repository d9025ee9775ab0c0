"""What is wrong with the samples of a set, in the coach's words: each fault once, as soon as it is plain, and all together at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from neuraldrive.measure.online_stream import Health
from neuraldrive.sensors import Counts

Floats = NDArray[np.float64]

GAP_S = 0.25
LOST_SHARE, MANY, MANY_SHARE, UNREAD, SEEN_S = 0.05, 20, 0.01, 5, 5.0
"""From so many on, of so many seconds, a fault is plain: one lost packet, one line cut off at the start, are not."""
STUCK_S, OVER_S = 1.0, 0.3
"""What is shorter is said with the repetition that it lies in."""


@dataclass
class Totals:
    """Of a set so far: how many samples, and how many were wrong in each way."""

    samples: int = 0
    lost: float = 0.0
    doubled: int = 0
    late: int = 0
    not_finite: int = 0
    unread: int = 0
    gaps: int = 0
    gap_s: float = 0.0
    jumps: int = 0

    @property
    def lost_share(self) -> float:
        """Of those that there should have been, gaps aside."""
        return self.lost / max(self.samples + self.lost, 1.0)


@dataclass
class SampleWatch:
    """Follows what a sensor and the repetitions' stream count; `counts` gives those of a live sensor."""

    counts: Callable[[], Counts] = Counts
    told: set[str] = field(default_factory=set)
    _begun: Counts | None = None
    _health: Health | None = None
    _steps: list[float] = field(default_factory=list)
    _newest_s: float = np.nan
    _seen_s: float = 0.0
    _stuck_s: float = 0.0
    _stuck_at: float = 0.0
    _stuck_told: bool = False

    def about(self, times_s: Floats, notes: tuple[str, ...], health: Health) -> Iterator[str]:
        """What is new with a block: its times, what its sensor said of it already, and what the stream has counted so far."""
        self._begun = self._begun or self.counts()
        steps = np.diff(times_s, prepend=self._newest_s)
        self._newest_s = float(times_s[-1])
        steps = steps[(steps > 0.0) & (steps < GAP_S)]
        self._steps, self._seen_s = (self._steps + steps.tolist())[-101:], self._seen_s + float(steps.sum())
        before, self._health = self._health, health
        if before is not None:
            yield from _of_clock(before, health, notes)
            yield from self._of_stuck(health.stuck_s - before.stuck_s, float(times_s[-1]))
        if health.doubt:
            yield from self._once("doubt", f"nothing can be found in these samples: {health.doubt}")
        yield from self._of_many(self.totals())

    def totals(self) -> Totals:
        """Of the set so far, its sensor and its stream together."""
        now, begun, health = self.counts(), self._begun or Counts(), self._health
        if health is None:
            return Totals()
        step = float(np.median(self._steps)) if self._steps else np.inf
        lost = max(health.lost, now.lost - begun.lost) - (health.gap_s / step if step > 0.0 else 0.0)
        return Totals(
            health.samples, max(lost, 0.0), health.doubled + now.doubled - begun.doubled,
            max(health.late, now.late - begun.late), health.not_finite + now.not_finite - begun.not_finite,
            now.unread - begun.unread, health.gaps, health.gap_s, health.clock_jumps + now.clock_jumps - begun.clock_jumps,
        )  # fmt: skip

    def summed_up(self) -> str:
        """All that was wrong, at the end of the set; nothing where nothing was said."""
        if not self.told:
            return ""
        found, words = self.totals(), []
        words += [f"{found.lost_share:.0%} lost"] * (found.lost_share >= LOST_SHARE)
        words += [f"{found.doubled} twice"] * (found.doubled > 0) + [f"{found.late} late"] * (found.late > 0)
        words += [f"{found.not_finite} no numbers"] * (found.not_finite > 0)
        return f"of {found.samples} samples of this set: {', '.join(words)}" if words else ""

    def _once(self, fault: str, words: str) -> Iterator[str]:
        if fault not in self.told:
            self.told.add(fault)
            yield words

    def _of_many(self, found: Totals) -> Iterator[str]:
        """Faults that are plain once there are many."""
        many = max(MANY, MANY_SHARE * found.samples)
        if self._seen_s >= SEEN_S and found.lost >= MANY and found.lost_share >= LOST_SHARE:
            yield from self._once("lost", f"{found.lost_share:.0%} of the samples do not arrive: repetitions are found, and their "
                                          "velocities are less sure. Bring sensor and receiver nearer")  # fmt: skip
        if found.doubled >= many:
            yield from self._once("doubled", "samples come twice: the second ones are left out")
        if found.late >= many:
            yield from self._once("late", "samples come late or in the wrong order: they are put where they belong")
        if found.not_finite:
            yield from self._once("not finite", "samples that are no numbers came: they are left out")
        if found.unread >= UNREAD:
            yield from self._once("unread", f"{found.unread} lines of the sensor could not be read")

    def _of_stuck(self, more_s: float, now_s: float) -> Iterator[str]:
        """The stream has counted seconds in which a value stayed the same though the bar must have moved."""
        if more_s > 0.0:
            self._stuck_s, self._stuck_at = self._stuck_s + more_s, now_s
            if self._stuck_s >= STUCK_S and not self._stuck_told:
                self._stuck_told = True
                yield (f"the sensor has stood still for {self._stuck_s:.1f} s while the bar must have moved: look at it, "
                       "and at its string")  # fmt: skip
        elif self._stuck_s and now_s - self._stuck_at > OVER_S:
            if self._stuck_told:
                yield f"the sensor moves again after {self._stuck_s:.1f} s: check the repetition in between, b leaves it out"
            self._stuck_s, self._stuck_told = 0.0, False


def _of_clock(before: Health, health: Health, notes: tuple[str, ...]) -> Iterator[str]:
    """Gaps and jumps that the sensor has not told of itself."""
    gap_s = health.gap_s - before.gap_s
    if gap_s >= GAP_S and not any(each.startswith("gap of") for each in notes):
        yield f"gap of {gap_s:.1f} s: what was lifted in it is not seen"
    if health.clock_jumps > before.clock_jumps and not any(each.startswith("clock jumped") for each in notes):
        yield "the sensor's clock jumped: the set goes on, and no repetition is lost"
