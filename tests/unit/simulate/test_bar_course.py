"""The bar between its pushes, and at their ends: nothing jumps, and what is slow in the lifter only makes it late."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from neuraldrive import catalog, measure, simulate
from neuraldrive.errors import BadValue
from neuraldrive.kernels.barbell import GRAVITY_MPS2
from neuraldrive.records import Lifter


@pytest.mark.parametrize(
    ("lift", "kg"), [("jump_squat", 50), ("jump_squat", 0), ("bench_throw", 0), ("bench_throw", 47)]
)
def test_a_flight_begins_and_ends_without_a_jump(lift: str, kg: float) -> None:
    recording = simulate.lift(lift, kg, discharges=False)
    truth = recording.truth.repetitions[0]
    velocity, times_s = recording["velocity"].samples, recording["velocity"].times
    flying = (times_s > truth.end_s + 0.003) & (
        times_s < truth.end_s + 2.0 * truth.release_velocity / GRAVITY_MPS2 - 0.003
    )
    assert recording["acceleration"].samples[flying] == pytest.approx(-GRAVITY_MPS2, abs=0.05)
    away = np.abs(np.diff(velocity))
    hardest = truth.release_velocity**2 / (2.0 * 0.06) * 0.001  # a catch over 6 cm
    assert away.max() < 1.5 * hardest + 0.02


@pytest.mark.parametrize("lift", ["bench_press", "back_squat", "deadlift"])
@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.9])
def test_with_every_discharge_too_a_held_bar_comes_to_rest(lift: str, share: float) -> None:
    for seed in range(3):
        recording = simulate.lift(lift, share * simulate.one_rm_kg(lift), seed=seed)
        truth = recording.truth.repetitions[0]
        last = round(truth.end_s * 1000.0)
        assert truth.completed
        assert recording["velocity"].samples[last - 2] < 0.15


@pytest.mark.parametrize("lift", ["bench_press", "back_squat", "deadlift"])
def test_without_any_intent_a_load_just_moves(lift: str) -> None:
    slow = simulate.lift(lift, 0.5 * simulate.one_rm_kg(lift), intent=0, discharges=False).truth.repetitions[0]
    fast = simulate.lift(lift, 0.5 * simulate.one_rm_kg(lift), discharges=False).truth.repetitions[0]
    assert slow.completed
    assert slow.mean_velocity < 0.7 * fast.mean_velocity


@pytest.mark.parametrize("lift", ["bench_press", "back_squat", "deadlift"])
def test_slow_recruitment_makes_a_lift_late_and_not_weak(lift: str) -> None:
    usual = catalog.population("untrained").typical()
    slow = Lifter(state=dataclasses.replace(usual, recruitment_time_s=1.0))
    assert simulate.one_rm_kg(lift, lifter=slow) == pytest.approx(simulate.one_rm_kg(lift), rel=0.02)


def test_a_bar_that_is_hardly_released_is_caught_at_once() -> None:
    heaviest, low = simulate.one_rm_kg("back_squat") / 0.995, 0.9 * simulate.one_rm_kg("back_squat")
    for _ in range(30):
        middle = 0.5 * (low + heaviest)
        done = simulate.lift("jump_squat", middle, discharges=False).truth.repetitions[0].completed
        low, heaviest = (middle, heaviest) if done else (low, middle)
    assert simulate.lift("jump_squat", low, discharges=False).duration_s < 20.0


def test_on_the_floor_the_hands_carry_what_they_pull() -> None:
    recording = simulate.lift("deadlift", 100, discharges=False)
    truth, force = recording.truth.repetitions[0], recording["force"].samples
    assert force[: round(truth.drive_s * 1000.0)].max() == 0.0
    begins = round(truth.start_s * 1000.0)
    assert 0.5 * 100 * GRAVITY_MPS2 < force[begins - 2] <= 100 * GRAVITY_MPS2 + 1.0


def test_an_unloaded_jump_is_measured_as_any_other() -> None:
    recording = simulate.lift("countermovement_jump", 0)
    assert recording.load_kg is None
    assert len(measure.repetitions(recording)) == 1


def test_a_session_begins_with_the_set_of_its_seed() -> None:
    first, _ = simulate.session("bench_press", [(70, 3), (70, 3)], seed=5, discharges=False)
    alone = simulate.lift_set("bench_press", 70, 3, seed=5, discharges=False)
    assert np.array_equal(first["position"].samples, alone["position"].samples)


@pytest.mark.parametrize("workers", [0, -1, 1.5, float("nan"), "2", True, 10**9])
def test_threads_that_cannot_be_are_refused(workers: object) -> None:
    with pytest.raises(BadValue, match="threads"):
        simulate.load_velocity("bench_press", catalog.lifters(1, seed=1), (0.5,), workers=workers)  # type: ignore[arg-type]
