"""How often an athlete has changed: each way of writing counts, for those whom it touches and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from neuraldrive.records import Measurement, Repetition
from neuraldrive.store import Store, open_store
from store_examples import measured, reading, session

NOW = datetime(2025, 3, 10, 18, 30, tzinfo=UTC)
WATCHED = {"stream": "a.nds", "sensor": "encoder", "prescription": "back squat 1x5", "rule": ""}


def _live(store: Store) -> int:
    return store.begin_set(store.begin_session("Ada", NOW), "back_squat", 100.0, NOW, WATCHED).set_id


WRITES: dict[str, Callable[[Store], object]] = {
    "import": lambda store: store.add_reading(reading(session("Ada", day=9), name="more")),
    "by hand": lambda store: store.add_session(session("Ada", day=9)),
    "derived again": lambda store: store.replace_measurements(
        {store.sets("Ada")[0].repetition_ids[0]: measured(Repetition(mean_velocity=0.4))}
    ),
    "a set corrected": lambda store: store.correct("set", store.sets("Ada")[0].id, "rpe", 9.0),
    "a repetition left out": lambda store: store.correct(
        "repetition", store.sets("Ada")[0].repetition_ids[0], "excluded", "rerack"
    ),
    "a session corrected": lambda store: store.correct("session", store.sets("Ada")[0].session_id, "note", "other"),
    "renamed": lambda store: store.correct("athlete", _id(store, "Ada"), "body_mass_kg", 80.0),
    "moved away": lambda store: store.correct("session", store.sets("Ada")[0].session_id, "athlete", "Cem"),
    "a plan": lambda store: store.save_plan("Ada", "Winter", "mon: back squat 5x2"),
    "a test": lambda store: store.add_tests("Ada", NOW, "vastus_lateralis", [Measurement("voluntary_activation", 0.9, "ratio", "m")]),
    "live session": lambda store: store.begin_session("Ada", NOW),
    "live set": _live,
    "live repetition": lambda store: store.add_repetition(_live(store), Repetition(mean_velocity=0.5)),
    "bars of one's own": lambda store: store.note_equipment("bars", "bars", {"kg": {"bar": 20}}, "Ada"),
}  # fmt: skip


def _id(store: Store, name: str) -> int:
    return next(each.id for each in store.roster() if each.name == name)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        opened.add_reading(reading(session("Ada"), session("Bea")), measurements=measured)
        yield opened


@pytest.mark.parametrize("way", WRITES)
def test_each_way_of_writing_counts_for_the_athlete_and_for_nobody_else(store: Store, way: str) -> None:
    ada, bea = _id(store, "Ada"), _id(store, "Bea")
    before = store.changes()

    WRITES[way](store)

    after = store.changes()
    assert after[ada] != before[ada]
    assert after[bea] == before[bea]


def test_moving_a_set_counts_for_both(store: Store) -> None:
    before = store.changes()

    store.correct("set", store.sets("Ada")[0].id, "athlete", "Bea")

    after = store.changes()
    assert all(after[each] != before[each] for each in before)


def test_undoing_counts_too(store: Store) -> None:
    done = store.correct("set", store.sets("Ada")[0].id, "rpe", 9.0)
    before = store.changes()

    store.undo(done.id)

    assert store.changes() != before


def test_reading_counts_for_nobody(store: Store) -> None:
    before = store.changes()

    store.sets("Ada"), store.athletes(), store.roster(), store.lift_days(1), store.sessions()

    assert store.changes() == before


def test_who_takes_the_number_of_somebody_deleted_is_not_taken_for_them(store: Store) -> None:
    last = max(each.id for each in store.roster())
    number = store.changes()[last]
    store.personal.erase(last)

    store.add_session(session("Dan"))

    assert _id(store, "Dan") == last
    assert store.changes()[last] != number
