"""Knight and Kamen 2005, vastus lateralis: depth and size of motor units correlate at rho −0.402."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from surface_efforts import potentials


def test_larger_units_of_vastus_lateralis_lie_nearer_the_skin():
    depth = potentials("vastus_lateralis").territories.depth_m
    # 400 units: a rank correlation of −0.4 is drawn to within 0.1 (2 SD).
    assert spearmanr(depth, np.arange(depth.size))[0] == pytest.approx(-0.402, abs=0.1)
