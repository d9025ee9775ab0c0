"""A set as it is lifted: samples to the disk as they come, each repetition kept before its word is shown.

What arrives goes first to an append-only stream, then through the online detector; a repetition is judged, committed to the store
with its verdict, then told. A process that is killed leaves a set under way, which `recover` closes with all that was on the disk. Where the
disk refuses, the set goes on in memory, and each repetition says so (`live_keeping`). What is odd about samples and bar is noticed.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from neuraldrive import measure, monitor
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.errors import StoreError
from neuraldrive.records import Measurement, Prescription, Repetition, SampleBlock, SetEntry, Verdict
from neuraldrive.store import LiveSetRow, Store, StreamWriter
from neuraldrive.workflows import live_kept
from neuraldrive.workflows.live_keeping import Keeping
from neuraldrive.workflows.noticing_bar import BarWatch
from neuraldrive.workflows.noticing_samples import SampleWatch

Floats = NDArray[np.float64]

SETTLE_EVERY_S = 0.5


@dataclass(frozen=True)
class Watched:
    """What is lifted and how it is judged."""

    athlete: str
    lift: str
    load_kg: float | None
    prescription: Prescription
    sensor: str = "unknown"
    rule: str = ""
    load_unit: str = "kg"


@dataclass(frozen=True)
class Told:
    """A repetition, on the disk already where it is `kept`, with the word on it; `late_s` is how long after the end of the push it
    was told, s of the sensor's clock.
    """

    repetition_id: int | None
    repetition: Repetition
    velocity: Measurement | None
    verdict: Verdict
    late_s: float
    kept: bool = True


@dataclass(frozen=True)
class Noticed:
    """Something about the sensor, the bar or the disk that the coach should know."""

    words: str


@dataclass
class LiveSetUnderWay:
    """A set under way: blocks in, what is to be told out. Made by `begin`; `close` ends it."""

    store: Store
    row: LiveSetRow
    watched: Watched
    judge: monitor.LiveSet
    keeping: Keeping
    online: measure.OnlineRepetitions
    channel: str
    bar: BarWatch
    samples: SampleWatch = field(default_factory=SampleWatch)
    newest_s: float = 0.0
    settled_at: float = field(default_factory=time.monotonic)
    said: Verdict | None = None
    left_out: list[int] = field(default_factory=list)
    is_kept: bool = False
    """The set is over, and all of it on the disk."""
    is_forgotten: bool = False
    """Nothing was lifted, and no set is kept of it."""
    recording_id: int | None = None
    """Of a set that was not kept: where its samples are, if they hold something."""

    def feed(self, block: SampleBlock) -> Iterator[Told | Noticed]:
        """Keeps a block, and tells what it completes."""
        for note in block.notes:
            yield Noticed(note)
        if not len(block):
            return
        self.keeping.samples(block.times_s, block.samples)
        self.newest_s = float(block.times_s[-1])
        found = self.online.add(block.times_s, block.samples)
        if time.monotonic() - self.settled_at > SETTLE_EVERY_S:
            self.keeping.settle_soon()
            self.settled_at = time.monotonic()
        for each in found:
            yield self._tell(each)
            yield from map(Noticed, self.bar.of_repetition(each))
        yield from map(Noticed, self.keeping.news())
        yield from map(Noticed, self.samples.about(block.times_s, block.notes, self.online.health))
        yield from map(Noticed, self.bar.about(block))

    def _tell(self, repetition: Repetition) -> Told:
        """Judges the repetition, then commits it: it is shown when it is on the disk."""
        measured = () if repetition.rise is None else tuple(measure.all_of(repetition))
        number = repetition.revises or repetition.number
        self.said = self.judge.add(repetition)
        kept = self.keeping.repetition(repetition, measured, self.said)
        velocity = next((each for each in measured if each.measure == "mean_velocity"), None)
        late = self.newest_s - repetition.end_s if repetition.end_s is not None else 0.0
        return Told(self.keeping.ids.get(number), repetition, velocity, self.said, late, kept)

    @property
    def last_end_s(self) -> float | None:
        """When the last repetition ended, on the sensor's clock; None before the first."""
        ends = [each.end_s for each in self.judge.repetitions if each.end_s is not None]
        return max(ends, default=None)

    def leave_out(self, why: str = "bad repetition", who: str = "") -> bool:
        """The last repetition is kept, and counts no more; False where there is none that counts. `who` said so."""
        last = self.judge.repetitions[-1] if self.judge.repetitions else None
        if last is None or last.excluded is not None:
            return False
        self.keeping.exclude(last.number, why, "said at the rack", who)
        self.left_out.append(last.number)
        self.said = self.judge.leave_out(why)
        return True

    def take_in_again(self, who: str = "") -> bool:
        """Undo: the repetition that was left out last counts again; False where none was."""
        if not self.left_out:
            return False
        number = self.left_out[-1]
        self.keeping.exclude(number, None, "undone at the rack", who)
        self.left_out.pop()
        self.judge.count_again(number)
        self.said = self.judge.verdict()
        return True

    def rate(self, rpe: float) -> None:
        """The rating at the end of the set."""
        self.store.correct("set", self.row.set_id, "rpe", rpe, "said at the rack")

    def finish(self) -> tuple[Told, ...]:
        """The set is over: what is told now that nothing more comes."""
        told = tuple(self._tell(each) for each in self.online.finish())
        self.keeping.settle()
        return told

    def keep(self) -> bool:
        """The samples with the other recordings: slow, and may be done in a thread of its own after `finish`.

        False where the disk does not take them: what waits in memory is not lost yet, and it may be tried again.
        """
        self.keeping.write(at_once=True)
        if self.keeping.waits:
            return False
        try:
            self.keeping.stream.close()
            recording = live_kept.recording_of(self.row, self.keeping.stream.file)
            self.is_forgotten, self.recording_id = live_kept.keep(self.store, self.row, recording)
        except StoreError as error:
            self.keeping.refused(error)
            return False
        self.keeping.taken()
        self.is_kept = True
        return True

    def close(self) -> tuple[Told, ...]:
        """Both, one after the other."""
        told = self.finish()
        self.keep()
        return told


