"""`simulate … --people N`: one file, the same as Python writes it, and words that say what does not go together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from neuraldrive import catalog, readers, simulate
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
