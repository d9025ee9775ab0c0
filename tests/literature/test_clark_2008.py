"""Clark, Bryant and Humphries 2008: more force late in a throw than in a press; and a higher peak, they say."""

from __future__ import annotations

import pytest

from lift_efforts import BENCH, lifted, rise

PAPER = "clark_2008"


@pytest.mark.parametrize("share", [0.55, 0.80])
def test_a_throw_keeps_up_its_force(share, row):
    ratio = rise(lifted(BENCH, share, release=True)).late_force / rise(lifted(BENCH, share)).late_force
    row.meets("G7b", f"force over the last third, throw over press, {share:.0%}", ratio, low=1.0)


@pytest.mark.parametrize("share", [0.55, 0.80])
def test_peak_force_of_a_throw_is_that_of_a_press_with_the_same_drive(share, row):
    """Higher is taken as more than a hundredth. It comes at the start, before release matters."""
    ratio = rise(lifted(BENCH, share, release=True)).force_n.max() / rise(lifted(BENCH, share)).force_n.max()
    row.misses("G7b", f"peak force, throw over press, {share:.0%}", float(ratio), low=1.01)
