"""Looney et al. 2016: light loads to failure give less EMG than heavy ones."""

from __future__ import annotations

import pytest

from neuraldrive import catalog, simulate

PAPER = "looney_2016"


@pytest.fixture(scope="module")
def emg() -> dict[float, float]:
    """Mean size of the EMG of a hold until failure at 30 and at 80 % of maximal force, V."""
    muscle = catalog.muscle("vastus_lateralis", units=200)
    sizes = {}
    for level in (0.3, 0.8):
        recording = simulate.contraction(muscle, simulate.hold(at=level, until="failure"), emg="bipolar")
        sizes[level] = float(recording["emg"].between(1.5, recording.truth.failed_at_s).samples.std())
    return sizes


def test_a_light_hold_to_failure_gives_less_emg_than_a_heavy_one(emg, row):
    """In direction: isometric holds stand for sets."""
    row.meets("H5", "EMG of a hold at 30 % over one at 80 %, both until failure", emg[0.3] / emg[0.8], high=0.95)
