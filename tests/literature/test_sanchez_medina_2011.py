"""Sanchez-Medina and Gonzalez-Badillo 2011: velocity lost over three sets, more in the bench press than in the squat.

The order is theirs; sizes are recalled, so ± 12 points. A 12RM is here the heaviest load of which twelve go in a fresh set.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from lift_efforts import BENCH, SQUAT, TO_FAILURE, loss, sets_of, to_failure, truth

PAPER = "sanchez_medina_2011"
REST_S = 300.0


@cache
def load_of(lift, repetitions):
    """The heaviest share of the 1RM that goes so often, in steps of half a hundredth."""
    return max(
        float(share) for share in np.arange(0.60, 0.96, 0.005) if len(to_failure(lift, float(share))) >= repetitions
    )


def lost(lift, repetitions, of):
    """Mean over three sets of `repetitions` with the load of which `of` go, %."""
    made = sets_of(lift, load_of(lift, of), repetitions, 3, REST_S)
    return 100 * float(np.mean([loss(each.truth.repetitions)[-1] for each in made]))


@pytest.mark.parametrize(("lift", "target"), [(BENCH, (48.0, 75.0)), (SQUAT, (34.0, 58.0))])
def test_three_sets_of_twelve_to_failure_lose_more_than_half_in_the_press(lift, target, row):
    row.meets("F12", f"velocity lost over 3 sets of 12 to failure, {lift}", lost(lift, 12, 12), *target, unit="%")


def test_half_of_the_repetitions_lose_a_quarter(row):
    row.meets(
        "F12", "velocity lost over 3 sets of 6 with a 12RM, bench press", lost(BENCH, 6, 12), 20.0, 30.0, unit="%"
    )


@pytest.mark.parametrize(("repetitions", "of"), [(12, 12), (6, 12), (8, 8), (4, 8)])
def test_the_press_loses_more_than_the_squat(repetitions, of, row):
    more = lost(BENCH, repetitions, of) - lost(SQUAT, repetitions, of)
    row.meets("F12", f"loss of press less squat, 3 sets of {repetitions} with a {of}RM", more, low=0.0, unit="%")


@pytest.mark.parametrize("share", TO_FAILURE)
@pytest.mark.parametrize("lift", [BENCH, SQUAT])
def test_the_last_repetition_before_failure_is_as_slow_as_a_1rm(lift, share, row):
    """Within 0.08 m/s (recalled)."""
    over = to_failure(lift, share)[-1].mean_velocity - truth(lift, 1.0).mean_velocity
    row.meets(
        "F12",
        f"last repetition before failure at {share:.0%} less that of the 1RM, {lift}",
        over,
        -0.08,
        0.08,
        unit="m/s",
    )
