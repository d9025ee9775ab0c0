"""Newton and others 1997: bench throws of 15 to 100 % of the 1RM."""

from __future__ import annotations

import numpy as np
import pytest

from lift_efforts import BENCH, best_load, lifted, rise

PAPER = "newton_1997"
THROWS = (0.15, 0.30, 0.45, 0.60, 0.75, 0.90)
SEEN_MPS = 0.02
"""A dip of the velocity that an encoder tells from its own error: that of a peak velocity in the catalogue."""


def test_mean_power_of_a_throw_is_largest_between_a_quarter_and_half_of_the_1rm(row):
    """563 W at 30 and 560 W at 45 % were the largest."""
    shares = np.arange(0.15, 0.91, 0.05)
    found = best_load(lambda share: rise(lifted(BENCH, share, release=True)).mean_power(), shares)
    row.meets("G7", "load of the largest mean power, throw", 100 * found, 25.0, 50.0, unit="%")


def test_force_of_a_throw_grows_with_the_load(row):
    forces = [rise(lifted(BENCH, share, release=True)).mean_force for share in THROWS]
    row.meets(
        "G7",
        "least rise of mean force from load to load, throws of 15 to 90 %",
        float(np.diff(forces).min()),
        low=0.0,
        unit="N",
    )


@pytest.mark.parametrize("share", [0.90, 0.95, 1.0])
def test_a_heavy_press_has_a_sticking_region(share, row):
    dip = rise(lifted(BENCH, share)).sticking_mps
    row.meets("G17", f"fall of velocity in the sticking region at {share:.0%}", dip, low=SEEN_MPS, unit="m/s")


@pytest.mark.parametrize("share", [0.60, 0.75, 0.80])
def test_a_light_press_has_none(share, row):
    dip = rise(lifted(BENCH, share)).sticking_mps
    row.meets("G17", f"fall of velocity in the sticking region at {share:.0%}", dip, high=SEEN_MPS, unit="m/s")
