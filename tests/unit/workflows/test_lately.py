"""A lift lately: the same verdict and the same profile as from all that is stored, from the weeks that count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desk_team import TODAY, days, fill, number_of
from neuraldrive import measure, monitor
from neuraldrive.records import SetEntry
from neuraldrive.store import Store, open_store
from neuraldrive.workflows import lately, look, reviewing

ON = TODAY.date()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("desk")) as opened:
        fill(opened)
        for each in days("Long", 120, today=-0.1):
            opened.add_session(each, measure.all_of)
        yield opened


def _found(store: Store, name: str, until: date = ON) -> lately.LiftLately:
    number = number_of(store, name)
    found = lately.lift_lately(store, number, store.lift_days(number), "back_squat", until)
    assert found is not None
    return found


def test_the_verdict_is_that_of_all_sets(store: Store) -> None:
    said = lately.standing(_found(store, "Long"))

    entries = [look.entry(each) for each in store.sets("Long", "back_squat")]
    now, earlier = _split(entries)
    expected = monitor.change(now, monitor.baseline(earlier, sensor="linear_encoder"))
    assert said.change is not None
    assert said.change.difference == pytest.approx(expected.difference, rel=1e-12)
    assert said.change.told_from == pytest.approx(expected.told_from, rel=1e-12)
    assert said.kind == "slower"


def _split(entries: list[SetEntry]) -> tuple[list[SetEntry], list[SetEntry]]:
    now = [each for each in entries if each.started_at is not None and each.started_at.date() == ON]
    return now, [each for each in entries if each.started_at is not None and each.started_at.date() < ON]


@pytest.mark.parametrize("name", ["Long", "Usual", "Unrated", "Few"])
def test_the_profile_is_that_of_all_sets(store: Store, name: str) -> None:
    found = _found(store, name)

    windowed = lately.profile(store, number_of(store, name), found)

    whole = look.profile(store, name, "back_squat").profile
    assert windowed.estimated_one_rm_kg.value == pytest.approx(whole.estimated_one_rm_kg.value, rel=1e-9)
    assert windowed.estimated_one_rm_kg.interval == pytest.approx(whole.estimated_one_rm_kg.interval, rel=1e-9)


def test_only_the_weeks_that_count_are_read(store: Store) -> None:
    found = _found(store, "Long")

    assert found.days == 120
    assert len(found.earlier) < 4 * 35


@pytest.mark.parametrize(
    ("name", "kind"), [("Slow", "slower"), ("Usual", "usual"), ("Drift", "drift down"), ("Few", "unsure")]
)
def test_a_day_is_told_as_it_was_made(store: Store, name: str, kind: str) -> None:
    assert lately.standing(_found(store, name)).kind == kind


def test_a_day_before_is_judged_by_what_was_known_then(store: Store) -> None:
    found = _found(store, "Slow", ON - timedelta(days=1))

    assert found.on == ON - timedelta(days=2)
    assert lately.standing(found).kind == "usual"


def test_history_is_what_would_have_been_said_then(store: Store) -> None:
    number = number_of(store, "Usual")
    made = lately.history(store, number, store.lift_days(number), "back_squat", ON)

    weeks = [day.isocalendar()[:2] for day, _ in made]
    assert len(set(weeks)) == len(weeks) >= 5
    day, profile = made[-2]
    then = look.profile(store, "Usual", "back_squat", until=day).profile
    assert profile.estimated_one_rm_kg.value == pytest.approx(then.estimated_one_rm_kg.value, rel=1e-9)


def test_the_review_of_a_day_says_the_same(store: Store) -> None:
    (said,) = reviewing.day_of(store, "Slow")

    assert said.word == "changed"
    assert said.difference == pytest.approx(-0.15, abs=0.05)


def test_a_lift_never_done_is_none(tmp_path: Path) -> None:
    with open_store(tmp_path) as empty:
        number = empty.add_athlete("Ada")

        assert lately.lift_lately(empty, number, empty.lift_days(number), "back_squat", ON) is None
