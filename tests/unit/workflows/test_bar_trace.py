"""The trace between two verdicts: from each kind of sensor nearly the speed that the bar had."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.records import SampleBlock
from neuraldrive.workflows.bar_trace import BarTrace, Floats

TIMES = np.arange(0.0, 6.0, 0.005)
SINCE = np.maximum(TIMES - 1.0, 0.0)
"""It stands still for a second."""
SPEED = 0.8 * np.sin(2.0 * np.pi * SINCE / 3.0)
HEIGHT = 1.0 + 0.8 * 3.0 / (2.0 * np.pi) * (1.0 - np.cos(2.0 * np.pi * SINCE / 3.0))
UPWARD = np.where(SINCE > 0.0, 0.8 * 2.0 * np.pi / 3.0 * np.cos(2.0 * np.pi * SINCE / 3.0), 0.0)


def traced(channel: str, samples: Floats, size: int = 4) -> Floats:
    trace, found = BarTrace(), []
    for first in range(0, TIMES.size, size):
        part = slice(first, first + size)
        found.append(trace.add(SampleBlock(channel, TIMES[part], samples[part], 0.0, "bar")))
    return np.concatenate(found)


@pytest.mark.parametrize("size", [1, 4, 50])
def test_from_position_it_lags_by_half_of_its_window(size: int) -> None:
    pairs = traced("position", HEIGHT, size)
    expected = 0.8 * np.sin(2.0 * np.pi * np.maximum(pairs[:, 0] - 1.0225, 0.0) / 3.0)
    assert np.abs(pairs[20:, 1] - expected[20:]).max() < 0.02


def test_velocity_is_drawn_as_it_comes() -> None:
    pairs = traced("velocity", SPEED)
    assert np.array_equal(pairs, np.column_stack([TIMES, SPEED]))


def test_from_acceleration_it_follows_a_repetition_whatever_the_tilt() -> None:
    gravity = 9.81 * np.array([0.3, -0.5, np.sqrt(1 - 0.34)])
    felt = gravity + UPWARD[:, None] * gravity / 9.81
    for channel, samples in (("acceleration", UPWARD), ("inertial", np.hstack([felt, np.zeros((TIMES.size, 3))]))):
        pairs = traced(channel, samples)
        first = pairs[:, 0] < 2.5
        assert np.corrcoef(pairs[first, 1], SPEED[: first.sum()])[0, 1] > 0.9, channel
        assert 0.4 < pairs[first, 1].max() < 1.2, channel


def test_late_and_doubled_samples_are_left_out_and_a_thousand_a_second_thinned() -> None:
    trace = BarTrace()
    block = SampleBlock("velocity", np.arange(20) / 1000.0, np.ones(20), 0.0, "bar")
    pairs = trace.add(block)
    assert len(pairs) == 5
    assert pairs[-1, 0] == block.times_s[-1]
    assert trace.add(block).shape == (0, 2)
