"""Sakamoto and Sinclair 2012: a load that is lifted as fast as possible is lifted with more drive than the same load slowly."""

from __future__ import annotations

import pytest

from lift_efforts import BENCH, SQUAT, truth

PAPER = "sakamoto_2012"


@pytest.mark.parametrize("share", [0.4, 0.6, 0.8])
@pytest.mark.parametrize("lift", [BENCH, SQUAT])
def test_drive_is_greater_in_fast_than_in_slow_lifts_of_one_load(lift, share, row):
    """Drive is the sum of rates: share of the units that discharge times their mean rate."""
    fast, slow = (truth(lift, share, intent=intent, discharges=True, seed=1) for intent in (1.0, 0.25))
    ratio = fast.recruited_share * fast.mean_rate_pps / (slow.recruited_share * slow.mean_rate_pps)
    row.meets("G11", f"summed rates, fast over slow, {lift}, {share:.0%}", ratio, low=1.0)
