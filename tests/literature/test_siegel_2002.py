"""Siegel, Gilders, Staron and Hagerman 2002: load of the largest peak power, on a Smith machine and with the bar held."""

from __future__ import annotations

import numpy as np
import pytest

from lift_efforts import BENCH, SQUAT, best_load, lifted, rise

PAPER = "siegel_2002"


@pytest.mark.parametrize(("lift", "target"), [(BENCH, (40.0, 60.0)), (SQUAT, (50.0, 70.0))])
def test_peak_power_on_the_bar_is_largest_at_middle_loads(lift, target, row):
    """In the press it contradicts Sanchez-Medina 2010, whose plateau runs from 20 to 55 %."""
    shares = np.arange(0.20, 1.005, 0.01)
    found = best_load(lambda share: rise(lifted(lift, share)).peak_power, shares)
    row.misses("G18", f"load of the largest peak power, {lift}", 100 * found, *target, unit="%")
