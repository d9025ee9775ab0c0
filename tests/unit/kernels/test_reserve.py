"""Models A and B against plain matrices."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from neuraldrive.kernels import reserve
from neuraldrive.kernels.reserve import Calibration, Curve, FirstReserve, LoadLine, RatedSet, Scatter

CURVE = Curve(np.array([0.24, 0.045]), np.array([[0.06**2, 0.2 * 0.06 * 0.01], [0.2 * 0.06 * 0.01, 0.01**2]]))
SCATTER = Scatter(0.045, 0.03)
VELOCITY = np.array([0.52, 0.50, 0.47, 0.48, 0.41])


def plain_chances(first: FirstReserve) -> np.ndarray:
    log_chance = []
    for left in reserve.GRID:
        design = np.stack((np.ones(5), (left + np.arange(4, -1, -1)) ** 0.7), axis=1)
        spread = design @ CURVE.covariance @ design.T + SCATTER.set_sd**2 + SCATTER.repetition_sd**2 * np.eye(5)
        density = multivariate_normal(design @ CURVE.mean, spread).logpdf(VELOCITY)
        log_chance.append(density - 0.5 * ((left + 4 - first.mean) / first.sd) ** 2)
    chance = np.exp(np.array(log_chance) - max(log_chance))
    return chance / chance.sum()


@pytest.mark.parametrize("first", [FirstReserve(7.0, 4.0), FirstReserve(3.0, 1.2)])
def test_the_closed_form_is_the_full_normal_density(first: FirstReserve) -> None:
    found = reserve.reserve_chances(VELOCITY, CURVE, SCATTER, first)
    assert found == pytest.approx(plain_chances(first), abs=1e-10)


def test_the_personal_curve_is_the_posterior_of_all_sets_at_once() -> None:
    sets = [RatedSet(VELOCITY, 3.0, 0.7), RatedSet(VELOCITY[:2] - 0.1, 0.5, 1.4)]
    found = reserve.personal_curve(CURVE, SCATTER, sets)
    design = np.concatenate([np.stack((np.ones(n), (r + np.arange(n - 1, -1, -1)) ** 0.7), axis=1)
                             for n, r in ((5, 3.0), (2, 0.5))])  # fmt: skip
    noise = np.zeros((7, 7))
    for rows, left, label_sd in ((slice(0, 5), 3.0, 0.7), (slice(5, 7), 0.5, 1.4)):
        after = left + np.arange(rows.stop - rows.start - 1, -1, -1)
        shift = 0.7 * CURVE.mean[1] * np.maximum(after, 0.5) ** -0.3 * label_sd
        noise[rows, rows] = 0.03**2 * np.eye(after.size) + 0.045**2 + np.outer(shift, shift)
    gain = CURVE.covariance @ design.T @ np.linalg.inv(design @ CURVE.covariance @ design.T + noise)
    velocity = np.concatenate([each.velocity_mps for each in sets])
    assert found.mean == pytest.approx(CURVE.mean + gain @ (velocity - design @ CURVE.mean), abs=1e-12)
    assert found.covariance == pytest.approx(CURVE.covariance - gain @ design @ CURVE.covariance, abs=1e-12)


def test_no_rated_set_leaves_the_curve_of_people_at_large() -> None:
    found = reserve.personal_curve(CURVE, SCATTER, [])
    assert found.mean == pytest.approx(CURVE.mean)
    assert found.covariance == pytest.approx(CURVE.covariance)


def test_a_slower_set_leaves_fewer_repetitions() -> None:
    first = FirstReserve(7.0, 4.0)
    slow, fast = (reserve.reserve_chances(VELOCITY + shift, CURVE, SCATTER, first) for shift in (-0.15, 0.0))
    assert reserve.at_most(slow, 2.0) > reserve.at_most(fast, 2.0)
    assert reserve.reserve_quantile(slow, 0.5) < reserve.reserve_quantile(fast, 0.5)


def test_chances_add_up_and_quantiles_rise() -> None:
    chance = reserve.reserve_chances(VELOCITY, CURVE, SCATTER, FirstReserve(7.0, 4.0))
    assert reserve.at_most(chance, 100.0) == pytest.approx(1.0)
    quantiles = [reserve.reserve_quantile(chance, share) for share in (0.01, 0.1, 0.5, 0.9, 0.99)]
    assert quantiles == sorted(quantiles)
    assert quantiles[0] >= 0.0


def test_load_and_strength_give_back_the_reserve_that_they_were_made_of() -> None:
    loads, repetitions, left = np.array([100.0, 110.0, 120.0]), np.array([8.0, 5.0, 2.0]), np.array([3.0, 2.0, 1.0])
    strength = reserve.strength_kg(loads[:1], repetitions[:1], left[:1])
    assert reserve.load_reserve(100.0, strength) == pytest.approx(3.0 + 8.0 - 1.0)
    assert reserve.first_reserve(100.0, strength, LoadLine(2.0, 0.5, 1.5)) == (pytest.approx(7.0), 1.5)
    assert reserve.strength_kg(loads, repetitions, left) == pytest.approx(
        np.median(loads * (1 + (repetitions + left) / 30))
    )


def test_models_are_pooled_in_log_odds_and_none_outvotes_the_others() -> None:
    assert reserve.pooled((0.5, 0.5, 0.5), Calibration(0.0, 1.0)) == pytest.approx(0.5)
    assert reserve.log_odds((0.0, 1.0)) == pytest.approx(0.0)
    assert reserve.pooled((0.2, 0.8, 0.5), Calibration(0.7, 2.0)) == pytest.approx(1.0 / (1.0 + np.exp(-0.7)))
