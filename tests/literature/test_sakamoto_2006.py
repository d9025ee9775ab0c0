"""Sakamoto and Sinclair 2006: the faster the repetitions, the more of them, at 40 to 80 % of the 1RM in the bench press.

Their speeds were 0.15, 0.32 and 0.52 m/s, and as fast as possible; here a share of the reserve, a quarter for slow. Only the
direction was read.
"""

from __future__ import annotations

import pytest

from lift_efforts import BENCH, DEADLIFT, SQUAT, to_failure, truth

PAPER = "sakamoto_2006"
SHARES = (0.4, 0.5, 0.6, 0.7, 0.8)
SLOW = 0.25


@pytest.mark.parametrize("lift", [BENCH, SQUAT, DEADLIFT])
def test_faster_repetitions_go_more_often(lift, row):
    """By a hundredth at least, over all loads. In squats and deadlifts nobody has tried it."""
    assert truth(BENCH, 0.6, intent=SLOW).mean_velocity < 0.7 * truth(BENCH, 0.6).mean_velocity
    fast, slow = (sum(len(to_failure(lift, share, intent=intent)) for share in SHARES) for intent in (1.0, SLOW))
    judged = row.misses if lift == BENCH else row.meets
    judged("G19", f"repetitions more when fast, {lift}", 100 * (fast / slow - 1), low=1.0, unit="%")
