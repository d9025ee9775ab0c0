"""Sets fitted to the athlete: kilograms and plates, velocity, stops, rests, bands, and what is said where something lacks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from neuraldrive import plan, simulate
from neuraldrive.errors import BadValue
from neuraldrive.kernels.load_velocity import repetition_fraction
from neuraldrive.plan.prescribe import prescribe
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.records.prescription import Load, Prescription, Rotation, Sets, Span, Stop, Wave
from profile_examples import TESTED, profile, profiles

SQUAT, BENCH = profiles("back_squat"), profiles("bench_press")
SQUAT_KG = profile("back_squat").estimated_one_rm_kg.value
BENCH_KG = profile("bench_press").estimated_one_rm_kg.value


def sets(count: float, repetitions: float | None, load: Load | None = None) -> Sets:
    return Sets(Span(count), None if repetitions is None else Span(repetitions), load)


def line(lift: str, load: Load | None, count: float = 5, repetitions: float | None = 3, **more: Any) -> Prescription:
    return Prescription((lift,), (sets(count, repetitions, load),), **more)


def first(prescription: Prescription, known: dict[str, Any] = SQUAT, **gym: Any) -> Prescribed:
    return prescribe(prescription, known, **gym)[0]


def share(low: float, high: float | None = None, **more: Any) -> Load:
    return Load(Span(low) if high is None else Span(low, high), **more)


def test_what_rests_on_an_old_profile_says_how_old_it_is() -> None:
    on = TESTED.date()
    line, in_kg = plan.parse_line("back squat 3x2 @ 80%"), plan.parse_line("deadlift 3x2 @ 100kg")
    for days, age in ((0, ""), (60, ""), (61, "2 months"), (400, "13 months"), (1200, "3 years")):
        doubts = prescribe(line, SQUAT, on=on + timedelta(days=days))[0].doubts
        assert [each for each in doubts if "old" in each] == [
            each for each in doubts if age and f"is {age} old (" in each
        ]
        assert bool(age) == any("old" in each for each in doubts)
    assert prescribe(line, SQUAT)[0].doubts == ()
    assert prescribe(in_kg, SQUAT, on=on + timedelta(days=400))[0].doubts == ()


def test_a_share_becomes_kilograms_with_plates_and_an_expected_velocity() -> None:
    one = first(line("back_squat", share(0.9), method="maximal_effort", stops=(Stop("reserve", 1),)))
    assert one.asked_kg == pytest.approx(0.9 * SQUAT_KG)
    assert one.load_kg is not None
    assert abs(one.load_kg - 0.9 * SQUAT_KG) <= 1.25
    assert one.load_kg == 20 + 2 * sum(one.per_side)
    assert one.share == pytest.approx(one.load_kg / SQUAT_KG)
    assert one.velocity is not None
    assert one.velocity.value == profile("back_squat").velocity_at(one.load_kg).value
    assert one.stop == "Stop with 1 repetition in reserve."
    assert one.doubts == ()


def test_a_range_gives_its_middle_and_its_ends() -> None:
    one = first(line("back_squat", share(0.85, 0.9)))
    assert one.asked_kg == pytest.approx(0.875 * SQUAT_KG)
    assert one.range_kg == pytest.approx((0.85 * SQUAT_KG, 0.9 * SQUAT_KG))


def test_kilograms_are_unsure_as_the_1rm_is() -> None:
    one, interval = first(line("back_squat", share(0.8))), profile("back_squat").estimated_one_rm_kg.interval
    assert interval is not None
    assert one.unsure_kg == pytest.approx((0.8 * interval[0], 0.8 * interval[1]))


def test_a_wide_1rm_is_said_and_the_kilograms_come_from_its_middle() -> None:
    loose = {"bench_press": profile("bench_press", rated=False)}
    one = first(line("bench_press", share(0.8)), loose)
    assert one.asked_kg == pytest.approx(0.8 * loose["bench_press"].estimated_one_rm_kg.value)
    assert "that is wide, so the kg are from its middle. Rate a few hard sets" in one.why
    assert "wide" not in first(line("back_squat", share(0.8))).why
    assert "A profile of its own narrows it" in first(line("good_morning", share(0.8))).why


def test_every_set_is_there_and_those_that_a_range_leaves_open_are_marked() -> None:
    found = prescribe(Prescription(("back_squat",), (Sets(Span(3, 5), Span(2), share(0.8)),)), SQUAT)
    assert [each.number for each in found] == [1, 2, 3, 4, 5]
    assert [each.optional for each in found] == [False, False, False, True, True]


def test_a_wave_climbs_and_begins_anew() -> None:
    steps = (sets(1, 3, share(0.85)), sets(1, 2, share(0.9)), sets(1, 1, share(0.95)))
    found = prescribe(Prescription(("back_squat",), Wave(steps, 2)), SQUAT)
    loads = [each.load_kg or 0.0 for each in found]
    assert loads[:3] == loads[3:] == sorted(set(loads[:3]))
    assert [each.repetitions for each in found[:3]] == [Span(3), Span(2), Span(1)]


def test_a_rotation_takes_turns_by_the_week() -> None:
    lifts = ("box_squat", "front_squat", "safety_bar_squat")
    turning = Prescription(lifts, (sets(1, 1, share(0.95)),), called=("box", "front", "ssb"), rotation=Rotation(2))
    names = [first(turning, week=week).exercise for week in (1, 2, 3, 5, 7)]
    assert names == ["box_squat", "box_squat", "front_squat", "safety_bar_squat", "box_squat"]
    assert first(turning, week=5).called == "ssb"
    with pytest.raises(BadValue, match="1 or more"):
        prescribe(turning, SQUAT, week=0)


def test_a_velocity_gives_the_load_that_moves_so_and_its_range() -> None:
    one, own = first(line("back_squat", Load(Span(0.6, 0.8), "velocity"))), profile("back_squat")
    assert one.asked_kg == pytest.approx(own.load_at(0.7).value)
    assert one.range_kg == pytest.approx((own.load_at(0.8).value, own.load_at(0.6).value))
    assert one.velocity is not None
    assert one.velocity.value == pytest.approx(0.7, abs=0.02)


def test_a_rating_gives_the_load_that_leaves_so_many_repetitions() -> None:
    one = first(line("back_squat", Load(Span(8), "rpe"), repetitions=3))
    assert one.asked_kg == pytest.approx(SQUAT_KG * float(repetition_fraction(5.0)))
    assert one.unsure_kg is not None
    assert one.unsure_kg[0] < 0.95 * one.asked_kg
    assert first(line("back_squat", Load(Span(8), "rpe"), repetitions=None)).load_kg is None


def test_a_rating_without_a_1rm_is_found_by_the_athlete() -> None:
    one = first(line("leg_press", Load(Span(8), "rpe"), repetitions=8))
    assert one.load_kg is None
    assert one.load_in_words == "the load that leaves 2 repetitions"
    assert not one.needs_testing


def test_kilograms_need_no_profile_and_are_rounded_to_the_plates() -> None:
    one = first(line("back_squat", Load(Span(141), "kg")), {})
    assert (one.asked_kg, one.load_kg, one.share, one.velocity) == (141, 140, None, None)
    assert first(line("goblet_squat", Load(Span(23), "kg")), {}).load_kg == 23
    assert first(line("goblet_squat", Load(Span(23), "kg")), {}).bar_kg is None


def test_body_weight_and_free_choice_have_no_kilograms() -> None:
    assert first(line("box_jump", Load(Span(0), "body")), {}).load_in_words == "body weight alone"
    assert first(line("plank", None), {}).load_in_words == "the load is yours to choose"


@pytest.mark.parametrize(
    ("lift", "load", "tested"),
    [
        ("back_squat", share(0.9), "back_squat"), ("box_squat", share(0.9), "box_squat"),
        ("bench_throw", share(0.4), "bench_press"), ("jump_squat", share(0.3), "back_squat"),
        ("deadlift", Load(Span(0.5), "velocity"), "deadlift"), ("trap_bar_jump", share(0.3), "deadlift"),
    ],
)  # fmt: skip
def test_an_athlete_without_a_profile_starts_with_a_testing_session(lift: str, load: Load, tested: str) -> None:
    one = first(line(lift, load), {})
    assert one.needs_testing
    assert one.to_test == tested
    assert one.load_kg is None
    assert "starts with a testing session of the" in one.why


def test_a_load_below_the_empty_bar_is_done_with_the_bar_and_said() -> None:
    one = first(line("back_squat", share(0.1)))
    assert (one.load_kg, one.per_side) == (20, ())
    assert "less than the empty bar of 20 kg" in one.doubts[0]
    lighter = first(line("back_squat", share(0.1)), bars=["bar_20", "bar_15", "bar_10"])
    assert lighter.bar_kg == 15
    assert not any("empty bar" in doubt for doubt in lighter.doubts)


def test_loads_out_of_reach_are_refused_with_what_is_possible() -> None:
    with pytest.raises(BadValue, match=r"Back squat: load: .* needed at most 80 kg"):
        first(line("back_squat", share(0.9)), plates={20: 1, 10: 1})
    with pytest.raises(BadValue, match="the plates give nothing between"):
        first(line("back_squat", Load(Span(52), "kg")), plates={25: 4, 2.5: 1})


def test_the_gym_s_own_bar_counts_and_one_that_it_lacks_is_refused() -> None:
    weighed = first(line("safety_bar_squat", share(0.8)), bars={"bar": 20, "safety_bar": 32})
    assert weighed.bar_kg == 32
    assert weighed.doubts == ()
    assert "weigh yours" in first(line("safety_bar_squat", share(0.8))).doubts[0]
    with pytest.raises(BadValue, match="a safety bar for the safety-bar squat"):
        first(line("safety_bar_squat", share(0.8)), bars={"bar": 20})


def test_pounds_are_loaded_in_pounds() -> None:
    one = first(line("back_squat", Load(Span(225 * 0.45359237), "kg")), {}, bars=["45 lb bar"], plates="lb")
    assert (one.per_side, one.unit) == ((45.0, 45.0), "lb")


def test_bands_come_on_top_and_their_load_is_told_along_the_way() -> None:
    one = first(line("bench_press", share(0.5, bands=0.25), repetitions=3), BENCH)
    assert one.load_kg is not None
    assert one.on_the_way is not None
    assert abs(one.load_kg - 0.5 * BENCH_KG) <= 1.25
    assert one.on_the_way.top_kg - one.load_kg == pytest.approx(0.25 * BENCH_KG)
    assert one.load_kg < one.on_the_way.bottom_kg < one.on_the_way.middle_kg < one.on_the_way.top_kg
    assert "on top of the plates" in one.on_the_way.rule
    assert any("No band was calibrated" in doubt for doubt in one.doubts)


def test_the_athlete_s_calibrated_bands_nearest_to_the_plan_are_taken() -> None:
    thin, thick = simulate.band_of(5, 12), simulate.band_of(10, 26)
    one = first(line("bench_press", share(0.5, bands=0.25)), BENCH, bands=[thin, thick])
    assert one.on_the_way is not None
    assert one.load_kg is not None
    assert one.on_the_way.top_kg - one.load_kg == pytest.approx(26)
    assert not any("calibrated" in doubt or "The plan asks" in doubt for doubt in one.doubts)
    by_lift = first(line("bench_press", share(0.5, bands=0.25)), BENCH, bands={"bench_press": [thin]})
    assert "yours come to 12 kg" in by_lift.doubts[0]


def test_chains_hang_beside_bands_and_in_kilograms_need_no_1rm() -> None:
    one = first(line("back_squat", Load(Span(100), "kg", bands=20, chains=10, hung_in_kg=True)), {})
    assert one.on_the_way is not None
    assert one.on_the_way.top_kg == pytest.approx(130)
    assert not one.needs_testing


def test_bands_of_an_unknown_1rm_are_not_dropped_in_silence() -> None:
    one = first(line("back_squat", Load(Span(100), "kg", bands=0.25)), {})
    assert one.needs_testing
    assert "Bands and chains are a share of a 1RM that no profile tells" in one.doubts[0]


def test_where_a_velocity_is_asked_bands_take_the_place_of_plates() -> None:
    alone = first(line("back_squat", Load(Span(0.6), "velocity")))
    hung = first(line("back_squat", Load(Span(0.6), "velocity", bands=0.2)))
    assert hung.on_the_way is not None
    assert hung.asked_kg is not None
    assert hung.asked_kg < (alone.asked_kg or 0)
    assert hung.on_the_way.mean_kg == pytest.approx(alone.asked_kg, abs=1.25)
    assert "taken off" in hung.on_the_way.rule
    with pytest.raises(BadValue, match="less than the load"):
        first(line("back_squat", Load(Span(1.3), "velocity", bands=0.6)))


def test_a_load_that_will_not_move_as_fast_as_the_plan_asks_is_said() -> None:
    slow = first(line("back_squat", share(0.85), velocity=Span(0.9, 1.0)))
    assert "The plan asks 0.9–1 m/s" in slow.doubts[0]
    assert first(line("back_squat", share(0.4), velocity=Span(0.9, 1.0))).doubts == ()


def test_rest_and_stop_are_the_plan_s_and_else_the_method_s() -> None:
    own = first(line("back_squat", share(0.9), method="maximal_effort", rest_s=Span(240), stops=(Stop("rpe", 9),)))
    assert (own.rest_s, own.stop) == (Span(240), "Stop at RPE 9.")
    usual = first(line("back_squat", share(0.9), method="maximal_effort"))
    assert usual.rest_s == Span(180, 300)
    assert usual.stop.startswith("The set ends when a repetition loses")
    assert first(line("back_squat", share(0.9))).rest_s is None


def test_a_velocity_loss_names_the_velocity_at_which_it_stops() -> None:
    one = first(line("back_squat", share(0.7), stops=(Stop("loss", 0.2),)))
    assert one.velocity is not None
    assert f"(below {0.8 * one.velocity.value:.2f} m/s" in one.stop


def test_why_names_the_method_and_what_is_known_of_it() -> None:
    one = first(line("back_squat", share(0.9), method="maximal_effort"))
    assert one.why.startswith("Maximal effort (evidence S23, practice: a way of training")
    assert "of a 1RM of" in one.why
    assert "its own profile of 2026-11-02" in one.why
