"""McNeil et al. 2005, tibialis anterior: surface potentials of single units average tens of µV, and more at higher force."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from neuraldrive.simulate import emg
from surface_efforts import steady


def test_single_unit_potentials_are_tens_of_microvolts_and_grow_with_the_force_at_which_units_come_in():
    over_the_belly = emg.Electrodes("belly", ((0.0, 0.0),), radius_m=0.005, along_m=0.0)
    negative_v = -emg.surface_potentials("tibialis_anterior", over_the_belly).templates[..., 0].min(axis=1)
    threshold = steady("tibialis_anterior", 0.5).truth.recruitment_threshold
    edges = (0.02, 0.1, 0.2, 0.4)
    means = [negative_v[(threshold >= low) & (threshold < high)].mean() for low, high in pairwise(edges)]
    assert means == sorted(means)
    # Published means 26 µV at threshold to 69 µV at 40 % of MVC, of the units that could be told: a factor of two either way.
    assert 13e-6 < means[0] < 52e-6
    assert 35e-6 < means[-1] < 140e-6
    assert np.isfinite(negative_v).all()
