"""Dideriksen, Del Vecchio and Farina 2020, a simulation: what limits the rise of force in tibialis anterior.

Recruitment speed over its range is worth 1050 ± 281 % of maximal force a second, discharge rate less than a quarter of
that, doublets less than a fifth, twitch time less than a sixth. Their units sum twitches almost linearly; ours saturate
(a doublet gives half a tetanus, Thomas 1999), so that rates above 60 pps are worth little.
"""

from __future__ import annotations

from functools import cache

import pytest

from neuraldrive import catalog
from pool_efforts import mean_of, person, rapid, steepest

PAPER = "dideriksen_2020"
MUSCLE = "tibialis_anterior"
SEEDS = range(3)
USUAL = {
    "recruitment_time_s": 0.100,
    "initial_rate_pps": 130.0,
    "burst_decay_s": 0.060,
    "doublet_share": 0.1,
    "sustained_start": 0.8,
}
FEW = catalog.muscle(MUSCLE, units=150)


@cache
def rise(contraction_times: float = 1.0, **changes: float) -> float:
    """Steepest rise, shares of maximal force a second."""
    muscle = FEW
    if contraction_times != 1.0:
        for key in ("contraction_time_first_s", "contraction_time_last_s"):
            muscle = muscle.with_number(key, contraction_times * muscle[key], why="the range of the paper")
    return mean_of(
        [steepest(rapid(muscle, person("untrained", MUSCLE, **{**USUAL, **changes}), seed)) for seed in SEEDS]
    )


@pytest.fixture(scope="module")
def effects() -> dict[str, float]:
    """Gain of the steepest rise by each over its range in the paper."""
    mean_s = 0.0457
    return {
        "recruitment": rise(recruitment_time_s=0.022) - rise(recruitment_time_s=0.233),
        "rate": rise(initial_rate_pps=212.0) - rise(initial_rate_pps=89.0),
        "doublets": rise(doublet_share=0.5) - rise(doublet_share=0.0),
        "twitch": rise(0.042 / mean_s) - rise(0.078 / mean_s),
    }


def test_recruitment_speed_is_worth_what_they_found(effects, row):
    """One standard deviation either way."""
    row.meets("C9", "gain by recruitment in 22 instead of 233 ms", effects["recruitment"], 7.69, 13.31, "MVF/s")


@pytest.mark.parametrize(("factor", "most"), [("rate", 1 / 4), ("doublets", 1 / 5)])
def test_rates_and_doublets_are_worth_less(effects, factor, most, row):
    row.meets("C9", f"gain by {factor} over that by recruitment", effects[factor] / effects["recruitment"], high=most)


def test_a_quarter_of_recruitment_time_is_worth_more_than_a_quarter_of_the_rate(row):
    recruitment, rate = (
        abs(rise(**{key: 0.75 * USUAL[key]}) - rise(**{key: 1.25 * USUAL[key]}))
        for key in ("recruitment_time_s", "initial_rate_pps")
    )
    row.meets("C9", "recruitment time ± 25 % less initial rate ± 25 %", recruitment - rate, low=0.0, unit="MVF/s")


def test_rates_and_doublets_help_slow_starters(row):
    """Direction: from 30 to 90 pps, and doublets in all units that start at 35 pps."""
    quick = {"recruitment_time_s": 0.050}
    row.meets(
        "C9",
        "gain by 90 instead of 30 pps",
        rise(**quick, initial_rate_pps=90.0) - rise(**quick, initial_rate_pps=30.0),
        low=0.0,
        unit="MVF/s",
    )
    slow = {**quick, "initial_rate_pps": 35.0}
    row.meets(
        "C9",
        "gain by doublets at 35 pps",
        rise(**slow, doublet_share=1.0) - rise(**slow, doublet_share=0.0),
        low=0.0,
        unit="MVF/s",
    )


def test_twitch_time_is_worth_more_than_in_the_paper(effects, row):
    """Less than a sixth there."""
    row.misses(
        "C9", "gain by twitch time over that by recruitment", effects["twitch"] / effects["recruitment"], high=1 / 6
    )


def test_rates_come_before_twitch_time_in_the_paper_alone(effects, row):
    row.misses(
        "C9", "gain by rate less gain by twitch time", effects["rate"] - effects["twitch"], low=0.0, unit="MVF/s"
    )
