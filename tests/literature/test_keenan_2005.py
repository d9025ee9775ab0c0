"""Keenan et al. 2005, after Day and Hulliger 2001: what cancels in the rectified EMG rises with effort, to 62 % and more."""

from __future__ import annotations

import numpy as np
import pytest

from surface_efforts import cancelled


@pytest.mark.parametrize("muscle", ["first_dorsal_interosseous", "vastus_lateralis"])
def test_cancellation_rises_with_effort(muscle):
    course = [cancelled(muscle, level) for level in (0.1, 0.3, 0.6, 1.0)]
    assert (np.diff(course) > 0.0).all()


def test_at_maximal_effort_a_pool_of_120_units_loses_about_what_is_published():
    # 62 % at maximal activation; up to 85 % where potentials are of more equal size.
    assert 0.5 < cancelled("first_dorsal_interosseous", 1.0) < 0.85
