"""The three models together."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive import catalog
from neuraldrive.kernels import stop_engine
from neuraldrive.kernels.reserve import Calibration
from neuraldrive.kernels.stop_engine import Calibrations, Done

ENGINE = catalog.stop_engine("bench_press")
SET = np.array([0.40, 0.37, 0.33, 0.30])


def athlete(sets: int, reserve: float = 1.0) -> stop_engine.Known:
    return stop_engine.known(
        ENGINE.constants, [Done(80.0 + 5.0 * (i % 5), SET - 0.01 * i, reserve) for i in range(sets)]
    )


def chance(known: stop_engine.Known, left: float, load_kg: float = 90.0) -> float:
    found = stop_engine.found(ENGINE.constants, known, load_kg, SET)
    return stop_engine.near_end(ENGINE.constants, known, found, left)[1]


def test_an_unknown_athlete_or_load_leaves_model_b_with_what_a_says() -> None:
    for known, load_kg in ((athlete(0), 90.0), (athlete(2), 90.0), (athlete(5), float("nan"))):
        found = stop_engine.found(ENGINE.constants, known, load_kg, SET)
        assert np.array_equal(found.by_load, found.by_velocity)


def test_more_on_the_bar_leaves_fewer_repetitions() -> None:
    known = athlete(6)
    assert chance(known, 2.0, 100.0) > chance(known, 2.0, 70.0)


def test_a_rating_that_is_only_a_bound_does_not_move_the_curve() -> None:
    found = stop_engine.known(ENGINE.constants, [Done(80.0, SET)] * 4)
    assert found.sets == 0
    assert found.curve.mean == pytest.approx(ENGINE.constants.curve.mean)
    assert found.fastest_mps == pytest.approx([0.40] * 4)


def test_a_noisier_sensor_is_less_sure_and_its_range_is_wider() -> None:
    known, noisy = athlete(0), stop_engine.with_sensor(ENGINE.constants, 0.036, 0.077)
    widths = []
    for constants in (ENGINE.constants, noisy):
        found = stop_engine.found(constants, known, 90.0, np.array([0.24, 0.20]))
        low, high = stop_engine.reserve_interval(found, 0.8)
        widths.append(high - low)
    assert widths[1] > widths[0]


def test_a_sensor_as_good_as_the_fitted_one_changes_nothing() -> None:
    same = stop_engine.with_sensor(ENGINE.constants, 0.0, 0.0)
    assert same.scatter == pytest.approx(ENGINE.constants.scatter)
    assert same.floor_line == pytest.approx(ENGINE.constants.floor_line)


def test_calibration_moves_from_the_unknown_to_the_known_athlete_and_between_reserves() -> None:
    steps = [Calibrations(Calibration(float(i), 1.0), Calibration(float(i) + 10.0, 2.0)) for i in range(3)]
    assert stop_engine.calibration(steps, 1.0, 0) == (1.0, 1.0)
    assert stop_engine.calibration(steps, 1.5, 0) == (1.5, 1.0)
    assert stop_engine.calibration(steps, 1.0, 5) == (6.0, 1.5)
    assert stop_engine.calibration(steps, 1.0, 99) == (11.0, 2.0)
    assert stop_engine.calibration(steps, 7.0, 0) == (2.0, 1.0)
