"""Diong et al. 2022, soleus of 25 people: bipolar EMG at ten levels of effort.

The amplitude of the model is scaled to the median at maximal effort, so that only its shape is a test.
"""

from __future__ import annotations

import csv

import numpy as np
import pytest

from surface_efforts import LEVELS, amplitudes


@pytest.fixture(scope="module")
def medians(shared_data) -> dict[int, float]:
    """Median EMG (V) of soleus at each percentage of maximal effort."""
    found: dict[int, list[float]] = {}
    with (shared_data / "emg" / "twitch_va" / "diong2022_subjects_data.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(int(row["trials"]), []).append(1e-3 * float(row["emgSO"]))
    return {percent: float(np.median(values)) for percent, values in found.items()}


def test_soleus_at_maximal_effort_is_as_large_as_in_man(medians):
    simulated = np.mean([amplitudes("soleus", seed)[-1] for seed in range(3)])
    # People differ by a factor of two and more (fat, electrodes).
    assert simulated == pytest.approx(medians[100], rel=0.4)


def test_emg_at_low_and_high_effort_is_in_the_published_proportion(medians):
    levels = dict(zip((round(100 * level) for level in LEVELS), amplitudes("soleus"), strict=True))
    # The model's curve is less convex than man's (row H2): within a factor of two in the middle.
    for percent in (10, 50, 90):
        assert levels[percent] / levels[100] == pytest.approx(medians[percent] / medians[100], rel=0.75)
