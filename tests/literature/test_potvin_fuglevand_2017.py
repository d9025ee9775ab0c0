"""Potvin and Fuglevand 2017, doi 10.1371/journal.pcbi.1005581: what the authors' own script gives, to the digit.

The digits are those of that script and of two ports of it run elsewhere, as their tests and output print them; ours need
only agree to 1e-9, since sums may run in another order. Percentages and times are compared to the last digit given.
"""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.kernels import potvin_fuglevand_2017 as kernel
from neuraldrive.simulate.published import potvin_fuglevand_2017

POOL = potvin_fuglevand_2017()
EXACT = 1e-9


def test_the_rested_pool_gives_the_maximal_force_of_the_paper() -> None:
    assert POOL.maximal_excitation == 67.0
    assert POOL.maximal_force == pytest.approx(2215.98114, abs=1e-5)
    assert POOL.twitch_force.sum() == pytest.approx(2609.03090, abs=1e-5)
    assert POOL.force(67.0) == pytest.approx(POOL.maximal_force, rel=EXACT)


def test_force_and_rates_at_an_excitation_of_40() -> None:
    assert POOL.force(40.0) == pytest.approx(1311.86896, abs=1e-5)
    assert 100.0 * POOL.force_share(40.0) == pytest.approx(59.20, abs=0.005)
    assert POOL.discharge_rates(40.0).sum() == pytest.approx(3503.58881, abs=1e-5)
    assert np.count_nonzero(POOL.discharge_rates(40.0)) == 113


def test_rates_at_maximal_excitation_adapt_as_published() -> None:
    assert POOL.discharge_rates(67.0).sum() == pytest.approx(3915.06787, abs=1e-5)
    assert POOL.discharge_rates(67.0, active_s=10.0).sum() == pytest.approx(3749.91061, abs=1e-5)


@pytest.mark.parametrize(("rate_pps", "force"), [(40.0, 2586.7530897), (67.0, 2609.0308816)])
def test_force_with_all_units_at_one_rate(rate_pps: float, force: float) -> None:
    forces = kernel.forces(POOL.kernel_pool, np.full(120, rate_pps))
    assert forces.sum() == pytest.approx(force, abs=1e-7)


@pytest.mark.parametrize(
    ("excitation", "percent", "active"),
    [
        (5.0, 3.04, 49), (10.0, 8.25, 71), (20.0, 22.18, 92), (30.0, 39.45, 104), (33.5, 46.03, 107),
        (40.0, 59.20, 113), (50.0, 79.95, 120), (60.0, 95.63, 120),
    ],
)  # fmt: skip
def test_force_and_active_units_at_each_excitation(excitation: float, percent: float, active: int) -> None:
    assert 100.0 * POOL.force_share(excitation) == pytest.approx(percent, abs=0.005)
    assert np.count_nonzero(POOL.discharge_rates(excitation)) == active


@pytest.mark.parametrize(
    ("unit", "threshold", "force", "time_ms", "peak_pps", "fused"),
    [
        (1, 1.0, 1.0, 90.0, 35.0, 1.0),
        (60, 6.956, 9.808, 52.20, 33.785, 1.0),
        (80, 13.424, 21.268, 43.40, 32.464, 0.9963),
        (100, 25.908, 46.117, 36.08, 29.917, 0.9192),
        (120, 50.0, 100.0, 30.0, 25.0, 0.5699),
    ],
)
def test_properties_of_single_units(
    unit: int, threshold: float, force: float, time_ms: float, peak_pps: float, fused: float
) -> None:
    i = unit - 1
    assert POOL.recruitment_threshold[i] == pytest.approx(threshold, abs=5e-4)
    assert POOL.twitch_force[i] == pytest.approx(force, abs=5e-4)
    assert 1000.0 * POOL.contraction_time_s[i] == pytest.approx(time_ms, abs=5e-3)
    assert POOL.peak_rate_pps[i] == pytest.approx(peak_pps, abs=5e-4)
    assert POOL.unit_forces(67.0)[i] / POOL.twitch_force[i] == pytest.approx(fused, abs=5e-5)


