"""Samples in, repetitions out, while the bar is still at the top."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from neuraldrive.kernels import online
from neuraldrive.kernels import repetitions as kernel
from neuraldrive.kernels.boundaries import STOP_S
from neuraldrive.measure.online_reading import Reading, read
from neuraldrive.measure.online_settled import creeps_up, first_rise_m, hold_s, is_settled
from neuraldrive.measure.online_stream import Health, Stream
from neuraldrive.measure.online_told import Ledger, like
from neuraldrive.measure.repetitions import start_of
from neuraldrive.records import Repetition

_AGAIN_S, _SOON_S, _LOOKS = (0.015, 0.02), (0.025, 0.07), (160, 6)
"""A rise that is slow but not settled is looked at again within so many seconds, and so many times at most; of positions and velocities,
and of inertial sensors."""
_FIRST_S = 0.05
"""When an inertial sensor's rise is looked at first after it was slow."""
_LATER_S, _FEW_LOOKS = 0.10, 6
"""One that is slow but not seen as a rise yet."""
_SETTLED_S = 0.65
"""After this long the end of a rise is as well known as it will be: half a second tells a stop, a fifth the level it is left at."""
_RESTED_S = kernel.REST_BETWEEN_SETS_S + 0.05
_IDLE_S, _LONGEST_S, _BACK_S = (120.0, 40.0), (600.0, 155.0), (90.0, 25.0)
"""How long a span is kept without, and with, repetitions in it, and how far it is looked back at while a set goes on; of positions and
velocities, and of inertial sensors, whose looks are dear."""
_SPEED_MPS = 0.05


