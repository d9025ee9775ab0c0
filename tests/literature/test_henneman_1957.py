"""Henneman 1957; Henneman, Somjen and Carpenter 1965: motor neurons are recruited in order of size."""

from __future__ import annotations

import pytest

from neuraldrive import catalog
from pool_efforts import order, person, ramp, rapid

PAPER = "henneman_1957"


@pytest.mark.parametrize("muscle", sorted(catalog.muscles()))
def test_a_slow_ramp_recruits_in_order_of_size(muscle, row):
    """0.95: only intervals are random, so the order can be off by neighbours alone."""
    row.meets("A1", f"rank correlation of size and first discharge, ramp, {muscle}", order(ramp(muscle)), low=0.95)


@pytest.mark.parametrize("muscle", ["vastus_lateralis", "tibialis_anterior"])
@pytest.mark.parametrize("population", ["untrained", "explosive_trained"])
def test_a_rapid_effort_keeps_that_order(muscle, population, row):
    """Onsets scatter by 15 % of a unit's own time; recordings of rapid efforts show the order, not every pair of it."""
    found = min(order(rapid(muscle, person(population, muscle), seed)) for seed in range(4))
    row.meets(
        "A1", f"rank correlation of size and first discharge, rapid effort, {muscle}, {population}", found, low=0.95
    )
