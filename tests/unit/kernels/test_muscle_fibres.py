"""Where fibres lie."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from neuraldrive.kernels import muscle_fibres, recruitment

ANATOMY = muscle_fibres.Anatomy(0.05, 0.025, 0.8, 0.05, 0.06, 0.02, 0.02, 0.4, 2.8, 4.6, 0.2)
SHARE = recruitment.tetanic_forces(500, 100.0)
KEY = np.uint64(11)


def lying(anatomy: muscle_fibres.Anatomy = ANATOMY) -> tuple[muscle_fibres.Territories, muscle_fibres.Fibres]:
    discs = muscle_fibres.territories(KEY, SHARE, anatomy)
    return discs, muscle_fibres.fibres(KEY, SHARE, anatomy, discs, 0.0005)


def test_every_fibre_lies_in_the_muscle():
    _, fibres = lying()
    assert np.abs(fibres.across_m).max() <= 0.025
    assert fibres.depth_m.min() >= 0.0005
    assert fibres.depth_m.max() <= 0.025
    assert np.abs(fibres.end_plate_m).max() <= 0.01
    assert fibres.end_plate_m + fibres.ahead_m == pytest.approx(np.full(fibres.ahead_m.shape, 0.06), abs=0.0101)
    assert fibres.behind_m - fibres.end_plate_m == pytest.approx(np.full(fibres.ahead_m.shape, 0.06), abs=0.0101)


def test_sections_are_the_muscle_s_share_of_fibre_and_go_with_force():
    _, fibres = lying()
    whole = fibres.section_m2 * muscle_fibres.FIBRES_A_UNIT
    assert whole.sum() == pytest.approx(0.8 * 0.05 * 0.025)
    assert whole / whole.sum() == pytest.approx(SHARE)


def test_the_fibres_of_all_units_fill_the_section_evenly():
    _, fibres = lying(ANATOMY._replace(superficial=0.0))
    # Halves of the muscle hold half of its fibres' number, within what 500 places drawn by chance allow (5 SD).
    assert (fibres.across_m > 0.0).mean() == pytest.approx(0.5, abs=5 * 0.5 / 500**0.5)
    assert (fibres.depth_m > 0.0125).mean() == pytest.approx(0.5, abs=5 * 0.5 / 500**0.5)


@pytest.mark.parametrize("wanted", [0.0, 0.4, 0.8])
def test_larger_units_lie_nearer_the_skin_as_asked(wanted):
    discs, _ = lying(ANATOMY._replace(superficial=wanted))
    assert spearmanr(SHARE, discs.depth_m)[0] == pytest.approx(-wanted, abs=0.12)


def test_territories_grow_with_the_unit_and_are_some_millimetres_wide():
    discs, _ = lying()
    assert (np.diff(discs.radius_m) > 0.0).all()
    assert 0.001 < np.median(discs.radius_m) < 0.01


def test_the_same_key_gives_the_same_muscle_and_another_another():
    (a, _), (b, _) = lying(), lying()
    assert np.array_equal(a.depth_m, b.depth_m)
    other = muscle_fibres.territories(np.uint64(12), SHARE, ANATOMY)
    assert not np.array_equal(a.depth_m, other.depth_m)
