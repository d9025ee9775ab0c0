"""A grid's raw EMG, averaged from the true discharges of a unit, shows that unit's true potential again."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive import simulate
from neuraldrive.kernels.emg import triggered_average
from neuraldrive.simulate import emg

GRID = emg.electrodes("grid_8x8", noise_v=5e-6)


@pytest.fixture(scope="module")
def recording():
    effort = simulate.hold(at=0.3, hold_s=30.0)
    return simulate.contraction("first_dorsal_interosseous", effort, seed=5, emg=GRID, tires=False)


def test_averages_from_a_unit_s_discharges_are_its_templates(recording):
    signals = np.array([recording[name].samples for name in GRID.channels]).T
    truth = emg.surface_potentials("first_dorsal_interosseous", GRID).templates
    trains = recording.motor_units.discharge_times_s
    energy = (truth**2).sum(axis=(1, 2))
    large = [unit for unit in np.argsort(-energy) if trains[unit].size > 100][:8]
    for unit in large:
        found = triggered_average(signals, np.rint(trains[unit] * 2048).astype(int), truth.shape[1])
        # What others add falls with the root of the discharges (hundreds): the shapes agree beyond chance.
        agreement = np.corrcoef(found.ravel(), truth[unit].ravel())[0, 1]
        assert agreement > 0.9, unit
        slope = (found * truth[unit]).sum() / energy[unit]
        # Averaging to whole samples blurs a little.
        assert slope == pytest.approx(1.0, abs=0.15), unit


def test_averages_from_another_unit_s_discharges_are_not(recording):
    signals = np.array([recording[name].samples for name in GRID.channels]).T
    truth = emg.surface_potentials("first_dorsal_interosseous", GRID).templates
    trains = recording.motor_units.discharge_times_s
    energy = (truth**2).sum(axis=(1, 2))
    first, second = [unit for unit in np.argsort(-energy) if trains[unit].size > 100][:2]
    found = triggered_average(signals, np.rint((trains[second] + 0.5) * 2048).astype(int), truth.shape[1])
    assert abs(np.corrcoef(found.ravel(), truth[first].ravel())[0, 1]) < 0.5
