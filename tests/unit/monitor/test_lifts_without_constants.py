"""Lifts that the engine was not fitted on: what judges them, that it only advises, and that it says so."""

from __future__ import annotations

import pytest

from neuraldrive.monitor import LiveSet
from neuraldrive.records import Stop
from rated_examples import all_of, asked, rated

FALLING = (0.60, 0.50, 0.40, 0.30, 0.15)
OTHERS = ("deadlift", "overhead_press", "front_squat", "my_log_press")


@pytest.mark.parametrize("lift", OTHERS)
def test_a_lift_without_constants_only_advises_and_every_word_carries_that_grade(lift: str) -> None:
    live = LiveSet(asked(lift), sensor="linear_encoder")
    told = all_of(live, FALLING)
    assert (live.grade, told[0].grade, told[-1].grade) == ("advises", "advises", "advises")
    assert (told[-1].word, told[-1].advice) == ("last rep", True)
    assert f"tested on back squat and bench press, not on {lift.replace('_', ' ')}" in told[-1].why
    assert live.why_not in told[-1].why


@pytest.mark.parametrize("lift", OTHERS)
def test_until_ten_sets_are_rated_the_methods_own_rule_judges_and_says_how_many_there_are(lift: str) -> None:
    live = LiveSet(asked(lift), history=rated(9, lift), sensor="linear_encoder")
    assert live.judged_by.startswith("maximal effort: loss 10 to 15 %, near")
    assert "in place of 'until 2 in reserve' while 9 of 10 sets of this lift are rated" in live.judged_by
    assert all_of(live, FALLING)[-1].rule.startswith("maximal effort: loss")


@pytest.mark.parametrize("lift", OTHERS)
def test_from_ten_rated_sets_on_the_engine_judges_by_the_athletes_own_sets_and_still_advises(lift: str) -> None:
    slow, fast = (LiveSet(asked(lift), history=rated(10, lift, v), sensor="linear_encoder") for v in (0.20, 0.45))
    assert slow.judged_by == "until 2 in reserve (10 rated sets of yours, the 4 lifters of any_lift)"
    assert slow.rules[0].floor_mps == pytest.approx(0.20, abs=0.02)
    assert fast.rules[0].floor_mps == pytest.approx(0.45, abs=0.02)
    assert all_of(slow, (0.40,))[-1].word == "go"
    said = all_of(fast, (0.46, 0.38))[-1]
    assert (said.word, said.advice, said.grade, fast.grade) == ("last rep", True, "advises", "advises")


def test_squat_and_bench_press_may_be_stopped_by_an_encoder_with_no_rated_set() -> None:
    for lift in ("back_squat", "bench_press"):
        live = LiveSet(asked(lift), sensor="linear_encoder")
        assert (live.grade, live.why_not) == ("may stop a set", "")
        assert all_of(live, FALLING)[-1].grade == "may stop a set"


def test_a_variation_borrows_the_engine_of_its_lift_and_only_advises() -> None:
    live = LiveSet(asked("high_bar_squat"), sensor="linear_encoder")
    told = all_of(live, FALLING)[-1]
    assert live.rules[0].engine.name == "back_squat"
    assert (live.grade, told.word, told.advice) == ("advises", "last rep", True)
    assert "not on high bar squat" in told.why


def test_a_clean_is_no_squat_though_its_loads_are_shares_of_one() -> None:
    live = LiveSet(asked("power_clean"), history=rated(12, "power_clean", 0.9), sensor="linear_encoder")
    assert live.rules[0].engine.name == "any_lift"
    assert "any lift" in LiveSet(asked("power_clean")).rules[0].whose


def test_a_rule_that_needs_no_constants_may_stop_any_lift_with_an_encoder() -> None:
    live = LiveSet(asked("deadlift"), sensor="linear_encoder", rule="loss 20%")
    assert (live.grade, live.judged_by) == ("may stop a set", "loss 20 % from the fastest")
    assert all_of(live, FALLING)[-1].word == "stop"


def test_of_two_rules_of_which_one_may_stop_the_line_says_which_only_advises() -> None:
    live = LiveSet(asked("deadlift", stops=(Stop("reserve", 1), Stop("velocity", 0.1))), sensor="linear_encoder")
    assert live.grade == "may stop a set"
    assert "rated, advises only; floor 0.10 m/s" in live.judged_by
    told = all_of(live, FALLING)
    assert (told[-1].word, told[-1].grade) == ("last rep", "advises")
    assert all_of(live, (0.09,))[-1].word == "stop"


def test_an_inertial_unit_may_stop_a_squat_from_ten_rated_sets_on_and_never_a_deadlift() -> None:
    nine, ten = (LiveSet(asked(), history=rated(n), sensor="bar_imu") for n in (9, 10))
    assert (nine.grade, ten.grade) == ("advises", "may stop a set")
    assert "until 10 sets are rated" in nine.why_not
    assert LiveSet(asked("deadlift"), history=rated(12, "deadlift"), sensor="bar_imu").grade == "advises"
    assert LiveSet(asked("deadlift"), sensor="phone_video").grade == "counts only"
