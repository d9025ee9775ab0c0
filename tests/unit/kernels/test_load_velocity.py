"""The load-velocity kernel against the same model in plain matrices, and at the edges of its data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import multivariate_normal

from neuraldrive.kernels import load_velocity as kernel

POPULATION = kernel.LinePopulation(0.16, 0.91, 0.06, 0.16, 0.3, 0.026, 0.02)
PRISTINE = kernel.Faults(1e-30, 1e-30, 0.25)
TRUE_ONE_RM_KG, TRUE_V1, TRUE_SLOPE = 130.0, 0.17, 0.90
LOADS = np.array([60.0, 80.0, 90.0, 100.0, 110.0])

Floats = NDArray[np.float64]


def on_the_line(load_kg: Floats) -> Floats:
    return TRUE_V1 + TRUE_SLOPE * (1.0 - load_kg / TRUE_ONE_RM_KG)


def fit(
    load_kg: Floats,
    velocity_mps: Floats,
    prior: kernel.OneRmPrior | None = None,
    faults: kernel.Faults | None = None,
    day: list[int] | None = None,
) -> kernel.LoadVelocityProfile:
    days = np.zeros(len(load_kg), np.int64) if day is None else np.array(day)
    return kernel.load_velocity_profile(load_kg, velocity_mps, days, POPULATION, prior, faults)


def interval(profile: kernel.LoadVelocityProfile) -> tuple[float, float, float]:
    low, middle, high = (kernel.one_rm_quantile(profile, chance) for chance in (0.025, 0.5, 0.975))
    return low, middle, high


def assert_sound(profile: kernel.LoadVelocityProfile) -> None:
    for values in profile:
        assert np.all(np.isfinite(values))
    assert profile.probability.sum() == pytest.approx(1.0)
    assert np.all(profile.line_covariance[:, [0, 2]] > 0.0)
    low, middle, high = interval(profile)
    assert 0.0 < low <= middle <= high


@pytest.mark.parametrize("bend", [0.0, 0.07])
def test_the_posterior_is_that_of_the_same_model_written_with_plain_matrices(bend: float) -> None:
    population = POPULATION._replace(bend_mps=bend)
    day = np.array([0, 0, 1, 1, 2])
    velocity = on_the_line(LOADS) + np.array([0.02, -0.01, 0.03, 0.0, -0.02])
    profile = kernel.load_velocity_profile(LOADS, velocity, day, population, None, PRISTINE)
    slow_sd = POPULATION.set_sd_mps * np.maximum(1.0, velocity / 0.5)
    sd = np.array(POPULATION[2:4])
    sigma = np.outer(sd, sd) * np.array([[1.0, 0.3], [0.3, 1.0]])
    log_density, line = [], []
    for one_rm in profile.one_rm_kg:
        design = np.stack((np.ones(5), 1.0 - LOADS / one_rm), axis=1)
        noise = np.diag(slow_sd**2) + POPULATION.day_sd_mps**2 * (day[:, None] == day)
        usual = design @ POPULATION[:2] + bend * (1.0 - np.exp(-np.maximum(design[:, 1], 0.0) / kernel.BEND_OVER))
        log_density.append(multivariate_normal.logpdf(velocity, usual, design @ sigma @ design.T + noise))
        to_line = sigma @ design.T
        to_line[0] += POPULATION.day_sd_mps**2 * (day == 0)
        gain = to_line @ np.linalg.inv(design @ sigma @ design.T + noise)
        line.append(np.array(POPULATION[:2]) + gain @ (velocity - usual))
    expected = np.exp(np.array(log_density) - np.max(log_density))
    np.testing.assert_allclose(profile.probability, expected / expected.sum(), rtol=1e-8, atol=1e-15)
    np.testing.assert_allclose(profile.line_mean, line, rtol=1e-7)


def test_a_bent_line_gives_back_its_one_rm_and_the_velocities_on_it() -> None:
    """Straight lines would put it 6 % too high."""
    velocity = on_the_line(LOADS) + 0.07 * kernel.bent(1.0 - LOADS / TRUE_ONE_RM_KG)
    day = np.zeros(5, np.int64)
    straight, bent = (
        kernel.load_velocity_profile(LOADS, velocity, day, POPULATION._replace(bend_mps=bend)) for bend in (0.0, 0.07)
    )
    assert kernel.one_rm_quantile(straight, 0.5) > 1.04 * TRUE_ONE_RM_KG
    assert kernel.one_rm_quantile(bent, 0.5) == pytest.approx(TRUE_ONE_RM_KG, rel=0.03)
    assert kernel.velocity_quantile(bent, 120.0, 0.5) == pytest.approx(
        TRUE_V1 + TRUE_SLOPE * (1 - 120 / 130) + 0.07 * (1 - np.exp(-(1 - 120 / 130) / 0.05)), abs=0.02
    )


def test_a_clean_line_gives_its_one_rm_inside_the_interval() -> None:
    low, middle, high = interval(fit(LOADS, on_the_line(LOADS)))
    assert low < TRUE_ONE_RM_KG < high
    assert middle == pytest.approx(TRUE_ONE_RM_KG, rel=0.03)  # V1 is unknown: 0.01 m/s is 1.1 % of the 1RM


@pytest.mark.parametrize(
    ("factor", "position"),
    [(kernel.POUNDS_PER_KILOGRAM, i) for i in range(5)] + [(1.0 / kernel.POUNDS_PER_KILOGRAM, i) for i in range(1, 5)],
)
def test_one_swapped_unit_is_named_and_hardly_moves_the_estimate(factor: float, position: int) -> None:
    loads = LOADS.copy()
    loads[position] *= factor
    profile = fit(loads, on_the_line(LOADS))
    swap = profile.pounds_as_kilograms if factor > 1.0 else profile.kilograms_as_pounds
    assert int(np.argmax(swap)) == position
    assert swap[position] > 0.5
    assert interval(profile)[1] == pytest.approx(interval(fit(LOADS, on_the_line(LOADS)))[1], rel=0.05)


def test_a_lightest_load_made_lighter_could_be_a_flat_line_and_the_interval_says_so() -> None:
    loads = LOADS.copy()
    loads[0] /= kernel.POUNDS_PER_KILOGRAM
    profile = fit(loads, on_the_line(LOADS))
    assert 0.1 < profile.kilograms_as_pounds[0] < 0.9
    low, _, high = interval(profile)
    clean_low, _, clean_high = interval(fit(LOADS, on_the_line(LOADS)))
    assert low < TRUE_ONE_RM_KG < high
    assert high - low > clean_high - clean_low


@pytest.mark.parametrize("error_mps", [-0.2, 0.6])  # 0.3 would be the speed of the same number in pounds
def test_a_glitch_is_an_outlier_and_not_a_unit_swap(error_mps: float) -> None:
    velocity = on_the_line(LOADS)
    velocity[2] += error_mps
    profile = fit(LOADS, velocity)
    assert profile.outlier[2] > 0.9
    assert profile.outlier[[0, 1, 3, 4]].max() < 0.2
    assert interval(profile)[1] == pytest.approx(TRUE_ONE_RM_KG, rel=0.05)


def test_two_bad_points_are_both_found() -> None:
    loads = np.linspace(50.0, 115.0, 9)
    velocity = on_the_line(loads)
    velocity[1] -= 0.25
    loads[6] *= kernel.POUNDS_PER_KILOGRAM
    profile = fit(loads, velocity)
    assert profile.outlier[1] > 0.9
    assert profile.pounds_as_kilograms[6] > 0.9


def test_the_interval_narrows_from_prior_to_many_points() -> None:
    prior = kernel.OneRmPrior(float(np.log(120.0)), 0.08)
    widths = []
    for count in (0, 1, 3, 5):
        low, _, high = interval(fit(LOADS[:count], on_the_line(LOADS[:count]), prior))
        widths.append(np.log(high / low))
    assert widths == sorted(widths, reverse=True)
    t_with_5_degrees = 2.5706
    assert widths[0] == pytest.approx(2.0 * t_with_5_degrees * 0.08, rel=0.01)  # no point: the prior itself


def test_history_pulls_the_estimate_and_today_can_overrule_it() -> None:
    believed = fit(LOADS, on_the_line(LOADS), kernel.OneRmPrior(float(np.log(138.0)), 0.05))
    assert TRUE_ONE_RM_KG < interval(believed)[1] < 138.0
    wrong = fit(LOADS, on_the_line(LOADS), kernel.OneRmPrior(float(np.log(260.0)), 0.05))
    assert interval(wrong)[1] < 200.0


def test_earlier_days_teach_the_line_and_a_slow_day_is_an_offset() -> None:
    prior = kernel.OneRmPrior(float(np.log(TRUE_ONE_RM_KG)), 0.05)
    loads = np.concatenate(([80.0], LOADS, LOADS))
    velocity = on_the_line(loads)
    velocity[0] -= 0.03
    profile = fit(loads, velocity, prior, day=[0] + [1] * 5 + [2] * 5)
    today = kernel.velocity_quantile(profile, 115.0, 0.5)
    usual = float(on_the_line(np.array([115.0]))[0])
    assert usual - 0.03 < today < usual
    alone = fit(loads[:1], velocity[:1], prior)
    spread = [
        kernel.velocity_quantile(p, 115.0, 0.975) - kernel.velocity_quantile(p, 115.0, 0.025) for p in (profile, alone)
    ]
    assert spread[0] < spread[1]


def test_velocity_and_load_are_inverse_readings_of_one_posterior() -> None:
    profile = fit(LOADS, on_the_line(LOADS))
    load = kernel.load_quantile(profile, 0.35, 0.5)
    assert kernel.velocity_quantile(profile, load, 0.5) == pytest.approx(0.35, abs=1e-6)
    assert kernel.slower_chance(profile, load, 0.35) == pytest.approx(0.5, abs=1e-6)
    assert kernel.load_quantile(profile, 0.35, 0.1) < load < kernel.load_quantile(profile, 0.35, 0.9)
    assert load == pytest.approx(TRUE_ONE_RM_KG * (1.0 - (0.35 - TRUE_V1) / TRUE_SLOPE), rel=0.02)


def test_the_next_set_is_less_certain_than_the_line() -> None:
    profile = fit(LOADS, on_the_line(LOADS))
    line = kernel.velocity_quantile(profile, 120.0, 0.975)
    assert kernel.velocity_quantile(profile, 120.0, 0.975, POPULATION.set_sd_mps) > line


@pytest.mark.parametrize(
    ("loads", "velocities"),
    [
        ([100.0], [0.4]),
        ([100.0, 100.0, 100.0], [0.38, 0.40, 0.41]),
        ([60.0, 80.0, 100.0], [0.5, 0.5, 0.5]),
        ([60.0, 80.0, 100.0], [0.3, 0.5, 0.7]),
        ([0.1, 0.2], [2.5, 2.4]),
        ([700.0, 900.0], [0.05, 0.0]),
        ([20.0], [1.8]),
        ([], []),
    ],
)
def test_poor_data_give_a_sound_profile(loads: list[float], velocities: list[float]) -> None:
    for prior in (None, kernel.OneRmPrior(float(np.log(120.0)), 0.07)):
        profile = fit(np.array(loads), np.array(velocities), prior)
        assert_sound(profile)
        assert np.isfinite(kernel.velocity_quantile(profile, 100.0, 0.5))
        assert np.isfinite(kernel.load_quantile(profile, 0.3, 0.5))


def test_one_load_or_nonsense_widens_the_interval() -> None:
    def width(loads: list[float], velocities: list[float]) -> float:
        low, _, high = interval(fit(np.array(loads), np.array(velocities)))
        return float(np.log(high / low))

    line = width([70.0, 90.0, 110.0], on_the_line(np.array([70.0, 90.0, 110.0])).tolist())
    assert width([90.0, 90.0, 90.0], on_the_line(np.array([90.0, 90.0, 90.0])).tolist()) > line
    assert width([70.0, 90.0, 110.0], [0.31, 0.45, 0.59]) > line


def test_two_hundred_points_with_outliers_keep_their_one_rm() -> None:
    rng = np.random.default_rng(3)
    loads = rng.uniform(40.0, 120.0, 200)
    velocity = on_the_line(loads) + rng.normal(0.0, 0.026, 200)
    velocity[:6] -= 0.3
    profile = fit(loads, velocity)
    assert_sound(profile)
    low, _, high = interval(profile)
    assert low < TRUE_ONE_RM_KG < high
    assert profile.outlier[:6].min() > 0.5


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(1.0, 500.0), st.floats(0.0, 2.5), st.integers(0, 4)), min_size=1, max_size=12))
def test_any_finite_positive_input_gives_a_sound_profile(points: list[tuple[float, float, int]]) -> None:
    loads, velocities, day = zip(*points, strict=True)
    assert_sound(fit(np.array(loads), np.array(velocities), day=list(day)))


def test_rated_sets_give_the_prior_and_none_gives_a_flat_one() -> None:
    prior = kernel.one_rm_prior(np.array([100.0, 90.0]), np.array([1.0, 4.0]), np.array([0.0, 1.0]))
    assert prior.log_centre == pytest.approx(np.mean([np.log(100.0), np.log(90.0 * (1.0 + 0.038 * 4.0))]))
    assert prior.log_sd == pytest.approx(np.hypot(0.05, 0.05 / np.sqrt(2.0)))
    assert np.isinf(kernel.one_rm_prior(np.array([]), np.array([]), np.array([])).log_sd)
