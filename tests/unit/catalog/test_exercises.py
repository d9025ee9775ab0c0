"""Exercises: every lift among them, each name for one, shares with their source, and refused where they do not hold."""

from __future__ import annotations

from typing import Any

import pytest

from neuraldrive import catalog
from neuraldrive.catalog.entries import slug, tables
from neuraldrive.catalog.exercise_entry import PATTERNS, Exercise
from neuraldrive.catalog.exercise_file import load_exercises, names_of
from neuraldrive.errors import CatalogError
from neuraldrive.sources import source

EXERCISES = [pytest.param(each, id=name) for name, each in catalog.exercises().items()]
MINE = {
    "label": "My squat", "aliases": [], "kind": "variation", "lift": "back_squat", "equipment": ["bar"],
    "stresses": ["knee"], "methods": ["maximal_effort"],
    "one_rm_share": {"value": 0.9, "unit": "ratio", "source": "neuraldrive_plan_2026", "where": "here", "how": "assumed",
                     "range": [0.2, 1.6]},
    "one_rm_share_sd": {"value": 0.05, "unit": "ratio", "source": "neuraldrive_plan_2026", "where": "here",
                        "how": "assumed", "range": [0.0, 0.3]},
}  # fmt: skip


def load(pattern: str = "squat", **changes: Any) -> Exercise:
    entry = {key: value for key, value in {**MINE, **changes}.items() if value is not None}
    return load_exercises({pattern: {"mine": entry}}, catalog.lifts(), catalog.methods())["mine"]


def test_every_lift_of_the_catalogue_is_an_exercise_with_its_own_profile() -> None:
    for name in set(catalog.lifts()) - {"any_lift"}:
        assert catalog.exercise(name).name == name
        assert catalog.exercise(name).lift == name
        assert catalog.exercise(name).share == 1.0


def test_each_way_to_write_a_name_means_one_exercise() -> None:
    owners: dict[str, str] = {}
    for each in catalog.exercises().values():
        for spelling in {slug(text) for text in names_of(each)}:
            assert owners.setdefault(spelling, each.name) == each.name, spelling


def test_every_alias_of_a_lift_names_that_lift_or_an_exercise_that_varies_it() -> None:
    for name in set(catalog.lifts()) - {"any_lift"}:
        for alias in catalog.lift(name).aliases:
            assert catalog.exercise(alias).lift == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("bench", "bench_press"), ("Squats", "back_squat"), ("SSB", "safety_bar_squat"), ("RDL", "romanian_deadlift"),
        ("ohp", "overhead_press"), ("High-Bar Squat", "high_bar_squat"), ("paused squat", "pause_squat"),
        ("depth jumps", "drop_jump"), ("CMJ", "countermovement_jump"), ("box squats", "box_squat"),
        ("safety-bar squat", "safety_bar_squat"), ("chin ups", "chin_up"), ("two-board press", "board_press"),
        ("bench throws", "bench_throw"), ("bench presses", "bench_press"), ("farmer's carries", "farmers_carry"), ("trap bar deadlift", "trap_bar_deadlift"),
    ],
)  # fmt: skip
def test_names_are_read_as_coaches_write_them(written: str, name: str) -> None:
    assert catalog.exercise(written).name == name


def test_an_unknown_name_gets_the_nearest_ones_and_nonsense_a_way_on() -> None:
    with pytest.raises(CatalogError, match=r"found 'bakc squat'.*Did you mean Back squat\?"):
        catalog.exercise("bakc squat")
    with pytest.raises(CatalogError, match=r"Did you mean Bench press\?"):
        catalog.exercise("bench presss")
    with pytest.raises(CatalogError, match=r"neuraldrive plan exercises. lists them"):
        catalog.exercise("zzzz")


@pytest.mark.parametrize("each", EXERCISES)
def test_each_share_has_a_source_and_assumed_ones_make_the_entry_provisional(each: Exercise) -> None:
    assert all(source(number.source) and number.where for number in each.numbers.values())
    assert each.provisional == any(number.how in ("assumed", "recalled") for number in each.numbers.values())
    assert not each.lift or each.lift in catalog.lifts()
    assert not each.stand_in or catalog.exercise(each.stand_in).lift == each.stand_in


@pytest.mark.parametrize("each", EXERCISES)
def test_what_an_exercise_suits_fits_what_it_is(each: Exercise) -> None:
    assert ("plyometric" in each.methods) <= (each.pattern in ("jump", "throw"))
    assert ("maximal_effort" in each.methods) <= each.on_a_bar
    assert each.methods


def test_every_pattern_has_exercises_and_shares_are_ordered_as_lifters_know_them() -> None:
    assert {each.pattern for each in catalog.exercises().values()} == set(PATTERNS) == set(tables("exercises"))
    assert len(catalog.exercises()) > 50
    share = {name: each.share for name, each in catalog.exercises().items()}
    assert share["zercher_squat"] < share["pause_squat"] < share["high_bar_squat"] < 1 < share["half_squat"]
    assert share["deficit_deadlift"] < 1 < share["block_pull"] < share["rack_pull"]
    assert share["power_snatch"] < share["hang_clean"] < share["power_clean"]
    assert share["floor_press"] < share["close_grip_bench_press"] < 1 < share["board_press"] < share["push_press"]


def test_a_shoulder_can_be_spared_in_squat_and_press() -> None:
    for pattern in ("squat", "press"):
        spared = [e for e in catalog.exercises().values() if e.pattern == pattern and "shoulder" not in e.stresses]
        assert any("maximal_effort" in each.methods for each in spared)


def test_an_own_entry_loads() -> None:
    assert load().share == 0.9
    assert load().provisional


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "big"}, "kind: found big"),
        ({"equipment": ["bicycle"]}, "equipment: found bicycle"),
        ({"stresses": ["nose"]}, "stresses: found nose"),
        ({"methods": ["luck"]}, "method: found luck"),
        ({"lift": "curling"}, "lift: found curling"),
        ({"label": None}, "label missing"),
        ({"aliases": "squat"}, "aliases missing, unknown or wrong"),
        ({"weight": 3}, "weight missing, unknown or wrong"),
        ({"one_rm_share_sd": None}, "one_rm_share"),
        ({"one_rm_share": None}, "one_rm_share"),
        ({"stand_in": "deadlift"}, "stand_in_share"),
        ({"one_rm_share": {**MINE["one_rm_share"], "value": 3}}, "between 0.2 and 1.6"),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_hold_is_refused_by_its_fault(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(CatalogError, match=message):
        load(**changes)


def test_an_unknown_pattern_and_a_name_twice_are_refused() -> None:
    with pytest.raises(CatalogError, match="pattern: found swim"):
        load("swim")
    with pytest.raises(CatalogError, match="mine twice"):
        load_exercises({"squat": {"mine": MINE}, "hinge": {"mine": MINE}}, catalog.lifts(), catalog.methods())
