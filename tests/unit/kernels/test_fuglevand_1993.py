"""Discharges of the 1993 pool: where they begin, end, and begin again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from neuraldrive.kernels import fuglevand_1993 as kernel

POOL = kernel.pool(kernel.Constants())
REGULAR = kernel.pool(kernel.Constants(interval_cv=0.0))
KEY = np.uint64(11)


def _train(trains: kernel.Trains, unit: int) -> np.ndarray:
    return trains.times_s[trains.first[unit] : trains.first[unit + 1]]


def test_no_excitation_gives_no_discharge_and_no_error() -> None:
    trains = kernel.discharges(POOL, np.zeros(1000), 1000.0, KEY)
    assert trains.times_s.size == 0
    assert np.all(trains.first == 0)


def test_a_unit_first_discharges_where_the_drive_crosses_its_threshold_between_samples() -> None:
    ramp = np.linspace(0.0, 47.0, 48)  # one a second: all crossings lie between samples
    trains = kernel.discharges(POOL, ramp, 1.0, KEY)
    onsets = [_train(trains, unit)[0] for unit in range(120)]
    assert onsets == pytest.approx(POOL.threshold, rel=1e-12)


def test_units_are_recruited_in_the_order_of_their_thresholds() -> None:
    trains = kernel.discharges(POOL, np.linspace(0.0, 47.0, 5001), 1000.0, KEY)
    onsets = np.array([_train(trains, unit)[0] for unit in range(120)])
    assert np.all(np.diff(onsets) > 0.0)


def test_regular_intervals_are_those_of_the_rate() -> None:
    trains = kernel.discharges(REGULAR, np.full(3001, 20.0), 1000.0, KEY)
    for unit in (0, 50, 100):
        assert np.diff(_train(trains, unit)) == pytest.approx(1.0 / kernel.rate(REGULAR, unit, 20.0), rel=1e-9)


def test_intervals_have_the_mean_and_the_variability_asked_for() -> None:
    trains = kernel.discharges(POOL, np.full(400_001, 25.0), 1000.0, KEY)
    for unit in (0, 60, 110):
        intervals = np.diff(_train(trains, unit))
        assert intervals.mean() * kernel.rate(POOL, unit, 25.0) == pytest.approx(1.0, abs=4 * 0.2 / intervals.size**0.5)
        # an SD of k normal draws has a standard error of 1 / sqrt(2 k)
        assert intervals.std() / intervals.mean() == pytest.approx(0.2, rel=4.0 / (2.0 * intervals.size) ** 0.5)
        assert intervals.min() > 0.0


def test_intervals_of_two_units_are_independent() -> None:
    trains = kernel.discharges(POOL, np.full(400_001, 25.0), 1000.0, KEY)
    one, other = (np.diff(_train(trains, unit))[:5000] for unit in (3, 4))
    assert abs(np.corrcoef(one, other)[0, 1]) < 4.0 / 5000**0.5


def test_a_unit_falls_silent_below_its_threshold_and_comes_back_at_the_crossing() -> None:
    drive = np.concatenate([np.full(1000, 10.0), np.full(1000, 0.5), np.full(1001, 10.0)])
    train = _train(kernel.discharges(POOL, drive, 1000.0, KEY), 0)
    assert not np.any((train > 1.0) & (train < 1.999))
    again = train[train > 1.5][0]
    assert again == pytest.approx(1.999 + (POOL.threshold[0] - 0.5) / 9.5 / 1000.0, abs=1e-12)


def test_flicker_about_a_threshold_makes_no_interval_shorter_than_a_drawn_one() -> None:
    drive = POOL.threshold[60] + 0.5 * np.sign(np.sin(np.arange(30_001) * 2.0))
    train = _train(kernel.discharges(POOL, drive, 1000.0, KEY), 60)
    shortest = (1.0 - 0.2 * 3.8) / (8.0 + 0.5)
    assert train.size > 100
    assert np.diff(train).min() >= shortest


def test_trains_that_outgrow_the_first_guess_of_their_number_are_kept_whole() -> None:
    duration_s = 20.0
    trains = kernel.discharges(POOL, np.full(20_001, POOL.maximal_excitation), 1000.0, KEY)
    assert trains.times_s.size > 0.5 * duration_s * POOL.peak_rate_pps[0] * 120  # what room is made for at first
    short = kernel.discharges(POOL, np.full(501, POOL.maximal_excitation), 1000.0, KEY)
    for unit in range(120):
        train = _train(trains, unit)
        assert np.all(np.diff(train) > 0.0)
        # a count of renewals spreads by cv sqrt(mean): five of them
        mean = duration_s * kernel.rate(POOL, unit, POOL.maximal_excitation)
        assert train.size == pytest.approx(mean + 0.5, abs=5 * 0.2 * mean**0.5 + 1.0)
        assert np.array_equal(_train(short, unit), train[: _train(short, unit).size])


def test_the_same_key_gives_the_same_discharges_on_many_threads() -> None:
    drive = np.full(5001, 30.0)

    def run(key: int) -> bytes:
        return bytes(kernel.discharges(POOL, drive, 1000.0, np.uint64(key)).times_s.tobytes())

    alone = [run(key) for key in range(12)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(run, reversed(range(12))))
    assert together[::-1] == alone
    assert len(set(alone)) == 12


def test_the_first_twitch_is_as_after_rest_and_later_ones_have_the_gain_of_their_interval() -> None:
    trains = kernel.discharges(POOL, np.full(2001, 30.0), 1000.0, KEY)
    peaks = kernel.twitch_peaks(POOL, trains)
    for unit in (0, 70):
        mine, train = peaks[trains.first[unit] : trains.first[unit + 1]], _train(trains, unit)
        gains = [1.0, *(kernel.gain(POOL.contraction_time_s[unit] / interval) for interval in np.diff(train))]
        assert mine == pytest.approx(POOL.twitch_force[unit] * np.array(gains), rel=1e-12)


def test_the_expected_mean_force_is_the_mean_of_a_long_contraction() -> None:
    from neuraldrive.kernels.summed_twitches import one_by_one

    drive = np.full(200_001, 20.0)
    trains = kernel.discharges(POOL, drive, 1000.0, KEY)
    force = one_by_one(trains, kernel.twitch_peaks(POOL, trains), POOL.contraction_time_s, drive.size, 1000.0)
    expected = kernel.mean_forces(POOL, kernel.rates(POOL, 20.0)).sum()
    assert force[2000:].mean() == pytest.approx(expected, rel=0.003)  # standard error of 198 s: 0.07 %
