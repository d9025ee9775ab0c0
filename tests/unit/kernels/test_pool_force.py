"""The pool's kernel against one unit at a time, at any step."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from neuraldrive.kernels import courses
from neuraldrive.kernels.activation import unit_force
from neuraldrive.kernels.pool_force import Clock, Spikes, pool_force
from neuraldrive.kernels.steady_force import Units

Floats = NDArray[np.float64]
N = 7
RESTED = np.ones((1, N))
NONE = np.zeros(0)


@pytest.fixture
def units() -> Units:
    share = np.arange(1.0, N + 1) / np.arange(1.0, N + 1).sum()
    return Units(np.linspace(0.1, 0.9, N), share, np.linspace(0.09, 0.03, N), np.zeros(N), np.zeros(N), np.zeros(2))


@pytest.fixture
def some_trains() -> list[Floats]:
    rng = np.random.default_rng(3)
    return [np.sort(rng.uniform(0.0, 1.9, 30 + 5 * i)) for i in range(N)]


def _spikes(found: list[Floats], evoked_s: Floats = NONE, delay_s: float = 0.0, evoked_delay_s: float = 0.0) -> Spikes:
    return Spikes(np.concatenate(found), np.cumsum([0, *(t.size for t in found)]), evoked_s, delay_s, evoked_delay_s)


def _apart(found: list[Floats]) -> list[Floats]:
    """Without intervals shorter than the refractory time, which the pool leaves out."""
    kept = []
    for train in found:
        times = [train[0]]
        for t in train[1:]:
            if t - times[-1] >= 0.002:
                times.append(t)
        kept.append(np.array(times))
    return kept


@pytest.mark.parametrize(("rate_hz", "within"), [(1000.0, 2e-4), (200.0, 4e-3)])
def test_the_pool_is_the_sum_of_its_units(
    units: Units, some_trains: list[Floats], rate_hz: float, within: float
) -> None:
    found = _apart(some_trains)
    alone = sum(
        units.tetanic_force[i] * unit_force(found[i], units.contraction_time_s[i], 2.0, 10_000.0, 1.0) for i in range(N)
    )
    together = pool_force(units, _spikes(found), Clock(int(2.0 * rate_hz), 1.0 / rate_hz, 1.0), RESTED, 1.0)
    assert np.abs(together - np.asarray(alone)[:: int(10_000 / rate_hz)]).max() < within


def test_a_finer_output_is_read_between_the_steps(units: Units, some_trains: list[Floats]) -> None:
    spikes = _spikes(_apart(some_trains))
    coarse = pool_force(units, spikes, Clock(2000, 1e-3, 1.0), RESTED, 1.0)
    fine = pool_force(units, spikes, Clock(20_000, 1e-4, 1.0), RESTED, 1.0)
    assert np.abs(courses.between(coarse, 10) - fine)[:-10].max() < 5e-4  # the last sample is held


def test_force_begins_after_the_electromechanical_delay(units: Units) -> None:
    spikes = _spikes([np.array([0.5])] * N, delay_s=0.03)
    force = pool_force(units, spikes, Clock(2000, 1e-3, 1.0), RESTED, 1.0)
    assert not force[:530].any()
    assert force[540] > 0.0


def test_evoked_force_begins_after_a_delay_of_its_own(units: Units) -> None:
    spikes = _spikes([np.zeros(0)] * N, np.array([0.5]), delay_s=0.03, evoked_delay_s=0.01)
    force = pool_force(units, spikes, Clock(1000, 1e-3, 1.0), RESTED, 1.0)
    assert not force[:510].any()
    assert force[515] > 0.0


def test_an_evoked_impulse_within_the_refractory_time_is_lost(units: Units) -> None:
    clock = Clock(1000, 1e-3, 1.0)
    alone = pool_force(units, _spikes([np.array([0.1])] * N), clock, RESTED, 1.0)
    collided = pool_force(units, _spikes([np.array([0.1])] * N, np.array([0.101])), clock, RESTED, 1.0)
    doubled = pool_force(units, _spikes([np.array([0.1])] * N, np.array([0.11])), clock, RESTED, 1.0)
    assert np.array_equal(alone, collided)
    assert doubled.max() > 3.0 * alone.max()


def test_a_tired_unit_is_weaker_and_slower(units: Units) -> None:
    clock = Clock(1000, 1e-3, 1.0)
    fresh, tired = (
        pool_force(units, _spikes([np.array([0.1])] * N), clock, np.full((1, N), capacity), 1.0)
        for capacity in (1.0, 0.6)
    )
    assert tired.max() < 0.6 * fresh.max()
    assert tired.argmax() > fresh.argmax()


def test_shared_noise_is_of_unit_variance_and_slow() -> None:
    noise = courses.shared_noise(np.uint64(1), 5, 200_000, 200.0)
    assert noise.mean() == pytest.approx(0.0, abs=0.05)
    assert noise.std() == pytest.approx(1.0, abs=0.05)
    power = np.abs(np.fft.rfft(noise)) ** 2
    frequency = np.fft.rfftfreq(noise.size, 1 / 200.0)
    assert power[frequency < 5.0].sum() > 0.85 * power.sum()


def test_units_count_as_active_between_the_discharges_of_one_stretch() -> None:
    times, starts = np.array([0.1, 0.3, 1.0, 1.1, 0.2]), np.array([0, 4, 5])
    active = courses.active_units(times, starts, 13, 0.1)
    assert active.tolist() == [0, 1, 2, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0]
