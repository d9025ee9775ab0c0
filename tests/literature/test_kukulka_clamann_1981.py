"""Kukulka and Clamann 1981: recruitment ends at about half of maximal force in adductor pollicis, at 88 % in biceps."""

from __future__ import annotations

import pytest

from neuraldrive import catalog, simulate
from pool_efforts import full

PAPER = "kukulka_1981"


@pytest.mark.parametrize(("muscle", "low", "high"), [("adductor_pollicis", 0.45, 0.65), ("biceps_brachii", 0.80, 0.92)])
def test_the_last_unit_comes_in_where_it_was_found(muscle, low, high, row):
    """The bands hold both figures and what others found in the two muscles; of the force of full excitation."""
    few = catalog.muscle(muscle, units=120)
    threshold = simulate.contraction(
        few, simulate.hold(at=0.1, hold_s=1), state=full(muscle)
    ).truth.recruitment_threshold
    row.meets("A5", f"threshold of the last unit, {muscle}", float(threshold[-1]), low, high, "ratio")
