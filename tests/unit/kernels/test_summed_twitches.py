"""Summed twitches: exact one by one, and close enough through the bank."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.kernels import summed_twitches
from neuraldrive.kernels.fuglevand_1993 import Constants, Trains, discharges, pool, twitch_peaks

RATE_HZ = 1000.0
POOL = pool(Constants())


def _one(times_s: list[float]) -> Trains:
    return Trains(np.array(times_s), np.array([0, len(times_s)]))


def _contraction(
    samples: int = 3001, rate_hz: float = RATE_HZ, units: int = 120
) -> tuple[Trains, np.ndarray, np.ndarray]:
    made = pool(Constants(units=units))
    trains = discharges(made, np.linspace(0.0, 40.0, samples), rate_hz, np.uint64(5))
    return trains, twitch_peaks(made, trains), made.contraction_time_s


def _by_definition(trains: Trains, peaks: np.ndarray, times: np.ndarray, at_s: float) -> float:
    unit = np.repeat(np.arange(times.size), np.diff(trains.first))
    since = (at_s - trains.times_s) / times[unit]
    return float(np.sum((peaks * since * np.exp(1.0 - since))[since > 0.0]))


@pytest.mark.parametrize("begun_s", [0.0, 0.0123, 0.02])
def test_a_single_twitch_has_its_peak_at_its_contraction_time(begun_s: float) -> None:
    force = summed_twitches.one_by_one(_one([begun_s]), np.array([2.0]), np.array([0.05]), 1000, 10_000.0)
    since = np.arange(1000) / 10_000.0 - begun_s
    expected = np.where(since > 0.0, 2.0 * since / 0.05 * np.exp(1.0 - since / 0.05), 0.0)
    assert force == pytest.approx(expected, abs=1e-13)
    assert force.max() == pytest.approx(2.0, abs=1e-5)


def test_no_force_comes_before_its_discharge() -> None:
    force = summed_twitches.one_by_one(_one([0.5]), np.ones(1), np.array([0.05]), 1000, RATE_HZ)
    assert np.all(force[:501] == 0.0)
    assert force[501] > 0.0


def test_no_discharges_give_no_force() -> None:
    silent = Trains(np.zeros(0), np.zeros(4, dtype=np.int64))
    for sums in (summed_twitches.one_by_one, summed_twitches.by_bank):
        assert np.all(sums(silent, np.zeros(0), np.array([0.03, 0.05, 0.09]), 500, RATE_HZ) == 0.0)


@pytest.mark.parametrize("rate_hz", [100.0, 1000.0, 7000.0])
def test_one_by_one_is_the_sum_of_the_definition_at_any_rate(rate_hz: float) -> None:
    trains, peaks, times = _contraction(samples=int(3 * rate_hz) + 1, rate_hz=rate_hz)
    force = summed_twitches.one_by_one(trains, peaks, times, int(3 * rate_hz) + 1, rate_hz)
    for k in range(0, force.size, force.size // 23):
        assert force[k] == pytest.approx(_by_definition(trains, peaks, times, k / rate_hz), rel=1e-11, abs=1e-11)


@pytest.mark.parametrize("units", [1, 7, 8, 9, 120])
def test_any_number_of_units_fills_the_lanes(units: int) -> None:
    made = pool(Constants(units=120))
    trains = discharges(made, np.full(1501, 40.0), RATE_HZ, np.uint64(5))
    some = Trains(trains.times_s[: trains.first[units]], trains.first[: units + 1])
    times, peaks = made.contraction_time_s[:units], twitch_peaks(made, trains)[: trains.first[units]]
    force = summed_twitches.one_by_one(some, peaks, times, 1501, RATE_HZ)
    assert force[1234] == pytest.approx(_by_definition(some, peaks, times, 1.234), rel=1e-12)


@pytest.mark.parametrize("rate_hz", [50.0, 200.0, 1000.0, 7000.0])
def test_the_bank_gives_the_same_force_at_any_rate(rate_hz: float) -> None:
    samples = int(3 * rate_hz) + 1
    trains, peaks, times = _contraction(samples=samples, rate_hz=rate_hz)
    exact = summed_twitches.one_by_one(trains, peaks, times, samples, rate_hz)
    bank = summed_twitches.by_bank(trains, peaks, times, samples, rate_hz)
    assert np.abs(bank - exact).max() < 1e-6 * exact.max()


def test_a_twitch_from_the_bank_errs_as_little_as_it_says() -> None:
    t = np.arange(0.0, 1.0, 1e-3)[:, None]

    def worst(shortest_s: float, longest_s: float) -> float:
        times = np.geomspace(shortest_s, longest_s, 301)
        nodes, weights = summed_twitches.bank(times)
        return float(np.abs(t / nodes * np.exp(1 - t / nodes) @ weights.T - t / times * np.exp(1 - t / times)).max())

    assert worst(0.030, 0.090) < 4e-6
    assert worst(0.015, 0.150) < 8e-4


def test_units_that_are_all_alike_have_a_bank_too() -> None:
    trains = Trains(np.array([0.1, 0.1004]), np.array([0, 1, 2]))
    times, peaks = np.array([0.05, 0.05]), np.ones(2)
    exact = summed_twitches.one_by_one(trains, peaks, times, 500, RATE_HZ)
    assert summed_twitches.by_bank(trains, peaks, times, 500, RATE_HZ) == pytest.approx(exact, abs=1e-9)


def test_a_discharge_after_the_last_sample_is_left_out() -> None:
    for sums in (summed_twitches.one_by_one, summed_twitches.by_bank):
        assert np.all(sums(_one([0.4995]), np.ones(1), np.array([0.05]), 500, RATE_HZ) == 0.0)
