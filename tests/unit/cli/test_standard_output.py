"""What a command does where its answer cannot be written, and what its lines end in where they go into a pipe."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from neuraldrive.cli import main
from neuraldrive.cli.standard_output import lost_in_a_line

FULL = Path("/dev/full")
ANSWERS = (("evidence", "S1"), ("evidence", "S1", "--json"), ("--help",), ("session", "99", "--json"))
COMMAND = (sys.executable, "-c", "from neuraldrive.cli import main; main()")


def _ends(words: tuple[str, ...], folder: Path, out: int, **variables: str) -> tuple[int, str]:
    """Exit code and standard error of a command whose standard output is this file."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    given |= {"NEURALDRIVE_DATA_DIR": str(folder), **variables}
    done = subprocess.run(
        [*COMMAND, *words], stdout=out, stderr=subprocess.PIPE, text=True, env=given, timeout=120, check=False
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("buffered", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("words", ANSWERS, ids=" ".join)
def test_a_full_disk_is_told_in_one_line_with_code_1(words, buffered, tmp_path):
    with FULL.open("w") as out:
        code, told = _ends(words, tmp_path, out.fileno(), **buffered)
    assert code == 1
    assert told.splitlines() == [
        "Not written: standard output, no space left on device. Free space there, or send the answer elsewhere."
    ]


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
def test_a_disk_full_for_both_streams_still_gives_code_1(tmp_path):
    with FULL.open("w") as out:
        done = subprocess.run([*COMMAND, "evidence"], stdout=out, stderr=out, cwd=tmp_path, timeout=120, check=False)
    assert done.returncode == 1


@pytest.mark.parametrize("words", ANSWERS[:3], ids=" ".join)
def test_of_a_pipe_that_its_reader_closed_nothing_is_said(words, tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    code, told = _ends(words, tmp_path, writer)
    os.close(writer)
    assert (code, told) == (1, "")


def test_a_full_disk_of_another_file_is_no_fault_of_standard_output():
    with pytest.raises(OSError, match="elsewhere"), lost_in_a_line():
        raise OSError(28, "no space elsewhere")


LOG = "date,exercise,set,rep,load (kg),velocity (m/s),rpe\n" + "".join(
    f"2026-11-02,back squat,{number},1,{load},{velocity},\n"
    for number, (load, velocity) in enumerate(((100, 0.71), (120, 0.58), (140, 0.42)), 1)
)
PIPED = (
    "demo", "athletes --demo", "sessions --demo", "session 1 --demo", "profile 'Greenhouse lifter' --demo",
    "import log.csv --athlete Ada", "import log.csv missing.csv --athlete Ada", "log Ada back_squat 142.5kg 3 --rpe 8.5",
    "athletes", "sessions", "session 1", "edit set 1 --load 102kg", "profile Ada", "profile Ada --load 90kg",
    "report Ada", "settings", "doctor", "recompute", "backup kept.zip", "evidence", "evidence S1 S2",
    "evidence --check S1", "simulate ramp --to 0.5", "simulate maximal", "simulate paradox --seeds 2",
    "simulate lift bench_press --load 60 --rates", "simulate set bench_press --load 85% --reps 2 --rates",
    "simulate lift bench_press --load 60 --rates --out lift.parquet", "measure lift.parquet", "--help", "simulate --help",
)  # fmt: skip


def test_no_command_pads_the_lines_that_go_into_a_pipe(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text(LOG)
    padded = {}
    for words in PIPED:
        place = [] if words.endswith("--help") else ["--data-dir", "data"]
        done = CliRunner().invoke(main, [*shlex.split(words), *place], catch_exceptions=False)
        assert (done.exit_code == 0) == ("missing" not in words), words
        padded[words] = [line for line in done.stdout.splitlines() if line != line.rstrip()]
    assert {words: lines for words, lines in padded.items() if lines} == {}
