"""Thomas, Bigland-Ritchie and Johansson 1991: force against rate in single units of the human thumb."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.evidence import single_unit

PAPER = "thomas_1991"
THUMB = "adductor_pollicis"


def test_half_of_the_tetanus_comes_at_12_hz(row):
    """12 ± 4 Hz between units."""
    found = single_unit.mean_over(THUMB, lambda each: single_unit.rate_for(0.5, each))
    row.meets("B10", "rate for half of the tetanus, units of the thumb", found, 8.0, 16.0, "Hz")


def test_twitches_are_not_fused_at_8_hz(row):
    """Fusion only begins at 5 to 8 Hz: a ripple of a tenth at least."""
    found = single_unit.mean_over(THUMB, lambda each: single_unit.steady(8.0, each)[1])
    row.meets("B10", "ripple at 8 Hz, share of the peak", found, low=0.10, unit="ratio")


def test_most_of_the_tetanus_is_there_at_30_hz(row):
    """Units reach their tetanus between 30 and 100 Hz: at 30 Hz 85 % at least."""
    found = single_unit.mean_over(
        THUMB, lambda each: single_unit.steady(30.0, each)[0] / single_unit.steady(100.0, each)[0]
    )
    row.meets("B10", "force at 30 Hz over that at 100 Hz", found, low=0.85, unit="ratio")


def test_the_last_of_the_tetanus_comes_too_early(row):
    """30 to 100 Hz in the paper; the saturation of the model is steeper near its top."""
    found = single_unit.mean_over(THUMB, lambda each: single_unit.rate_for(0.98, each))
    row.misses("B10", "rate for 98 % of the tetanus, units of the thumb", found, 30.0, 100.0, "Hz")
    fastest = single_unit.rate_for(0.98, 0.030)
    row.meets("B10", "rate for 98 % of the tetanus, a unit of 30 ms", fastest, 30.0, 100.0, "Hz")


@pytest.mark.parametrize("contraction_time_s", [0.030, 0.043, 0.050, 0.075, 0.090, 0.130])
def test_half_of_the_tetanus_goes_inversely_with_the_contraction_time(contraction_time_s, row):
    """0.72 in toe extensors, about 0.6 in the thumb, 0.70 by Fuglevand's law: 0.55 to 0.80."""
    product = single_unit.rate_for(0.5, contraction_time_s) * contraction_time_s
    row.meets(
        "B12",
        f"rate for half of the tetanus × contraction time, {1000 * contraction_time_s:.0f} ms",
        product,
        0.55,
        0.80,
    )


def test_force_rises_most_in_the_middle(row):
    """An S on a linear axis: no steeper at 4 Hz or at 30 Hz than between them (also Bigland and Lippold 1954)."""
    force = [single_unit.steady(each, 0.059)[0] for each in (2.0, 4.0, 10.0, 14.0, 28.0, 32.0)]
    slopes = np.diff(force)[::2] / (2.0, 4.0, 4.0)
    row.meets(
        "B16",
        "slope between 10 and 14 Hz over the larger of those at 3 and 30 Hz",
        float(slopes[1] / max(slopes[0], slopes[2])),
        low=1.5,
    )
