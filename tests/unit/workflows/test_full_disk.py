"""A disk that fills up in the middle of a set: it is said what is kept, the set goes on, and nothing that was acknowledged is lost."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import wait
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy.exc import OperationalError

from live_blocks import blocks, line, squats
from neuraldrive.errors import StoreNotWritable
from neuraldrive.records import SampleBlock
from neuraldrive.sensors import Counts
from neuraldrive.store import Store, StreamWriter, failures, open_store, read_stream
from neuraldrive.workflows import at_the_rack, live, live_keeping, live_kept, rack_wishes
from neuraldrive.workflows.rack_events import Answered, Ended


class Disk:
    """A disk that is full from some time on: appends and commits raise, as the system's do."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, room: int = 10**9) -> None:
        self.full, self.room = False, room
        monkeypatch.setattr(StreamWriter, "_put", self._put(StreamWriter._put))
        for name in ("add_repetition", "say", "close_set", "forget_set", "begin_set", "correct"):
            monkeypatch.setattr(Store, name, self._guarded(getattr(Store, name)))
        monkeypatch.setattr(live_keeping, "TRY_EVERY_S", 0.0)
        monkeypatch.setattr(at_the_rack, "TRY_EVERY_S", 0.0)

    def _put(self, real):
        def put(writer: StreamWriter, content: bytes) -> None:
            if self.full:
                raise OSError(errno.ENOSPC, "No space left on device")
            real(writer, content)

        return put

    def _guarded(self, real):
        def call(*words, **named):
            if not self.full:
                return real(*words, **named)
            full = sqlite3.OperationalError("database or disk is full")
            full.sqlite_errorname = "SQLITE_FULL"
            with failures.told("neuraldrive.sqlite"):
                raise OperationalError("INSERT", {}, full)

        return call


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def begun(store: Store) -> live.LiveSetUnderWay:
    session = store.begin_session("Ada", datetime.now(UTC), "linear_encoder")
    watched = live.Watched("Ada", "back_squat", 73.5, line(), "linear_encoder")
    return live.begin(store, session, watched, "position")


def fed(under_way: live.LiveSetUnderWay, disk: Disk, full_after: int, room_after: int = 99) -> list:
    """What is told of five squats while the disk is full after some and has room after others."""
    events, count = [], 0
    for block in blocks(squats()):
        for event in under_way.feed(block):
            events.append(event)
            count += isinstance(event, live.Told) and event.repetition.revises is None
        disk.full = full_after <= count < room_after
    return events


def test_the_set_goes_on_in_memory_and_says_what_is_kept(store: Store, disk: Disk) -> None:
    under_way = begun(store)
    events = fed(under_way, disk, full_after=2)
    told = [each for each in events if isinstance(each, live.Told) and each.repetition.revises is None]
    assert [each.repetition.number for each in told] == [1, 2, 3, 4, 5]
    assert [each.kept for each in told] == [True, True, False, False, False]
    assert all(each.verdict.word for each in told)
    [said] = [each.words for each in events if isinstance(each, live.Noticed)]
    assert said.startswith("NOT KEPT: a full disk")
    assert "on the disk: repetitions 1 and 2" in said
    assert "Free some space now" in said
    assert {each.number for each in store.sets("Ada")[0].entry.repetitions} == {1, 2}
    under_way.close()
    assert not under_way.is_kept
    assert "repetitions 3, 4 and 5" in under_way.keeping.lost()
    assert "on the disk: repetitions 1 and 2" in under_way.keeping.lost()
    disk.full = False
    under_way.keeping.stream.close()


def test_when_there_is_room_again_all_of_it_is_written(store: Store, disk: Disk) -> None:
    under_way = begun(store)
    events = fed(under_way, disk, full_after=2, room_after=4)
    said = [each.words for each in events if isinstance(each, live.Noticed)]
    assert [each[:10] for each in said] == ["NOT KEPT: ", "the disk t"]
    under_way.close()
    assert under_way.is_kept
    [kept] = store.sets("Ada")
    assert [each.number for each in kept.entry.repetitions] == [1, 2, 3, 4, 5]
    assert store.recording(kept.recording_id)["position"].samples.size == squats()["position"].samples.size
    assert {each.repetition for each in store.verdicts(kept.id)} == {1, 2, 3, 4, 5}
    assert store.check() == []


