"""The rack: a sensor, an athlete, one set after another, and the rests between."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import numpy as np

from neuraldrive import monitor, sensors
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.errors import StoreError
from neuraldrive.records import Prescription, SampleBlock, SetEntry
from neuraldrive.store import Store
from neuraldrive.workflows import live, live_kept
from neuraldrive.workflows.day_so_far import so_far
from neuraldrive.workflows.live_keeping import TRY_EVERY_S
from neuraldrive.workflows.rack_events import Answered, Begun, Ended, Event, Rested, Resting
from neuraldrive.workflows.rack_wishes import Wish, sensor_of, understood

BETWEEN_BLOCKS_S = 0.2
OVER_AFTER_S = 20.0
"""No repetition for so long, on the sensor's clock: the set is over, and the rest began with its last one."""
BEFORE_S = 3.0
"""Of the samples before the bar moves again, so many seconds belong to the next set."""
MOVED = {"position": 0.05, "velocity": 0.10, "acceleration": 1.5, "inertial": 1.5}
"""Spread of the last samples from which a bar that rested is lifted again: m, m/s, m/s²."""
LAST = "its samples lie where they were streamed, and the next neuraldrive live closes it"


class Rack:
    """Made by `open_rack`; use it in a `with`."""

    def __init__(
        self, store: Store, wish: Wish, sensor: sensors.Sensor, prescription: Prescription, lift: str, *, recovers: bool = True
    ) -> None:  # fmt: skip
        self.store, self.wish, self.sensor, self.prescription, self.lift = store, wish, sensor, prescription, lift
        self.session_id: int | None = None
        self.sets = 0
        self.repetitions = 0
        self.under_way: live.LiveSetUnderWay | None = None
        self.last_set_id: int | None = None
        self.recovered = live_kept.recover(store) if recovers else []
        self._blocks: queue.Queue[SampleBlock | None] = queue.Queue(maxsize=4096)
        self.rest = monitor.Rest(prescription, sensor=sensor.grade)
        self._rest_from_s: float | None = None
        self._newest_s, self._newest_at = 0.0, time.monotonic()
        self._rested_s: float | None = None
        self._rest_before: float | None = None
        self._waits: list[live.LiveSetUnderWay] = []
        self._refused: str = ""
        self._ended_with: str = ""
        self._resting_told = 0.0
        self._idle: deque[SampleBlock] = deque()
        self._closed = self._left = False

    def __enter__(self) -> Rack:
        threading.Thread(target=self._read, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def events(self, keys: Callable[[], str]) -> Iterator[Event]:
        """What happens, until the source ends or q is pressed; `keys` gives the key that was pressed last, or ""."""
        for row in self.recovered:
            yield live.Noticed(
                f"set {row.number} of {row.athlete} was left under way and is closed: nothing of it is lost"
            )
        while True:
            for event in self._pressed(keys()):
                yield event
                if isinstance(event, Answered) and event.words == "quit":
                    return
            try:
                block = self._blocks.get(timeout=BETWEEN_BLOCKS_S)
            except queue.Empty:
                yield from self._try_again()
                yield from (self._silence() if self.under_way is not None else self._resting())
                continue
            if block is None:
                yield from (live.Noticed(self._ended_with) for _ in self._ended_with[:1])
                yield from self._end_set()
                return
            yield from self._take(block)
            yield from self._try_again()

    def afterwards(self, keys: Callable[[], str]) -> Iterator[Event]:
        """The source has ended: a rating may still be given, until q; not after a q that ended it."""
        while not self._left:
            yield from self._pressed(keys())
            time.sleep(0.05)

    def _take(self, block: SampleBlock) -> Iterator[Event]:
        if len(block):
            self._newest_s, self._newest_at = float(block.times_s[-1]), time.monotonic()
        if self.under_way is None:
            yield from self._waiting(block)
            return
        last_s = self.under_way.last_end_s
        if len(block) and last_s is not None and float(block.times_s[-1]) - last_s > OVER_AFTER_S:
            yield from self._end_set()
            yield from self._waiting(block)
            return
        yield from self._feed(block)

    def _silence(self) -> Iterator[Event]:
        """Nothing comes: a set with repetitions is over when it has been so for long enough on our own clock."""
        begun = self.under_way is not None and self.under_way.last_end_s is not None
        if begun and time.monotonic() - self._newest_at > OVER_AFTER_S:
            yield from self._end_set()

    def _waiting(self, block: SampleBlock) -> Iterator[Event]:
        """The bar rests: the first set begins with the first sample, every other when the bar moves again."""
        if not len(block):
            yield from (live.Noticed(note) for note in block.notes)
            return
        self._idle.append(block)
        while self._idle and block.times_s[-1] - self._idle[0].times_s[-1] > BEFORE_S:
            self._idle.popleft()
        if self.sets and not _moves(self._idle):
            if time.monotonic() - self._resting_told > BETWEEN_BLOCKS_S:
                yield from self._resting()
            return
        try:
            begun = self._begin_set(block.channel)
        except StoreError as error:
            yield from self._not_begun(error)
            return
        yield begun
        held, self._idle = list(self._idle), deque()
        for each in held:
            yield from self._feed(each)

    def _not_begun(self, error: StoreError) -> Iterator[Event]:
        """A set that the store does not take is not watched: nothing of it would be kept. It is told once, and tried again."""
        if self._refused != error.found:
            self._refused = error.found
            yield live.Noticed(
                f"NO SET CAN BEGIN: {error.found} ({error.where}). Sets that are over stay as they are. {error.remedy}"
            )

    def _try_again(self) -> Iterator[Event]:
        """Sets that are over and not all on the disk."""
        for each in list(self._waits):
            if time.monotonic() - each.keeping.tried_at > TRY_EVERY_S and each.keep():
                self._waits.remove(each)
            yield from map(live.Noticed, each.keeping.news())

    def _feed(self, block: SampleBlock) -> Iterator[Event]:
        assert self.under_way is not None
        for event in self.under_way.feed(block):
            yield event
            if isinstance(event, live.Told):
                yield from self._counted(event)

    def _counted(self, told: live.Told) -> Iterator[Rested]:
        """Counts a repetition; the first of a set tells whether the rest was enough."""
        if told.repetition.revises is not None or told.repetition.excluded is not None:
            return
        self.repetitions += 1
        if self._rested_s is not None:
            rested_s, self._rested_s = self._rested_s, None
            speed = told.velocity.value if told.velocity is not None else None
            yield Rested(self.rest.resume(replace(told.repetition, mean_velocity=speed), rested_s))

    def _begin_set(self, channel: str) -> Begun:
        wish = self.wish
        if self.session_id is None:
            self.session_id = self.store.begin_session(wish.athlete, datetime.now(UTC), self.sensor.grade)
        known = so_far(self.store, wish.athlete, self.lift, wish.load_kg)
        watched = live.Watched(
            wish.athlete, self.lift, wish.load_kg, self.prescription, self.sensor.grade, wish.rule, wish.unit
        )
        self.under_way = live.begin(
            self.store, self.session_id, watched, channel, profile=known.profile, history=known.history,
            session=known.session, day=known.day,
        )  # fmt: skip
        self.under_way.samples.counts = lambda: self.sensor.counts
        self._rest_before, self._refused = self._rest_from_s, ""
        if self._rest_from_s is not None:
            self._rested_s, self._rest_from_s = self._passed_s(), None
        self.sets += 1
        self.last_set_id = self.under_way.row.set_id
        return self._begun(known.profile, self.under_way.judge)

    def _begun(self, profile: LoadVelocityProfile | None, judge: monitor.LiveSet) -> Begun:
        wish = self.wish
        expected = profile.velocity_at(wish.load_kg) if profile is not None and wish.load_kg else None
        return Begun(
            self.sets, self.lift, wish.load_kg, self.prescription, expected, self.sensor.grade, judge.grade, wish.rule,
            judge.judged_by, judge.why_not, judge.day,
        )  # fmt: skip

    def _passed_s(self) -> float:
        """Since the last repetition."""
        return max(self._now_s() - self._rest_from_s, 0.0) if self._rest_from_s is not None else 0.0

    def _now_s(self) -> float:
        """Now on the sensor's clock; where nothing comes, on ours."""
        since = time.monotonic() - self._newest_at
        return self._newest_s + (since if since > 1.0 else 0.0)

    def _end_set(self) -> Iterator[Event]:
        """Ends the set under way; the rest began with its last repetition."""
        if self.under_way is None:
            return
        ended, self.under_way = self.under_way, None
        for event in ended.close():
            yield event
            if event.repetition.revises is None and event.repetition.excluded is None:
                self.repetitions += 1
        yield from map(live.Noticed, (*ended.keeping.news(), *filter(None, [ended.samples.summed_up()])))
        self._waits += [] if ended.is_kept else [ended]
        if ended.recording_id is not None:
            yield live.Noticed(
                f"no repetition was found, but the bar moved: its samples are recording {ended.recording_id}"
            )
        yield self._forgotten(ended) if ended.is_forgotten else self._over(ended)

    def _over(self, ended: live.LiveSetUnderWay) -> Ended:
        """A set was lifted: the rest began with its last repetition."""
        counted = [each for each in ended.judge.repetitions if each.excluded is None]
        self._rest_from_s = ended.last_end_s if ended.last_end_s is not None else self._newest_s
        self.rest.begin(SetEntry(self.lift, self.wish.load_kg, tuple(counted)))
        return Ended(self.sets, len(counted), self.rest.interval_s, ended.said, ended.is_kept)

    def _forgotten(self, ended: live.LiveSetUnderWay) -> Ended:
        """Nothing was lifted: as if it had not begun, and a rest that went on goes on."""
        number, self.last_set_id = self.sets, None
        self.sets, self._rested_s, self._rest_from_s = self.sets - 1, None, self._rest_before
        if not self.sets:
            self.session_id = None
        return Ended(number, 0, 0.0, None, True, True)

    def _resting(self) -> Iterator[Event]:
        if self.under_way is None and self._rest_from_s is not None:
            self._resting_told = time.monotonic()
            passed_s = self._passed_s()
            yield Resting(passed_s, self.rest.after(passed_s))

    def _pressed(self, key: str) -> Iterator[Event]:
        try:
            yield from self._answered(key)
        except StoreError as error:
            yield Answered(f"not done: {error.found} ({error.where}). Free some space, and press {key} again")

    def _answered(self, key: str) -> Iterator[Event]:
        if key == "q":
            self._left = True
            yield from self._end_set()
            yield Answered("quit")
        elif key == "n":
            yield from (self._end_set() if self.under_way is not None else [Answered("no set is under way")])
        elif key in ("b", "u") and self.under_way is None:
            yield Answered("between sets there is nothing to leave out: neuraldrive edit repetition does it afterwards")
        elif key == "b" and self.under_way is not None:
            done = self.under_way.leave_out()
            yield Answered(
                "the last repetition is left out; u takes it in again" if done else "no repetition to leave out"
            )
        elif key == "u" and self.under_way is not None:
            done = self.under_way.take_in_again()
            yield Answered("it counts again" if done else "nothing was left out")
        elif key.isdigit() and self.last_set_id is None:
            yield Answered("there is no set to rate")
        elif key.isdigit() and self.last_set_id is not None:
            rpe = 10.0 if key == "0" else float(key)
            self.store.correct("set", self.last_set_id, "rpe", rpe, "said at the rack")
            yield Answered(f"rated RPE {rpe:g}")

    def _read(self) -> None:
        try:
            for block in self.sensor.blocks():
                self._blocks.put(block)
        except Exception as error:  # whatever a sensor does, the set that is under way is ended and kept
            self._ended_with = f"the sensor ended: {str(error) or type(error).__name__}"
        finally:
            self._blocks.put(None)

    def close(self) -> None:
        """Ends the set under way and lets go of the sensor; may be called twice."""
        if self._closed:
            return
        self._closed = True
        self.sensor.close()
        for _ in self._end_set():
            pass
        self._waits = [each for each in self._waits if not each.keep()]
        with suppress(StoreError):
            if self.session_id is not None and not self.sets and self.store.forget_session(self.session_id):
                self.session_id = None

    def summary(self) -> dict[str, Any]:
        """What there is now: the session's number, sets and repetitions."""
        return {"session": self.session_id, "sets": self.sets, "repetitions": self.repetitions}

    def lost(self) -> str:
        """What the disk did not take until the end, and what is kept; nothing where all is."""
        refused = [f"no set could begin at last: {self._refused}"] * bool(self._refused)
        return "; ".join([*(f"set {each.row.number}: {each.keeping.lost() or LAST}" for each in self._waits), *refused])


def _moves(blocks: Sequence[SampleBlock]) -> bool:
    """Whether the bar moves in the last seconds."""
    values = np.concatenate([each.samples for each in blocks])
    channel = blocks[-1].channel
    if channel == "inertial":
        values = np.linalg.norm(values[:, :3], axis=1)
    return bool(np.ptp(values) > MOVED[channel])


def open_rack(store: Store, wish: Wish) -> Rack:
    """The rack for a wish: its sensor open, what is prescribed known.

    Raises:
        SensorNotOpened, UnreadableFile: a source that cannot be opened. CatalogError: no such lift.
        PlanSyntaxError: a sentence that cannot be read. BadValue: a rule that is none.
    """
    wish, prescription, lift = understood(store, wish)
    return Rack(store, wish, sensor_of(wish), prescription, lift)
