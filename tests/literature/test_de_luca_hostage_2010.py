"""De Luca and Hostage 2010: earlier recruited units discharge faster at every force, vastus lateralis recruits to 95 %."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive import simulate
from pool_efforts import full, held, maximal, rates

PAPER = "de_luca_2010"


def test_vastus_lateralis_recruits_nearly_to_maximal_force(row):
    """85 to 95 % of the force of full excitation; the figure of the paper is remembered."""
    thresholds = simulate.contraction(
        "vastus_lateralis", simulate.hold(at=0.1, hold_s=1), state=full("vastus_lateralis")
    ).truth.recruitment_threshold
    row.meets("A7", "threshold of the last unit, vastus lateralis", float(thresholds[-1]), 0.85, 0.95, "ratio")


@pytest.mark.parametrize("level", [0.2, 0.5, 0.8, 1.0])
@pytest.mark.parametrize("muscle", ["vastus_lateralis", "tibialis_anterior"])
def test_rates_fall_with_the_threshold_at_every_force(muscle, level, row):
    """−0.7: the scatter of a mean rate over seconds is small beside the range of thresholds."""
    recording = maximal(muscle) if level == 1.0 else held(muscle, level)
    found = rates(recording, (2.0, 3.9) if level == 1.0 else (2.0, 8.0))
    on = np.isfinite(found)
    tied = np.corrcoef(recording.truth.recruitment_threshold[on], found[on])[0, 1]
    row.meets("B8", f"correlation of rate and threshold at {level:.0%}, {muscle}", float(tied), high=-0.7)


def test_the_muscle_that_moritz_measured_is_the_other_way_round(row):
    """The paper found it in first dorsal interosseous too; Moritz 2005 the opposite. The catalogue follows Moritz there."""
    recording = held("first_dorsal_interosseous", 0.5)
    found = rates(recording, (2.0, 8.0))
    on = np.isfinite(found)
    tied = np.corrcoef(recording.truth.recruitment_threshold[on], found[on])[0, 1]
    row.misses("B8", "correlation of rate and threshold at 50%, first_dorsal_interosseous", float(tied), high=-0.7)
