"""De Ruiter et al. 2004: a voluntary rise beside eight pulses at 300 Hz, knee extensors.

The first 40 ms of torque come to 40 % of the evoked ones on average, 10 to 83 % by person, and the steepest rise to as
much. Who the people were is not at hand: the mean of our untrained, strength-trained and explosive-trained stands for them.
"""

from __future__ import annotations

import numpy as np

from neuraldrive import measure
from pool_efforts import SEEDS, mean_of, octet, person, rapid, steepest

PAPER = "de_ruiter_2004"
MUSCLE = "vastus_lateralis"
PEOPLE = ("untrained", "strength_trained", "explosive_trained")


def early_share(population: str) -> float:
    """Area under the first 40 ms, voluntary over evoked."""
    state = person(population, MUSCLE)
    evoked = measure.impulse(octet(MUSCLE, state), (0.0, 40.0)).value
    return mean_of([measure.impulse(rapid(MUSCLE, state, seed), (0.0, 40.0)).value for seed in SEEDS]) / evoked


def steepest_share(population: str) -> float:
    state = person(population, MUSCLE)
    return mean_of([steepest(rapid(MUSCLE, state, seed)) for seed in SEEDS]) / steepest(octet(MUSCLE, state))


def test_the_voluntary_start_is_always_slower_than_the_evoked_one(row):
    """10 to 83 % by person."""
    shares = [early_share(name) for name in PEOPLE]
    row.meets("C15", "first 40 ms, voluntary over evoked, least of three populations", min(shares), 0.10, 0.83, "ratio")
    row.meets("C15", "first 40 ms, voluntary over evoked, most of three populations", max(shares), 0.10, 0.83, "ratio")


def test_the_mean_voluntary_start_is_too_slow(row):
    """40 % on average: 25 to 55."""
    mean = float(np.mean([early_share(name) for name in PEOPLE]))
    row.misses("C15", "first 40 ms, voluntary over evoked, mean of three populations", mean, 0.25, 0.55, "ratio")


def test_the_steepest_voluntary_rise_is_too_flat(row):
    """Equal in the paper: 80 to 100 %."""
    mean = float(np.mean([steepest_share(name) for name in PEOPLE]))
    row.misses("C15", "steepest rise, voluntary over evoked, mean of three populations", mean, 0.80, 1.00, "ratio")


def test_the_octet_of_the_shin_for_information(row):
    """An abstract gives 482 to 494 % of maximal force a second for tibialis anterior and does not say over which window."""
    evoked = octet("tibialis_anterior", person("untrained", "tibialis_anterior"))
    row.shows("C14", "octet of tibialis anterior, steepest rise over 20 ms", steepest(evoked), 4.4, 5.4, "MVF/s")
    for after_ms in (50.0, 100.0):
        rise = measure.force_at(evoked, after_ms, mvf=1.0).value / (after_ms / 1000.0)
        row.shows("C14", f"octet of tibialis anterior, rise over {after_ms:.0f} ms", rise, 4.4, 5.4, "MVF/s")
