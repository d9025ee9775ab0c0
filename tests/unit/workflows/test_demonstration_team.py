"""Simulated athletes: marked so, with what is known to be different about them, and topped up day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from neuraldrive.measure.repetitions import NOT_COMPLETED
from neuraldrive.records import Wave
from neuraldrive.store import Store, open_store
from neuraldrive.workflows import demonstration_team, planning, reviewing

ON = date(2026, 11, 27)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("team")) as store:
        demonstration_team.fill(store, ON)
        yield store


def test_everybody_is_marked_as_simulated(filled: Store) -> None:
    assert len(filled.athletes()) == len(demonstration_team.TEAM)
    assert all(each.athlete.simulated and each.name.startswith("Simulated") for each in filled.athletes())


def test_who_is_made_slower_or_faster_today_is_found_changed_and_the_others_are_not(filled: Store) -> None:
    for who in demonstration_team.TEAM:
        [day] = reviewing.day_of(filled, who.name)
        assert day.difference is not None
        if who.today != 1.0:
            assert day.word == "changed"
            assert (day.difference < 0) == (who.today < 1.0)
        elif not who.fades:
            assert day.word == "usual"


def test_they_lift_what_their_plan_says_on_the_days_on_which_it_says_so(filled: Store) -> None:
    for who in demonstration_team.TEAM:
        sessions = filled.sessions(who.name, limit=14)
        lifted = {each.started_at.date(): each.sets for each in sessions if each.started_at is not None}
        for day in (ON - timedelta(days=back) for back in range(14)):
            lines = [each.line for sheet in planning.sheets(filled, who.name, day) for each in sheet.lines]
            planned = sum(each.sets.low for line in lines if not isinstance(line.scheme, Wave) for each in line.scheme)
            assert planned == lifted.get(day, 0), (who.name, day)


def test_a_set_in_which_a_repetition_failed_is_rated_ten(filled: Store) -> None:
    sets = [
        each.entry
        for who in demonstration_team.TEAM
        for each in filled.sets(who.name)
        if any((rep.excluded or "").startswith(NOT_COMPLETED) for rep in each.entry.repetitions)
    ]
    assert sets
    assert {each.rpe for each in sets if each.rpe is not None} == {10.0}


def test_tests_in_the_laboratory_hold_activation_rates_and_doublets(filled: Store) -> None:
    for who in demonstration_team.TEAM:
        found = {each.measurement.measure for each in filled.tests(who.name)}
        wanted = {"voluntary_activation", "first_interval_rate", "doublet_share", "recruitment_interval"}
        assert (wanted <= found) == who.tested


def test_the_next_day_adds_that_day_alone_and_the_same_day_nothing(filled: Store) -> None:
    before = {each.name: each.sessions for each in filled.athletes()}
    demonstration_team.fill(filled, ON)
    assert {each.name: each.sessions for each in filled.athletes()} == before
    demonstration_team.fill(filled, ON + timedelta(days=1))
    after = {each.name: each.sessions for each in filled.athletes()}
    assert 0 < sum(after.values()) - sum(before.values()) <= len(demonstration_team.TEAM)
