"""What comes from one bar: its samples in bounded memory, the state of their clock, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuraldrive.errors import BadValue
from neuraldrive.kernels import filters, online
from neuraldrive.kernels import online_clock as clock
from neuraldrive.kernels import online_motion as motion

Floats = NDArray[np.float64]

CHANNELS = {
    "position": (online.POSITION, 1),
    "velocity": (online.VELOCITY, 1),
    "inertial": (online.INERTIAL, 6),
    "acceleration": (online.VERTICAL, 1),
}
"""Channel: its number for the kernels, and values a sample."""
_SLOW_MPS, _FASTEST_SLOW_MPS, _NOISE_TIMES = 0.07, 0.20, 3.0
_ENOUGH_MOVING = 1000


@dataclass(frozen=True)
class Health:
    """What was wrong with the samples of a stream so far. `lost` is how many more there should have been at the usual rate.

    `late` came after a newer one: up to 2 s, or as long as their place was empty, they were used; else left out, as are those
    that are `doubled` or `not_finite`. `gap_s` are the seconds in `gaps` of more than 0.1 s (and two and a half steps). `stuck_s`
    counts an unchanging value where the bar moved or the sensor has noise. `doubt` says why nothing can be found, if so.
    """

    samples: int
    lost: int
    doubled: int
    late: int
    not_finite: int
    stuck_s: float
    gaps: int
    gap_s: float
    clock_jumps: int
    doubt: str = ""


class Cells(NamedTuple):
    """Filled cells from one on: their times (s after the stream's origin), values (n, columns), and where it was stuck."""

    when: Floats
    what: Floats
    frozen: NDArray[np.bool_]


class Stream:
    """Samples of one channel; times are seconds after the first sample on a clock without jumps."""

    def __init__(self, channel: str) -> None:
        if channel not in CHANNELS:
            raise BadValue(
                "channel", found=f"{channel!r:.60}", needed=f"one of {', '.join(CHANNELS)}",
                remedy='OnlineRepetitions(channel="position"), say.',
            )  # fmt: skip
        self.channel, (self._number, self.columns) = channel, CHANNELS[channel]
        most = online.CELLS if self.columns == 1 else online.FEWER_CELLS
        self._cells = np.zeros((most, clock.WHAT + self.columns))
        self._recent = np.zeros((online.RECENT, 2))
        self._state = online.new_state(self._cells)
        self._state[motion.SLOW_MPS], self._state[motion.FALL_M] = _SLOW_MPS, 0.03
        self._state[clock.NOISY] = float(self._number >= online.INERTIAL)
        self._offsets = [(0.0, 0.0)]
        self.rate_hz, self.noise_m, self.first, self.doubt = filters.TRACK_HZ, 1e-6, 0, ""

    def events(self, times_s: ArrayLike, samples: ArrayLike) -> Iterator[int]:
        """Takes samples; stops at each event that needs a look."""
        times, values = self._columns(times_s, samples)
        memory, at = (self._cells, self._recent, self._state), 0
        while True:
            at, event = online.take(times, values, at, memory, self._number)
            if self._state[clock.OFFSET] != self._offsets[-1][1]:
                self._offsets = [*self._offsets[-15:], (self.now_s, float(self._state[clock.OFFSET]))]
            if event == online.NONE:
                return
            if event == online.REFRESH:
                self.refresh()
            elif event == online.FULL:
                newest = int(self._state[clock.CELL])
                online.make_room(self._cells, self._state, max(self.first, newest - self._cells.shape[0] // 2))
            else:
                yield event
            if event == online.LONG_GAP:
                now = times[at] - self._state[clock.ORIGIN] + self._state[clock.OFFSET]
                online.start_again(self._cells, self._state, now)
                self.first = int(self._state[clock.BASE])

    def cells(self, since_s: float = -np.inf) -> Cells:
        """The filled cells from `first` on, or from a later time. The first stands at its place in the grid of all tracks."""
        base = int(self._state[clock.BASE])
        self.first = max(self.first, base)
        first = max(self.first, int(max(since_s, 0.0) * filters.TRACK_HZ))
        rows = self._cells[first - base : int(self._state[clock.CELL]) - base + 1]
        filled = np.flatnonzero(rows[:, clock.COUNT] > 0.0)
        rows = rows[filled]
        count = rows[:, clock.COUNT]
        when = rows[:, clock.WHEN] / count
        if when.size:
            when[0] = (first + filled[0]) / filters.TRACK_HZ
        return Cells(when, rows[:, clock.WHAT :] / count[:, None], rows[:, clock.FROZEN] > 0.0)

    @property
    def now_s(self) -> float:
        """Time of the newest sample."""
        return float(self._state[clock.NEWEST])

    @property
    def first_s(self) -> float:
        """Time from which on cells are looked at."""
        return self.first / filters.TRACK_HZ

    @property
    def speed_mps(self) -> float:
        """Speed now, roughly."""
        return float(self._state[motion.SPEED])

    @property
    def is_slow(self) -> bool:
        """Whether it is so slow that a rise may be over."""
        return bool(self._state[motion.SPEED] < self._state[motion.SLOW_MPS])

    @property
    def is_rising(self) -> bool:
        """Whether the bar has left the bottom and not come down again."""
        return bool(self._state[motion.IS_ARMED])

    @property
    def health(self) -> Health:
        """What was wrong so far."""
        state = self._state
        return Health(
            samples=int(state[clock.SEEN]), lost=int(state[clock.LOST]), doubled=int(state[clock.DOUBLED]),
            late=int(state[clock.LATE]), not_finite=int(state[clock.NOT_FINITE]), stuck_s=round(float(state[clock.STUCK]), 3),
            gaps=int(state[clock.GAPS]), gap_s=round(float(state[clock.GAP_SECONDS]), 3),
            clock_jumps=int(state[clock.JUMPS]), doubt=self.doubt,
        )  # fmt: skip

    def forget_before(self, time_s: float) -> None:
        """Looks at nothing earlier any more."""
        newest = int(self._state[clock.CELL])
        self.first = min(max(self.first, int(time_s * filters.TRACK_HZ)), max(newest, 0))

    def wake_at(self, time_s: float) -> None:
        """Asks for an event at a time."""
        self._state[clock.ALARM_AT] = time_s

    def fall_m(self, least: float) -> None:
        """How far the bar must sink to go down."""
        self._state[motion.FALL_M] = least

    def origin_at(self, time_s: float) -> float:
        """What to add to a time of ours for that of the sensor's own clock then."""
        offset = next(own for since, own in reversed(self._offsets) if since <= time_s or since == self._offsets[0][0])
        return float(self._state[clock.ORIGIN]) - offset

    def _columns(self, times_s: ArrayLike, samples: ArrayLike) -> tuple[Floats, Floats]:
        times = np.ascontiguousarray(times_s, dtype=np.float64).reshape(-1)
        values = np.ascontiguousarray(samples, dtype=np.float64)
        if values.size != times.size * self.columns or (values.ndim > 1 and values.shape[-1] != self.columns):
            shape = "(n,)" if self.columns == 1 else f"(n, {self.columns})"
            raise BadValue(
                "samples", found=f"shape {values.shape} for {times.size} times", needed=f"shape {shape}",
                remedy=f"Give {self.columns} value{'s' * (self.columns > 1)} for each time.",
            )  # fmt: skip
        return times, values.reshape(times.size, self.columns)

    def refresh(self) -> None:
        """The rate, and for positions the noise, from the samples of late; the noise rests once the bar has moved enough."""
        seen = int(self._state[clock.SEEN])
        recent = self._recent[:seen] if seen < online.RECENT else np.roll(self._recent, -seen, axis=0)
        self.rate_hz = filters.source_rate_hz(recent[:, 0])
        self._state[clock.STEP] = 1.0 / self.rate_hz
        if self.channel == "position" and seen < 4 * online.RECENT:
            position = recent[:, 1]
            moving = int((np.abs(np.diff(position)) > 1e-6).sum())
            if seen <= online.RECENT or moving > _ENOUGH_MOVING:
                self.noise_m = filters.position_noise_m(position)
            over = max(motion.OVER_S, 1.0 / self.rate_hz)
            self._state[motion.SLOW_MPS] = min(_SLOW_MPS + _NOISE_TIMES * self.noise_m / over, _FASTEST_SLOW_MPS)
            still = int((np.diff(position) == 0.0).sum())
            self._state[clock.NOISY] = float(still < 0.02 * position.size)
