"""Repetitions picked by hand: figures follow the pick, the trace stays, and all can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import picked_sessions
from neuraldrive import measure
from neuraldrive.errors import BadValue, MeasureError, NotInStore
from neuraldrive.records import Recording, Signal
from neuraldrive.store import Store, StoredSet, open_store
from neuraldrive.workflows import keep, look, repicking, reviewing, traces


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        picked_sessions.add(opened)
        yield opened


def _recorded(store: Store) -> StoredSet:
    return next(each for each in store.sets() if each.recording_id is not None)


def _mean(stored: StoredSet, at: int) -> float:
    return next(each.value for each in stored.measurements[at] if each.measure == "mean_velocity")


def test_the_path_of_velocity_alone_is_that_of_its_position() -> None:
    t = np.arange(0, 4, 0.005)
    height = 0.25 * np.cos(np.pi * t)
    by_height = measure.bar_path(Recording({"position": Signal(height, "m", rate_hz=200)}))
    by_speed = measure.bar_path(Recording({"velocity": Signal(np.gradient(height, t), "m/s", rate_hz=200)}))
    assert np.ptp(by_speed["position"].samples) == pytest.approx(np.ptp(by_height["position"].samples), abs=0.005)
    assert by_height["velocity"].samples.max() == pytest.approx(0.25 * np.pi, abs=0.01)


def test_a_moved_rise_is_measured_between_its_new_ends_and_says_that_it_was_picked(store: Store) -> None:
    stored = _recorded(store)
    rep = stored.entry.repetitions[2]
    assert rep.start_s is not None
    assert rep.end_s is not None
    span = (rep.start_s + 0.2, rep.end_s)
    repicking.move(store, stored.repetition_ids[2], span, "late", "Bea")
    again = store.stored_set(stored.id)
    assert stored.recording_id is not None
    path = measure.bar_path(store.recording(stored.recording_id))["position"]
    low, high = np.interp(span, path.times, path.samples)
    assert _mean(again, 2) == pytest.approx((high - low) / (span[1] - span[0]), abs=1e-6)
    assert all("picked by hand" in each.flags for each in again.measurements[2])
    assert _mean(again, 1) == _mean(stored, 1)


def test_a_pick_outlives_measuring_everything_again(store: Store) -> None:
    stored = _recorded(store)
    rep = stored.entry.repetitions[0]
    repicking.move(store, stored.repetition_ids[0], ((rep.start_s or 0) - 0.1, rep.end_s or 0))
    picked = _mean(store.stored_set(stored.id), 0)
    keep.recompute(store)
    assert _mean(store.stored_set(stored.id), 0) == picked


def test_the_trace_is_the_same_after_every_kind_of_pick(store: Store) -> None:
    stored = _recorded(store)
    assert stored.recording_id is not None
    before = store.recording(stored.recording_id)["position"]
    rep = stored.entry.repetitions[0]
    repicking.move(store, stored.repetition_ids[0], (rep.start_s or 0, (rep.end_s or 0) + 0.1))
    repicking.take_out(store, stored.repetition_ids[1])
    repicking.add(store, stored.id, (0.5, 1.0))
    assert store.recording(stored.recording_id)["position"].same_as(before)


def test_undo_gives_the_figures_back_that_stood_there(store: Store) -> None:
    stored = _recorded(store)
    rep = stored.entry.repetitions[4]
    (made,) = repicking.move(store, stored.repetition_ids[4], ((rep.start_s or 0) + 0.1, rep.end_s or 0))
    keep.undo(store, made.id)
    again = store.stored_set(stored.id)
    assert again.measurements[4] == stored.measurements[4]
    assert again.entry.repetitions[4].flags == rep.flags


def test_a_repetition_that_was_taken_out_comes_back_with_its_figures(store: Store) -> None:
    stored = _recorded(store)
    (made,) = repicking.take_out(store, stored.repetition_ids[1])
    assert len(store.stored_set(stored.id).repetition_ids) == 4
    keep.undo(store, made.id)
    assert store.stored_set(stored.id).measurements == stored.measurements


def test_two_repetitions_picked_as_one_are_split_where_the_bar_turned(store: Store) -> None:
    stored = _recorded(store)
    first, second = stored.entry.repetitions[:2]
    repicking.take_out(store, stored.repetition_ids[1])
    repicking.move(store, stored.repetition_ids[0], (first.start_s or 0, second.end_s or 0))
    made = repicking.split(store, stored.repetition_ids[0], why="two")
    again = store.stored_set(stored.id)
    assert [each.start_s for each in again.entry.repetitions[:2]] == pytest.approx(
        [first.start_s, second.start_s], abs=0.15
    )
    assert [_mean(again, at) for at in (0, 1)] == pytest.approx([_mean(stored, at) for at in (0, 1)], rel=0.25)
    assert len({each.step for each in made}) == 1


def test_a_rise_outside_of_the_recording_and_a_set_without_one_are_refused(store: Store) -> None:
    stored = _recorded(store)
    with pytest.raises(MeasureError, match="Pick it within the trace"):
        repicking.move(store, stored.repetition_ids[0], (-1.0, 2.0))
    logged = next(each for each in store.sets() if each.recording_id is None)
    with pytest.raises(BadValue, match="without a recording"):
        repicking.preview(store, logged.id, (1.0, 2.0))
    with pytest.raises(NotInStore):
        repicking.move(store, 10_000, (1.0, 2.0))


def test_a_preview_is_what_a_move_then_measures_and_changes_nothing(store: Store) -> None:
    stored = _recorded(store)
    rep = stored.entry.repetitions[0]
    span = ((rep.start_s or 0) + 0.05, rep.end_s or 0)
    seen = repicking.preview(store, stored.id, span)
    assert store.corrections() == []
    repicking.move(store, stored.repetition_ids[0], span)
    moved = store.stored_set(stored.id).measurements[0]
    assert {each.measure: each.value for each in seen} == {each.measure: each.value for each in moved}


def test_a_trace_keeps_every_extreme_of_what_it_leaves_out(store: Store) -> None:
    stored = _recorded(store)
    whole, thin = (traces.trace(store, stored.id, points=points) for points in (1_000_000, 200))
    assert thin.pieces[0][0].size <= 210
    assert thin.pieces[0][1].max() == whole.pieces[0][1].max()
    assert thin.pieces[0][1].min() == whole.pieces[0][1].min()
    assert set(thin.spans) == set(stored.repetition_ids)


def test_a_window_shows_that_window_and_never_more_than_there_is(store: Store) -> None:
    found = traces.trace(store, _recorded(store).id, window=(-50.0, 5.0))
    assert (found.from_s, found.to_s) == (found.first_s, 5.0)
    assert found.pieces[0][0][-1] == pytest.approx(5.0, abs=0.02)


def test_a_set_that_was_logged_alone_has_no_trace(store: Store) -> None:
    logged = next(each for each in store.sets() if each.recording_id is None)
    with pytest.raises(MeasureError, match="without a signal"):
        traces.trace(store, logged.id)


def test_one_set_is_reviewed_as_it_is_within_its_session(store: Store) -> None:
    stored = _recorded(store)
    (within,) = [each for each in reviewing.review(store, stored.session_id) if each.set_id == stored.id]
    assert reviewing.review_set(store, stored.id) == within
    assert within.rows[0].reserve is not None
    assert len(look.entry(stored).repetitions) == len(within.rows)
