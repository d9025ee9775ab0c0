"""A set as it is lifted: samples to the disk as they come, each repetition kept before its word is shown.

What arrives goes first to an append-only stream, then through the online detector; a repetition is committed to the store, then
judged, then told. A process that is killed leaves a set under way, which `recover` closes with all that was on the disk.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuraldrive import measure, monitor
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.errors import NeuraldriveError
from neuraldrive.records import Measurement, Prescription, Recording, Repetition, SampleBlock, SetEntry, Signal, Verdict
from neuraldrive.store import LiveSetRow, Store, StreamWriter, read_stream
from neuraldrive.workflows.processes import runs

Floats = NDArray[np.float64]

UNITS = {"position": "m", "velocity": "m/s", "acceleration": "m/s2"}
AXES = (
    "acceleration_x",
    "acceleration_y",
    "acceleration_z",
    "angular_velocity_x",
    "angular_velocity_y",
    "angular_velocity_z",
)
AXIS_UNITS = ("m/s2",) * 3 + ("rad/s",) * 3
SETTLE_EVERY_S = 0.5
ELSEWHERE_S = 3600.0
_BEGUN = f"{time.time():.3f}"
SUFFIX = ".samples"


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
    """A repetition, on the disk already, with the word on it; `late_s` is how long after the end of the push it was told, s
    of the sensor's clock.
    """

    repetition_id: int
    repetition: Repetition
    velocity: Measurement | None
    verdict: Verdict
    late_s: float


@dataclass(frozen=True)
class Noticed:
    """Something about the sensor that the coach should know."""

    words: str


@dataclass
class LiveSetUnderWay:
    """A set under way: blocks in, what is to be told out. Made by `begin`; `close` ends it."""

    store: Store
    row: LiveSetRow
    watched: Watched
    judge: monitor.LiveSet
    stream: StreamWriter
    online: measure.OnlineRepetitions
    channel: str
    newest_s: float = 0.0
    settled_at: float = field(default_factory=time.monotonic)
    said: Verdict | None = None
    ids: dict[int, int] = field(default_factory=dict)
    left_out: list[int] = field(default_factory=list)

    def feed(self, block: SampleBlock) -> Iterator[Told | Noticed]:
        """Keeps a block, and tells what it completes."""
        for note in block.notes:
            yield Noticed(note)
        if not len(block):
            return
        self.stream.append(block.times_s, block.samples)
        self.newest_s = float(block.times_s[-1])
        found = self.online.add(block.times_s, block.samples)
        if found or time.monotonic() - self.settled_at > SETTLE_EVERY_S:
            self.stream.settle()
            self.settled_at = time.monotonic()
        for each in found:
            yield self._tell(each)

    def _tell(self, repetition: Repetition) -> Told:
        """Commits the repetition, then judges it."""
        measured = () if repetition.rise is None else tuple(measure.all_of(repetition))
        repetition_id = self.store.add_repetition(self.row.set_id, repetition, measured)
        self.ids[repetition.number] = repetition_id
        self.said = self.judge.add(repetition)
        self.store.say(self.row.set_id, repetition.revises or repetition.number, self.said)
        velocity = next((each for each in measured if each.measure == "mean_velocity"), None)
        late = self.newest_s - repetition.end_s if repetition.end_s is not None else 0.0
        return Told(repetition_id, repetition, velocity, self.said, late)

    @property
    def last_end_s(self) -> float | None:
        """When the last repetition ended, on the sensor's clock; None before the first."""
        ends = [each.end_s for each in self.judge.repetitions if each.end_s is not None]
        return max(ends, default=None)

    def leave_out(self, why: str = "bad repetition", who: str = "") -> bool:
        """The last repetition is kept, and counts no more; False where there is none that counts. `who` said so."""
        last = self.judge.repetitions[-1] if self.judge.repetitions else None
        if last is None or last.excluded is not None or last.number not in self.ids:
            return False
        self.store.correct("repetition", self.ids[last.number], "excluded", why, "said at the rack", who)
        self.left_out.append(last.number)
        self.said = self.judge.leave_out(why)
        return True

    def take_in_again(self, who: str = "") -> bool:
        """Undo: the repetition that was left out last counts again; False where none was."""
        if not self.left_out:
            return False
        number = self.left_out.pop()
        self.store.correct("repetition", self.ids[number], "excluded", None, "undone at the rack", who)
        self.judge.count_again(number)
        self.said = self.judge.verdict()
        return True

    def rate(self, rpe: float) -> None:
        """The rating at the end of the set."""
        self.store.correct("set", self.row.set_id, "rpe", rpe, "said at the rack")

    def finish(self) -> tuple[Told, ...]:
        """The set is over: what is told now that nothing more comes."""
        told = tuple(self._tell(each) for each in self.online.finish())
        self.stream.close()
        return told

    def keep(self) -> None:
        """The samples with the other recordings: slow, and may be done in a thread of its own after `finish`."""
        _keep(self.store, self.row, _recording(self.row, self.stream.file))

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
    name = f"{now:%Y%m%dT%H%M%S%f}{SUFFIX}"
    facts = {"stream": name, "sensor": watched.sensor, "prescription": str(watched.prescription), "rule": watched.rule}
    row = store.begin_set(session_id, watched.lift, watched.load_kg, now, facts, watched.load_unit)
    head = {"channel": channel, "set_id": row.set_id, "athlete": watched.athlete, "lift": watched.lift,
            "load_kg": watched.load_kg, "device": watched.sensor, "started_at": now.isoformat(), "host": platform.node(), "process": os.getpid(), "begun": _BEGUN}  # fmt: skip
    stream = StreamWriter(_file(store, name), head)
    online = measure.OnlineRepetitions(channel, watched.lift, load_kg=watched.load_kg, device=watched.sensor)
    return LiveSetUnderWay(store, row, watched, judge, stream, online, channel)


