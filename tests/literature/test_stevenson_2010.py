"""Stevenson and others 2010: a band on top of 55 % of the 1RM makes the rise slower.

Whether a band slows or speeds a lift depends on how the loads were equated; both signs are asked for.
"""

from __future__ import annotations

import pytest

from lift_efforts import BENCH, SQUAT, lifted
from neuraldrive import simulate

PAPER = "stevenson_2010"


def change(lift, rule):
    load = rule(0.55 * simulate.one_rm_kg(lift), 0.20)
    banded = simulate.lift(lift, load.load_kg, accommodating=load.accommodating, discharges=False)
    plain = lifted(lift, 0.55).truth.repetitions[0].mean_velocity
    return 100 * (banded.truth.repetitions[0].mean_velocity / plain - 1)


@pytest.mark.parametrize("lift", [SQUAT, BENCH])
def test_a_band_that_is_added_slows_the_bar(lift, row):
    row.meets(
        "G15",
        f"mean velocity with a band of 20% added, {lift}",
        change(lift, simulate.added_on_top),
        high=0.0,
        unit="%",
    )


@pytest.mark.parametrize("lift", [SQUAT, BENCH])
def test_a_band_that_replaces_plates_of_its_mean_speeds_it(lift, row):
    row.meets(
        "G15",
        f"mean velocity with a band of 20% for plates, {lift}",
        change(lift, simulate.equated_by_mean),
        low=0.0,
        unit="%",
    )
