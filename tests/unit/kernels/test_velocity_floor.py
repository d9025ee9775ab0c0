"""Model K against the same beliefs written as one normal distribution."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from neuraldrive.kernels import velocity_floor
from neuraldrive.kernels.velocity_floor import Decline, Floor, FloorLine, Running

DECLINE = Decline(0.013, 0.012)
LINE = FloorLine(0.30, 0.05, 1.5, 0.04)


def plain_next(velocity: np.ndarray, start: tuple[float, float]) -> tuple[float, float]:
    """All velocities, the next one among them, are linear in independent normals: condition on what was read."""
    n = velocity.size
    # columns: v1, d1, n velocity steps, n decline steps
    columns = np.zeros((n + 1, 2 + 2 * n))
    v, d = np.zeros(2 + 2 * n), np.zeros(2 + 2 * n)
    v[0], d[1] = 1.0, 1.0
    for i in range(n + 1):
        columns[i] = v
        if i < n:
            v, d = v - d, d.copy()
            v[2 + i] += 1.0
            d[2 + n + i] += 1.0
    mean = np.concatenate(([start[0], DECLINE.mean], np.zeros(2 * n)))
    sd = np.concatenate(([start[1], DECLINE.sd], np.full(n, DECLINE.velocity_step), np.full(n, DECLINE.decline_step)))
    spread = columns * sd**2 @ columns.T
    read, told = spread[:n, :n] + DECLINE.reading**2 * np.eye(n), columns @ mean
    gain = np.linalg.solve(read, spread[:n, n])
    return told[n] + gain @ (velocity - told[:n]), spread[n, n] - gain @ spread[:n, n]


@pytest.mark.parametrize("start", [(0.55, 0.05), velocity_floor.ANY_START])
def test_the_filter_is_the_conditional_normal(start: tuple[float, float]) -> None:
    velocity = np.array([0.52, 0.51, 0.46, 0.47, 0.40])
    found = velocity_floor.next_velocity(velocity, start, DECLINE)
    assert tuple(found) == pytest.approx(plain_next(velocity, start), abs=1e-12)


def test_the_floor_is_shrunk_to_that_of_other_people() -> None:
    none = velocity_floor.personal_floor(LINE, np.zeros(0), np.zeros(0))
    many = velocity_floor.personal_floor(LINE, np.full(200, 0.25), np.full(200, 2.0))
    assert none == (pytest.approx(0.30), pytest.approx(0.04**2 / 1.5))
    assert many.velocity == pytest.approx(0.25, abs=0.001)
    assert many.variance < none.variance


def test_a_set_that_ended_nearer_failure_speaks_of_a_higher_floor_at_two_in_reserve() -> None:
    found = velocity_floor.personal_floor(LINE, np.array([0.25]), np.array([0.0]))
    assert found.velocity == pytest.approx((1.5 * 0.30 + 0.25 + 0.05 * 2.0) / 2.5)


def test_the_first_velocity_is_the_athletes_line_once_four_loads_are_known() -> None:
    loads, fastest = np.array([60.0, 80.0, 100.0, 110.0]), np.array([0.8, 0.62, 0.47, 0.36])
    expected, sd = velocity_floor.expected_first(90.0, loads, fastest)
    assert expected == pytest.approx(np.polyval(np.polyfit(loads, fastest, 1), 90.0))
    assert sd == velocity_floor.LEAST_START_SD
    assert velocity_floor.expected_first(90.0, loads[:3], fastest[:3]) == velocity_floor.ANY_START


def test_the_chance_below_the_floor_rises_with_the_reserve_that_is_asked_for() -> None:
    running, floor = Running(0.33, 0.02**2), Floor(0.30, 0.01**2)
    chances = [velocity_floor.below_floor(running, floor, LINE, left) for left in (0.0, 1.0, 2.0, 3.0)]
    assert chances == sorted(chances)
    spread = np.sqrt(0.02**2 + 0.01**2 + 0.04**2 / 2)
    assert chances[2] == pytest.approx(norm.cdf((0.30 - 0.33) / spread))