def recover(store: Store) -> list[LiveSetRow]:
    """Closes sets that a process left under way, with the samples and repetitions that were on the disk; says which.

    Repetitions that were committed stay as they are; those of which only samples had come are found now.
    """
    closed = []
    for row in store.sets_under_way():
        file = _file(store, row.stream)
        if _lives(file):
            continue
        recording = _recording(row, file)
        _find_the_rest(store, row, recording)
        _keep(store, row, recording)
        closed.append(row)
    return closed


def _find_the_rest(store: Store, row: LiveSetRow, recording: Recording | None) -> None:
    """Repetitions that were in the samples and not yet in the store."""
    if recording is None:
        return
    entry = next(each.entry for each in store.session(row.session_id).sets if each.id == row.set_id)
    last_s = max((each.end_s or 0.0 for each in entry.repetitions), default=0.0)
    number = max((each.number for each in entry.repetitions), default=0)
    try:
        found = measure.repetitions(recording)
    except NeuraldriveError:
        return
    for each in found:
        if (each.start_s or 0.0) > last_s - 0.05:
            number += 1
            store.add_repetition(row.set_id, replace(each, number=number), measure.all_of(each))


def _keep(store: Store, row: LiveSetRow, recording: Recording | None) -> None:
    """The samples with the other recordings, the set closed, and only then the stream gone."""
    store.close_set(row.set_id, recording)
    _file(store, row.stream).unlink(missing_ok=True)


def _recording(row: LiveSetRow, file: Path) -> Recording | None:
    """What was streamed, as a recording; None where there is too little."""
    if not file.exists():
        return None
    try:
        facts, blocks = read_stream(file)
    except NeuraldriveError:
        return None
    pairs = list(blocks)
    if sum(times.size for times, _ in pairs) < 2:
        return None
    times, samples = (np.concatenate([pair[k] for pair in pairs]) for k in (0, 1))
    order = np.argsort(times, kind="stable")
    times, first = np.unique(times[order], return_index=True)
    samples = samples[order][first]
    return Recording(
        _channels(facts, times, samples), task=row.lift, device=row.sensor, load_kg=row.load_kg, athlete=row.athlete,
        started_at=datetime.fromisoformat(facts["started_at"]), origin=f"live, set {row.set_id}",
    )  # fmt: skip


def _channels(facts: dict[str, Any], times: Floats, samples: Floats) -> dict[str, Signal]:
    channel = facts["channel"]
    if channel == "inertial":
        return {
            name: Signal(np.ascontiguousarray(samples[:, k]), unit, times_s=times)
            for k, (name, unit) in enumerate(zip(AXES, AXIS_UNITS, strict=True))
        }
    return {channel: Signal(samples, UNITS[channel], times_s=times)}


def _file(store: Store, name: str) -> Path:
    return store.signals_dir / "live" / name


def _lives(file: Path) -> bool:
    """Whether the process that writes the stream still runs; of another machine, whether it wrote within the last hour."""
    if not file.exists():
        return False
    try:
        facts, _ = read_stream(file)
    except NeuraldriveError:
        return False
    if facts.get("host") != platform.node():
        return time.time() - file.stat().st_mtime < ELSEWHERE_S
    process = int(facts["process"])
    return facts["begun"] == _BEGUN if process == os.getpid() else runs(process, file)
