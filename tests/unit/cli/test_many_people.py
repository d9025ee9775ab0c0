"""`simulate … --people N`: one file, the same as Python writes it, and words that say what does not go together."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from neuraldrive import catalog, measure, readers, simulate
from neuraldrive.cli import main
from neuraldrive.cli.stopping import terminated_like_ctrl_c
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


_STOPPED = """
import os, signal, sys
from neuraldrive.cli import main
from neuraldrive.workflows.people_numbers import Tally
add, seen, how = Tally.add, [], getattr(signal, sys.argv.pop(1))
def stop_at_the_fifth(self, recording):
    add(self, recording)
    seen.append(recording)
    if len(seen) == 5:
        os.kill(os.getpid(), how)
Tally.add = stop_at_the_fifth
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="sends signals as a terminal and a job scheduler do")
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM"])
def test_ended_by_ctrl_c_or_by_sigterm_it_keeps_what_was_done_and_says_how_many(how: str, tmp_path: Path) -> None:
    out = tmp_path / "e.parquet"
    command = [sys.executable, "-c", _STOPPED, how, *BALLISTIC, "--people", "20", "--out", str(out), "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    kept = tmp_path / "e.interrupted.parquet"
    assert f"5 of 20 contractions were done; they are in {kept}." in done.stderr
    assert list(tmp_path.iterdir()) == [kept]
    assert len(readers.read(kept).recordings) == 5


def test_the_first_sigterm_interrupts_and_listening_ends_with_the_command_and_respects_who_listens_already() -> None:
    def ours(number: int, frame: object) -> None: ...

    with terminated_like_ctrl_c():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)  # what the first has begun to put away is not disturbed
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    signal.signal(signal.SIGTERM, ours)
    try:
        with terminated_like_ctrl_c():
            assert signal.getsignal(signal.SIGTERM) is ours
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
