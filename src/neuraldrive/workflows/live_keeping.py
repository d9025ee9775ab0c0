"""A set on the disk; what the disk does not take waits in memory, is told, and is written as soon as there is room again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import StoreError, StoreNotWritable
from neuraldrive.records import Measurement, Repetition, Verdict
from neuraldrive.store import Store, StreamWriter

Floats = NDArray[np.float64]

TRY_EVERY_S = 2.0


@dataclass
class _Repetition:
    """One that is not on the disk, or not as it was told last."""

    repetition: Repetition
    measured: Sequence[Measurement]
    said: list[Verdict]


@dataclass
class Keeping:
    """Writes the samples, repetitions and verdicts of one set, in the order in which they came; nothing raises."""

    store: Store
    set_id: int
    stream: StreamWriter
    ids: dict[int, int] = field(default_factory=dict)
    trouble: StoreError | None = None
    _blocks: list[tuple[Floats, Floats]] = field(default_factory=list)
    _repetitions: dict[int, _Repetition] = field(default_factory=dict)
    _unsettled: bool = False
    tried_at: float = 0.0
    _news: list[str] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether something is not on the disk yet."""
        return bool(self._blocks or self._repetitions or self._unsettled)

    @property
    def waiting(self) -> tuple[int, ...]:
        """Numbers of the repetitions that are not on the disk, or not as they were told last."""
        return tuple(sorted(self._repetitions))

    def news(self) -> Iterator[str]:
        """What there is to tell of the disk since it was asked last."""
        news, self._news = self._news, []
        yield from news

    def samples(self, times_s: Floats, samples: Floats) -> None:
        """A block, to the stream."""
        self._blocks.append((times_s, samples))
        self.write()

    def repetition(self, repetition: Repetition, measured: Sequence[Measurement], verdict: Verdict) -> bool:
        """A repetition, or one told again, with what is said of it; whether it is on the disk."""
        number = repetition.revises or repetition.number
        waiting = self._repetitions.get(number)
        self._repetitions[number] = _Repetition(repetition, measured, [*(waiting.said if waiting else ()), verdict])
        self.write()
        return number not in self._repetitions

    def exclude(self, number: int, why: str | None, note: str, who: str = "") -> None:
        """Leaves a repetition out, or takes it in again; `who` said so.

        Raises:
            StoreError: the disk does not take it, and nothing was changed.
        """
        if number in self.ids:
            self.store.correct("repetition", self.ids[number], "excluded", why, note, who)
        if number in self._repetitions:
            self._repetitions[number].repetition = replace(self._repetitions[number].repetition, excluded=why)

    def settle_soon(self) -> None:
        """The disk is to have the samples; nobody waits for it."""
        self.stream.settle_soon()

    def settle(self) -> None:
        """Waits until the disk has the samples."""
        self._unsettled = True
        self.write()

    def write(self, at_once: bool = False) -> None:
        """Writes what waits; after the disk has refused it, only every two seconds, or `at_once`."""
        now = time.monotonic()
        if not self.waits or (self.trouble is not None and not at_once and now - self.tried_at < TRY_EVERY_S):
            return
        self.tried_at = now
        refused = [error for step in (self._write_samples, self._write_repetitions) if (error := _tried(step))]
        if refused:
            self.refused(refused[0])
        else:
            self.taken()

    def taken(self) -> None:
        """The disk took all: told where it had refused."""
        if self.trouble is not None:
            self.trouble = None
            self._news.append("the disk takes it again: all of this set is kept, nothing is missing")

    def refused(self, error: StoreError) -> None:
        """The disk does not take it: told the first time."""
        if self.trouble is None:
            room = "Free some space now: what is missing is then written by itself"
            what_to_do = room if isinstance(error, StoreNotWritable) else error.remedy
            self._news.append(
                f"NOT KEPT: {error.found} ({error.where}). The set goes on in memory; on the disk: {self._kept()}. {what_to_do}"
            )
        self.trouble, self.tried_at = error, time.monotonic()

    def lost(self) -> str:
        """What is lost if nothing more can be written, and what is kept; nothing where all is kept."""
        if not self.waits:
            return ""
        samples = sum(times.size for times, _ in self._blocks)
        missing = [_numbered(self.waiting)] * bool(self._repetitions) + [f"{samples} samples"] * bool(samples)
        missing += ["the latest samples"] * (not missing)  # written, but the disk has not confirmed them
        return f"{' and '.join(missing)} are not on the disk; on the disk: {self._kept()}"

    def _write_samples(self) -> None:
        while self._blocks:  # what was written is gone from the list, whatever happens to the next
            self.stream.append(*self._blocks[0])
            del self._blocks[0]
        if self._unsettled:
            self.stream.settle()
            self._unsettled = False

    def _write_repetitions(self) -> None:
        for number in list(self._repetitions):
            each = self._repetitions[number]
            self.ids[number] = self.store.add_repetition(self.set_id, each.repetition, each.measured, each.said)
            del self._repetitions[number]

    def _kept(self) -> str:
        return _numbered(sorted(set(self.ids) - set(self._repetitions))) or "none of its repetitions yet"


def _tried(write: Callable[[], None]) -> StoreError | None:
    """What the disk had against it."""
    try:
        write()
    except StoreError as error:
        return error
    return None


def _numbered(numbers: Sequence[int]) -> str:
    """Repetitions by their numbers: "repetition 4", "repetitions 1, 2 and 3"."""
    if not numbers:
        return ""
    *most, last = map(str, numbers)
    return f"repetitions {', '.join(most)} and {last}" if most else f"repetition {last}"
