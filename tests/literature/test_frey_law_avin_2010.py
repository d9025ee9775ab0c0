"""Frey Law and Avin 2010: how long a force is held, joint by joint, from 369 points; ET = b0 · f^b1.

The coefficients are remembered, their order was read. 35 % either way: about the spread between the studies behind a curve.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from neuraldrive import catalog, simulate

PAPER = "frey_law_2010"
CURVES = {
    "vastus_lateralis": (19.38, -1.88), "biceps_brachii": (17.98, -2.14), "tibialis_anterior": (34.71, -2.06),
    "first_dorsal_interosseous": (33.55, -1.61),
}  # fmt: skip
RISE_S, BEFORE_S = 1.0, 0.5


@cache
def endurance_s(muscle: str, level: float) -> float:
    """From when the force is reached to when it fails."""
    effort = simulate.hold(at=level, until="failure", rise_s=RISE_S, before_s=BEFORE_S)
    failed = simulate.contraction(catalog.muscle(muscle, units=120), effort, rate_hz=10.0).truth.failed_at_s
    assert failed is not None
    return failed - RISE_S - BEFORE_S


def curve_s(muscle: str, level: float) -> float:
    b0, b1 = CURVES[muscle]
    return b0 * level**b1


@pytest.mark.parametrize("level", [0.15, 0.20, 0.30, 0.40, 0.50, 0.60, 0.70, 0.80])
@pytest.mark.parametrize("muscle", sorted(CURVES))
def test_endurance_follows_the_curve(muscle, level, row):
    found = endurance_s(muscle, level) / curve_s(muscle, level)
    row.meets("F1", f"endurance over the curve at {level:.0%}, {muscle}", found, 0.65, 1.35)


@pytest.mark.parametrize("muscle", sorted(CURVES))
def test_endurance_at_90_percent(muscle, row):
    """Held for less than half a minute: the step of a second matters."""
    row.meets(
        "F1", f"endurance over the curve at 90%, {muscle}", endurance_s(muscle, 0.9) / curve_s(muscle, 0.9), 0.65, 1.35
    )


def test_joints_keep_their_order_at_half_of_maximal_force(row):
    """Ankle, hand, elbow, knee."""
    order = ("tibialis_anterior", "first_dorsal_interosseous", "biceps_brachii", "vastus_lateralis")
    times = [endurance_s(muscle, 0.5) for muscle in order]
    row.meets("F1", "least step between joints in their order at 50 %", float(-np.diff(times).max()), low=0.0, unit="s")
