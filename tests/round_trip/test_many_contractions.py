"""Contractions streamed to a file are those simulated one by one, whatever happens meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pyarrow import parquet

from neuraldrive import catalog, readers, simulate
from neuraldrive.errors import BadValue, UnreadableFile
from neuraldrive.readers import recording_rows
from neuraldrive.records import Recording
from neuraldrive.workflows import recordings_parquet
from neuraldrive.workflows.many import simulate_many
from same_recordings import differences

HAND = "first_dorsal_interosseous"
EFFORT = simulate.ballistic(to=0.75)
PEOPLE = catalog.population("untrained").sample(10, seed=1)


@pytest.fixture(scope="module")
def one_by_one() -> list[Recording]:
    return simulate.contractions(HAND, EFFORT, states=PEOPLE, seed=7, rate_hz=200.0)


def test_a_row_holds_the_force_seed_state_and_strength_of_its_contraction(
    one_by_one: list[Recording], tmp_path: Path
) -> None:
    file = simulate_many(HAND, EFFORT, PEOPLE, to=tmp_path / "efforts.parquet", seed=7)
    rows = parquet.read_table(file).to_pylist()
    for row, recording, person in zip(rows, one_by_one, PEOPLE, strict=True):
        assert row["force"] == recording["force"].samples.astype(np.float32).tolist()
        assert row["seed"] == str(recording.seed)
        assert (row["state_name"], row["state_ceiling"]) == (person.name, person.ceiling)
        assert row["truth_maximal_voluntary_force"] == recording.truth.maximal_voluntary_force
    assert "discharge_times_s" not in rows[0]
    assert "truth_excitation" not in rows[0]


def test_with_discharges_and_truth_a_row_gives_back_all_but_the_last_bits_of_force(
    one_by_one: list[Recording], tmp_path: Path
) -> None:
    file = simulate_many(HAND, EFFORT, PEOPLE, to=tmp_path / "all.parquet", seed=7, discharges=True, truth=True)
    for back, recording in zip(readers.read(file).recordings, one_by_one, strict=True):
        assert differences(recording, back) == ["force"]
        np.testing.assert_array_equal(back["force"].samples, recording["force"].samples.astype(np.float32))


def test_any_row_can_be_simulated_again_from_what_the_file_says(tmp_path: Path) -> None:
    muscle = catalog.muscle(HAND, units=60)
    file = simulate_many(muscle, EFFORT, PEOPLE[:3], to=tmp_path / "efforts.parquet", seed=11, tires=False)
    header = json.loads(parquet.read_schema(file).metadata[recording_rows.KEY])
    assert (header["muscle"]["name"], header["muscle"]["units"], header["settings"]) == (HAND, 60, {"tires": "False"})
    told = header["effort"]
    effort = simulate.Effort(
        told["name"], np.array(told["times_s"]), np.array(told["levels"]), told["tracks"],
        tuple(map(tuple, told["bursts"])), told["until_failure"],
    )  # fmt: skip
    third = readers.read(file).recordings[2]
    assert third.seed is not None
    again = simulate.contraction(muscle, effort, state=PEOPLE[2], seed=third.seed, rate_hz=200.0, tires=False)
    np.testing.assert_array_equal(third["force"].samples, again["force"].samples.astype(np.float32))


def test_the_number_of_cores_changes_no_byte(tmp_path: Path) -> None:
    one, three = (
        simulate_many(HAND, EFFORT, PEOPLE, to=tmp_path / f"{n}.parquet", seed=7, discharges=True, workers=n)
        for n in (1, 3)
    )
    assert one.read_bytes() == three.read_bytes()


def test_rows_are_written_as_they_come(
    one_by_one: list[Recording], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings_parquet, "ROWS_A_GROUP", 4)
    file = simulate_many(HAND, EFFORT, PEOPLE, to=tmp_path / "efforts.parquet", seed=7)
    groups = parquet.ParquetFile(file).metadata
    assert [groups.row_group(n).num_rows for n in range(groups.num_row_groups)] == [4, 4, 2]
    assert [each.seed for each in readers.read(file).recordings] == [each.seed for each in one_by_one]


def test_long_contractions_do_not_wait_for_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings_parquet, "NUMBERS_A_GROUP", 700)  # two of 300 samples do not fill it
    file = simulate_many(HAND, EFFORT, PEOPLE, to=tmp_path / "efforts.parquet", seed=7)
    assert parquet.ParquetFile(file).metadata.row_group(0).num_rows == 3


def test_progress_is_told_after_each(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    simulate_many(
        HAND, EFFORT, PEOPLE[:4], to=tmp_path / "efforts.parquet", on_done=lambda done, of: told.append((done, of))
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def _stop_at(last: int) -> Any:
    def on_done(done: int, of: int) -> None:
        if done == last:
            raise KeyboardInterrupt

    return on_done


@pytest.mark.parametrize("last", [1, 6])
def test_what_was_done_before_an_interruption_is_kept_beside(
    last: int, one_by_one: list[Recording], tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt) as stopped:
        simulate_many(HAND, EFFORT, PEOPLE, to=tmp_path / "efforts.parquet", seed=7, on_done=_stop_at(last))
    kept = tmp_path / "efforts.interrupted.parquet"
    assert list(tmp_path.iterdir()) == [kept]
    assert stopped.value.__notes__ == [f"{last} of 10 contractions were done; they are in {kept}."]
    reading = readers.read(kept)
    assert [each.seed for each in reading.recordings] == [each.seed for each in one_by_one[:last]]
    assert [str(refusal) for refusal in reading.refusals] == [
        f"efforts.interrupted.parquet:{last}: contractions: found {last}: it was interrupted, needed 10, as asked for"
    ]


def test_an_interruption_leaves_an_earlier_file_as_it_was(tmp_path: Path) -> None:
    file = simulate_many(HAND, EFFORT, PEOPLE[:2], to=tmp_path / "efforts.parquet", seed=7)
    before = file.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        simulate_many(HAND, EFFORT, PEOPLE, to=file, seed=8, on_done=_stop_at(3))
    assert file.read_bytes() == before


def test_an_error_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    muscles = {"efforts.parquet": HAND, "none.parquet": "no_such_muscle"}
    for name, settings in (("efforts.parquet", {"rate_hz": -1.0}), ("none.parquet", {})):
        with pytest.raises(Exception, match=r"rate_hz|muscle"):
            simulate_many(muscles[name], EFFORT, PEOPLE[:2], to=tmp_path / name, **settings)
    assert list(tmp_path.iterdir()) == []


def test_another_ending_and_no_state_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match=r"efforts\.csv.*\.parquet"):
        simulate_many(HAND, EFFORT, PEOPLE, to=tmp_path / "efforts.csv")
    with pytest.raises(BadValue, match="states: found none"):
        simulate_many(HAND, EFFORT, (), to=tmp_path / "efforts.parquet")


_ENDLESS = """
import sys
from neuraldrive import catalog, simulate
from neuraldrive.workflows.many import simulate_many
people = catalog.population("untrained").sample(5, seed=1) * 20_000
say = lambda done, of: print(done, flush=True) if done % 10 == 0 else None
simulate_many("first_dorsal_interosseous", simulate.ballistic(to=0.75), people, to=sys.argv[1], on_done=say)
"""


@pytest.fixture
def endless(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has done the first ten of very many."""
    command = [sys.executable, "-c", _ENDLESS, str(tmp_path / "efforts.parquet")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "10"
    yield process
    process.kill()
    process.communicate()


def test_killed_at_any_moment_it_leaves_no_half_file_under_the_name(
    endless: subprocess.Popen[str], tmp_path: Path
) -> None:
    endless.kill()
    endless.wait()
    [left] = tmp_path.iterdir()
    assert (left.name.startswith("."), left.suffix) == (True, ".part")
    with pytest.raises(UnreadableFile, match="damaged"):
        readers.read(left, format="neuraldrive_recordings")
    file = simulate_many(HAND, EFFORT, PEOPLE[:2], to=tmp_path / "efforts.parquet")
    assert len(readers.read(file).recordings) == 2
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT as a terminal does")
def test_ctrl_c_ends_it_with_a_sound_file_of_what_was_done(endless: subprocess.Popen[str], tmp_path: Path) -> None:
    time.sleep(0.05)
    endless.send_signal(signal.SIGINT)
    _, said = endless.communicate(timeout=60)
    assert "KeyboardInterrupt" in said
    assert [path.name for path in tmp_path.iterdir()] == ["efforts.interrupted.parquet"]
    recordings = readers.read(tmp_path / "efforts.interrupted.parquet").recordings
    assert len(recordings) >= 10
    assert len({each.seed for each in recordings}) == len(recordings)
