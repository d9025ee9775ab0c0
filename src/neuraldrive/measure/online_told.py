"""What was told of a live bar, and what that makes of a new look at it: new, told otherwise, or taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from neuraldrive.kernels import repetitions as kernel
from neuraldrive.measure.bar_path import rises_between
from neuraldrive.measure.online_reading import Reading, words
from neuraldrive.measure.online_stream import Stream
from neuraldrive.records import Recording, Repetition, Signal

_CHANGED_MPS, _CHANGED_DRIFTING_MPS, _CHANGED_AT_END_MPS = 0.005, 0.03, 0.005
"""Change of mean velocity with which a repetition is told again: as it goes on, by an inertial sensor, and when a set ends."""
_UNSURE_S = 5.0
"""What lies so near the begin of what is looked at has been seen better before."""
_MOST = 200
WITHDRAWN = "not a repetition after all"
_STUCK = "sensor stuck inside the rise"


@dataclass
class Told:
    """A repetition that was told, as it was told last."""

    number: int
    start_s: float
    end_s: float
    mean_mps: float
    flags: int
    withdrawn: bool = False


class Ledger:
    """The repetitions told of the set that goes on, and of those before it."""

    def __init__(self, like: Recording) -> None:
        self.like, self.of_set, self._number = like, list[Told](), 0
        self._earlier: list[tuple[float, list[Told]]] = []
        self._usual_m = 0.0

    def last_end_s(self) -> float:
        """End of the last that was told of the set; minus infinity without any."""
        return max((each.end_s for each in self.of_set), default=-np.inf)

    def is_foreign(self, usual_m: float) -> bool:
        """Whether rises are so much smaller than those of an earlier set that they are handling."""
        return usual_m < kernel.FOREIGN_SHARE * max((usual for usual, _ in self._earlier), default=0.0)

    def enter(self, stream: Stream, reading: Reading, i: int, may_revise: bool, final: bool) -> list[Repetition]:
        """A repetition that can be told: what is new of it."""
        known = self.known(reading, i)
        self._usual_m = float(reading.usual_m[i])
        cut = reading.cells.when[0] > stream.first_s + 1.0
        early = (reading.drifts or cut) and not final and reading.start_s[i] < reading.cells.when[0] + _UNSURE_S
        if early and (known is not None or self.of_set):
            return []
        if known is not None and not (may_revise and _has_changed(reading, i, known, final)):
            return []
        revises = None if known is None else known.number
        if known is None:
            self._number += 1
            known = Told(self._number, 0.0, 0.0, 0.0, 0)
            self.of_set = [*self.of_set[1 - _MOST :], known]
        known.start_s, known.end_s, known.withdrawn = float(reading.start_s[i]), float(reading.end_s[i]), False
        known.mean_mps, known.flags = float(reading.mean_mps[i]), int(reading.flags[i])
        return [replace(self._repetition(stream, reading, i), number=known.number, revises=revises)]

    def known(self, reading: Reading, i: int) -> Told | None:
        """The repetition told before that lies where one is."""
        start, end = reading.start_s[i], reading.end_s[i]
        lying = [(min(end, each.end_s) - max(start, each.start_s), each) for each in self.of_set]
        most = max(lying, key=lambda pair: pair[0], default=None)
        return most[1] if most is not None and most[0] > 0.0 else None

    def has_last(self, reading: Reading) -> bool:
        """Whether the last repetition that is seen has been told."""
        return bool(reading.start_s.size) and self.known(reading, reading.start_s.size - 1) is not None

    def without_missing(self, stream: Stream, reading: Reading) -> list[Repetition]:
        """Takes back what was told of the span and is not there any more."""
        met = {id(self.known(reading, i)) for i in range(reading.start_s.size)}
        since = reading.cells.when[0]
        since += _UNSURE_S * (since > stream.first_s + 1.0)
        gone = [each for each in self.of_set if id(each) not in met and each.start_s >= since]
        return [self._withdraw(stream, each) for each in gone if not each.withdrawn]

    def close(self, stream: Stream) -> list[Repetition]:
        """Ends the set; takes back sets whose rises are so much smaller than those of another that they were handling."""
        self._earlier = [*self._earlier[-31:], (self._usual_m, self.of_set)]
        self.of_set = []
        small = [each for usual, told in self._earlier if self.is_foreign(usual) for each in told]
        return [self._withdraw(stream, each) for each in small if not each.withdrawn]

    def _withdraw(self, stream: Stream, known: Told) -> Repetition:
        known.withdrawn = True
        origin, like = stream.origin_at(known.start_s), self.like
        return Repetition(
            known.number, like.load_kg, device=like.device, start_s=origin + known.start_s, end_s=origin + known.end_s,
            excluded=WITHDRAWN, revises=known.number,
        )  # fmt: skip

    def _repetition(self, stream: Stream, reading: Reading, i: int) -> Repetition:
        origin, one = stream.origin_at(float(reading.start_s[i])), slice(i, i + 1)
        clock, position, velocity = reading.motion
        start, end = origin + reading.start_s[one], origin + reading.end_s[one]
        rise = rises_between(self.like, start, end, (origin + clock, position, velocity))[0]
        when = reading.cells.when[reading.cells.frozen]
        stuck = (_STUCK,) * bool(((when > reading.start_s[i]) & (when < reading.end_s[i])).any())
        flags, excluded = words(reading, i)
        return replace(rise, flags=flags + stuck, excluded=excluded)


def like(lift: str | None, load_kg: float | None, device: str | None) -> Recording:
    """What each rise says of itself besides its samples."""
    return Recording({"position": Signal(np.zeros(1), "m", rate_hz=1.0)}, task=lift, device=device, load_kg=load_kg)


def _has_changed(reading: Reading, i: int, known: Told, final: bool) -> bool:
    least = _CHANGED_AT_END_MPS if final else _CHANGED_DRIFTING_MPS if reading.drifts else _CHANGED_MPS
    moved = abs(reading.mean_mps[i] - known.mean_mps) > least
    return bool(known.withdrawn or moved or reading.flags[i] != known.flags)
