"""Wallace, Winchester and McGuigan 2006: bands that replace plates give more peak power at 85 than at 60 % of the 1RM."""

from __future__ import annotations

import pytest

from lift_efforts import BENCH, SQUAT, lifted, rise
from neuraldrive import simulate

PAPER = "wallace_2006"


def with_bands(lift, share, part):
    """The same mean resistance, `part` of it by bands."""
    load = simulate.equated_by_mean(share * simulate.one_rm_kg(lift), part)
    return simulate.lift(lift, load.load_kg, accommodating=load.accommodating, discharges=False)


def over_plates(lift, share, part, quantity):
    return getattr(rise(with_bands(lift, share, part)), quantity) / getattr(rise(lifted(lift, share)), quantity)


@pytest.mark.parametrize("part", [0.20, 0.35])
@pytest.mark.parametrize("lift", [SQUAT, BENCH])
def test_bands_raise_peak_power_more_with_the_heavy_load(lift, part, row):
    light, heavy = (100 * (over_plates(lift, share, part, "peak_power") - 1) for share in (0.60, 0.85))
    of = f"peak power with {part:.0%} bands, {lift}"
    row.meets("G14", f"gain of {of}, 85 less 60 %", heavy - light, low=0.0, unit="%")
    row.shows("G14", f"gain of {of}, 85 %", heavy, 14.0, 34.0, unit="%")


@pytest.mark.parametrize("share", [0.60, 0.85])
@pytest.mark.parametrize("lift", [SQUAT, BENCH])
def test_bands_raise_force_late_in_the_range(lift, share, row):
    gain = 100 * (over_plates(lift, share, 0.35, "late_force") - 1)
    row.meets("G14", f"gain of force over the last third with 35% bands, {lift}, {share:.0%}", gain, low=0.0, unit="%")
