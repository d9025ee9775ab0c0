"""A bar that slows down over a set: by how much, and whether all at once."""

from __future__ import annotations

import numpy as np

from neuraldrive.evidence import lifted
from neuraldrive.evidence.lifted import BENCH, MINUTE_S, SQUAT
from neuraldrive.evidence.registry import register
from neuraldrive.evidence.result import Target


def _lost(lift: str, repetitions: int) -> float:
    """Mean velocity loss over three sets with the load of which twelve go, 5 min apart."""
    made = lifted.sets(lift, lifted.load_for(lift, 12), repetitions, 3, 5 * MINUTE_S)
    return float(np.mean([lifted.velocity_loss(each)[-1] for each in made]))


@register(
    "velocity lost in three sets to failure with the load of which 12 go, bench press less squat",
    Target(low=0.0, unit="ratio"),
    "Sanchez-Medina 2011: more in the bench press",
    seeds=1,
)
def press_slows_more_than_squat(_seed: int) -> float:
    return _lost(BENCH, 12) - _lost(SQUAT, 12)


@register(
    "velocity lost in three sets of 6 with the load of which 12 go, bench press",
    Target(0.20, 0.30, "ratio"),
    "Sanchez-Medina 2011: 20 to 30 % in half of the repetitions that go (recalled); the model was fitted to it",
    seeds=1,
)
def velocity_lost_in_half_of_the_repetitions(_seed: int) -> float:
    return _lost(BENCH, 6)


@register(
    "largest loss of velocity from one repetition to the next as a share of all of it, set of 12 to failure, bench press",
    Target(high=1.0 / 3.0, unit="ratio"),
    "Sanchez-Medina 2011: lactate rises with velocity loss all along; a third of it at once would be a switch",
    seeds=1,
)
def loss_of_velocity_is_gradual(_seed: int) -> float:
    loss = lifted.velocity_loss(lifted.sets(BENCH, lifted.load_for(BENCH, 12), "failure", 1, 0.0)[0])
    return float(np.diff(loss).max()) / loss[-1]
