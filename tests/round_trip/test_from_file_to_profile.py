"""A file goes in, a profile comes out: the same on both databases, the same when derived again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from databases import place, postgres  # noqa: F401  (fixtures)
from kinematics import encoder_set
from neuraldrive.store import Store, open_store
from neuraldrive.workflows import bring_in, keep, look
from neuraldrive.workflows.bring_in import Said

SHIPPED = resources.files("neuraldrive").joinpath("recordings")


@pytest.fixture
def store(place: dict[str, Any]) -> Iterator[Store]:  # noqa: F811
    with open_store(**place) as opened:
        yield opened


def _encoder_file(folder: Path, name: str, seed: int) -> tuple[Path, Any]:
    times, position, truth = encoder_set(np.random.default_rng(seed), 5, "back_squat")
    lines = ["time (s),position (mm)", *(f"{t:.4f},{x * 1000:.0f}" for t, x in zip(times, position, strict=True))]
    path = folder / name
    path.write_text("\n".join(lines))
    return path, truth


def _everything(store: Store, athlete: str) -> list[tuple[object, ...]]:
    return [(each.repetition_id, each.measurement) for each in store.measurements(athlete)]


def test_position_triggered_traces_give_the_same_figures_when_derived_again(store: Store) -> None:
    with resources.as_file(SHIPPED) as folder:
        outcome = bring_in.import_file(
            store, folder / "openbarbell" / "openbarbell_v3_bulk_traces.csv", Said(athlete="Ob")
        )
    assert (outcome.sets, outcome.repetitions) == (60, 162)
    before = _everything(store, "Ob")
    assert keep.recompute(store) == 162
    assert _everything(store, "Ob") == before


def test_an_encoder_recording_keeps_its_signal_and_gives_the_same_figures_again(store: Store, tmp_path: Path) -> None:
    path, truth = _encoder_file(tmp_path, "squat.csv", 3)
    said = Said(
        athlete="Ada", lift="squat", load_kg=100.0, device="linear_encoder", started_at=datetime(2026, 11, 2, 18)
    )
    assert bring_in.import_file(store, path, said).repetitions == len(truth.start_s)
    [stored] = store.sets("Ada")
    assert stored.recording_id is not None
    speeds = [next(m.value for m in each if m.measure == "mean_velocity") for each in stored.measurements]
    assert speeds == pytest.approx(truth.mean_velocity_mps.tolist(), abs=0.05)
    before = _everything(store, "Ada")
    keep.recompute(store)
    assert _everything(store, "Ada") == before


def test_a_wrong_load_made_right_changes_power_and_profile_but_not_speed(store: Store, tmp_path: Path) -> None:
    path, _ = _encoder_file(tmp_path, "squat.csv", 4)
    said = Said(
        athlete="Ada", lift="squat", load_kg=225.0, device="linear_encoder", started_at=datetime(2026, 11, 2, 18)
    )
    bring_in.import_file(store, path, said)
    [stored] = store.sets("Ada")

    def figure(name: str) -> float:
        return next(each.measurement.value for each in store.measurements("Ada", measure=name))

    speed, power = figure("mean_velocity"), figure("mean_power")
    wrong = look.profile(store, "Ada", "back_squat").profile.estimated_one_rm_kg.value
    keep.correct(store, "set", stored.id, {"load_kg": 102.06}, "was in lb")
    assert figure("mean_velocity") == speed
    assert figure("mean_power") == pytest.approx(power * 102.06 / 225, rel=1e-6)
    assert look.profile(store, "Ada", "back_squat").profile.estimated_one_rm_kg.value < 0.7 * wrong


def test_what_was_refused_is_kept_with_the_import(store: Store) -> None:
    with resources.as_file(SHIPPED) as folder:
        bring_in.import_file(store, folder / "openbarbell" / "openbarbell_v3_reps.csv", Said(athlete="Ob"))
    [file] = store.imports()
    assert {refusal.found for refusal in file.refusals} >= {"inf m/s", "9.001 m", "1575.0"}


def test_a_recording_without_a_lift_asks_for_it_and_nothing_is_stored(store: Store, tmp_path: Path) -> None:
    path, _ = _encoder_file(tmp_path, "unknown.csv", 5)
    [outcome] = bring_in.import_files(store, [path], Said(athlete="Ada"))
    assert "--lift" in str(outcome.error)
    assert store.athletes() == []


def test_two_sets_with_a_long_rest_between_are_two_sets(store: Store, tmp_path: Path) -> None:
    rng = np.random.default_rng(6)
    first_t, first_x, first = encoder_set(rng, 4, "back_squat")
    second_t, second_x, second = encoder_set(rng, 3, "back_squat")
    rest = np.arange(first_t[-1] + 0.1, first_t[-1] + 120, 0.1)
    times = np.concatenate([first_t, rest, second_t - second_t[0] + rest[-1] + 0.1])
    position = np.concatenate([first_x, np.linspace(first_x[-1], second_x[0], rest.size), second_x])
    path = tmp_path / "two.csv"
    path.write_text(
        "\n".join(["time (s),position (m)", *(f"{t:.4f},{x:.4f}" for t, x in zip(times, position, strict=True))])
    )
    bring_in.import_file(store, path, Said(athlete="Ada", lift="squat", load_kg=80.0))
    assert [len(each.repetition_ids) for each in store.sets("Ada")] == [len(first.start_s), len(second.start_s)]


def test_one_athlete_under_eleven_names_is_asked_about(store: Store, shared_data: Path) -> None:
    outcome = bring_in.import_file(store, shared_data / "bar" / "greenhouse_vbt" / "demo_team_reps.csv", Said())
    assert (outcome.repetitions, len(outcome.athletes)) == (9977, 11)
    asked = [question for question in outcome.questions if "the very same repetitions" in question]
    assert asked
    assert all(name in asked[0] for name in outcome.athletes)


def test_recordings_of_one_day_are_numbered_as_they_come(store: Store, tmp_path: Path) -> None:
    said = Said(athlete="Ada", lift="squat", load_kg=100.0, started_at=datetime(2026, 11, 2, 18))
    files = [_encoder_file(tmp_path, f"set{seed}.csv", seed)[0] for seed in (7, 8)]
    for path in (*files, files[0]):
        bring_in.import_file(store, path, said)
    assert [each.entry.number for each in store.sets("Ada")] == [1, 2]
