"""What is odd about the bar of a set, in the coach's words: it is dropped, its string comes off, it stands still, another lifts it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog, monitor
from neuraldrive.errors import CatalogError
from neuraldrive.kernels import free_fall
from neuraldrive.records import Repetition, SampleBlock

Floats = NDArray[np.float64]

KEPT_S, LOOK_EVERY_S, GRID_S = 2.0, 0.1, 0.01
STILL_S, LOWERED_MPS, BETWEEN = 1.5, -0.25, 0.2
"""So long at one value in mid-descent, well between the set's bottoms and lockouts, is no bar: it would lie on something there."""
BELOW_M = 0.10
"""A string that came off goes this much lower than the bar has been."""
UNMOVED_S = 60.0
UNMOVED = {"position": 0.01, "velocity": 0.05}
THROWN = ("jump", "throw")


@dataclass
class BarWatch:
    """Follows the samples and repetitions of one set. Heights and other lifters are told by position and velocity only."""

    channel: str
    lift: str
    _rises: dict[int, tuple[float, float, float]] = field(default_factory=dict)
    _times: Floats = field(default_factory=lambda: np.zeros(0))
    _values: Floats = field(default_factory=lambda: np.zeros(0))
    _told: set[str] = field(default_factory=set)
    _looked_s: float = -np.inf
    _fallen_s: float = -np.inf
    _first_s: float | None = None
    _range: tuple[float, float] = (np.inf, -np.inf)

    def about(self, block: SampleBlock) -> Iterator[str]:
        """What the bar did with a block."""
        values = np.linalg.norm(block.samples[:, :3], axis=1) if self.channel == "inertial" else block.samples
        self._remember(block.times_s, values)
        now_s = float(self._times[-1])
        if now_s - self._looked_s < LOOK_EVERY_S:
            return
        self._looked_s = now_s
        yield from self._of_fall()
        if self.channel == "position":
            yield from self._of_standstill(now_s)
        yield from self._of_nothing(now_s)

    def of_repetition(self, repetition: Repetition) -> Iterator[str]:
        """Whether a repetition, told for the first time or again, is another lifter's."""
        number = repetition.revises or repetition.number
        if repetition.excluded is not None or repetition.rise is None:
            self._rises.pop(number, None)
            return
        height = repetition.rise["position"].samples
        self._rises[number] = (float(height[-1] - height[0]), float(height[0]), float(height[-1]))
        if self.channel in UNMOVED and "unlike" not in self._told:
            yield from self._of_others()

    def _of_others(self) -> Iterator[str]:
        numbers = sorted(self._rises)
        tops = [self._rises[each][2] for each in numbers] if self.channel == "position" else None
        found = monitor.unlike([self._rises[each][0] for each in numbers], tops)
        if found is None:
            return
        self._told.add("unlike")
        by_m = found.rise_m - found.others_m
        what = f"rose {100 * abs(by_m):.0f} cm {'more' if by_m > 0 else 'less'} than"
        if abs(found.higher_m) > abs(by_m):
            what = f"ended {100 * abs(found.higher_m):.0f} cm {'higher' if found.higher_m > 0 else 'lower'} than"
        yield (f"repetition {numbers[found.which]} {what} the others of this set: another lifter, or a sensor that was moved? "
               "b leaves the last one out, n begins a new set")  # fmt: skip

    def _remember(self, times_s: Floats, values: Floats) -> None:
        newest = self._times[-1] if self._times.size else times_s[0]
        if not -KEPT_S < times_s[0] - newest < KEPT_S:  # a gap, or a clock that jumped
            self._times, self._values, self._looked_s, self._first_s = np.zeros(0), np.zeros(0), -np.inf, None
        times, values = np.append(self._times, times_s), np.append(self._values, values)
        if self._times.size and times_s[0] <= newest:
            times, kept = np.unique(times, return_index=True)
            values = values[kept]
        first = int(np.searchsorted(times, times[-1] - KEPT_S))
        self._times, self._values = times[first:], values[first:]
        self._first_s = float(times[0]) if self._first_s is None else self._first_s
        self._range = min(self._range[0], float(values.min())), max(self._range[1], float(values.max()))

    def _of_fall(self) -> Iterator[str]:
        """A bar that fell freely and struck something: of lifts that start at the top, for bars are thrown, or let go to the floor."""
        fall = self._fall()
        if fall is None or fall.start_s <= self._fallen_s:
            return
        self._fallen_s = fall.end_s
        after = f" after repetition {max(self._rises)}" if self._rises else ""
        if fall.is_string and self._is_below(fall):
            yield f"the sensor's string sprang back by {fall.fell_m:.1f} m{after}: is it still on the bar?"
        elif not fall.is_string and _starts_at_top(self.lift) and not _is_thrown(self.lift):
            yield (f"the bar was dropped{after}: it fell {fall.fell_m:.1f} m. The set is over unless it is lifted on; "
                   "n ends it at once")  # fmt: skip

    def _is_below(self, fall: free_fall.Fall) -> bool:
        """Whether a fall ended below all that came before it."""
        before = self._values[self._times < fall.start_s]
        lows = [low for _, low, _ in self._rises.values()]
        lowest = min([*lows, *before[:1], *before[-1:]], default=np.inf)
        return self.channel == "position" and float(self._values[-1]) < lowest - BELOW_M

    def _fall(self) -> free_fall.Fall | None:
        times, values = self._times, self._values
        if times.size < 5 or times[-1] - times[0] < 0.3:
            return None
        if self.channel in ("inertial", "acceleration"):
            felt = values if self.channel == "inertial" else np.abs(values + free_fall.GRAVITY_MPS2)
            return free_fall.of_force(times, felt)
        grid = np.arange(times[0], times[-1], max(GRID_S, float(np.median(np.diff(times)))))
        even = np.interp(grid, times, values)
        return free_fall.of_velocity(grid, np.gradient(even, grid) if self.channel == "position" else even)

    def _of_standstill(self, now_s: float) -> Iterator[str]:
        """A value that froze in mid-descent."""
        changed = np.flatnonzero(np.diff(self._values) != 0.0)
        if not changed.size or len(self._rises) < 1 or "standstill" in self._told:
            return
        since = int(changed[-1]) + 1
        level, still_s = float(self._values[since]), now_s - float(self._times[since])
        before = int(np.searchsorted(self._times, self._times[since] - 0.1))
        speed = (level - self._values[before]) / max(self._times[since] - self._times[before], 1e-3)
        _, low, high = np.median(list(self._rises.values()), axis=0)
        between = low + BETWEEN * (high - low) < level < high - BETWEEN * (high - low)
        if still_s >= STILL_S and speed < LOWERED_MPS and between:
            self._told.add("standstill")
            yield (
                f"the sensor has stood still for {still_s:.1f} s in the middle of a descent: look at it, and at its string"
            )

    def _of_nothing(self, now_s: float) -> Iterator[str]:
        """Nothing has moved since the set began."""
        least = UNMOVED.get(self.channel)
        if least is None or self._first_s is None or self._rises or "unmoved" in self._told:
            return
        if now_s - self._first_s > UNMOVED_S and self._range[1] - self._range[0] < least:
            self._told.add("unmoved")
            yield f"nothing has moved for {UNMOVED_S:.0f} s: if the bar has, look at the sensor and its string"


def _is_thrown(lift: str) -> bool:
    """Whether bar or body flies in this lift."""
    try:
        return catalog.exercise(lift).pattern in THROWN
    except CatalogError:
        return False


def _starts_at_top(lift: str) -> bool:
    """Whether a bar that lies below is no part of this lift."""
    try:
        return catalog.lift(lift).start == "top"
    except CatalogError:
        return False