def test_the_last_unit_is_never_fused() -> None:
    fused = POOL.unit_forces(67.0)[-1] / POOL.twitch_force[-1]
    assert fused == pytest.approx(0.5699053593599377, rel=EXACT)


@pytest.mark.parametrize(
    ("at", "seconds"),
    [(0.1, 1331.2), (0.2, 511.5), (0.3, 267.0), (0.4, 159.8), (0.5, 95.5), (0.8, 14.8), (0.9, 6.5), (1.0, 0.2)],
)
def test_endurance_times(at: float, seconds: float) -> None:
    """To the step of 0.1 s: the authors' algorithm leaves no freedom."""
    assert POOL.endurance_time_s(at) == pytest.approx(seconds, abs=1e-6)


def test_ninety_percent_held_for_100_s_ends_as_the_port_prints_it() -> None:
    course = POOL.hold(0.9, duration_s=100.0)
    assert course.failed_at_s == pytest.approx(6.5, abs=1e-6)
    assert 100.0 * course.maximal_force_share[-1] == pytest.approx(37.41500309741526, rel=EXACT)


def test_fifty_percent_held_for_10_s_leaves_the_published_maximum() -> None:
    course = POOL.hold(0.5, duration_s=10.0)
    assert 100.0 * course.maximal_force_share[-1] == pytest.approx(96.56010972090004, rel=EXACT)


def test_a_last_sample_at_maximal_excitation_gives_what_a_port_prints_by_mistake() -> None:
    """A port sets the last target to the number of samples: our track at full excitation there gives its digits."""
    course = POOL.track(np.append(np.full(99, 0.5), 1.0))
    assert course.excitation[-1] == 67.0
    assert 100.0 * course.maximal_force_share[-1] == pytest.approx(93.95603203001059, rel=EXACT)


def _scan_from_below(target: np.ndarray, step_s: float) -> tuple[np.ndarray, np.ndarray]:
    """The paper's equations over, in plain arrays, with excitation tried from the bottom of the grid upward."""
    threshold, force = POOL.recruitment_threshold, POOL.twitch_force.copy()
    rank = (threshold - 1.0) / 49.0
    tiring = 0.0225 / 180.0 * 180.0 ** (np.arange(120) / 119.0) * force
    levels = np.arange(1, 6701)[:, None] / 100.0
    fresh = np.where(levels >= threshold, np.minimum(levels - threshold + 8.0, 35.0 - 10.0 * rank), 0.0)
    recruited, excitation, made = np.full(120, np.inf), [], []
    for k, wanted in enumerate(target):
        active_s = np.where(k > recruited, (k - recruited + 1.0) * step_s, 0.0)
        lost = np.maximum(0.0, 0.67 * rank * (fresh - 6.0) * (1.0 - np.exp(-active_s / 22.0)))
        slowed = POOL.contraction_time_s * (1.0 + 0.379 * (1.0 - force / POOL.twitch_force))
        x = slowed * (fresh - lost)
        fused = np.where(x <= 0.4, x / 0.4 * (1.0 - np.exp(-2.0 * 0.4**3)), 1.0 - np.exp(-2.0 * x**3))
        enough = np.flatnonzero((fused * force).sum(axis=1) / POOL.maximal_force >= wanted)
        step = int(enough[0]) if enough.size else 6699
        recruited = np.where(np.isinf(recruited) & (levels[step] >= threshold), k, recruited)
        excitation.append(levels[step, 0])
        made.append((fused[step] * force).sum())
        force = np.maximum(0.0, force - step_s * tiring * fused[step]) if k else force
    return np.array(excitation), np.array(made)


@pytest.mark.parametrize("shape", ["hold to failure", "ramps", "intermittent"])
def test_halving_the_grid_finds_exactly_what_a_scan_from_below_finds(shape: str) -> None:
    k = np.arange(75)
    target = {
        "hold to failure": np.full(75, 0.9),
        "ramps": 0.7 * np.abs(np.sin(k / 12.0)),
        "intermittent": 0.6 * (k % 25 < 15),
    }
    course = POOL.track(target[shape])
    excitation, force = _scan_from_below(target[shape], 0.1)
    assert np.array_equal(course.excitation, excitation)
    assert course.force == pytest.approx(force, rel=1e-10, abs=1e-10)
