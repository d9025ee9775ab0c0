"""Feinstein et al. 1955, with Christensen 1959 for biceps: how many motor units a muscle has, by counting axons."""

from __future__ import annotations

import pytest

from neuraldrive import catalog

PAPER = "feinstein_1955"


@pytest.mark.parametrize(
    ("muscle", "counted"),
    [("first_dorsal_interosseous", 119), ("tibialis_anterior", 445), ("biceps_brachii", 774)],
)
def test_the_catalogue_has_the_units_that_were_counted(muscle, counted, row):
    """5 %: a count in one or two cadavers; electrophysiological estimates are two to four times lower."""
    row.meets("A13", f"motor units, {muscle}", catalog.muscle(muscle)["units"], 0.95 * counted, 1.05 * counted)
