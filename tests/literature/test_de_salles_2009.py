"""De Salles and others 2009, a review: the longer the rest, the more repetitions over sets to failure."""

from __future__ import annotations

import pytest

from lift_efforts import BENCH, SQUAT, completed, sets_of

PAPER = "de_salles_2009"
MINUTE_S = 60.0


def total(lift, share, minutes):
    """Repetitions in four sets to failure."""
    return sum(completed(each) for each in sets_of(lift, share, "failure", 4, minutes * MINUTE_S))


@pytest.mark.parametrize("share", [0.75, 0.80])
@pytest.mark.parametrize("lift", [BENCH, SQUAT])
def test_more_rest_gives_more_repetitions(lift, share, row):
    """Five minutes more than three, three more than one; one minute loses at least a fifth."""
    one, three, five = (total(lift, share, minutes) for minutes in (1, 3, 5))
    of = f"in four sets of {share:.0%}"
    row.meets("F10", f"repetitions {of}, 5 less 3 min of rest, {lift}", five - three, low=1.0)
    row.meets("F10", f"repetitions {of}, 3 less 1 min of rest, {lift}", three - one, low=1.0)
    row.meets("F10", f"repetitions {of} lost with 1 min against 5, {lift}", 100 * (1 - one / five), low=20.0, unit="%")


@pytest.mark.parametrize("lift", [BENCH, SQUAT])
def test_a_minute_of_rest_costs_half_of_the_second_set(lift, row):
    """Half or less of the first is left (recalled); here at least 40 % is gone."""
    first, second = (completed(each) for each in sets_of(lift, 0.75, "failure", 2, MINUTE_S))
    row.meets("F10", f"share of the second set lost with 1 min, {lift}", 100 * (1 - second / first), low=40.0, unit="%")
