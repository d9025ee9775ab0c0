"""Del Vecchio et al. 2019: all tracked units of tibialis anterior come in within 54.5 ± 30.8 ms."""

from __future__ import annotations

from neuraldrive import measure
from pool_efforts import SEEDS, mean_of, person, rapid, steepest

PAPER = "del_vecchio_2019"
MUSCLE = "tibialis_anterior"


def test_the_whole_pool_comes_in_within_the_time_found(row):
    """One standard deviation either way; a rapid effort to 75 %."""
    each = [rapid(MUSCLE, person("untrained", MUSCLE), seed, 0.75) for seed in SEEDS]
    row.meets(
        "C3",
        "from the first to the last first discharge",
        mean_of([measure.recruitment_interval(one).value for one in each]),
        0.024,
        0.086,
        "s",
    )


def test_who_recruits_faster_raises_force_faster(row):
    """The paper's correlation, in direction: a quarter less and more of the recruitment time."""
    usual = person("untrained", MUSCLE).recruitment_time_s
    fast, slow = (
        mean_of(
            [
                steepest(rapid(MUSCLE, person("untrained", MUSCLE, recruitment_time_s=factor * usual), seed))
                for seed in SEEDS
            ]
        )
        for factor in (0.75, 1.25)
    )
    row.meets(
        "C3", "steepest rise, recruitment a quarter faster less a quarter slower", fast - slow, low=0.0, unit="MVF/s"
    )
