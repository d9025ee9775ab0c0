"""A bar that nobody holds is told from one that is lowered, thrown, or let go of by its sensor."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.kernels import free_fall

T = np.arange(0.0, 2.0, 0.01)


def falling(of_gravity: float, for_s: float = 0.35, from_mps: float = 0.0) -> np.ndarray:
    speed = from_mps - of_gravity * free_fall.GRAVITY_MPS2 * (T - 0.8)
    return np.where((T > 0.8) & (0.8 + for_s > T), speed, 0.0)


@pytest.mark.parametrize("of_gravity", [0.8, 1.0])
def test_a_fall_is_found_with_its_depth(of_gravity: float) -> None:
    found = free_fall.of_velocity(T, falling(of_gravity))
    assert found is not None
    assert found.fell_m == pytest.approx(0.5 * of_gravity * 9.81 * 0.35**2, abs=0.05)
    assert found.start_s == pytest.approx(0.8, abs=0.02)
    assert not found.is_string


def test_what_is_pulled_faster_than_it_could_fall_is_a_string() -> None:
    found = free_fall.of_velocity(T, falling(2.5))
    assert found is not None
    assert found.is_string


def test_a_bar_that_is_lowered_fast_is_no_fall() -> None:
    u = np.clip((T - 0.8) / 0.6, 0.0, 1.0)
    lowered = -0.6 * np.gradient(10 * u**3 - 15 * u**4 + 6 * u**5, T)
    assert lowered.min() < -1.8
    assert free_fall.of_velocity(T, lowered) is None


def test_a_bar_that_comes_down_after_it_was_thrown_is_no_fall() -> None:
    speed = np.where((T > 0.8) & (T < 1.3), 2.4 - 9.81 * (T - 0.8), 0.0)
    speed[(T > 0.5) & (T <= 0.8)] = np.linspace(0.0, 2.4, int(((T > 0.5) & (T <= 0.8)).sum()))
    assert free_fall.of_velocity(T, speed) is None


def test_a_fall_that_has_not_ended_is_not_told_yet() -> None:
    speed = falling(1.0)
    assert free_fall.of_velocity(T[T < 1.1], speed[T < 1.1]) is None
    felt = np.where(T > 0.8, 0.2, 9.8)
    assert free_fall.of_force(T, felt) is None
