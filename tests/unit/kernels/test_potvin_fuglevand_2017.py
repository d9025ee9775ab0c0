"""The 2017 pool beyond the paper's own job: no effort, over-effort, other sizes and steps."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.kernels import potvin_fuglevand_2017 as kernel

POOL = kernel.pool(kernel.Constants())
TOP = kernel.maximal_force(POOL)


def test_force_never_falls_with_excitation_rested_or_tired() -> None:
    """On this the search by halving rests."""
    tired = POOL.twitch_force * np.linspace(1.0, 0.2, 120)
    slowed = POOL.contraction_time_s * (1.0 + 0.379 * np.linspace(0.0, 0.8, 120))
    for force, time_s, adapted in ((POOL.twitch_force, POOL.contraction_time_s, 0.0), (tired, slowed, 1.0)):
        totals = [kernel._total_force(POOL, k / 100.0, np.full(120, adapted), force, time_s) for k in range(6701)]
        assert np.all(np.diff(totals) >= 0.0)


def test_the_inverse_is_the_lowest_excitation_that_is_enough() -> None:
    for share in (0.001, 0.1, 0.5, 0.9, 1.0):
        found = kernel.excitation_for(POOL, share)
        none = np.zeros(120)

        def reached(excitation: float, none: np.ndarray = none) -> float:
            return kernel._total_force(POOL, excitation, none, POOL.twitch_force, POOL.contraction_time_s) / TOP

        assert reached(found) >= share > reached(found - 0.01)


def test_no_target_asks_for_the_lowest_step_of_the_grid_and_tires_nobody() -> None:
    rows, failed = kernel.track(POOL, np.zeros(50), 0.1)
    assert failed == -1
    assert np.all(rows.excitation == 0.01)
    assert np.all(rows.force == 0.0)
    assert np.all(rows.capacity == 1.0)


def test_after_failure_excitation_stays_maximal_and_force_goes_on_falling() -> None:
    rows, failed = kernel.track(POOL, np.full(600, 0.9), 0.1)
    assert failed == 65
    assert np.all(rows.excitation[failed:] == 67.0)
    assert np.all(np.diff(rows.force[failed:]) < 0.0)
    assert np.all(rows.maximal_force[:failed - 1] >= 0.9 * TOP)  # fmt: skip


def test_a_tracked_course_followed_again_is_the_same_course() -> None:
    tracked, _ = kernel.track(POOL, np.full(300, 0.6), 0.1)
    followed = kernel.follow(POOL, tracked.excitation, 0.1)
    for one, other in zip(tracked, followed, strict=True):
        assert np.array_equal(one, other)


def test_capacity_stays_between_nothing_and_all_and_never_recovers() -> None:
    hard = kernel.pool(kernel.Constants(fatigability_last_per_s=0.5))
    rows = kernel.follow(hard, np.append(np.full(3000, 67.0), np.zeros(100)), 0.1)
    assert rows.capacity.min() == 0.0
    assert rows.capacity.max() == 1.0
    assert np.all(np.diff(rows.capacity, axis=0) <= 0.0)
    assert np.array_equal(rows.capacity[-1], rows.capacity[-100])


def test_the_most_fatigable_unit_tires_at_its_published_rate() -> None:
    """A fully fused last unit would lose 2.25 % of its force a second, the first 1/180 of that."""
    assert POOL.fatigability_per_s[-1] / POOL.twitch_force[-1] == pytest.approx(0.0225, rel=1e-12)
    assert POOL.fatigability_per_s[0] / POOL.twitch_force[0] == pytest.approx(1.25e-4, rel=1e-12)


def test_units_are_recruited_to_hold_a_force_as_others_tire() -> None:
    rows, _ = kernel.track(POOL, np.full(900, 0.4), 0.1)
    active = np.count_nonzero(rows.rate_pps > 0.0, axis=1)
    assert active[-1] > active[0]
    assert np.all(np.diff(active[1:]) >= 0)
    # never short, and over by no more than a unit brings along when it comes in at its minimal rate
    over = rows.force / TOP - 0.4
    assert over.min() >= 0.0
    assert over.max() < kernel.forces(POOL, np.full(120, 8.0)).max() / TOP


def test_the_first_sample_tires_nobody_and_adapts_nothing() -> None:
    rows = kernel.follow(POOL, np.full(3, 67.0), 0.1)
    assert np.all(rows.capacity[:2] == 1.0)
    assert np.all(rows.capacity[2] < 1.0)
    assert rows.maximal_force[0] == TOP
    assert rows.maximal_force[1] < TOP


@pytest.mark.parametrize("units", [2, 3, 400])
def test_pools_of_other_sizes_keep_first_and_last_unit(units: int) -> None:
    pool = kernel.pool(kernel.Constants(units=units))
    assert pool.threshold[[0, -1]] == pytest.approx([1.0, 50.0], rel=1e-12)
    assert pool.twitch_force[[0, -1]] == pytest.approx([1.0, 100.0], rel=1e-12)
    assert pool.peak_rate_pps[[0, -1]] == pytest.approx([35.0, 25.0], rel=1e-12)
    assert pool.maximal_step == 6700


def test_shorter_steps_give_nearly_the_same_endurance() -> None:
    """At 80 %, the clock that is one step ahead and the first step without fatigue are worth a few steps, not more."""
    coarse = kernel.steps_to_failure(POOL, 0.8, 1000, 0.1) * 0.1
    fine = kernel.steps_to_failure(POOL, 0.8, 10_000, 0.01) * 0.01
    assert abs(coarse - fine) < 0.3


def test_a_force_still_held_at_the_end_has_no_time_of_failure() -> None:
    assert kernel.steps_to_failure(POOL, 0.5, 900, 0.1) == -1
    assert kernel.steps_to_failure(POOL, 0.5, 955, 0.1) == 955
