"""Kooistra, de Ruiter and de Haan 2007: knee extensors, activation by triplets at 300 Hz, and force."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pool_efforts import activation, full, person

PAPER = "kooistra_2007"
MUSCLE = "vastus_lateralis"


@pytest.mark.parametrize(("population", "low", "high"), [("untrained", 0.85, 0.93), ("explosive_trained", 0.95, 0.99)])
def test_knee_extensors_are_activated_as_found(population, low, high, row):
    """About 90 % as a rule, 97 ± 2.3 % in an exceptional group."""
    row.meets(
        "D4",
        f"voluntary activation, vastus lateralis, {population}",
        activation(MUSCLE, person(population, MUSCLE)),
        low,
        high,
        "ratio",
    )


def at(level: float) -> float:
    return activation(MUSCLE, full(MUSCLE), level, pulses=3, rate_hz=300.0)


def test_activation_rises_with_force(row):
    """In direction the curve of the paper."""
    curve = [at(level) for level in (0.4, 0.6, 0.8, 1.0)]
    row.meets(
        "D5",
        "least step of activation from 40 to 100 % of maximal force",
        min(b - a for a, b in pairwise(curve)),
        low=0.05,
        unit="ratio",
    )


def test_activation_and_force_nearly_coincide_in_the_model_alone(row):
    """91.5 ± 2.6 % at 79.6 % of maximal torque: 88 to 95."""
    row.misses("D5", "activation by triplet at 79.6 % of maximal force", at(0.796), 0.88, 0.95, "ratio")
