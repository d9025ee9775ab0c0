"""The gates of the stop verdict on four lifters, each judged by what the others taught."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from neuraldrive import catalog

VERIFICATION = Path(__file__).resolve().parents[2] / "verification"
GATES = ("M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "M10", "M10b", "M17")


@pytest.fixture(scope="module")
def study(shared_data: Path):
    if not (shared_data / "bar" / "openbarbell_observational").is_dir():
        pytest.skip("the rated sets of the OpenBarbell observational study are not beside this checkout")
    sys.path.insert(0, str(VERIFICATION))
    yield importlib.import_module("stop_verdicts")
    sys.path.remove(str(VERIFICATION))


@pytest.fixture(scope="module")
def folds(study: ModuleType) -> list:
    return list(study.stop_folds.folds(study.rated_sets.read()))


@pytest.fixture(scope="module")
def gates(study: ModuleType, folds: list) -> dict:
    return {gate.name: gate for gate in study.gates(folds)}


@pytest.mark.parametrize("name", GATES)
def test_each_gate_is_met_by_lifters_that_taught_nothing(gates: dict, name: str) -> None:
    gate = gates[name]
    assert gate.met, f"{gate.what}: {gate.reached}, needed {gate.needed}"


def test_the_study_is_read_whole_with_its_five_corrections(study: ModuleType) -> None:
    sets = study.rated_sets.read()
    assert (len(sets), sum(each.repetitions for each in sets), len({each.who for each in sets})) == (288, 1413, 4)
    by_number = {each.number: each for each in sets}
    assert [by_number[number].lift for number in (123, 212, 289, 290)] == ["back_squat", *["bench_press"] * 3]
    assert by_number[246].load_kg == pytest.approx(124.7, abs=0.1)


def test_velocity_loss_stops_many_easy_sets_that_the_engine_lets_go_on(study: ModuleType, folds: list) -> None:
    rules = study.rules(folds, learnt=False)
    engine = study.score(rules["engine, 10 rated sets"])
    for name in ("loss 10 %", "loss 15 %", "loss 20 %"):
        loss = study.score(rules[name])
        assert loss.false[0] > engine.false[0] + 15.0
        assert (loss.easy, loss.hard) == (engine.easy, engine.hard) == (85, 40)


def test_the_catalogue_holds_what_the_fit_finds(study: ModuleType) -> None:
    sets = study.rated_sets.read()
    for lift, values in study.stop_catalogue.stop_fit.constants(sets).items():
        entry = catalog.stop_engine(lift)
        for name, number in study.stop_catalogue.numbers(values).items():
            assert entry[name] == pytest.approx(number.value, rel=0.02, abs=0.02), name
        assert np.allclose(entry.constants.curve.mean, values.curve.mean, atol=1e-3)


def test_the_constants_for_any_lift_and_both_calibrations_are_what_the_fit_gives(study: ModuleType) -> None:
    sets, made = study.rated_sets.read(), study.stop_catalogue
    entry = catalog.stop_engine("deadlift", or_any=True)
    found = made.numbers(made.stop_fit.any_lift(made.stop_fit.constants(sets)))
    for numbers in (found, *made.calibration_files(sets).values()):
        for name, number in numbers.items():
            assert entry[name] == pytest.approx(number.value, rel=0.005, abs=1e-4), name


WITHOUT_LOAD = ("A+K M1", "A+K M2", "A+K M3", "A+K M4", "A+K M9", "A+K M10b", "lent")


@pytest.fixture(scope="module")
def apart(study: ModuleType) -> list:
    return list(study.stop_folds.folds(study.rated_sets.read(), by_load=False))


@pytest.fixture(scope="module")
def gates_without_load(study: ModuleType, folds: list, apart: list) -> dict:
    module = importlib.import_module("stop_without_load")
    return {gate.name: gate for gate in module.gates(folds, apart)}


@pytest.mark.parametrize("name", WITHOUT_LOAD)
def test_without_load_history_and_with_borrowed_constants_each_gate_is_met(gates_without_load: dict, name: str) -> None:
    gate = gates_without_load[name]
    assert gate.met, f"{gate.what}: {gate.reached}, needed {gate.needed}"


@pytest.mark.parametrize(("which", "moved"), [("weaker", 0.007), ("stronger", 0.015)])
def test_a_strength_believed_wrong_moves_the_verdict_with_load_history_and_not_the_one_without(
    study: ModuleType, folds: list, apart: list, which: str, moved: float
) -> None:
    ten = study.TEN
    assert study.brier(folds, ten, which) > study.brier(folds, ten) + moved
    assert study.brier(apart, ten, which) == study.brier(apart, ten)
    assert study.brier(apart, ten) < study.brier(folds, ten, which)


def test_another_lifts_constants_without_ones_own_sets_would_be_wrong(study: ModuleType, folds: list) -> None:
    """Why the engine waits for ten rated sets where a lift has no constants."""
    people = study.rated_sets.by_lifter(study.rated_sets.read())
    cold = [
        fold._replace(borrowed=study.stop_folds.judged(
            people[fold.who], study.stop_folds.swapped(fold.constants), study.COLD))
        for fold in folds
    ]  # fmt: skip
    found = study.score(study.engine(cold, study.TEN, which="borrowed"))
    assert found.false[0] > 10.0
    assert found.catch[0] < 80.0
