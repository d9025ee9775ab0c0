"""The catalogue against a second reading, made from the papers and recordings before the entries were opened.

`lifts.toml` and `sensors.toml` hold that reading. Where the entry stands outside the tolerance on purpose, the reading
carries a `disagreement` that says why; the entry must then call itself assumed, and must really differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from neuraldrive.catalog import Lift, Sensor, lift_name, lifts, sensor, sensors
from readings import BORNE_BY_A_SOURCE, ROUNDING, agrees, not_derived, readings, second_reading

_LIFTS, _SENSORS = second_reading("lifts"), second_reading("sensors")
_AGREED = [*readings(_LIFTS, unmarked=("disagreement",)), *readings(_SENSORS, unmarked=("disagreement",))]
_DISAGREED = [*readings(_LIFTS, marked="disagreement"), *readings(_SENSORS, marked="disagreement")]


def _entry(name: str) -> Lift | Sensor:
    return lifts()[name] if name in lifts() else sensors()[name]


def _catalogued(entries: Mapping[str, Lift]) -> list[Any]:
    return [pytest.param(entry, id=name) for name, entry in entries.items()]


@pytest.mark.parametrize(("entry", "number", "reading"), _DISAGREED)
def test_an_entry_that_differs_on_purpose_calls_itself_assumed(
    entry: str, number: str, reading: Mapping[str, Any]
) -> None:
    found = _entry(entry).numbers[number]
    assert found.how == "assumed"
    assert not agrees(found, reading), "it agrees by now: take the disagreement away"


@pytest.mark.parametrize(("entry", "number", "reading"), _AGREED)
def test_an_entry_agrees_with_the_second_reading(entry: str, number: str, reading: Mapping[str, Any]) -> None:
    found = _entry(entry).numbers[number]
    assert found.unit == reading["unit"]
    assert agrees(found, reading), reading["reason"]


@pytest.mark.parametrize("name", _SENSORS["mean_velocity_sd"])
def test_the_whole_error_of_an_encoder_lies_in_the_range_read(name: str) -> None:
    reading = _SENSORS["mean_velocity_sd"][name]
    found = sensor(name).mean_velocity_sd()
    assert abs(found - reading["value"]) <= reading["tolerance"] + ROUNDING, reading["reason"]


@pytest.mark.parametrize(("entry", "number"), [*not_derived(_LIFTS), *not_derived(_SENSORS)])
def test_a_number_that_no_source_bears_is_not_called_derived(entry: str, number: str) -> None:
    assert _entry(entry).numbers[number].how not in BORNE_BY_A_SOURCE


def test_exactly_the_entries_that_no_source_bears_in_full_are_provisional() -> None:
    read = {**_LIFTS["not_derived"], **_SENSORS["not_derived"]}
    provisional = {name for name in read if _entry(name).provisional}
    assert provisional == {name for name, numbers in read.items() if numbers}


def test_an_entry_that_was_read_once_is_provisional() -> None:
    twice = {*_LIFTS["not_derived"], *_SENSORS["not_derived"]}
    once = {name: entry for table in (lifts(), sensors()) for name, entry in table.items() if name not in twice}
    assert [name for name, entry in once.items() if not entry.provisional] == []


@pytest.mark.parametrize("lift", _catalogued(lifts()))
def test_velocity_rises_as_load_falls(lift: Lift) -> None:
    line = [lift["velocity_at_one_rm"] + lift["slope"] * (1 - share) for share in (1.0, 0.9, 0.7, 0.5, 0.0)]
    assert line == sorted(set(line))


@pytest.mark.parametrize("lift", _catalogued(lifts()))
def test_two_repetitions_left_is_faster_than_a_one_rm_and_slower_than_half_load(lift: Lift) -> None:
    half = lift["velocity_at_one_rm"] + 0.5 * lift["slope"]
    assert lift["velocity_at_one_rm"] < lift["velocity_at_rpe_8"] < half


@pytest.mark.parametrize("lift", _catalogued(lifts()))
def test_people_differ_by_less_than_the_mean(lift: Lift) -> None:
    assert 0 < lift["velocity_at_one_rm_sd"] < lift["velocity_at_one_rm"]
    assert 0 < lift["slope_sd"] < lift["slope"]


def test_a_heavy_deadlift_and_a_heavy_bench_press_are_slower_than_a_heavy_squat() -> None:
    squat = lifts()["back_squat"]["velocity_at_one_rm"]
    assert lifts()["deadlift"]["velocity_at_one_rm"] < squat
    assert lifts()["bench_press"]["velocity_at_one_rm"] < squat


def test_a_squat_is_faster_than_a_bench_press_at_the_same_effort() -> None:
    assert lifts()["bench_press"]["velocity_at_rpe_8"] < lifts()["back_squat"]["velocity_at_rpe_8"]


def test_sensors_rank_from_encoder_to_phone_video() -> None:
    ranked = ["linear_encoder", "bar_imu", "wrist_watch", "phone_video"]
    errors = [sensor(name).mean_velocity_sd() for name in ranked]
    assert errors == sorted(set(errors))


@pytest.mark.parametrize("name", ["vitruve", "openbarbell"])
def test_rounding_makes_no_encoder_better_than_the_class_it_belongs_to(name: str) -> None:
    assert sensor(name).mean_velocity_sd() >= sensor("linear_encoder").mean_velocity_sd()


def test_every_spelling_names_one_lift() -> None:
    spellings = [(text, name) for name, lift in lifts().items() for text in (name, lift.label, *lift.aliases)]
    assert [(text, lift_name(text)) for text, name in spellings if lift_name(text) != name] == []


@pytest.mark.parametrize("change", [str.upper, str.title, lambda text: f" {text} ".replace(" ", "-")])
def test_a_spelling_resolves_whatever_its_case_and_hyphens(change: Any) -> None:
    spellings = [(alias, name) for name, lift in lifts().items() for alias in lift.aliases]
    assert [(text, name) for text, name in spellings if lift_name(change(text)) != name] == []
