"""Simulated lifts, read as an encoder's bar is read, give back the velocities that were put in, within the encoder's error.

A held bar's mean velocity comes out up to 0.025 m/s too slow: an end at which the brake goes off at once is read 5 to 20 ms,
in the heaviest lifts up to 60 ms, too late, where real bars end softly. Starts are told to 5 ms, but that of a light deadlift,
which begins from standstill with hardly any acceleration: it is found 10 ms late, and its mean 0.8 % too fast.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest

from neuraldrive import adapt, catalog, measure, simulate
from neuraldrive.records import Recording, Repetition, SetEntry

HELD = ("bench_press", "back_squat", "deadlift")
SHARES = (0.3, 0.5, 0.7, 0.85, 0.95)
SEEDS = range(3)


@cache
def lifted(
    lift: str, share: float, seed: int, discharges: bool = True, repetitions: int = 1
) -> tuple[Recording, Recording]:
    """A set as it was, and as a linear encoder of 1 mm saw it."""
    load_kg = share * simulate.one_rm_kg(lift)
    made = simulate.lift_set(lift, load_kg, repetitions, seed=seed, discharges=discharges)
    return made, simulate.seen_by(made, simulate.encoder(), seed=seed)


def found_in(recording: Recording) -> list[Repetition]:
    return [each for each in measure.repetitions(recording) if each.excluded is None]


def errors(lift: str, share: float, name: str) -> np.ndarray:
    """Measured less true, both levels, all seeds."""
    pairs = [lifted(lift, share, seed, discharges) for seed in SEEDS for discharges in (False, True)]
    read = [getattr(measure, name)(found_in(seen)[0]).value for _, seen in pairs]
    return np.array(read) - [getattr(made.truth.repetitions[0], name) for made, _ in pairs]


@pytest.mark.parametrize("name", ["mean_velocity", "peak_velocity"])
@pytest.mark.parametrize("lift", HELD)
def test_intervals_hold_what_they_promise(lift, name):
    """The true value in 95 % of lifts, over all loads and both levels."""
    held = []
    for share, seed, discharges in product(SHARES, range(4), (False, True)):
        made, seen = lifted(lift, share, seed, discharges)
        low, high = getattr(measure, name)(found_in(seen)[0]).interval
        held.append(low <= getattr(made.truth.repetitions[0], name) <= high)
    assert np.mean(held) >= 0.95


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("lift", HELD)
def test_mean_velocity_is_told_a_little_low_and_peak_velocity_right(lift, share):
    """By less than 4 % or, in slow lifts, than what an encoder is off by in 95 % of sets. A light deadlift is told a little
    high: over its first 10 ms the bar rises by less than 0.1 mm, which no encoder of 1 mm sees.
    """
    slow = 1.96 * catalog.sensor("linear_encoder").mean_velocity_sd()
    true = lifted(lift, share, 0)[0].truth.repetitions[0].mean_velocity
    most = 0.01 * true if (lift, share) == ("deadlift", 0.3) else 0.005
    assert -max(0.04 * true, slow) < errors(lift, share, "mean_velocity").mean() < most
    assert abs(errors(lift, share, "peak_velocity").mean()) < 0.005


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("lift", HELD)
def test_propulsive_velocity_comes_back_to_5_hundredths(lift, share):
    """Where braking is near -g the end of the push is told to some 50 ms only, and 0.05 m/s with it."""
    assert np.abs(errors(lift, share, "mean_propulsive_velocity")).max() < 0.05


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("lift", HELD)
def test_the_range_comes_back_to_2_mm(lift, share):
    for seed in SEEDS:
        made, seen = lifted(lift, share, seed)
        assert measure.range_of_motion(found_in(seen)[0]).value == pytest.approx(
            made.truth.repetitions[0].height_m, abs=0.002
        )


@pytest.mark.parametrize("share", [0.5, 0.7, 0.85])
@pytest.mark.parametrize("lift", HELD)
def test_a_bar_begins_and_ends_where_it_did(lift, share):
    """To 3 % of the rise and 15 ms."""
    made, seen = lifted(lift, share, 0)
    [repetition], [true] = found_in(seen), made.truth.repetitions
    within = 0.03 * (true.end_s - true.start_s) + 0.015
    assert repetition.start_s == pytest.approx(true.start_s, abs=within)
    assert repetition.end_s == pytest.approx(true.end_s, abs=within)


SETS = ((0.5, 6), (0.75, 5), (0.85, 3))


@pytest.mark.parametrize("discharges", [False, True])
@pytest.mark.parametrize(("share", "repetitions"), SETS)
@pytest.mark.parametrize("lift", HELD)
def test_every_repetition_of_a_set_is_found(lift, share, repetitions, discharges):
    for seed in SEEDS:
        made, seen = lifted(lift, share, seed, discharges, repetitions)
        found, truth = found_in(seen), made.truth.repetitions
        assert len(found) == sum(each.completed for each in truth) == repetitions
        for repetition, true in zip(found, truth, strict=True):
            assert repetition.start_s < (true.start_s + true.end_s) / 2 < repetition.end_s


@pytest.mark.parametrize("lift", HELD)
def test_velocity_loss_of_a_set_comes_back(lift):
    """Within its interval in 95 % of sets: a sensor's offset falls out of the ratio, and so does what is read too low."""
    held = []
    for (share, repetitions), seed, discharges in product(SETS, range(4), (False, True)):
        made, seen = lifted(lift, share, seed, discharges, repetitions)
        speeds = np.array([each.mean_velocity for each in made.truth.repetitions])
        low, high = measure.velocity_loss(found_in(seen)).interval
        held.append(low <= 1 - speeds[-1] / speeds.max() <= high)
    assert np.mean(held) >= 0.95


