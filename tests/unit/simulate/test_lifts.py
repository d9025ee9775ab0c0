"""Lifts, sets and sessions: what a user asks for is what comes, and what cannot be is refused."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from neuraldrive import catalog, simulate
from neuraldrive.errors import BadValue, CatalogError
from neuraldrive.records import Lifter

BENCH, SQUAT, DEADLIFT = "bench_press", "back_squat", "deadlift"
HELD = (BENCH, SQUAT, DEADLIFT)
RELEASED = ("bench_throw", "jump_squat", "chest_throw", "countermovement_jump", "drop_jump")
CHANNELS = ("position", "velocity", "acceleration", "force")


def at(lift, share, **settings):
    """At a share of the typical lifter's 1RM, at the rate level unless told otherwise."""
    return simulate.lift(lift, share * simulate.one_rm_kg(lift), **{"discharges": False, **settings})


def only(recording):
    [repetition] = recording.truth.repetitions
    return repetition


def speeds(recording):
    return np.array([each.mean_velocity for each in recording.truth.repetitions if each.completed])


# Seeds, and the two levels


@pytest.mark.parametrize("lift", [*HELD, "bench_throw"])
def test_one_seed_gives_the_same_bytes_and_another_gives_others(lift):
    first, again, other = (simulate.lift_set(lift, 50, 2, seed=seed) for seed in (3, 3, 4))
    for channel in CHANNELS:
        assert first[channel].samples.tobytes() == again[channel].samples.tobytes()
        assert first[channel].samples.tobytes() != other[channel].samples.tobytes()
    pairs = zip(first.motor_units.discharge_times_s, again.motor_units.discharge_times_s, strict=True)
    assert all(one.tobytes() == two.tobytes() for one, two in pairs)


@pytest.mark.parametrize("lift", [*HELD, "bench_throw", "jump_squat"])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.85, 0.95])
def test_the_mean_of_lifts_with_every_discharge_is_the_lift_of_the_expected_force(lift, share):
    """Propulsive velocity to 0.02 m/s: 0.008 was the most over 20 seeds. Mean velocity to 0.04: the bar comes to its end
    a little early or late, since drive goes off discharge by discharge. From seed to seed 0.02, twice that in light squats.

    In the deadlift to 0.03 (0.027 over 20 seeds), since a quarter to two thirds of the force are held before the bar moves,
    and the rate level does not know how units go on that are at work: with a light load their force is 0.07 of the maximum
    lower after 50 ms, with a heavy one their bursts, on top of what is held, overshoot by 4 % for 0.2 s.
    """
    expected = only(at(lift, share))
    each = [only(at(lift, share, discharges=True, seed=seed)) for seed in range(6)]
    assert all(one.completed for one in each)
    mean, propulsive = (
        np.mean([getattr(one, name) for one in each]) for name in ("mean_velocity", "mean_propulsive_velocity")
    )
    assert mean == pytest.approx(expected.mean_velocity, abs=0.04)
    within = 0.03 if lift == DEADLIFT else 0.02
    assert propulsive == pytest.approx(expected.mean_propulsive_velocity, abs=within)


@pytest.mark.parametrize("lift", HELD)
def test_a_load_three_percent_under_the_1rm_goes_at_either_level_and_one_four_percent_over_at_neither(lift):
    """The 1RM of the two levels is one within 3 %."""
    assert all(only(at(lift, 0.97, discharges=True, seed=seed)).completed for seed in range(6))
    assert not any(only(at(lift, 1.04, discharges=True, seed=seed)).completed for seed in range(6))
    assert only(at(lift, 1.0)).completed
    assert not only(at(lift, 1.01)).completed


# What a recording holds


