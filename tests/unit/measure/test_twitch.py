"""Contraction and half-relaxation time of responses that are known."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive import measure
from neuraldrive.errors import MeasureError
from neuraldrive.records import Signal

TIME = np.arange(0, 2, 0.001)


def _triangles(*at: float, rest: float = 5.0) -> Signal:
    """From rest to 100 N in 80 ms, and back in 200 ms, begun 10 ms after each pulse."""
    force = sum(np.interp(TIME - each, [0.01, 0.09, 0.29], [0.0, 100.0, 0.0], left=0.0, right=0.0) for each in at)
    return Signal(rest + force, "N", rate_hz=1000)


@pytest.mark.parametrize("rest", [0.0, 5.0])
def test_times_of_a_triangle_are_those_it_was_drawn_with(rest):
    twitch = _triangles(0.5, rest=rest)
    assert measure.contraction_time(twitch, 0.5).value == pytest.approx(0.99 * 0.08, abs=1e-6)
    assert measure.half_relaxation_time(twitch, 0.5).value == pytest.approx(0.1, abs=1e-6)


def test_the_next_stimulus_ends_a_response():
    two = _triangles(0.5, 0.95)
    assert measure.half_relaxation_time(two, 0.5, 0.95).value == pytest.approx(0.1, abs=1e-6)
    with pytest.raises(MeasureError, match="stays above half"):
        measure.half_relaxation_time(two, 0.5, 0.65)


@pytest.mark.parametrize("at_s", [1.5, 5.0, -1.0])
def test_where_nothing_answers_there_are_no_times(at_s):
    with pytest.raises(MeasureError, match="none after"):
        measure.contraction_time(_triangles(0.5), at_s)
