"""A set as it is lifted: kept before it is told, and found again after a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from live_blocks import blocks, line, squats
from neuraldrive import measure
from neuraldrive.records import SampleBlock
from neuraldrive.store import Store, open_store, read_stream
from neuraldrive.workflows import live, live_kept, look

OPEN: list[live.LiveSetUnderWay] = []


@pytest.fixture
def store(tmp_path: Path):
    with open_store(tmp_path) as opened:
        yield opened
        while OPEN:
            OPEN.pop().keeping.stream.close()


def begun(store: Store) -> live.LiveSetUnderWay:
    session = store.begin_session("Ada", datetime.now(UTC), "linear_encoder")
    watched = live.Watched("Ada", "back_squat", 73.5, line(), "linear_encoder")
    OPEN.append(live.begin(store, session, watched, "position"))
    return OPEN[-1]


def test_each_repetition_is_in_the_store_when_it_is_told(store: Store) -> None:
    under_way = begun(store)
    told = []
    for block in blocks(squats()):
        for event in under_way.feed(block):
            told.append(event)
            [kept] = store.sets("Ada")
            assert kept.entry.repetition_count >= len({each.repetition.number for each in told})
            assert store.verdicts(under_way.row.set_id)[-1].word == event.verdict.word
    assert {each.repetition.number for each in told} == {1, 2, 3, 4, 5}
    assert all(each.late_s <= 0.2 for each in told if each.repetition.revises is None)


def test_a_set_that_is_over_has_its_recording_and_the_repetitions_of_the_file(store: Store) -> None:
    under_way = begun(store)
    for block in blocks(squats()):
        list(under_way.feed(block))
    under_way.close()
    [kept] = store.sets("Ada")
    offline = [each for each in measure.repetitions(squats()) if each.excluded is None]
    ours = [each.mean_velocity for each in (look.entry(kept)).used]
    assert len(ours) == len(offline) == 5
    for found, expected in zip(ours, offline, strict=True):
        assert found == pytest.approx(measure.mean_velocity(expected).value, abs=0.01)
    assert store.recording(kept.recording_id)["position"].samples.size == squats()["position"].samples.size
    assert store.sets_under_way() == []
    assert list((store.signals_dir / "live").iterdir()) == []


def test_a_bad_repetition_is_left_out_and_taken_back(store: Store) -> None:
    under_way = begun(store)
    for block in blocks(squats()):
        list(under_way.feed(block))
    assert under_way.leave_out()
    assert not under_way.leave_out()
    assert len(store.sets("Ada")[0].entry.used) == 4
    assert under_way.take_in_again()
    assert not under_way.take_in_again()
    assert len(store.sets("Ada")[0].entry.used) == 5
    under_way.rate(8.5)
    assert store.sets("Ada")[0].entry.rpe == 8.5


def test_what_a_sensor_notes_is_told(store: Store) -> None:
    under_way = begun(store)
    note = SampleBlock("position", np.zeros(0), np.zeros(0), 0.0, "bar", notes=("reconnected after 3.2 s",))
    assert list(under_way.feed(note)) == [live.Noticed("reconnected after 3.2 s")]


def test_a_set_left_under_way_is_closed_with_all_that_was_on_the_disk(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way = begun(store)
    for block in blocks(squats(), until_s=9.0):
        list(under_way.feed(block))
    before = store.sets("Ada")[0].entry.repetition_count
    assert live_kept.recover(store) == []  # this process lifts it now
    monkeypatch.setattr(live_kept, "BEGUN", "another time")
    [closed] = live_kept.recover(store)
    assert closed.set_id == under_way.row.set_id
    [kept] = store.sets("Ada")
    assert kept.entry.repetition_count >= before >= 2
    assert kept.recording_id is not None
    assert store.sets_under_way() == []
    assert live_kept.recover(store) == []


def test_a_stream_that_was_cut_off_is_read_up_to_its_last_whole_block(store: Store) -> None:
    under_way = begun(store)
    for block in blocks(squats(), until_s=3.0):
        list(under_way.feed(block))
    file = store.signals_dir / "live" / under_way.row.stream
    whole = file.read_bytes()
    _, every = read_stream(file)
    number = len(list(every))
    for cut in (1, 7, 100, 500):
        file.write_bytes(whole[:-cut])
        _, left = read_stream(file)
        assert number - 3 <= len(list(left)) < number
    file.write_bytes(whole[:-300] + b"\x00" * 300)
    _, left = read_stream(file)
    assert len(list(left)) < number


KILLED = """
import sys, time
sys.path.insert(0, sys.argv[2])
from datetime import UTC, datetime
from live_blocks import blocks, line, squats
from neuraldrive.store import open_store
from neuraldrive.workflows import live, live_kept
store = open_store(sys.argv[1])
session = store.begin_session("Ada", datetime.now(UTC), "linear_encoder")
under_way = live.begin(store, session, live.Watched("Ada", "back_squat", 73.5, line(), "linear_encoder"), "position")
for block in blocks(squats(), 0.02):
    for told in under_way.feed(block):
        print(told.repetition.number, flush=True)
    time.sleep(0.0005)
print("over", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("after", [1, 3, 5])
def test_after_a_kill_every_repetition_that_was_shown_is_in_the_store(tmp_path: Path, after: int) -> None:
    tests = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path), tests], stdout=subprocess.PIPE, text=True
    ) as child:
        shown = set()
        for told in child.stdout:
            shown.add(told.strip())
            if len(shown) == after or "over" in shown:
                break
        child.send_signal(signal.SIGKILL)
    shown.discard("over")
    with open_store(tmp_path) as store:
        [kept] = store.sets("Ada")
        numbers = {str(each.number) for each in kept.entry.repetitions}
        assert shown <= numbers
        assert len(live_kept.recover(store)) <= 1
        assert store.check() == []
        assert store.sets("Ada")[0].recording_id is not None