def begin(
    store: Store, session_id: int, watched: Watched, channel: str, *, profile: LoadVelocityProfile | None = None,
    history: Sequence[SetEntry] = (), session: Sequence[SetEntry] = (), day: monitor.DayChange | None = None,
) -> LiveSetUnderWay:  # fmt: skip
    """A set of a session that is under way: it is in the store, empty, before its first sample.

    Raises:
        StoreNotWritable: the disk is full or does not allow it. BadValue: a rule that is none.
    """
    judge = monitor.LiveSet(
        watched.prescription, profile, history=history, session=session, sensor=watched.sensor, rule=watched.rule,
        lift=watched.lift, day=day,
    )  # fmt: skip
    now = datetime.now(UTC)
    name = f"{now:%Y%m%dT%H%M%S%f}{live_kept.SUFFIX}"
    facts = {"stream": name, "sensor": watched.sensor, "prescription": str(watched.prescription), "rule": watched.rule}
    row = store.begin_set(session_id, watched.lift, watched.load_kg, now, facts, watched.load_unit)
    head = {"channel": channel, "set_id": row.set_id, "athlete": watched.athlete, "lift": watched.lift,
            "load_kg": watched.load_kg, "device": watched.sensor, "started_at": now.isoformat(), "host": platform.node(), "process": os.getpid(), "begun": live_kept.BEGUN}  # fmt: skip
    try:
        stream = StreamWriter(live_kept.stream_file(store, name), head)
    except StoreError:
        with suppress(StoreError):
            store.forget_set(row.set_id, "")
        raise
    online = measure.OnlineRepetitions(channel, watched.lift, load_kg=watched.load_kg, device=watched.sensor)
    keeping = Keeping(store, row.set_id, stream)
    return LiveSetUnderWay(store, row, watched, judge, keeping, online, channel, BarWatch(channel, watched.lift))
