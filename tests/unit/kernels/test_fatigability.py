"""What an effort costs: a force that is tracked, a drive that is given, failure, recovery."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from neuraldrive import catalog
from neuraldrive.kernels import fatigability, steady_force
from neuraldrive.simulate.pool import Pool, pool


@pytest.fixture(scope="module")
def made() -> Pool:
    return pool(catalog.muscle("vastus_lateralis", units=100), catalog.population("untrained").typical())


def _track(
    made: Pool,
    target: object,
    *,
    tracks: bool = True,
    to_failure: bool = False,
    step_s: float = 0.5,
    ceiling: float = 1.0,
):  # type: ignore[no-untyped-def]
    return fatigability.track(
        np.asarray(target, dtype=np.float64), tracks, step_s, ceiling, made.units, made.fatigability, to_failure
    )


def test_the_excitation_gives_the_force_that_was_asked_for(made: Pool) -> None:
    target = np.concatenate((np.linspace(0.0, 0.5, 40), np.full(60, 0.5), np.linspace(0.5, 0.0, 20)))
    excitation, capacity, rate_share, failed = _track(made, target)
    activation = np.zeros(100)
    got = [
        fatigability.unit_forces(e, made.units, fatigability.Wear(c, r, activation), activation.copy())
        for e, c, r in zip(excitation, capacity, rate_share, strict=True)
    ]
    jump = made.units.tetanic_force.max()  # a unit comes in whole
    assert np.abs(np.array(got) - target).max() < 0.5 * jump
    assert failed == target.size


def test_a_force_that_is_held_takes_ever_more_drive_until_it_fails(made: Pool) -> None:
    excitation, capacity, _, failed = _track(made, np.full(2000, 0.5), to_failure=True)
    assert failed < 2000
    assert excitation.size == capacity.shape[0] == failed + 1
    assert (np.diff(excitation) >= -1e-4).all()
    assert excitation[-1] == 1.0


def test_a_lower_ceiling_fails_sooner(made: Pool) -> None:
    sooner, later = (_track(made, np.full(2000, 0.5), to_failure=True, ceiling=ceiling)[3] for ceiling in (0.95, 1.0))
    assert sooner < later


def test_half_the_step_gives_the_same_endurance(made: Pool) -> None:
    whole, half = (
        _track(made, np.full(int(300 / step), 0.4), to_failure=True, step_s=step)[3] * step for step in (1.0, 0.5)
    )
    assert whole == pytest.approx(half, rel=0.02)


def test_capacity_comes_back_while_a_unit_rests(made: Pool) -> None:
    _, capacity, _, _ = _track(made, np.concatenate((np.full(100, 1.0), np.zeros(400))), tracks=False)
    tired, rested = capacity[200], capacity[-1]
    assert tired.min() < 0.9
    assert (rested >= tired - 1e-12).all()
    assert rested.mean() > tired.mean()


def test_a_drive_that_is_given_is_not_changed(made: Pool) -> None:
    given = np.linspace(0.1, 0.9, 50)
    excitation, _, _, failed = _track(made, given, tracks=False)
    assert np.array_equal(excitation, given)
    assert failed == 50


def test_rest_costs_nothing(made: Pool) -> None:
    _, capacity, _, _ = _track(made, np.zeros(100))
    assert (capacity == 1.0).all()


def test_the_last_threshold_is_where_the_pool_gives_its_limit(made: Pool) -> None:
    units, limit = made.units, made.muscle["upper_limit_of_recruitment"]
    just_before = steady_force.force(units.threshold[-1] * (1 - 1e-9), units)
    assert just_before / steady_force.force(1.0, units) == pytest.approx(limit, abs=1e-4)


def test_force_rises_with_excitation_and_the_drive_is_its_inverse(made: Pool) -> None:
    assert (np.diff(made.forces) >= 0).all()
    drives = np.linspace(0.01, 1.0, 100)
    forces = [steady_force.force(float(e), made.units) for e in made.excitation_for(drives)]
    assert np.abs(np.array(forces) / made.full_force - drives).max() < 0.01
    assert made.excitation_for(0.0) == 0.0


def test_slower_rates_in_the_same_muscle_give_less_force_and_leave_the_thresholds(made: Pool) -> None:
    slow = pool(made.muscle, replace(catalog.population("untrained").typical(), peak_rate_scale=0.7))
    assert np.array_equal(slow.units.threshold, made.units.threshold)
    assert slow.full_force < made.full_force
