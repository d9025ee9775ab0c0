"""De Luca, LeFever, McCue and Xenakis 1982: triangles to 40 and 80 % recruit in one order, in power lifters as in others."""

from __future__ import annotations

import pytest

from neuraldrive import catalog
from pool_efforts import order, ramp

PAPER = "de_luca_1982"


@pytest.mark.parametrize("population", sorted(catalog.populations()))
def test_the_order_is_the_same_whatever_the_training(population, row):
    found = min(order(ramp("first_dorsal_interosseous", population, to=to)) for to in (0.4, 0.8))
    row.meets(
        "A2", f"rank correlation of size and first discharge, ramps to 40 and 80 %, {population}", found, low=0.95
    )