@pytest.mark.parametrize("discharges", [False, True])
@pytest.mark.parametrize("lift", [*HELD, *RELEASED])
def test_a_recording_holds_the_bar_on_one_clock_and_the_truth(lift, discharges):
    made = at(lift, 0.4, discharges=discharges)
    truth = made.truth
    sizes = {made[channel].samples.size for channel in CHANNELS} | {truth.height_m.size, truth.activation.size}
    assert len(sizes) == 1
    assert all(np.isfinite(made[channel].samples).all() for channel in CHANNELS)
    assert made.device == "simulated"
    assert (made.motor_units is None) == (not discharges)
    assert np.isnan(only(made).recruited_share) == (not discharges)
    assert made["position"].samples == pytest.approx(truth.height_m)
    assert only(made).completed


@pytest.mark.parametrize("lift", HELD)
def test_a_held_bar_ends_at_rest_at_the_end_of_its_range(lift):
    made = at(lift, 0.6)
    end = round(only(made).end_s * 1000)
    height = catalog.lift(lift).mechanics["range_of_motion"]
    assert only(made).height_m == pytest.approx(height, abs=1e-5)
    assert np.abs(made["velocity"].samples[end + 3 : end + 200]).max() < 1e-9


def test_mean_velocity_of_the_truth_is_height_over_time():
    for share in (0.4, 0.8):
        made = only(at(BENCH, share))
        assert made.mean_velocity == pytest.approx(made.height_m / (made.end_s - made.start_s), rel=1e-3)
        assert made.mean_velocity <= made.mean_propulsive_velocity < made.peak_velocity


def test_force_of_a_held_bar_is_its_weight_on_average():
    made = at(BENCH, 0.6)
    start, end = (round(at_s * 1000) for at_s in (only(made).start_s, only(made).end_s))
    assert made["force"].samples[start:end].mean() == pytest.approx(made.load_kg * 9.80665, rel=0.01)


@pytest.mark.parametrize("lift", RELEASED)
def test_the_force_on_a_thrown_bar_is_bounded(lift):
    """Nobody pulls a bar down as it leaves, and the catch is over 6 cm."""
    made = at(lift, 0.45)
    start, end = (round(at_s * 1000) for at_s in (only(made).start_s, only(made).end_s))
    assert made["force"].samples[start : end + 20].min() > -0.2 * max(made.load_kg, 50.0) * 9.80665


# Loads


@pytest.mark.parametrize("discharges", [False, True])
@pytest.mark.parametrize("kg", [130, 1500])
def test_a_load_that_nobody_can_lift_is_a_failed_repetition(kg, discharges):
    made = simulate.lift(BENCH, kg, discharges=discharges)
    assert not only(made).completed
    assert only(made).height_m < 0.4
    assert any("not completed" in flag for flag in made.flags)


def test_a_set_ends_with_the_repetition_that_fails():
    made = simulate.lift_set(BENCH, 85, 20, discharges=False)
    done = [each.completed for each in made.truth.repetitions]
    assert done == [True] * (len(done) - 1) + [False]
    assert 2 < len(done) < 10


@pytest.mark.parametrize("lift", HELD)
def test_heavier_loads_are_slower(lift):
    found = [only(at(lift, share)).mean_velocity for share in np.arange(0.2, 1.01, 0.1)]
    assert (np.diff(found) < 0).all()


@pytest.mark.parametrize("kg", [-5, math.nan, math.inf, 1501, 1e6, "60", None, True])
def test_a_load_that_is_no_load_is_refused(kg):
    with pytest.raises(BadValue, match="load_kg"):
        simulate.lift(BENCH, kg)


# What is refused


@pytest.mark.parametrize(("name", "nearest"), [("bench_pres", "bench_press"), ("back_sqat", "back_squat")])
def test_an_unknown_lift_is_answered_with_the_nearest_name_first(name, nearest):
    with pytest.raises(CatalogError, match=f"needed one of {nearest}"):
        simulate.lift(name, 60)


def test_a_lift_of_which_no_mechanics_are_known_is_refused_with_those_that_are():
    with pytest.raises(BadValue, match="back_squat, bench_press"):
        simulate.lift("barbell_row", 60)


