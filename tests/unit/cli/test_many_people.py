"""`simulate … --people N`: one file, the same as Python writes it, and words that say what does not go together."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from neuraldrive import catalog, measure, readers, simulate
from neuraldrive.cli import main
from neuraldrive.workflows.many import simulate_many

BALLISTIC = ("simulate", "ballistic", "--to", "0.75", "--muscle", "first_dorsal_interosseous", "--seed", "3")


def _says(*words: str) -> Result:
    return CliRunner().invoke(main, [*BALLISTIC, *words])


def test_the_command_and_python_write_the_same_bytes(tmp_path: Path) -> None:
    done = _says("--people", "4", "--out", str(tmp_path / "command.parquet"), "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["contractions"], told["out"]) == (4, str(tmp_path / "command.parquet"))
    muscle = catalog.muscle("first_dorsal_interosseous")
    people = catalog.population("untrained").sample(4, seed=3, muscle=muscle)
    file = simulate_many(
        muscle, simulate.ballistic(to=0.75), people, to=tmp_path / "python.parquet", seed=3, stimulate=None
    )
    assert (tmp_path / "command.parquet").read_bytes() == file.read_bytes()


def test_it_says_where_the_file_is_and_the_rate_asked_for_is_kept(tmp_path: Path) -> None:
    done = _says("--people", "2", "--rate-hz", "500", "--out", str(tmp_path / "e.parquet"))
    assert done.exit_code == 0, done.output
    assert "2 contractions" in done.output
    assert readers.read(tmp_path / "e.parquet").recordings[1]["force"].rate_hz == 500.0


@pytest.mark.parametrize(
    "words", [(), ("--out", "e.parquet", "--plot", "e.png"), ("--out", "e.parquet", "--runs", "3")]
)
def test_without_a_file_or_with_a_figure_it_is_wrong_use(words: tuple[str, ...]) -> None:
    done = _says("--people", "2", *words)
    assert done.exit_code == 2
    assert "--people needs --out FILE.parquet" in done.output


def test_another_ending_is_told_before_anything_is_simulated(tmp_path: Path) -> None:
    for words in (("--people", "2", "--out", "e.nwb"), ("--out", "e.csv")):
        done = _says(*words[:-1], str(tmp_path / words[-1]))
        assert done.exit_code == 3
        assert ".parquet" in done.output
    assert list(tmp_path.iterdir()) == []


def test_mean_and_spread_over_people_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "e.parquet"
    told = json.loads(_says("--people", "3", "--out", str(file), "--json").stdout)["numbers"]
    assert [each["label"] for each in told] == ["largest force", "RFD, 0 to 50 ms", "units recruited"]
    forces = [measure.maximal_voluntary_force(each).value for each in readers.read(file).recordings]
    assert told[0]["mean"] == pytest.approx(np.mean(forces), rel=1e-5)
    assert told[0]["sd"] == pytest.approx(np.std(forces, ddof=1), rel=1e-3)
    assert "mean ± s.d. of 3 people" in _says("--people", "3", "--out", str(file)).output