class OnlineRepetitions:
    """Finds repetitions in samples as they come: `add` gives back those that were completed, each within a tenth of a second of its end.

    What has been told can turn out otherwise: a rise that went on, a lockout that was a failed attempt. It is then told again, with
    its number and `revises`; what was none after all comes excluded ("not a repetition after all"). After `finish` the set is told as
    `measure.repetitions` tells the whole recording. Memory is bounded: some minutes of one bar, about 5 MB.

    Args:
        channel: "position" (m, upward positive), "velocity" (m/s), "inertial" (three axes of acceleration, m/s², gravity in it,
            then three of rotation, rad/s) or "acceleration" (m/s², vertical, without gravity).
        lift: its name in the catalogue; says whether a rise without a descent before it can be a repetition.
        load_kg, device: written into each repetition; `load_kg` may be set anew between sets.

    Raises:
        BadValue: no such channel.

    >>> t = np.arange(0.0, 9.5, 0.005)
    >>> online = OnlineRepetitions(lift="back_squat")
    >>> told = online.add(t, 0.25 + 0.25 * np.cos(2 * np.pi * t / 3))
    >>> [(each.number, each.revises) for each in told + online.finish()]
    [(1, None), (2, None), (3, None)]
    >>> online.health.lost
    0
    """

    def __init__(
        self, channel: str = "position", lift: str | None = None, *, load_kg: float | None = None,
        device: str | None = None,
    ) -> None:  # fmt: skip
        self.channel, self.lift, self.load_kg, self.device = channel, lift, load_kg, device
        self._starts = start_of(lift)
        self._stream = Stream(channel)
        self._drifts = channel in ("inertial", "acceleration")
        self._first_m = first_rise_m(self._starts, self._drifts)
        self._begin()

    def _begin(self) -> None:
        self._ledger = Ledger(like(self.lift, self.load_kg, self.device))
        self._looks, self._look_at, self._rested_at = 0, np.inf, np.inf

    @property
    def health(self) -> Health:
        """What was wrong with the samples so far."""
        return self._stream.health

    @property
    def going(self) -> Literal["up", "down", "still"]:
        """What the bar does now."""
        speed = self._stream.speed_mps
        return "up" if speed > _SPEED_MPS else "down" if speed < -_SPEED_MPS else "still"

    def add(self, times_s: ArrayLike, samples: ArrayLike) -> tuple[Repetition, ...]:
        """Takes one sample or many, in the order in which they came; gives the repetitions that they complete or change.

        However a stream is cut, the repetitions are the same. Bad samples are left out and counted in `health`.

        Raises:
            BadValue: not as many values as times ask for.
        """
        return tuple(told for event in self._stream.events(times_s, samples) for told in self._after(event))

    def finish(self) -> tuple[Repetition, ...]:
        """Ends the set: what is told or told otherwise now that nothing more comes. The next sample begins another, from number 1."""
        told = tuple(self._close())
        self._stream.forget_before(self._stream.now_s)
        self._stream.wake_at(np.inf)
        self._begin()
        return told

    def _after(self, event: int) -> list[Repetition]:
        now = self._stream.now_s
        rested = event == online.ALARM and now >= self._rested_at and self.going != "up"
        if event == online.LONG_GAP or rested:
            return self._close()
        if event == online.SLOW:
            self._looks = int(self._drifts)
        again = event == online.ALARM and self._looks > 0
        if event == online.ALARM:
            self._look_at = np.inf
        told = [] if self._can_wait(event, again) else self._look(revise=event != online.SLOW and not again)
        self._stream.wake_at(min(self._look_at, max(self._rested_at, now + 1.0)))
        return told

    def _can_wait(self, event: int, again: bool) -> bool:
        """Whether a look would say little yet, and then when the next is due: by an inertial sensor a look is dear, and else a bar
        that is fast has not come to its end.
        """
        if self._drifts and event in (online.SLOW, online.RETURNED):
            self._look_at = self._stream.now_s + _FIRST_S if event == online.SLOW else self._look_at
            return True
        if again and not self._drifts and not self._stream.is_slow:
            self._look_at = self._stream.now_s + _AGAIN_S[0]
            return True
        return False

    def _close(self) -> list[Repetition]:
        """The last word on a set; the next begins in the middle of the rest."""
        self._stream.refresh()
        told, last = self._look(revise=True, final=True), self._ledger.last_end_s()
        if np.isfinite(last):
            told += self._ledger.close(self._stream)
            self._stream.forget_before(min(last + 0.5 * kernel.REST_BETWEEN_SETS_S, self._stream.now_s))
        self._look_at, self._rested_at = np.inf, np.inf
        return told

    def _look(self, revise: bool, final: bool = False) -> list[Repetition]:
        self._bound()
        self._ledger.like = like(self.lift, self.load_kg, self.device)
        reading = read(self._stream, self._starts, final, -np.inf if final else self._since_s())
        if reading is None:
            return []
        told, is_open = self._compare(reading, revise, final)
        if reading.usual_m.size:
            self._stream.fall_m(max(0.03, kernel.SWING_SHARE * float(reading.usual_m[-1])))
        if is_open:
            goes_on = bool(reading.flags[-1] & kernel.CUT_OFF) or creeps_up(reading, reading.end_s.size - 1)
            self._look_again(float(reading.end_s[-1]), goes_on)
        elif any(each.revises is None for each in told):
            self._look_at, self._looks = (np.inf if self._drifts else float(reading.end_s[-1]) + _SETTLED_S), 0
        elif not told and (self._drifts or not self._ledger.has_last(reading)):
            self._look_later()
        last = self._ledger.last_end_s()
        self._rested_at = last + _RESTED_S if np.isfinite(last) else np.inf
        return told

    def _compare(self, reading: Reading, revise: bool, final: bool) -> tuple[list[Repetition], bool]:
        """What is new or changed, and whether the last rise is still open."""
        news: list[Repetition] = []
        count, rate_hz, settled = reading.start_s.size, self._stream.rate_hz, True
        for i in range(count):
            settled = final or is_settled(reading, i, self._first_m, rate_hz)
            if settled and not self._ledger.is_foreign(float(reading.usual_m[i])):
                news += self._ledger.enter(self._stream, reading, i, revise or i == count - 1, final)
        if revise and (final or not self._drifts):
            news += self._ledger.without_missing(self._stream, reading)
        return news, not settled

    def _look_again(self, end_s: float, goes_on: bool) -> None:
        """A rise that is still open is looked at as soon as it could be settled, until it has stopped or there were enough looks."""
        now, at_once = self._stream.now_s, end_s + hold_s(self._stream.rate_hz, self._drifts)
        again_s, soon_s, most = (each[self._drifts] for each in (_AGAIN_S, _SOON_S, _LOOKS))
        self._looks += 1
        if self._stream.speed_mps < 0.0 and not self._drifts:  # it turns, and will soon be seen to fall
            at_once = now
        soon = min(max(at_once, now + again_s), now + soon_s)
        if now > at_once + soon_s:
            soon = now + soon_s
        self._look_at = soon if self._looks < most and (goes_on or now <= end_s + STOP_S + soon_s) else np.inf

    def _look_later(self) -> None:
        """A rise that is slow, but not seen as one yet, may become one."""
        self._looks += 1
        goes_on = self._stream.is_rising and self._looks <= _FEW_LOOKS
        self._look_at = self._stream.now_s + _LATER_S if goes_on else np.inf

    def _since_s(self) -> float:
        """From where a set that goes on is looked at: the end of a repetition, where heights do not drift."""
        since = self._stream.now_s - _BACK_S[self._drifts]
        ended = [each.end_s for each in self._ledger.of_set if each.end_s < since]
        return since if self._drifts else max(ended, default=-np.inf)

    def _bound(self) -> None:
        """Keeps the span short: from a while ago, or from the end of a repetition of the set."""
        now, ended = self._stream.now_s, [each.end_s for each in self._ledger.of_set]
        most = (_LONGEST_S if ended else _IDLE_S)[self._drifts]
        if now - self._stream.first_s > most:
            before = now - 0.5 * most
            self._stream.forget_before(max((end for end in ended if end < before), default=before))