@pytest.mark.parametrize("lift", [3, None, 2.5])
def test_what_is_no_lift_is_refused(lift):
    with pytest.raises(BadValue, match="lift"):
        simulate.lift(lift, 60)


@pytest.mark.parametrize("intent", [-0.1, 1.1, math.nan, "1", None, True])
def test_intent_is_a_share(intent):
    with pytest.raises(BadValue, match="intent"):
        simulate.lift(BENCH, 60, intent=intent)


@pytest.mark.parametrize("repetitions", [0, -1, 1.5, True, "many", None, 201])
def test_repetitions_are_a_whole_number_or_failure(repetitions):
    with pytest.raises(BadValue, match="repetitions"):
        simulate.lift_set(BENCH, 60, repetitions)


@pytest.mark.parametrize("fading", [-0.1, 1.2, math.nan])
def test_fading_is_a_share(fading):
    with pytest.raises(BadValue, match="fading"):
        simulate.lift_set(BENCH, 60, 3, fading=fading)


@pytest.mark.parametrize("rest_s", [-1, math.nan, math.inf, 1e9, [60], [60, 60, 60], "60"])
def test_rests_are_one_fewer_than_sets_and_none_is_negative(rest_s):
    with pytest.raises(BadValue, match="rest_s"):
        simulate.session(BENCH, [(60, 2)] * 3, rest_s=rest_s, discharges=False)


def test_a_session_without_sets_is_refused():
    with pytest.raises(BadValue, match="sets"):
        simulate.session(BENCH, [])


@pytest.mark.parametrize("seed", [-1, 1.5, True, "a"])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(BadValue, match="seed"):
        simulate.lift(BENCH, 60, seed=seed)


@pytest.mark.parametrize("who", [{"lifter": "me"}, {"state": "me"}])
def test_who_lifts_is_a_lifter_with_a_neural_state(who):
    with pytest.raises(BadValue, match=next(iter(who))):
        simulate.lift(BENCH, 60, **who)


# Sets and sessions


def test_what_a_set_costs_is_there_in_the_next_less_what_the_rest_gave_back():
    first, second = simulate.session(BENCH, [(75, 5), (75, 5)], rest_s=60, discharges=False, scatter=False)
    left = first.truth.capacity_after
    assert first.truth.repetitions[0].capacity == 1.0
    assert left < second.truth.repetitions[0].capacity < 1.0
    assert speeds(second)[0] < speeds(first)[0]


def test_a_long_rest_gives_back_nearly_all():
    _, after = simulate.session(SQUAT, [(80, 5), (80, 5)], rest_s=7200, discharges=False, scatter=False)
    assert after.truth.repetitions[0].capacity > 0.995


def test_each_rest_counts_for_itself():
    asked = {"discharges": False, "scatter": False}
    long_first = simulate.session(BENCH, [(75, 5)] * 3, rest_s=[300, 30], **asked)
    short_first = simulate.session(BENCH, [(75, 5)] * 3, rest_s=[30, 300], **asked)
    assert speeds(long_first[1])[0] > speeds(short_first[1])[0]
    assert speeds(long_first[2])[0] < speeds(short_first[2])[0]


def test_without_scatter_capacity_and_velocity_fall_from_one_repetition_to_the_next():
    made = simulate.lift_set(SQUAT, 75, 8, discharges=False, scatter=False)
    assert (np.diff(speeds(made)) < 0).all()
    assert (np.diff([each.capacity for each in made.truth.repetitions]) < 0).all()


