"""Oya, Riek and Cresswell 2009: soleus recruits up to about 95 % of maximal force."""

from __future__ import annotations

from neuraldrive import simulate
from pool_efforts import full

PAPER = "oya_2009"


def test_the_last_unit_of_soleus_comes_in_near_maximal_force(row):
    """85 to 95 %: the paper's own upper end is remembered, not read."""
    held = simulate.contraction("soleus", simulate.hold(at=0.1, hold_s=1), state=full("soleus"))
    row.meets(
        "A7", "threshold of the last unit, soleus", float(held.truth.recruitment_threshold[-1]), 0.85, 0.95, "ratio"
    )
