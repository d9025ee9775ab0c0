"""Discharge times: the phase that a rate accumulates, thresholds, bursts, silence, inward currents."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from neuraldrive.kernels import rate_coding, recruitment
from neuraldrive.kernels.steady_force import Units
from neuraldrive.kernels.trains import Bursts, Drive, trains

Floats = NDArray[np.float64]
KEY = np.uint64(99)
NEVER = np.zeros((0, 2))


def _units(n: int = 10) -> Units:
    threshold = recruitment.thresholds(n, 30.0, 0.8)
    low, peak = rate_coding.onion_skin_de_luca_2012(threshold, (8.0, 8.0), (30.0, 20.0))
    return Units(
        threshold, recruitment.tetanic_forces(n, 50.0), recruitment.contraction_times(n, 0.09, 0.05), low, peak,
        rate_coding.power_curve(1.5),
    )  # fmt: skip


def _no_bursts(n: int) -> Bursts:
    return Bursts(np.zeros(0), np.zeros(0), np.zeros((0, n)), np.zeros(n), 0.03, np.zeros((0, n)))


def _run(excitation: Floats, *, rate_hz: float = 200.0, cv: float = 0.0, inward: float = 0.0, units: Units | None = None,
         silence: Floats = NEVER, key: np.uint64 = KEY, bursts: Bursts | None = None) -> list[Floats]:  # fmt: skip
    pool = units or _units()
    drive = Drive(
        np.asarray(excitation, dtype=np.float64), rate_hz, cv, 0.0, 0.01, inward, np.ones((1, pool.threshold.size)), 1.0
    )
    times, starts = trains(pool, drive, bursts or _no_bursts(pool.threshold.size), silence, key)
    return np.split(times, starts[1:-1])


def test_a_steady_drive_gives_regular_trains_at_the_rate_of_the_law() -> None:
    units = _units()
    rates = rate_coding.rates(0.5, units.threshold, units.low_pps, units.peak_pps, units.curve)
    for train, rate in zip(_run(np.full(2001, 0.5)), rates, strict=True):
        if rate == 0.0:
            assert train.size == 0
        else:
            assert np.diff(train) == pytest.approx(1.0 / rate, rel=1e-6)


def test_an_interval_jumped_is_the_interval_walked() -> None:
    """A ramp with a corner: the same trains from steps of 5 ms and of 1 ms, where a walk is five times as fine."""
    knots = ([0.0, 3.0, 4.0, 7.0], [0.0, 0.6, 0.6, 0.0])
    coarse = _run(np.interp(np.arange(1401) / 200.0, *knots))
    fine = _run(np.interp(np.arange(7001) / 1000.0, *knots), rate_hz=1000.0)
    for one, other in zip(coarse, fine, strict=True):
        assert one.size == other.size
        assert np.abs(one - other).max(initial=0.0) < 2e-3


def test_a_jump_of_the_drive_shortens_the_interval_that_is_running() -> None:
    excitation = np.concatenate((np.full(205, 0.1), np.full(400, 0.9)))
    train = _run(excitation)[0]
    before, after = np.diff(train)[train[:-1] < 0.9].mean(), np.diff(train)[train[:-1] > 1.1].mean()
    across = np.diff(train)[np.searchsorted(train, 1.0225) - 1]
    assert after < across < before


def test_units_start_in_order_of_size_and_stop_in_the_reverse() -> None:
    up_and_down = np.concatenate((np.linspace(0.0, 0.95, 1000), np.linspace(0.95, 0.0, 1000)))
    found = _run(up_and_down)
    first, last = np.array([t[0] for t in found]), np.array([t[-1] for t in found])
    assert (np.diff(first) > 0.0).all()
    assert (np.diff(last) < 1.0 / 8.0).all()  # a last discharge may come a whole interval before the threshold


def test_the_scatter_of_intervals_is_what_was_asked_for() -> None:
    train = _run(np.full(40_001, 0.5), cv=0.15)[0]
    assert np.diff(train).std() / np.diff(train).mean() == pytest.approx(0.15, abs=0.005)


def test_flicker_about_a_threshold_makes_no_short_intervals() -> None:
    units = _units()
    flicker = units.threshold[5] + 0.001 * np.sign(np.sin(np.arange(4001) * 0.7))
    train = _run(flicker, units=units)[5]
    assert np.diff(train).min() > 0.9 / units.low_pps[5]


def test_a_train_does_not_depend_on_the_other_units() -> None:
    units = _units()
    few = Units(*(each[:4] if each.size == 10 else each for each in units))
    for one, other in zip(_run(np.full(801, 0.7), cv=0.2), _run(np.full(801, 0.7), cv=0.2, units=few), strict=False):
        assert np.array_equal(one, other)


def test_another_key_gives_other_trains() -> None:
    one, other = (_run(np.full(801, 0.7), cv=0.2, key=np.uint64(k))[0] for k in (1, 2))
    assert not np.array_equal(one, other)


def test_no_unit_discharges_in_silence_and_all_come_back() -> None:
    found = _run(np.full(801, 0.7), silence=np.array([[1.0, 1.2]]))
    for train in found:
        if train.size:
            assert not ((train > 1.0) & (train < 1.2)).any()
            assert train[-1] > 3.5


def test_units_come_back_from_silence_within_an_interval_and_not_together() -> None:
    units = _units(200)
    rates = rate_coding.rates(0.7, units.threshold, units.low_pps, units.peak_pps, units.curve)
    found = _run(np.full(801, 0.7), silence=np.array([[1.0, 1.2]]), units=units)
    back = np.array([(train[train > 1.0][0] - 1.2) * rate for rate, train in zip(rates, found, strict=True) if rate])
    assert ((back > 0.0) & (back <= 1.0 + 1e-6)).all()
    assert np.histogram(back, 4, (0.0, 1.0))[0].min() > 0.15 * back.size


def _burst(units: Units, doublet_s: float, onset: Any) -> Bursts:
    n = units.threshold.size
    return Bursts(
        np.array([0.2]),
        np.array([0.7]),
        np.asarray(onset)[None, :],
        np.full(n, 120.0),
        0.05,
        np.full((1, n), doublet_s),
    )


def test_a_burst_begins_at_each_unit_s_own_time_with_its_initial_rate_and_doublet() -> None:
    units = _units()
    onset = 0.2 + np.linspace(0.0, 0.06, 10)
    onset[9] = np.inf
    found = _run(np.full(1001, 0.6), rate_hz=1000.0, bursts=_burst(units, 0.0, onset), units=units)
    pairs = _run(np.zeros(1001), rate_hz=1000.0, bursts=_burst(units, 0.004, onset), units=units)
    during = [train[train >= 0.2 - 1e-9] for train in found]
    for unit in range(3, 9):
        assert during[unit][0] == pytest.approx(onset[unit])
        assert 1.0 / np.diff(during[unit])[0] == pytest.approx(110.0, rel=0.12)
        assert np.diff(pairs[unit])[0] == pytest.approx(0.004)
        assert pairs[unit][-1] <= 0.7
    assert pairs[9].size == 0


def test_an_inward_current_keeps_a_unit_on_below_the_drive_that_recruited_it() -> None:
    triangle = np.concatenate((np.linspace(0.0, 0.6, 8000), np.linspace(0.6, 0.0, 8000)))
    for train, plain in zip(_run(triangle, inward=0.05)[3:6], _run(triangle)[3:6], strict=True):
        recruited, derecruited = np.interp(train[[0, -1]], np.arange(16_000) / 200.0, triangle)
        assert derecruited < recruited - 0.01
        assert train[0] > plain[0]
        assert train[-1] == pytest.approx(plain[-1], abs=0.2)


def test_drives_of_one_or_two_samples_do_no_harm() -> None:
    assert all(train.size == 0 for train in _run(np.zeros(2)))
    assert all(train.size <= 1 for train in _run(np.ones(2)))