def test_fading_intent_lowers_velocity_apart_from_capacity():
    """A set that fades is slower from the second repetition on; that it costs other than as much is not why."""
    kept, faded = (
        simulate.lift_set(BENCH, 50, 6, fading=fading, discharges=False, scatter=False) for fading in (0.0, 0.15)
    )
    assert speeds(faded)[0] == speeds(kept)[0]
    assert (speeds(faded)[1:] < 0.97 * speeds(kept)[1:]).all()
    assert [each.intent for each in faded.truth.repetitions] == pytest.approx(0.85 ** np.arange(6))
    capacities = [[each.capacity for each in made.truth.repetitions] for made in (kept, faded)]
    assert capacities[1] == pytest.approx(capacities[0], abs=0.01)


@pytest.mark.parametrize("lift", HELD)
@pytest.mark.parametrize("share", [0.4, 0.6, 0.8])
def test_less_intent_is_slower(lift, share):
    found = [only(at(lift, share, intent=intent)).mean_velocity for intent in (1.0, 0.75, 0.5, 0.25)]
    assert (np.diff(found) < -0.01).all()


@pytest.mark.parametrize("lift", HELD)
def test_a_set_to_failure_is_not_the_same_from_seed_to_seed(lift):
    load = 0.75 * simulate.one_rm_kg(lift)
    counts = [
        len(simulate.lift_set(lift, load, "failure", discharges=False, seed=k).truth.repetitions) for k in range(8)
    ]
    assert 5 < min(counts) < max(counts) < 16


# Starts, releases, lifters


def test_a_deadlift_begins_on_the_floor_and_a_press_and_a_squat_at_the_top():
    for lift in HELD:
        made = at(lift, 0.6)
        top = catalog.lift(lift).mechanics["range_of_motion"]
        assert made["position"].samples[0] == pytest.approx(0.0 if lift == DEADLIFT else top)


@pytest.mark.parametrize("lift", [BENCH, SQUAT])
def test_a_bar_that_is_released_flies(lift):
    thrown, held = only(at(lift, 0.4, release=True)), only(at(lift, 0.4))
    assert held.release_velocity is None
    assert thrown.switch_off_s is None
    assert held.switch_off_s < held.end_s
    made = at(lift, 0.4, release=True)
    flight_m = made["position"].samples.max() - catalog.lift(lift).mechanics["range_of_motion"]
    assert flight_m == pytest.approx(thrown.release_velocity**2 / (2 * 9.80665), rel=0.01)
    assert thrown.mean_velocity > held.mean_velocity


@pytest.mark.parametrize("lift", RELEASED)
def test_throws_and_jumps_are_released_and_say_that_they_are_provisional(lift):
    made = at(lift, 0.3)
    assert only(made).release_velocity is not None
    assert any("provisional" in flag for flag in made.flags)
    assert catalog.lift(lift).mechanics.provisional


@pytest.mark.parametrize("lift", HELD)
def test_the_three_lifts_with_targets_are_not_provisional(lift):
    assert not catalog.lift(lift).mechanics.provisional


@pytest.mark.parametrize("lift", HELD)
def test_the_1rm_grows_with_strength_and_with_drive(lift):
    typical = catalog.population("untrained").typical("vastus_lateralis")
    strengths = [simulate.one_rm_kg(lift, lifter=Lifter(strength=s)) for s in (0.8, 0.9, 1.0, 1.2, 1.5, 2.5)]
    ceilings = [simulate.one_rm_kg(lift, state=replace(typical, ceiling=c)) for c in (0.7, 0.8, 0.9, 0.95, 1.0)]
    assert (np.diff(strengths) > 0).all()
    assert (np.diff(ceilings) > 0).all()


def test_who_is_stronger_moves_a_load_faster_and_more_often():
    weak, strong = (Lifter(strength=strength) for strength in (1.0, 1.3))
    assert (
        only(simulate.lift(BENCH, 70, lifter=strong, discharges=False)).mean_velocity
        > 1.2 * only(simulate.lift(BENCH, 70, lifter=weak, discharges=False)).mean_velocity
    )
    counts = [
        len(simulate.lift_set(BENCH, 70, "failure", lifter=each, discharges=False).truth.repetitions)
        for each in (weak, strong)
    ]
    assert counts[1] > 1.5 * counts[0]


