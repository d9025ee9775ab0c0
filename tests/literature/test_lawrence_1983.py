"""Lawrence and De Luca 1983: EMG rises in proportion to force in the first dorsal interosseous, faster than force in biceps.

Row H2 of the evidence. The simulated exponents fall short of the published ones (0.9 to 1.1; 1.2 to 1.8). In the model the
power of the EMG is that of independent units, whose potentials go with their force: so EMG follows the force of the largest
unit recruited, which rises with about the 0.8th power of force, and later only the root of rates. A steeper rise needs what
the model leaves out: synchrony that grows with effort, synergists and antagonists, larger units still nearer the skin.
"""

from __future__ import annotations

import pytest

from surface_efforts import exponent

PAPER = "lawrence_1983"
NARROW, WIDE = "first_dorsal_interosseous", "biceps_brachii"


def test_where_recruitment_ends_early_emg_lags_behind_force_more_than_where_it_goes_on(row):
    row.meets(
        "H2",
        "exponent from 30 %, biceps less first dorsal interosseous",
        exponent(WIDE, 0.3) - exponent(NARROW, 0.3),
        low=0.0,
    )


def test_over_the_whole_range_emg_of_the_hand_is_nearer_to_proportional(row):
    row.meets(
        "H2",
        "exponent from 10 %, first dorsal interosseous less biceps",
        exponent(NARROW, 0.1) - exponent(WIDE, 0.1),
        low=0.0,
    )
    assert 0.7 < exponent(NARROW, 0.1) < 1.1


@pytest.mark.parametrize(("muscle", "least", "most"), [(NARROW, 0.9, 1.1), (WIDE, 1.2, 1.8)])
def test_the_published_exponents_are_missed(muscle, least, most, row):
    row.misses("H2", f"exponent of EMG on force, {muscle}", exponent(muscle, 0.1), least, most)
