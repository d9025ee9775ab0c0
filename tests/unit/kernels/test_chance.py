"""Counter-hashed chance: right in mean, spread and shape, and the same wherever it is asked for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numba import njit, prange
from scipy.stats import kstest, norm

from neuraldrive.kernels import chance

KEY = chance.draw_key(np.random.default_rng(3))


@njit
def _normals(key: np.uint64, units: int, count: int) -> np.ndarray:
    out = np.empty((units, count))
    for unit in range(units):
        for k in range(count):
            out[unit, k] = chance.normal(key, unit, k)
    return out


@njit
def _uniforms(key: np.uint64, units: int, count: int) -> np.ndarray:
    out = np.empty((units, count))
    for unit in range(units):
        for k in range(count):
            out[unit, k] = chance.uniform(key, unit, k)
    return out


@njit(parallel=True)
def _normals_backwards_on_many_cores(key: np.uint64, units: int, count: int) -> np.ndarray:
    out = np.empty((units, count))
    for unit in prange(units):
        for k in range(count - 1, -1, -1):
            out[unit, k] = chance.normal(key, unit, k)
    return out


Fill = Callable[[np.uint64, int, int], np.ndarray]
NORMAL = norm(0.0, 1.0).cdf
BOTH = pytest.mark.parametrize(("fill", "curve"), [(_normals, NORMAL), (_uniforms, "uniform")])


def test_normal_deviates_have_mean_0_and_sd_1() -> None:
    drawn = _normals(KEY, 400, 5000)
    # 2,000,000 draws: the error of the mean is 0.0007, of the SD 0.0005; four of them.
    assert abs(drawn.mean()) < 0.0028
    assert abs(drawn.std() - 1.0) < 0.002
    assert np.abs(drawn).max() <= chance.NORMAL_LIMIT
    assert 3.7 < chance.NORMAL_LIMIT < 3.9


def test_the_variance_of_the_cells_is_one_by_construction() -> None:
    a, b = chance.NORMAL_EDGES[:-1], chance.NORMAL_EDGES[1:]
    assert np.mean((a * a + a * b + b * b) / 3.0) == pytest.approx(1.0, abs=1e-13)
    assert np.all(np.diff(chance.NORMAL_EDGES) > 0.0)


def test_uniform_deviates_stay_inside_0_and_1() -> None:
    drawn = _uniforms(KEY, 400, 5000)
    assert drawn.min() > 0.0
    assert drawn.max() < 1.0
    assert abs(drawn.mean() - 0.5) < 4 * 12**-0.5 / drawn.size**0.5


@BOTH
def test_the_shape_is_that_of_the_named_law(fill: Fill, curve: object) -> None:
    # Of 200,000 draws; the broken line itself is within 0.0001 of the normal curve.
    assert kstest(fill(KEY, 40, 5000).ravel(), curve).pvalue > 1e-4


@BOTH
def test_neighbours_in_unit_k_and_key_do_not_know_each_other(fill: Fill, curve: object) -> None:
    drawn = fill(KEY, 300, 3000)
    limit = 5.0 / drawn.size**0.5
    assert abs(_correlation(drawn[:, 1:], drawn[:, :-1])) < limit
    assert abs(_correlation(drawn[1:], drawn[:-1])) < limit
    assert abs(_correlation(drawn[1:, 1:], drawn[:-1, :-1])) < limit
    assert abs(_correlation(drawn, fill(KEY + np.uint64(1), 300, 3000))) < limit
    assert abs(_correlation(drawn**2, np.roll(drawn, 1, axis=0) ** 2)) < limit
    # and no two units share a value: their sequences do not overlap
    assert np.unique(drawn).size == drawn.size


def test_normal_and_uniform_of_one_place_are_independent() -> None:
    assert abs(_correlation(_normals(KEY, 300, 3000), _uniforms(KEY, 300, 3000))) < 5.0 / 900_000**0.5


def test_order_and_cores_change_nothing() -> None:
    assert np.array_equal(_normals(KEY, 64, 500), _normals_backwards_on_many_cores(KEY, 64, 500))


def test_a_key_follows_from_the_seed_alone() -> None:
    keys = [int(chance.draw_key(np.random.default_rng(seed))) for seed in (1, 1, 2)]
    assert keys[0] == keys[1] != keys[2]


def test_values_stay_what_they_were() -> None:
    """A change here changes every simulation that anybody has seeded: it belongs into the changelog."""
    key = np.uint64(1)
    uniforms = [0.33816660127198983, 0.5665615751722809, 0.3631216383456505]
    normals = [1.615227141109154, -0.28144846513336996, 0.25674659569972347]
    assert [chance.uniform(key, unit, k) for unit, k in ((0, 0), (0, 1), (5, 3))] == uniforms
    assert [chance.normal(key, unit, k) for unit, k in ((0, 0), (0, 1), (5, 3))] == normals


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])