@pytest.mark.parametrize("share", [0.70, 0.85])
@pytest.mark.parametrize("lift", HELD)
def test_no_failed_repetition_of_a_set_is_taken_for_a_completed_one(lift, share):
    for seed in SEEDS:
        made = simulate.lift_set(lift, share * simulate.one_rm_kg(lift), "failure", seed=seed)
        done = [each.completed for each in made.truth.repetitions]
        assert done == [True] * (len(done) - 1) + [False]
        assert len(found_in(simulate.seen_by(made, simulate.encoder(), seed=seed))) == len(done) - 1


@pytest.mark.parametrize(("share", "most"), [(0.3, 0.07), (0.5, 0.04), (0.7, 0.02)])
@pytest.mark.parametrize("lift", ["bench_throw", "jump_squat"])
def test_a_throw_gives_back_its_peak_velocity_but_not_its_mean(lift, share, most):
    """An encoder goes on with the bar as it flies, and no reader can tell that the hands have left it. A bar that flies falls
    behind by g and no more, so that the push is found to end some 25 ms late: its mean velocity comes out too high, by as
    much as the bar is faster by then than on average, 6 % at 30 % of the 1RM, 3 and 1 % above. The mean of all is too low.
    """
    for seed in SEEDS:
        made, seen = lifted(lift, share, seed)
        [repetition], [true] = found_in(seen), made.truth.repetitions
        push = measure.mean_propulsive_velocity(repetition).value / true.mean_velocity - 1
        assert measure.peak_velocity(repetition).value == pytest.approx(true.peak_velocity, abs=0.04)
        assert -0.005 < push < most
        assert measure.mean_velocity(repetition).value < 0.97 * true.mean_velocity


# Profiles

PEOPLE = 12
PROFILE = (0.5, 0.6, 0.7, 0.8, 0.85)


@cache
def profiles(lift: str, shares: tuple[float, ...] = PROFILE) -> tuple[np.ndarray, np.ndarray]:
    """Of twelve lifters the estimated over the true 1RM, and whether the interval holds the true one."""
    ratios, covered = [], []
    for k, lifter in enumerate(catalog.lifters(PEOPLE, seed=11)):
        best, sets = simulate.one_rm_kg(lift, lifter=lifter), []
        for share in shares:
            load_kg = round(share * best / 2.5) * 2.5
            made = simulate.lift_set(
                lift, load_kg, 2, lifter=lifter, discharges=False, seed=1000 * k + round(100 * share)
            )
            sets.append(SetEntry(lift, load_kg, found_in(simulate.seen_by(made, simulate.encoder(), seed=k))))
            assert made.truth.one_rm_kg == best
        estimated = adapt.load_velocity(sets).estimated_one_rm_kg
        ratios.append(estimated.value / best)
        covered.append(estimated.interval[0] <= best <= estimated.interval[1])
    return np.array(ratios), np.array(covered)


@pytest.mark.parametrize("lift", HELD)
def test_a_profile_of_sets_to_85_percent_holds_the_true_1rm_in_most_lifters(lift):
    ratios, covered = profiles(lift)
    assert covered.sum() >= 0.75 * PEOPLE
    assert 0.95 < np.median(ratios) < 1.12


@pytest.mark.parametrize("lift", HELD)
def test_a_set_of_95_percent_brings_the_estimate_to_the_true_1rm(lift):
    ratios, covered = profiles(lift, (0.5, 0.65, 0.8, 0.9, 0.95))
    assert covered.sum() >= 0.9 * PEOPLE
    assert np.abs(ratios - 1).max() < 0.12
