"""A rack that is opened, and nothing lifted: no set of it is kept, nor a session, also after a kill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from bar_faults import blocks as cut
from bar_faults import go, path, squats, stay
from live_blocks import line
from neuraldrive.records import SampleBlock
from neuraldrive.sensors import Counts
from neuraldrive.store import Store, open_store
from neuraldrive.workflows import at_the_rack, live, live_kept, rack_wishes, reviewing
from neuraldrive.workflows.rack_events import Answered, Begun, Ended, Rested

STILL = path(stay(5.0))
UNRACKED = path(stay(1.0), go(0.1, 0.6), stay(2.0), go(-0.1, 0.6), stay(1.0))
LIFTED = squats(0.6, 0.6)


class Given:
    """A sensor with these samples; it ends in an error, if one is given."""

    name, grade, counts = "bar", "linear_encoder", Counts()

    def __init__(self, *paths, error: Exception | None = None) -> None:
        self.paths, self.error = paths, error

    def blocks(self) -> Iterator[SampleBlock]:
        begin_s = 0.0
        for times, heights in self.paths:
            yield from cut(times + begin_s, heights)
            begin_s += float(times[-1]) + 60.0
        if self.error is not None:
            raise self.error

    def close(self) -> None:
        pass


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def watched(store: Store, sensor: Given, keys: str = "") -> tuple[list, at_the_rack.Rack]:
    wish = rack_wishes.Wish("Ada", "back_squat", 73.5, "kg", "test")
    rack, pressed = at_the_rack.Rack(store, wish, sensor, line(), "back_squat"), list(keys)
    with rack:
        events = list(rack.events(lambda: pressed.pop(0) if pressed and rack.under_way is not None else ""))
    return events, rack


@pytest.mark.parametrize("nothing", [STILL, UNRACKED])
def test_where_nothing_was_lifted_no_set_and_no_session_is_kept(store: Store, nothing: tuple) -> None:
    events, rack = watched(store, Given(nothing))
    [ended] = [each for each in events if isinstance(each, Ended)]
    assert ended.forgotten
    assert ended.repetitions == 0
    assert store.sets("Ada") == []
    assert store.sessions("Ada") == []
    assert store.recordings() == []
    assert rack.summary() == {"session": None, "sets": 0, "repetitions": 0}
    assert list((store.signals_dir / "live").iterdir()) == []
    assert store.check() == []


def test_a_set_of_nothing_between_two_does_not_count_and_the_rest_goes_on(store: Store) -> None:
    wish = rack_wishes.Wish("Ada", "back_squat", 73.5, "kg", "test")
    rack = at_the_rack.Rack(store, wish, Given(LIFTED, UNRACKED, LIFTED), line(), "back_squat")
    unracked_s = float(LIFTED[0][-1]) + 60.0

    def keys() -> str:
        moved = rack.sets == 2 and unracked_s + 5.0 < rack._newest_s < unracked_s + 10.0
        return "n" if moved and rack.under_way is not None else ""

    with rack:
        events = list(rack.events(keys))
    assert [each.number for each in events if isinstance(each, Begun)] == [1, 2, 2]
    ends = [(each.number, each.repetitions, each.forgotten) for each in events if isinstance(each, Ended)]
    assert ends == [(1, 2, False), (2, 0, True), (2, 2, False)]
    assert len([each for each in events if isinstance(each, Rested)]) == 1
    [session] = store.sessions("Ada")
    assert [len(each.rows) for each in reviewing.review(store, session.id)] == [2, 2]


def test_samples_of_a_set_of_nothing_stay_where_the_bar_was_moved_far(store: Store) -> None:
    carried = path(stay(1.0), go(-0.8, 2.0), stay(3.0))
    events, _ = watched(store, Given(carried))
    assert [each.forgotten for each in events if isinstance(each, Ended)] == [True]
    [kept] = store.recordings()
    assert np.ptp(store.recording(kept)["position"].samples) == pytest.approx(0.8, abs=0.01)
    assert any(isinstance(each, live.Noticed) and f"recording {kept}" in each.words for each in events)


def test_a_set_that_was_rated_is_kept_though_no_repetition_was_found(store: Store) -> None:
    watched(store, Given(STILL), "8")
    [kept] = store.sets("Ada")
    assert kept.entry.rpe == 8.0


def test_a_rating_after_nothing_was_lifted_is_answered(store: Store) -> None:
    _, rack = watched(store, Given(STILL))
    assert list(rack._pressed("8")) == [Answered("there is no set to rate")]


def test_a_kill_before_anything_was_lifted_leaves_no_set(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    session = store.begin_session("Ada", datetime.now(UTC), "linear_encoder")
    what = live.Watched("Ada", "back_squat", 73.5, line(), "linear_encoder")
    under_way = live.begin(store, session, what, "position")
    for block in cut(*UNRACKED):
        list(under_way.feed(block))
    under_way.keeping.stream.close()
    monkeypatch.setattr(live_kept, "BEGUN", "another time")
    assert live_kept.recover(store) == []
    assert store.sets_under_way() == []
    assert store.sets("Ada") == []
    assert store.sessions("Ada") == []
    assert store.check() == []


def test_a_sensor_that_fails_ends_the_set_and_says_why(store: Store) -> None:
    events, _ = watched(store, Given(LIFTED, error=RuntimeError("battery empty")))
    assert [each.repetitions for each in events if isinstance(each, Ended)] == [2]
    assert live.Noticed("the sensor ended: battery empty") in events
    assert len(store.sets("Ada")) == 1
