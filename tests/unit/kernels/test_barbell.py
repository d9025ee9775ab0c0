"""Figures of a rise against closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.kernels import barbell

RATE_HZ = 200.0
G = 9.80665


def minimum_jerk(rise_m, duration_s):
    """Times, positions and velocities of a minimum-jerk rise, from rest to rest."""
    t = np.append(np.arange(0.0, duration_s, 1.0 / RATE_HZ), duration_s)
    u = t / duration_s
    return t, rise_m * (10 * u**3 - 15 * u**4 + 6 * u**5), rise_m / duration_s * 30 * u**2 * (1 - u) ** 2


@pytest.mark.parametrize(("rise_m", "duration_s"), [(0.5, 1.013), (0.10, 2.0), (1.0, 0.9)])
def test_mean_and_peak_of_a_minimum_jerk_rise_are_its_closed_forms(rise_m, duration_s):
    t, x, v = minimum_jerk(rise_m, duration_s)
    assert barbell.mean_velocity(t, x) == pytest.approx(rise_m / duration_s)
    # At 200 Hz the parabola through three samples leaves far less than a thousandth of the peak.
    assert barbell.peak(t, v) == pytest.approx((1.875 * rise_m / duration_s, duration_s / 2), rel=1e-3)


@pytest.mark.parametrize("sharpness", [0.0, 0.3, -0.49])
def test_the_apex_of_a_parabola_between_samples_is_found_exactly(sharpness):
    index = np.arange(7.0)
    height, at = barbell.apex(2.0 - 0.1 * (index - 3.0 - sharpness) ** 2, 3)
    assert (height, at) == pytest.approx((2.0, 3.0 + sharpness))


def test_a_slow_rise_never_brakes_and_a_fast_one_does():
    t, x, v = minimum_jerk(0.5, 1.0)
    assert barbell.propulsive_end_s(t, v) == t[-1]
    assert barbell.mean_velocity_until(t[-1], t, x) == barbell.mean_velocity(t, x)
    t, x, v = minimum_jerk(0.5, 0.35)
    # 60 (u - 3 u² + 2 u³) d / T² = −g: the first root after u = 1/2, found on a fine grid.
    u = np.linspace(0.5, 0.9, 400_001)
    root = u[np.argmax(60 * (u - 3 * u**2 + 2 * u**3) * 0.5 / 0.35**2 < -G)]
    end = barbell.propulsive_end_s(t, v)
    assert end == pytest.approx(root * 0.35, abs=0.5 / RATE_HZ)
    share = 10 * root**3 - 15 * root**4 + 6 * root**5
    assert barbell.mean_velocity_until(end, t, x) == pytest.approx(0.5 * share / (0.35 * root), rel=0.01)


def test_the_push_ends_between_the_samples_where_free_flight_is_crossed():
    acceleration = np.array([2.0, 9.0, 1.0, -G + 1.0, -G - 3.0, -20.0, 0.0])
    assert barbell.propulsive_end(acceleration, -G) == pytest.approx(3.25)
    assert barbell.propulsive_end(acceleration[:4], -G) == 3.0


def test_braking_before_a_sticking_point_is_not_the_end_of_the_push():
    acceleration = np.array([5.0, 8.0, -12.0, -12.0, 0.0, 6.0, 3.0, -8.0, -15.0, -2.0])
    assert 7.0 < barbell.propulsive_end(acceleration, -G) < 8.0
    assert barbell.propulsive_end(acceleration[:8], -G) == 7.0


def test_a_tremble_after_the_braking_is_not_another_push():
    acceleration = np.array([10.0, 0.0, -15.0, -5.0, 0.5])
    assert barbell.propulsive_end(acceleration, -G) < 2.0


def test_power_at_one_speed_is_weight_times_speed():
    t = np.array([0.0, 0.1, 0.35, 1.0])
    assert barbell.power(t, np.full(4, 0.5), 100.0) == pytest.approx((100 * G * 0.5, 100 * G * 0.5))
    assert barbell.power(t, np.zeros(4), 100.0) == (0.0, 0.0)


def test_mean_power_of_a_rise_from_rest_to_rest_is_its_work_over_its_time():
    t, _, v = minimum_jerk(0.5, 1.0)
    # The kinetic energy is the same at both ends, so m g d / T is all; the trapezoid's error is of order (1/200)².
    assert barbell.power(t, v, 80.0)[0] == pytest.approx(80.0 * G * 0.5, rel=1e-3)


def test_a_velocity_that_grows_evenly_has_that_acceleration():
    t = np.array([0.0, 0.1, 0.3, 0.4])
    assert barbell.acceleration(t, 2.0 * t) == pytest.approx(np.full(4, 2.0))
    assert barbell.mean_acceleration(0.0, t, 2.0 * t) == pytest.approx(2.0)
