"""An exercise's 1RM and speed from the athlete's profiles, and how much wider they are where they are inferred."""

from __future__ import annotations

import math

import pytest

from neuraldrive import catalog
from neuraldrive.plan.one_rm import NORMAL_95, OneRm, one_rm
from profile_examples import profile, profiles


def found(name: str, *lifts: str) -> OneRm:
    one = one_rm(catalog.exercise(name), profiles(*lifts))
    assert one is not None
    return one


def log_width(one: OneRm) -> float:
    low, high = one.interval_kg
    return math.log(high / low)


def test_a_lift_with_its_own_profile_has_that_one() -> None:
    one, own = found("back_squat", "back_squat", "deadlift"), profile("back_squat").estimated_one_rm_kg
    assert one.kg == own.value
    assert one.interval_kg == pytest.approx(own.interval)


def test_a_variation_has_its_share_of_the_lift_and_a_wider_interval() -> None:
    squat, box = found("back_squat", "back_squat"), found("box_squat", "back_squat")
    assert box.kg == pytest.approx(0.93 * squat.kg)
    assert log_width(box) == pytest.approx(math.hypot(log_width(squat), 2 * NORMAL_95 * 0.06 / 0.93), rel=0.02)


def test_an_own_profile_of_a_variation_comes_before_its_share() -> None:
    one = one_rm(
        catalog.exercise("box_squat"), {"box_squat": profile("bench_press"), "back_squat": profile("back_squat")}
    )
    assert one is not None
    assert one.kg == profile("bench_press").estimated_one_rm_kg.value
    assert one.origin == "its own profile"


def test_a_lift_without_profile_is_stood_in_for_and_both_doubts_add_up() -> None:
    front, paused = found("front_squat", "back_squat"), found("pause_front_squat", "back_squat")
    assert front.share == pytest.approx(0.79)
    assert paused.share == pytest.approx(0.79 * 0.92)
    assert paused.share_sd / paused.share == pytest.approx(math.hypot(0.06 / 0.79, 0.04 / 0.92))
    assert front.velocity_at(80) is None


def test_a_throw_takes_its_share_of_the_press_but_not_its_speed() -> None:
    throw = found("bench_throw", "bench_press")
    assert throw.kg == profile("bench_press").estimated_one_rm_kg.value
    assert throw.velocity_at(40) is None
    assert throw.load_at(1.0) is None


def test_without_any_profile_of_its_chain_there_is_none() -> None:
    assert one_rm(catalog.exercise("back_squat"), profiles("bench_press")) is None
    assert one_rm(catalog.exercise("plank"), profiles("bench_press")) is None


def test_a_variation_moves_as_its_lift_does_at_the_same_share_with_a_wider_interval() -> None:
    squat, box = found("back_squat", "back_squat"), found("box_squat", "back_squat")
    own, inferred = squat.velocity_at(0.8 * squat.kg), box.velocity_at(0.8 * box.kg)
    assert own is not None
    assert inferred is not None
    assert own.interval is not None
    assert inferred.interval is not None
    assert inferred.value == pytest.approx(own.value, abs=1e-6)
    assert inferred.interval[0] < own.interval[0] < own.interval[1] < inferred.interval[1]


def test_the_load_of_a_speed_is_the_one_that_moves_so() -> None:
    box = found("box_squat", "back_squat")
    at = box.load_at(0.7)
    assert at is not None
    speed = box.velocity_at(at[0])
    assert speed is not None
    assert speed.value == pytest.approx(0.7, abs=0.005)
    assert at[1][0] < at[0] < at[1][1]


def test_an_unrated_profile_and_a_guessed_share_are_called_wide_and_a_rated_one_is_not() -> None:
    assert not found("back_squat", "back_squat").wide
    assert found("good_morning", "back_squat").wide
    unrated = one_rm(catalog.exercise("bench_press"), {"bench_press": profile("bench_press", rated=False)})
    assert unrated is not None
    assert unrated.wide
