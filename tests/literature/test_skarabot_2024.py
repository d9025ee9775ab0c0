"""Škarabot et al. 2024: strength-trained people start rapid contractions at higher rates, and not with a faster relative rise."""

from __future__ import annotations

import pytest

from pool_efforts import SEEDS, force_after, interval_rates, mean_of, person, rapid

PAPER = "skarabot_2024"


def first_rate(muscle: str, population: str) -> float:
    return mean_of([float(interval_rates(rapid(muscle, person(population, muscle), seed), 1)[0]) for seed in SEEDS])


@pytest.mark.parametrize(
    ("muscle", "population", "low", "high"),
    [
        ("vastus_lateralis", "untrained", 63.0, 90.0), ("vastus_lateralis", "strength_trained", 90.0, 115.0),
        ("biceps_brachii", "untrained", 50.0, 63.0), ("biceps_brachii", "strength_trained", 68.0, 80.0),
    ],
)  # fmt: skip
def test_first_rates_are_those_found(muscle, population, low, high, row):
    """The confidence intervals of the paper."""
    row.meets("C16", f"first rate, {muscle}, {population}", first_rate(muscle, population), low, high, "pps")


@pytest.mark.parametrize("muscle", ["vastus_lateralis", "biceps_brachii"])
def test_the_trained_start_faster_by_as_much_as_found(muscle, row):
    """102 over 76 is 1.34, 74 over 56 is 1.32: 1.25 to 1.40."""
    ratio = first_rate(muscle, "strength_trained") / first_rate(muscle, "untrained")
    row.meets("C16", f"first rate, strength-trained over untrained, {muscle}", ratio, 1.25, 1.40)


def test_the_relative_rise_is_the_same(row):
    """Not different by the statistics of the paper: within 4 points of maximal force at 50 and 100 ms."""
    for after_ms in (50.0, 100.0):
        trained, usual = (
            mean_of(
                [
                    force_after(rapid("vastus_lateralis", person(name, "vastus_lateralis"), seed), after_ms)
                    for seed in SEEDS
                ]
            )
            for name in ("strength_trained", "untrained")
        )
        row.meets(
            "C16", f"force at {after_ms:.0f} ms, strength-trained less untrained", trained - usual, -0.04, 0.04, "ratio"
        )
