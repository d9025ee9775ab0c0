"""Figures of discharge trains from trains whose figures are known."""

from __future__ import annotations

import numpy as np
import pytest

from isometric_force import trains, triangle
from neuraldrive.kernels import discharge as kernel


def test_a_pause_and_a_doublet_change_neither_rate_nor_variability():
    rng = np.random.default_rng(1)
    steady = np.cumsum(rng.normal(0.1, 0.012, 400))
    pierced = np.concatenate((steady[:200], steady[200:] + 0.9))
    doubled = np.sort(np.append(pierced, pierced[::20] + 0.006))
    plain, found = kernel.train(steady), kernel.train(doubled)
    assert plain is not None
    assert found is not None
    assert found.rate_pps == pytest.approx(plain.rate_pps, rel=0.005)
    assert found.variability == pytest.approx(plain.variability, abs=0.012)


def test_a_slow_unit_is_not_cut_at_a_quarter_of_a_second():
    found = kernel.train(np.arange(0, 20, 0.27))
    assert found is not None
    assert found.rate_pps == pytest.approx(1 / 0.27)


@pytest.mark.parametrize("times", [[], [1.0], [1.0, 1.1], [1.0, 1.004, 3.0]])
def test_a_train_without_two_intervals_has_no_rate(times):
    assert kernel.train(np.array(times)) is None


def test_a_discharge_that_stands_alone_is_no_beginning():
    assert kernel.repetitive(np.array([0.0, 5.0, 5.1, 5.2, 9.0])) == (5.0, 5.2, True)
    assert kernel.repetitive(np.array([0.0, 5.0])) == (0.0, 5.0, False)


def test_the_first_interval_leaves_a_doublet_out():
    assert kernel.first_interval(np.array([1.0, 1.004, 1.024, 1.1])) == pytest.approx(0.020)
    assert kernel.first_interval(np.array([1.0, 1.011])) == pytest.approx(0.011)
    assert kernel.first_interval(np.array([1.0, 3.0])) is None


@pytest.mark.parametrize(
    ("interval_ms", "wide", "counted"),
    [(1.5, False, 0), (2.0, False, 1), (5.0, False, 1), (5.5, False, 0), (10.5, True, 1), (20.5, True, 0)],
)
def test_a_doublet_is_two_to_five_milliseconds_or_two_to_twenty(interval_ms, wide, counted):
    times = np.array([1.0, 1.0 + interval_ms / 1000, 1.1, 1.2])
    found = kernel.doublets(times, kernel.SHORT_S if wide else kernel.DOUBLET_S)
    assert found == (counted, 1, counted)


def test_a_doublet_in_mid_train_is_counted_but_not_as_a_beginning():
    assert kernel.doublets(np.array([0.0, 0.1, 0.105, 0.2])) == (0, 1, 1)


def test_each_new_effort_is_a_new_beginning():
    one = np.array([0.0, 0.005, 0.1])
    assert kernel.doublets(np.concatenate((one, one + 2))) == (2, 2, 2)


def test_the_smoothed_rate_has_no_lag_on_a_ramp():
    rates = np.linspace(8, 20, 100)
    times = np.concatenate(([0.0], np.cumsum(1 / rates)))
    at = np.linspace(times[0], times[-1], 30)
    middle = (times[1:] + times[:-1]) / 2
    assert kernel.smoothed_rate(times, at)[1:-1] == pytest.approx(np.interp(at, middle, rates)[1:-1], abs=0.15)
    assert np.isnan(kernel.smoothed_rate(times, np.array([-1.0, times[-1] + 1]))).all()


@pytest.mark.parametrize("hysteresis", [0.0, 0.1, 0.2])
def test_delta_f_is_what_the_drive_fell_short_of_where_a_unit_ended(hysteresis):
    rng = np.random.default_rng(3)
    found = []
    for _ in range(5):
        units = trains(0.8 * triangle(), [0.05, 0.1, 0.3, 0.4, 0.5], rng, hysteresis=hysteresis)
        pairs = kernel.paired_units(units.discharge_times_s)
        found += [pair.delta_f_pps for pair in pairs if not pair.refused]
    assert len(found) > 30
    assert np.mean(found) == pytest.approx(20 * hysteresis, abs=0.3)


def test_pairs_that_tell_nothing_are_refused_with_the_reason():
    rng = np.random.default_rng(4)
    units = trains(0.8 * triangle(), [0.10, 0.12, 0.4], rng).discharge_times_s
    short = units[0][units[0] < 9.0]
    steady = np.arange(1.5, 21.0, 0.1)
    reasons = {pair.refused for pair in kernel.paired_units([*units, short, steady])}
    assert {"", "the reporter began less than 1 s earlier", "the reporter ended first"} <= reasons
    assert "the reporter's rate hardly changed" in {pair.refused for pair in kernel.paired_units([steady, units[2]])}


def test_no_train_gives_no_pair():
    assert kernel.paired_units([np.array([]), np.array([1.0])]) == []
