"""The stop verdict's constants as data."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive import catalog, sources
from neuraldrive.catalog import stop_entry
from neuraldrive.catalog.entries import tables
from neuraldrive.errors import CatalogError


def test_squat_and_bench_press_have_an_engine_and_every_number_its_source() -> None:
    assert set(catalog.stop_engines()) == {"back_squat", "bench_press"}
    for engine in catalog.stop_engines().values():
        assert engine.sources == ("neuraldrive_stop_2026",)
        for number in engine.numbers.values():
            assert sources.source(number.source)
            assert number.how in ("derived", "assumed")


@pytest.mark.parametrize("lift", ["back_squat", "bench_press"])
def test_more_in_reserve_is_faster_and_the_floor_lies_inside_the_curve(lift: str) -> None:
    constants = catalog.stop_engine(lift).constants
    assert constants.curve.mean[1] > 0
    assert constants.floor_line.per_repetition > 0
    at_two = constants.curve.mean @ [1.0, 2.0**0.7]
    assert constants.floor_line.velocity == pytest.approx(at_two, abs=0.05)
    assert np.all(np.linalg.eigvalsh(constants.curve.covariance) > 0)


def test_a_lift_without_an_engine_is_refused_by_name() -> None:
    with pytest.raises(CatalogError, match="back_squat"):
        catalog.stop_engine("deadlift")


def test_an_entry_that_lacks_a_number_does_not_load() -> None:
    found = tables("stop_engine")
    short = {key: value for key, value in found["back_squat"].items() if key != "floor_sd"}
    with pytest.raises(CatalogError, match="floor_sd"):
        stop_entry._load("back_squat", short, stop_entry._numbers("calibration", found["calibration"]))
