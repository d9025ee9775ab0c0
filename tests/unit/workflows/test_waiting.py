"""What waits for a coach, and what settles it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desk_team import TODAY, days, fill, number_of
from neuraldrive import measure
from neuraldrive.records import Reading
from neuraldrive.store import Store, open_store
from neuraldrive.workflows import glance, import_questions, waiting
from neuraldrive.workflows.waiting import Waits

ON = TODAY.date()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        fill(opened)
        yield opened


def _waits(store: Store, on: date = ON) -> list[Waits]:
    return waiting.waiting(store, [glance.glance(store, each, on) for each in store.roster()], on)


def test_the_heaviest_set_of_an_unrated_day_waits_until_it_is_rated(store: Store) -> None:
    (found,) = _waits(store)
    assert "Unrated" in found.detail
    assert found.what == "Rate 120 kg × 3"

    heaviest = max(store.sets("Unrated"), key=lambda each: (each.entry.started_at or TODAY, each.entry.load_kg))
    store.correct("set", heaviest.id, "rpe", 8.0)

    assert _waits(store) == []


def test_a_repetition_left_out_waits_until_somebody_says_so(store: Store) -> None:
    entry = days("Slow", 1)[0]
    reps = (*entry.sets[0].repetitions[:2], replace(entry.sets[0].repetitions[2], excluded="rerack"))
    store.add_session(replace(entry, sets=(replace(entry.sets[0], repetitions=reps, rpe=7.0),)))
    (found,) = [each for each in _waits(store) if each.action == "Review"]
    assert "rerack" in found.detail

    left_out = [
        n
        for each in store.sets("Slow")
        for n, rep in zip(each.repetition_ids, each.entry.repetitions, strict=True)
        if rep.excluded
    ]
    store.correct("repetition", left_out[0], "excluded", "rerack", "confirmed")

    assert not [each for each in _waits(store) if each.action == "Review"]


def test_a_review_leads_to_the_set_and_repetition_meant_and_waits_again_once_that_is_undone(store: Store) -> None:
    entry = days("Slow", 1)[0]
    third = replace(entry.sets[2].repetitions[1], excluded="spotter")
    sets = (*entry.sets[:2], replace(entry.sets[2], repetitions=(entry.sets[2].repetitions[0], third)))
    numbered = tuple(replace(each, number=10 * each.number) for each in sets)
    receipt = store.add_session(replace(entry, sets=numbered, started_at=TODAY.replace(hour=7)))
    (session_id,) = receipt.session_ids
    left_out = store.session(session_id).sets[2].repetition_ids[1]
    (found,) = [each for each in _waits(store) if each.action == "Review"]
    assert found.to == f"/sessions/{session_id}/sets/3#rep-{left_out}"

    said = store.correct("repetition", left_out, "excluded", "spotter", "confirmed")
    assert not [each for each in _waits(store) if each.action == "Review"]
    store.undo(said.id)
    assert [each for each in _waits(store) if each.action == "Review"] == [found]


def test_a_set_to_rate_is_found_by_its_place_whatever_its_number(store: Store) -> None:
    made = days("Numbered", 4, rated=False)
    for each in made:
        store.add_session(
            replace(each, sets=tuple(replace(one, number=10 + one.number) for one in each.sets)), measure.all_of
        )
    (found,) = [each for each in _waits(store) if each.detail.startswith("Numbered")]
    assert found.to.endswith("/sets/4")


def test_questions_of_an_import_wait_with_whose_they_are(store: Store) -> None:
    asked = ("Are the loads in kg or lb? The header does not say.",)
    made = Reading("test", "squats.csv", "0" * 64, (), tuple(days("Usual", 1, seed=5)), (), asked)
    store.add_reading(made)

    (found,) = [each for each in _waits(store, date.today()) if each.action == "Answer"]
    assert found.what == "Are the loads in kg or lb?"
    assert "squats.csv" in found.detail


def test_a_question_of_an_import_waits_however_long_ago_it_was(store: Store) -> None:
    asked = ("Are the loads in kg or lb? The header does not say.",)
    store.add_reading(Reading("test", "old.csv", "1" * 64, (), tuple(days("Usual", 1, seed=5)), (), asked))
    later = date.today() + timedelta(days=60)
    waits = [each for each in _waits(store, later) if each.action == "Answer"]
    assert len(waits) == len(import_questions.open_questions(store)) == 1


def test_a_plan_that_cannot_be_read_waits(store: Store) -> None:
    store.save_plan("Slow", "Winter", "mon: nonsense lift 5x2 @ 90%\n")

    (found,) = [each for each in _waits(store) if each.action == "Open"]
    assert found.detail.startswith("Slow · Winter")


def test_the_changed_come_first_and_the_absent_last(store: Store) -> None:
    everybody = [glance.glance(store, each, ON) for each in store.roster()]

    names = [each.name for each in glance.in_order(everybody, "changed")]
    assert names[0] == "Slow"
    assert names[1] == "Drift"
    assert names[-1] == "Away"
    assert [each.name for each in glance.in_order(everybody, "name")] == sorted(names)
    assert [each.name for each in glance.in_order(everybody, "trained")][-1] == "Away"


def test_somebody_new_has_no_session_yet(store: Store) -> None:
    store.add_athlete("New")

    found = next(glance.glance(store, each, ON) for each in store.roster() if each.id == number_of(store, "New"))

    assert (found.kind, found.last, found.standing) == ("new", None, None)
