"""Hakkinen 1993: twenty squats with the 1RM, three minutes apart, cost a quarter of isometric force.

- 24.1 with a spread of 14.4 % in men. Whether loads were lowered when the 1RM would not go is not known here, so both.
"""

from __future__ import annotations

import pytest

from lift_efforts import BENCH, SQUAT, completed
from neuraldrive import simulate
from neuraldrive.records import Lifter
from neuraldrive.simulate import lifting

PAPER = "hakkinen_1993"
SINGLES, REST_S = 20, 180.0
TARGET = (-38.0, -10.0)


def singles(lift, loads):
    return simulate.session(lift, [(kg, 1) for kg in loads], rest_s=REST_S, discharges=False, scatter=False)


@pytest.mark.parametrize("lift", [SQUAT, BENCH])
def test_twenty_attempts_at_the_1rm_cost_a_quarter_of_strength(lift, row):
    """The load is kept: after the first it does not go, and is tried."""
    made = singles(lift, [simulate.one_rm_kg(lift)] * SINGLES)
    change = 100 * (made[-1].truth.capacity_after - 1)
    row.meets("F8", f"strength after 20 attempts at the 1RM, {lift}", change, *TARGET, unit="%")
    row.shows("F8", f"of these completed, {lift}", sum(completed(each) for each in made), 15.0, 20.0)


@pytest.mark.parametrize("lift", [SQUAT, BENCH])
def test_twenty_of_the_heaviest_that_go_cost_less(lift, row):
    """Each with all that is left: by the tenth that is 92 % of the rested 1RM, and hardly near-maximal any more."""
    who, loads = lifting.lifting(lift, Lifter()), [simulate.one_rm_kg(lift)]
    while len(loads) < SINGLES:
        left = singles(lift, [*loads, 1.0])[-1].truth.repetitions[0].capacity
        loads.append(lifting.one_rm(who, left))
    made = singles(lift, loads)
    assert sum(completed(each) for each in made) == SINGLES
    judged = row.misses if lift == SQUAT else row.meets
    change = 100 * (made[-1].truth.capacity_after - 1)
    judged("F8", f"strength after 20 of the heaviest that go, {lift}", change, *TARGET, unit="%")
