"""Behm, Whittle, Button and Power 2002: knee extensors are activated least; Shield and Zhou 2004: never quite fully."""

from __future__ import annotations

from pool_efforts import activation, person

PAPER = "behm_2002"
OTHERS = ("tibialis_anterior", "soleus", "biceps_brachii")


def test_knee_extensors_are_activated_least(row):
    knee = activation("vastus_lateralis", person("untrained", "vastus_lateralis"))
    others = [activation(muscle, person("untrained", muscle)) for muscle in OTHERS]
    row.meets(
        "D12",
        "least activation of three other muscles less that of vastus lateralis",
        min(others) - knee,
        low=0.0,
        unit="ratio",
    )


def test_knee_extensors_are_not_activated_fully(row):
    """Quinlan 2018 found 80.1 ± 0.9 % in the young, about the lower end."""
    row.meets(
        "D11",
        "voluntary activation, vastus lateralis, untrained",
        activation("vastus_lateralis", person("untrained", "vastus_lateralis")),
        0.80,
        0.97,
        "ratio",
    )


def test_activation_of_the_old_for_information(row):
    """Quinlan 2018: 75.8 ± 1.5 %; our older with the muscle of the young."""
    row.shows(
        "D6",
        "voluntary activation, vastus lateralis, older",
        activation("vastus_lateralis", person("older", "vastus_lateralis")),
        0.728,
        0.788,
        "ratio",
    )