def test_a_heavier_body_costs_as_much_of_the_squat_as_moves_with_the_bar():
    light, heavy = (simulate.one_rm_kg(SQUAT, lifter=Lifter(body_mass_kg=mass)) for mass in (70, 90))
    assert light - heavy == pytest.approx(0.80 * 20, rel=0.02)


def test_longer_arms_and_legs_move_a_bar_further():
    long, typical = only(at(BENCH, 0.5, lifter=Lifter(reach=1.2))), only(at(BENCH, 0.5))
    assert long.height_m == pytest.approx(1.2 * typical.height_m, rel=1e-3)


# Many lifters


def test_a_sample_of_lifters_has_plausible_1rms():
    """Medians of adults who lift, kg, generously: bench 50 to 130, squat 60 to 160, deadlift 90 to 230; nobody lifts less
    than a bar or more than the records."""
    people = catalog.lifters(60, seed=1)
    for lift, low, high in ((BENCH, 50, 130), (SQUAT, 60, 160), (DEADLIFT, 90, 230)):
        best = simulate.load_velocity(lift, people, (0.5,)).one_rm_kg
        assert low < np.median(best) < high
        assert best.min() > 10
        assert best.max() < catalog.lift(lift)["heaviest_kg"] / 1.5
        assert 0.1 < np.std(np.log(best)) < 0.6


def test_a_lifter_is_the_same_in_a_sample_of_any_size():
    assert catalog.lifters(3, seed=5) == catalog.lifters(30, seed=5)[:3]


@pytest.mark.parametrize("lift", [BENCH, SQUAT])
def test_a_study_is_the_same_for_any_number_of_workers(lift):
    people = catalog.lifters(70, seed=2)
    one, two, seven = (simulate.load_velocity(lift, people, (0.4, 0.8, 1.0), workers=workers) for workers in (1, 2, 7))
    for name in ("one_rm_kg", "mean_velocity", "mean_propulsive_velocity", "peak_velocity"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes() == getattr(seven, name).tobytes()


def test_a_study_finds_what_single_lifts_find():
    lifter = catalog.lifters(3, seed=4)[2]
    study = simulate.load_velocity(BENCH, [lifter], (0.5, 0.9))
    for k, share in enumerate((0.5, 0.9)):
        single = only(simulate.lift(BENCH, share * study.one_rm_kg[0], lifter=lifter, discharges=False))
        assert study.mean_velocity[0, k] == pytest.approx(single.mean_velocity, rel=1e-9)
        assert study.mean_propulsive_velocity[0, k] == pytest.approx(single.mean_propulsive_velocity, rel=2e-3)
        assert study.peak_velocity[0, k] == pytest.approx(single.peak_velocity, rel=1e-9)


def test_a_load_beyond_the_1rm_is_nan_in_a_study():
    study = simulate.load_velocity(BENCH, [Lifter()], (0.9, 1.1))
    assert np.isfinite(study.mean_velocity[0, 0])
    assert np.isnan(study.mean_velocity[0, 1])


@pytest.mark.parametrize("lifters", [[], ["me"]])
def test_a_study_needs_lifters(lifters):
    with pytest.raises(BadValue, match="lifters"):
        simulate.load_velocity(BENCH, lifters)


@pytest.mark.parametrize("load", [-0.1, 1.3, math.nan])
def test_a_study_needs_loads_that_are_shares(load):
    with pytest.raises(BadValue, match="relative_loads"):
        simulate.load_velocity(BENCH, [Lifter()], [load])


@pytest.mark.parametrize("lift", [SQUAT, DEADLIFT])
def test_a_load_just_above_the_1rm_sticks_where_it_is_hardest_and_not_just_below_the_end(lift):
    failed = only(at(lift, 1.02))
    assert not failed.completed
    assert failed.height_m < 0.75 * only(at(lift, 0.5)).height_m
