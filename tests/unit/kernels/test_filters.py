"""Filters: what they keep, what they mark, what they do not move."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.kernels import filters


def test_a_line_through_doubled_unordered_and_missing_samples_stays_a_line():
    rng = np.random.default_rng(1)
    times = rng.uniform(0.0, 4.0, 4000)
    times = np.concatenate((times, times[:50], [0.0, 4.0]))
    position = 0.3 * times
    position[10] = np.nan
    track = filters.resample(times, position)
    ours = track.start_s + np.arange(track.samples.size) / track.rate_hz
    # The outermost samples are averages of half a cell, 2.5 ms wide.
    assert np.abs(track.samples - 0.3 * ours)[1:-1].max() < 1e-9
    assert track.is_measured.all()


def test_a_long_gap_is_marked_and_a_short_one_is_not():
    times = np.arange(0.0, 4.0, 0.001)
    kept = ~((times > 1.0) & (times < 1.5)) & ~((times > 3.0) & (times < 3.05))
    track = filters.resample(times[kept], times[kept])
    missing_s = np.flatnonzero(~track.is_measured) / track.rate_hz
    assert missing_s.min() == pytest.approx(1.0, abs=0.01)
    assert missing_s.max() == pytest.approx(1.5, abs=0.01)


def test_the_low_pass_does_not_shift_a_pulse():
    t = np.arange(0.0, 4.0, 0.005)
    pulse = np.exp(-(((t - 2.0) / 0.1) ** 2))
    assert t[np.argmax(filters.low_pass(pulse, 200.0, 8.0))] == pytest.approx(2.0, abs=0.0026)


def test_the_derivative_of_a_parabola_is_exact_inside():
    t = np.arange(0.0, 1.0, 0.005)
    assert filters.derivative(t**2, 200.0)[1:-1] == pytest.approx(2.0 * t[1:-1], abs=1e-9)


def test_a_finer_sensor_is_smoothed_less():
    coarse, fine = filters.cutoff_hz(50.0, 0.8e-3), filters.cutoff_hz(200.0, 0.3e-3)
    assert coarse < fine


@pytest.mark.parametrize("step_m", [0.001, 0.0028])
def test_the_noise_of_an_encoder_is_its_step_over_root_twelve(step_m):
    position = np.round(0.3 * np.sin(np.arange(0.0, 6.0, 0.001)) / step_m) * step_m
    # A bar that moves at 0.3 m/s all the time adds the scatter of its steps to that of their size.
    assert filters.position_noise_m(position) == pytest.approx(step_m / np.sqrt(12.0), rel=0.2)


def test_an_offset_of_the_velocity_sensor_does_not_become_height():
    t = np.arange(0.0, 20.0, 0.005)
    moving = (t % 5.0 > 2.0) & (t % 5.0 < 3.0)
    velocity = np.where(moving, np.sin(2 * np.pi * (t % 5.0 - 2.0)), 0.0)
    height = filters.position_from_velocity(velocity + 0.02, 200.0)
    # Uncorrected, the offset alone would be 0.4 m.
    assert abs(height[-1]) < 0.01
    assert height.max() == pytest.approx(1.0 / np.pi, abs=0.01)
