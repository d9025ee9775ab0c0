"""Doses of work sets against their definitions."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.kernels import dose


@pytest.mark.parametrize(
    ("load", "zone"),
    [(0.0, "below_70"), (0.699, "below_70"), (0.7, "from_70"), (0.1 * 7, "from_70"), (0.8, "from_80"), (0.9, "from_90"), (1.2, "from_90")],
)  # fmt: skip
def test_a_zone_begins_with_its_own_load(load: float, zone: str) -> None:
    assert dose.prilepin_zone(load) == zone


def test_the_most_of_any_one_zone_is_a_whole_session() -> None:
    totals = [30.0, 24.0, 20.0, 10.0]
    for load, most in zip((0.6, 0.75, 0.85, 0.95), totals, strict=True):
        assert dose.prilepin_share([most], [load], totals) == 1.0
    assert dose.prilepin_share([15, 12, 10, 5], [0.6, 0.75, 0.85, 0.95], totals) == 2.0


def test_inol_grows_with_load_and_repetitions_and_ends_at_the_cap() -> None:
    assert float(dose.inol(10, 0.9)) == pytest.approx(1.0)
    assert float(dose.inol(1, 1.0)) == float(dose.inol(1, 1.1)) == pytest.approx(1.0)
    assert np.all(np.diff(dose.inol(1, np.linspace(0.3, 0.99, 20))) > 0)


def test_rest_comes_between_sets_only() -> None:
    assert dose.work_seconds(1, 5, 300, 4) == 20
    assert dose.work_seconds(3, 1, 60, 4, 10) == 3 * 14 + 2 * 60
