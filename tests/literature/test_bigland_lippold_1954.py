"""Bigland and Lippold 1954; Merton 1954: a maximal effort of a hand muscle is as strong as its tetanus."""

from __future__ import annotations

from pool_efforts import activation, maximal, mean_of, person

PAPER = "bigland_1954"
HAND = "adductor_pollicis"


def test_a_maximal_effort_of_the_hand_equals_the_tetanus(row):
    """To 5 %, about what either could be measured to."""
    found = mean_of([
        float(maximal(HAND, seed=seed)["force"].between(1.5, 2.5).samples.mean() * maximal(HAND).truth.maximal_voluntary_force)
        for seed in range(3)
    ])  # fmt: skip
    row.meets("D1", "force of a maximal effort, share of the tetanus, adductor pollicis", found, 0.95, 1.0, "ratio")


def test_a_doublet_adds_nothing_to_speak_of(row):
    """97 % at least."""
    for muscle in (HAND, "first_dorsal_interosseous"):
        row.meets(
            "D1",
            f"voluntary activation, {muscle}",
            activation(muscle, person("untrained", muscle)),
            low=0.97,
            unit="ratio",
        )
