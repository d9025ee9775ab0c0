"""D'Emanuele et al. 2021, a review of 70 studies: in fatigue the early and the steepest rise lose more than maximal force.

Twelve maximal rapid efforts of 5 s, 2 s apart.
"""

from __future__ import annotations

import pytest

from neuraldrive import catalog, measure, simulate
from pool_efforts import RESTS_S

PAPER = "demanuele_2021"


@pytest.fixture(scope="module")
def efforts():
    effort = simulate.ballistic(to=1.0, hold_s=5.0, repetitions=12, rest_s=2.0, before_s=RESTS_S)
    every = measure.efforts(simulate.contraction(catalog.muscle("vastus_lateralis", units=200), effort))
    return every[0], every[-1]


def loss(efforts, of) -> float:
    first, last = (of(each) for each in efforts)
    return 1.0 - last / first


def strength(effort) -> float:
    return measure.maximal_voluntary_force(effort).value


def test_the_steepest_rise_loses_more_than_maximal_force(efforts, row):
    steep = loss(efforts, lambda each: measure.peak_rate_of_force_development(each, 20.0, mvf=1.0).value)
    row.meets(
        "F9",
        "loss of the steepest rise less loss of maximal force",
        steep - loss(efforts, strength),
        low=0.0,
        unit="ratio",
    )


def test_the_early_rise_loses_more_than_maximal_force(efforts, row):
    """Recruitment slows as rates fall."""
    early = loss(efforts, lambda each: measure.rate_of_force_development(each, (0.0, 50.0), mvf=1.0).value)
    row.meets(
        "F9",
        "loss of the rise over 50 ms less loss of maximal force",
        early - loss(efforts, strength),
        low=0.0,
        unit="ratio",
    )
