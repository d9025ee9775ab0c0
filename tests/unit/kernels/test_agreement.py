"""Limits of agreement: textbook values, and intervals that cover as often as they say."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.kernels import agreement as kernel


def independent(count: int) -> np.ndarray:
    return np.arange(count)


def test_limits_lie_1_96_standard_deviations_from_the_mean_difference() -> None:
    difference = np.random.default_rng(1).normal(0.05, 0.08, 40)
    found = kernel.limits(difference, independent(40), 0.95)
    assert found.bias == pytest.approx(difference.mean())
    assert found.high - found.bias == pytest.approx(1.96 * difference.std(ddof=1), rel=1e-4)
    assert found.freedom == 39


def test_the_interval_of_a_limit_is_about_root_three_times_that_of_the_mean_in_large_samples() -> None:
    # Bland & Altman 1986: the standard error of a limit is about the root of 3 over n
    found = kernel.limits(np.random.default_rng(2).normal(0, 1, 400), independent(400), 0.95)
    width = (np.subtract(*found.high_interval[::-1])) / (np.subtract(*found.bias_interval[::-1]))
    assert width == pytest.approx(1 + 1.96**2 / 2, rel=0.5)
    assert width == pytest.approx((1 + 1.96**2 / 2) ** 0.5, rel=0.02)


@pytest.mark.parametrize("of_set", [0.0, 0.06])
def test_the_interval_of_a_limit_covers_the_true_one(of_set: float) -> None:
    rng, inside = np.random.default_rng(3), []
    group = np.repeat(np.arange(20), 5)
    true = 0.02 + kernel.NORMAL_95 * np.hypot(of_set, 0.05)
    for _ in range(300):
        difference = 0.02 + rng.normal(0, of_set, 20)[group] + rng.normal(0, 0.05, 100)
        low, high = kernel.limits(difference, group, 0.95).high_interval
        inside.append(low <= true <= high)
    assert np.mean(inside) == pytest.approx(0.95, abs=0.04)


def test_repetitions_of_a_set_taken_for_independent_ones_cover_far_too_seldom() -> None:
    rng, inside = np.random.default_rng(4), []
    group = np.repeat(np.arange(20), 5)
    for _ in range(300):
        difference = 0.02 + rng.normal(0, 0.06, 20)[group] + rng.normal(0, 0.02, 100)
        low, high = kernel.limits(difference, independent(100), 0.95).bias_interval
        inside.append(low <= 0.02 <= high)
    assert np.mean(inside) < 0.75


def test_a_slope_is_found_and_is_endless_where_nothing_varies() -> None:
    x = np.linspace(0.2, 1.0, 30)
    found, (low, high) = kernel.slope(x, 0.1 * x + np.random.default_rng(5).normal(0, 0.01, 30), 0.95)
    assert low < 0.1 < high
    assert found == pytest.approx(0.1, abs=0.03)
    assert kernel.slope(np.full(5, 0.4), np.arange(5.0), 0.95) == (0.0, (-np.inf, np.inf))