def test_what_was_on_the_disk_is_closed_by_the_next_process(
    store: Store, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way = begun(store)
    fed(under_way, disk, full_after=3)
    under_way.close()
    disk.full = False  # the process ends, and room is made
    under_way.keeping.stream.close()
    monkeypatch.setattr(live_kept, "BEGUN", "another time")
    [closed] = live_kept.recover(store)
    assert closed.set_id == under_way.row.set_id
    [kept] = store.sets("Ada")
    assert [each.number for each in kept.entry.repetitions] == [1, 2, 3]
    assert store.check() == []


def test_a_set_that_ended_on_a_full_disk_is_kept_as_soon_as_there_is_room(store: Store, disk: Disk) -> None:
    under_way = begun(store)
    for block in blocks(squats()):
        list(under_way.feed(block))
    disk.full = True
    under_way.close()
    assert not under_way.is_kept
    [said] = under_way.keeping.news()
    assert said.startswith("NOT KEPT: ")
    disk.full = False
    assert under_way.keep()
    assert under_way.is_kept
    assert store.sets("Ada")[0].recording_id is not None


class Nearly:
    """A file on a disk that takes a part of what it is given, and then nothing."""

    def __init__(self, file, room: int) -> None:
        self.file, self.room = file, room

    def write(self, content) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = self.file.write(content[: self.room])
        self.room -= taken
        return taken

    def __getattr__(self, name: str):
        return getattr(self.file, name)


def test_a_block_of_which_the_disk_took_a_part_leaves_the_stream_sound(tmp_path: Path) -> None:
    times = np.arange(100) / 100.0
    with StreamWriter(tmp_path / "one.samples", {"set_id": 1}) as stream:
        stream.append(times, times)
        real, stream._out = stream._out, Nearly(stream._out, room=500)
        with pytest.raises(StoreNotWritable, match="full disk"):
            stream.append(times + 1.0, times)
        stream._out = real
        stream.append(times + 2.0, times)
    _, read = read_stream(tmp_path / "one.samples")
    assert [each[0][0] for each in read] == [0.0, 2.0]


def test_no_stream_is_left_where_there_was_no_room_for_its_head(tmp_path: Path, disk: Disk) -> None:
    disk.full = True
    with pytest.raises(StoreNotWritable, match="full disk"):
        StreamWriter(tmp_path / "one.samples", {"set_id": 1})
    assert list(tmp_path.iterdir()) == []


class Blocks:
    """A sensor that gives what it was given."""

    name, grade = "bar", "linear_encoder"

    def __init__(self, disk: Disk, *parts) -> None:
        self.disk, self.parts, self.counts = disk, parts, Counts()

    def blocks(self) -> Iterator[SampleBlock]:
        for part in self.parts:
            yield from part

    def close(self) -> None:
        pass


def rack_of(store: Store, sensor: Blocks) -> at_the_rack.Rack:
    wish = rack_wishes.Wish("Ada", "back_squat", 73.5, "kg", "test")
    return at_the_rack.Rack(store, wish, sensor, line(), "back_squat")


def later(by_s: float) -> list[SampleBlock]:
    return [
        SampleBlock("position", each.times_s + by_s, each.samples, each.received_at_s + by_s, "bar")
        for each in blocks(squats(3))
    ]


def test_a_rack_whose_disk_is_full_says_so_and_takes_the_next_set_when_there_is_room(store: Store, disk: Disk) -> None:
    rack = rack_of(store, Blocks(disk, later(0.0), later(60.0), later(120.0)))
    events = []

    def keys() -> str:
        newest = rack._newest_s
        disk.full = 55.0 < newest < 100.0
        return ""

    with rack:
        for event in rack.events(keys):
            events.append(event)
    words = [each.words for each in events if isinstance(each, live.Noticed)]
    ends = [(each.number, each.repetitions) for each in events if isinstance(each, Ended)]
    assert any(each.startswith("NO SET CAN BEGIN: a full disk") for each in words)
    assert ends == [(1, 3), (2, 3)]
    assert rack.lost() == ""
    assert len(store.sets("Ada")) == 2
    assert store.check() == []


def test_a_rack_that_ends_on_a_full_disk_says_what_is_lost(store: Store, disk: Disk) -> None:
    rack = rack_of(store, Blocks(disk, later(0.0)))

    def keys() -> str:
        disk.full = rack.repetitions >= 2
        return ""

    with rack:
        ends = [event for event in rack.events(keys) if isinstance(event, Ended)]
    assert [each.kept for each in ends] == [False]
    assert "repetition 3" in rack.lost()
    assert "on the disk: repetitions 1 and 2" in rack.lost()
    disk.full = False
    for each in rack._waits:
        each.keeping.stream.close()


def test_repetitions_are_kept_though_the_samples_find_no_room(
    store: Store, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way = begun(store)

    def full(writer: StreamWriter, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(StreamWriter, "_put", full)
    told = [event for event in fed(under_way, disk, full_after=99) if isinstance(event, live.Told)]
    assert all(each.kept for each in told)
    assert len(store.sets("Ada")[0].entry.repetitions) == 5
    under_way.keeping.stream.close()


def test_a_key_that_the_disk_does_not_take_is_answered(store: Store, disk: Disk) -> None:
    rack = rack_of(store, Blocks(disk, later(0.0)))
    with rack:
        for event in rack.events(lambda: ""):
            if isinstance(event, Ended):
                disk.full = True
                [answer] = list(rack._pressed("8"))
                disk.full = False
    assert isinstance(answer, Answered)
    assert answer.words.startswith("not done: a full disk")


def test_a_disk_that_refuses_behind_the_set_is_told_and_nothing_is_missing(
    store: Store, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way, refusals = begun(store), [errno.EDQUOT, errno.EIO]
    real = os.fsync

    def fsync(file: int) -> None:
        if threading.current_thread().name.startswith("streams settle") and refusals:
            raise OSError(refusals.pop(), "no")
        real(file)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(live, "SETTLE_EVERY_S", 0.0)
    said = []
    for block in blocks(squats()):
        said += [each.words for each in under_way.feed(block) if isinstance(each, live.Noticed)]
        if under_way.keeping.stream.settling is not None:
            wait([under_way.keeping.stream.settling])
    assert not refusals
    assert [each[:10] for each in said][:2] == ["NOT KEPT: ", "the disk t"]
    under_way.close()
    [kept] = store.sets("Ada")
    assert store.recording(kept.recording_id)["position"].samples.size == squats()["position"].samples.size
