"""Kohn, Smart and Jakobi 2018: elbow flexors are activated to 93.0 ± 5.2 % supinated, 96.1 ± 3.2 % neutral."""

from __future__ import annotations

from pool_efforts import activation, person

PAPER = "kohn_2018"


def test_elbow_flexors_are_activated_as_found(row):
    """The two means, widened to 90 and 97."""
    row.meets(
        "D3",
        "voluntary activation, biceps brachii",
        activation("biceps_brachii", person("untrained", "biceps_brachii")),
        0.90,
        0.97,
        "ratio",
    )
