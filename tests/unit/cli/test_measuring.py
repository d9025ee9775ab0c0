"""`neuraldrive measure` as a person or a script uses it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from isometric_force import rapid, recorded
from neuraldrive import measure, readers
from neuraldrive.cli import main
from neuraldrive.figures import style
from neuraldrive.records import Recording, Signal
from neuraldrive.workflows import measuring
from neuraldrive.workflows.recording_files import export_recording


@pytest.fixture
def pull(tmp_path: Path) -> Path:
    """A rapid effort of 500 N, with the noise of a good load cell."""
    rng = np.random.default_rng(1)
    force = recorded(rapid(rng), rng, noise=0.0005)
    return _written(tmp_path / "pull.csv", "Time (s),Force (N)", force.times, force.samples)


def _written(path: Path, header: str, *columns: np.ndarray) -> Path:
    np.savetxt(path, np.column_stack(columns), delimiter=",", header=header, comments="", fmt="%.6f")
    return path


def _says(*words: object, width: int = 140) -> Result:
    return CliRunner(env={"COLUMNS": str(width)}).invoke(main, ["measure", *map(str, words)], catch_exceptions=False)


def _asks(*words: object) -> Any:
    done = _says(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def _values(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [each for each in found["measurements"] if each["measure"] == name]


def test_a_file_of_force_gives_measures_with_method_and_interval(pull):
    [found] = _asks(pull)
    rates = _values(found, "rate_of_force_development")
    assert [each["unit"] for each in rates] == ["N/s"] * 3
    assert all(each["interval"][0] <= each["value"] <= each["interval"][1] for each in rates)
    assert "Tillin 2010" in rates[0]["method"]
    assert (found["format"], found["unit"], found["rate_hz"], found["efforts"]) == ("force", "N", 1000, 1)


def test_what_the_file_does_not_allow_says_why(pull):
    [found] = _asks(pull)
    refused = {each["measure"]: each for each in found["not_allowed"]}
    assert "discharge times" in refused["discharge_rate"]["needed"]
    assert "--resting" in refused["voluntary_activation"]["remedy"]
    shown = _says(pull).stdout
    assert "Not to be had from this recording" in shown
    assert shown.count("discharge times") == 1


@pytest.mark.parametrize("width", [60, 140])
def test_every_measure_is_shown_whatever_the_width(pull, width):
    shown = _says(pull, width=width).stdout
    for words in (
        "maximal voluntary force",
        "force onset",
        "rate of force development",
        "impulse",
        "gain from 0 to 50 ms",
    ):
        assert words in shown


def test_rule_mvf_and_unit_are_what_one_asks_for(pull):
    [found] = _asks(pull, "--onset", "threshold", "--mvf", "600")
    first = _values(found, "rate_of_force_development")[0]
    assert first["unit"] == "MVF/s"
    assert "Aagaard 2002" in first["method"]
    [given] = _asks(pull, "--onset", "2.02")
    assert "onset given, 2.02 s" in _values(given, "force_onset")[0]["method"]


def test_one_of_several_efforts_can_be_chosen(tmp_path):
    times = np.arange(0, 10, 0.001)
    two = 300 * np.clip((times - 2) / 0.1, 0, 1) * (times < 4) + 500 * np.clip((times - 7) / 0.1, 0, 1) * (times < 9)
    path = _written(tmp_path / "two.csv", "t,Force (N)", times, two)
    [whole] = _asks(path)
    assert whole["efforts"] == 2
    assert _values(whole, "force_onset")[0]["value"] == pytest.approx(7, abs=0.01)
    [first] = _asks(path, "--effort", "1")
    assert _values(first, "force_onset")[0]["value"] == pytest.approx(2, abs=0.01)
    assert "--effort 1 to 2 chooses" in _says(path).stdout
    done = _says(path, "--effort", "3")
    assert done.exit_code == 3
    assert "1 to 2" in done.stderr


def test_columns_rate_and_calibration_reach_the_reader(tmp_path):
    times = np.arange(0, 4, 0.001)
    volts = 0.002 * np.clip((times - 2) / 0.1, 0, 1)
    path = _written(tmp_path / "cell.txt", "FP1,FP2", volts, volts)
    table = tmp_path / "table.csv"
    table.write_text("Voltage,Force (N)\n0,0\n0.004,1000\n")
    [found] = _asks(path, "--rate", "1000", "--column", "FP1", "--column", "2", "--calibration", table)
    assert found["measurements"][0]["value"] == pytest.approx(1000, rel=0.01)
    [plain] = _asks(path, "--rate", "1000", "--column", "FP1", "--force-unit", "V")
    assert plain["unit"] == "V"
    assert "calibration" in next(e for e in plain["not_allowed"] if e["measure"] == "maximal_voluntary_force")["remedy"]
    assert _values(plain, "rate_of_force_development")[0]["unit"] == "MVF/s"


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_rise_is_drawn_into_a_file(pull, ending, tmp_path):
    path = tmp_path / f"rise.{ending}"
    done = _says(pull, "--plot", path)
    assert done.exit_code == 0
    assert f"Drawn: {path}" in done.stdout
    assert path.stat().st_size > 2000


def test_a_log_is_sent_to_import(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("date,exercise,weight (kg),reps,mean velocity (m/s)\n2026-03-02,back squat,100,1,0.62\n")
    done = _says(log)
    assert done.exit_code == 4
    assert "neuraldrive import FILE" in done.stderr


def _bar(tmp_path: Path) -> Path:
    """Four rises of 0.4 m in 1.57 s each."""
    times = np.arange(0, 13.5, 0.01)
    return _written(tmp_path / "squat.csv", "time (s),position (m)", times, 0.2 + 0.2 * np.cos(2 * times))


def test_a_bar_gives_its_repetitions_and_says_what_a_bar_cannot_tell(tmp_path):
    [found] = _asks(_bar(tmp_path))
    rises = [each for each in found["repetitions"] if each["excluded"] is None]
    assert len(rises) == 4
    speeds = [next(m for m in each["measurements"] if m["measure"] == "mean_velocity")["value"] for each in rises]
    assert speeds == pytest.approx([0.4 / (np.pi / 2)] * 4, rel=0.06)
    assert "neural" in found["origin"]
    shown = _says(_bar(tmp_path), width=90).stdout
    for words in ("mean m/s", "peak m/s", "interpolated twitch", "from the fastest"):
        assert words in shown
    assert "neural limit" not in shown


def test_a_repetition_that_was_not_completed_is_counted_apart(tmp_path):
    times = np.arange(0, 16.0, 0.01)
    height = np.where(times < 14.0, 0.2 + 0.2 * np.cos(2 * np.minimum(times, 4.5 * np.pi)), 0.0)
    path = _written(tmp_path / "bench.csv", "time (s),position (m)", times, np.where(times < 4.5 * np.pi, height, 0.0))
    assert "4 repetitions, 1 not completed, in 16.0 s" in _says(path).stdout
    [found] = _asks(path)
    assert (found["not_completed"], found["repetitions"][-1]["excluded"]) == (1, "failed attempt: rose 0.00 of 0.40 m")


def test_the_bar_is_drawn_with_its_repetitions(tmp_path):
    done = _says(_bar(tmp_path), "--plot", tmp_path / "bar.svg")
    assert f"Drawn: {tmp_path / 'bar.svg'}" in done.stdout
    assert "4 repetitions found" in (tmp_path / "bar.svg").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_ends_with_the_code_for_it(tmp_path):
    assert _says(tmp_path / "absent.csv").exit_code == 3


def test_a_flat_force_says_so(tmp_path):
    path = _written(tmp_path / "flat.csv", "Time (s),Force (N)", np.arange(0, 3, 0.01), np.zeros(300))
    done = _says(path)
    assert done.exit_code == 4
    assert "never changes" in done.stderr


def test_a_force_that_points_downward_is_told_and_turned(pull, tmp_path):
    table = np.loadtxt(pull, delimiter=",", skiprows=1)
    path = _written(tmp_path / "neg.csv", "Time (s),Force (N)", table[:, 0], -table[:, 1])
    done = _says(path)
    assert done.exit_code == 4
    assert "points downward" in done.stderr
    assert "--turn-sign" in done.stderr
    assert _asks(path, "--turn-sign")[0]["measurements"] == _asks(pull)[0]["measurements"]


def test_of_several_recordings_one_is_measured_and_told_and_json_has_all(tmp_path):
    path = tmp_path / "people.parquet"
    force = [Signal(level * np.repeat([0.0, 1.0, 0.0], 1000), "N", rate_hz=1000) for level in (100, 200, 300)]
    export_recording([Recording({"force": each}) for each in force], path)
    shown = _says(path).stdout
    assert shown.count("maximal voluntary force") == 1
    assert "recording 1 of 3; --recording 1 to 3 chooses" in shown
    assert "200 N" in _says(path, "--recording", "2").stdout
    assert [each["measurements"][0]["value"] for each in _asks(path)] == [100, 200, 300]
    [second] = _asks(path, "--recording", "2")
    assert (second["recording"], second["recordings"], second["measurements"][0]["value"]) == (2, 3, 200)
    assert "1 to 3" in _says(path, "--recording", "4").stderr


def test_without_motor_units_one_line_says_so(pull):
    shown = _says(pull).stdout
    assert "anything of motor units: the recording has no discharge times" in shown
    assert "discharge rate" not in shown


def test_plot_alone_draws_beside_you_with_the_files_name(pull, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "Drawn: neuraldrive_rise_pull.png" in _says("pull.csv", "--plot").stdout
    assert (tmp_path / "neuraldrive_rise_pull.png").stat().st_size > 2000
    assert (
        "pull.csv. Line:"
        in measuring.draw(measuring.measure_file(pull, measuring.Asked())[0], measuring.Asked()).caption
    )
    done = _says("pull.csv", "--plot", "rise.gif")
    assert done.exit_code == 3
    assert ".svg" in done.stderr


def test_errors_name_options_of_the_command(tmp_path):
    path = _written(tmp_path / "plates.csv", "FP1,FP2", np.ones(50), np.ones(50))
    said = _says(path).stderr
    assert "Give --rate" in said
    assert "rate_hz" not in said
    assert "--column" in _says(path, "--rate", "100", "--column", "none").stderr


def test_noise_alone_is_no_effort(tmp_path):
    noise = np.random.default_rng(3).normal(size=5000)
    done = _says(_written(tmp_path / "noise.csv", "Time (s),Force (N)", np.arange(5000) / 1000, noise))
    assert done.exit_code == 4
    assert "noise alone" in done.stderr


# ---------------------------------------------------------------- windows and widths


def test_rates_of_force_development_are_those_of_the_windows_asked_for(pull, tmp_path):
    recording = readers.read(pull).recordings[0]
    [found] = _asks(pull, "--windows", "0-50, 50-100,100–150.5")
    windows = [(0, 50), (50, 100), (100, 150.5)]
    told = _values(found, "rate_of_force_development")
    assert [each["value"] for each in told] == [
        measure.rate_of_force_development(recording, window).value for window in windows
    ]
    assert "gain from 100 to 150.5 ms" in told[2]["method"]
    assert _values(found, "impulse") == _values(_asks(pull)[0], "impulse")
    picture = tmp_path / "own.svg"
    assert _says(pull, "--windows", "50-100,0-250", "--plot", picture).exit_code == 0
    drawn = picture.read_text(encoding="utf-8")
    assert "from 50 ms" in drawn
    assert "50 to 100, 0 to 250 ms" in " ".join(re.findall(r">([^<>]+)</text>", drawn))


@pytest.mark.parametrize(
    ("windows", "words"),
    [
        ("50", "'50' is no window; write them in ms after the onset, as 0-50,50-100,100-200"),
        ("0-50,", "'' is no window"),
        ("a-b", "'a-b' is no window"),
        ("-5-50", "'-5-50' is no window"),
        ("100-50", "'100-50' does not end after it begins"),
        ("0-0", "'0-0' does not end after it begins"),
    ],
)
def test_a_window_that_is_none_is_wrong_use_and_says_how_it_is_written(pull, windows, words):
    done = _says(pull, "--windows", windows)
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.split())


def test_a_window_beyond_the_recording_is_told_with_the_reason(pull):
    [found] = _asks(pull, "--windows", "0-50,0-90000")
    assert len(_values(found, "rate_of_force_development")) == 1
    [refused] = [each for each in found["not_allowed"] if each["measure"] == "rate_of_force_development"]
    assert refused["found"] == "0 to 90000 ms after the onset"


def test_a_figure_is_as_wide_as_what_it_is_read_on(pull, tmp_path):
    wide = {}
    for width in ("phone", "tablet", "laptop"):
        path = tmp_path / f"{width}.png"
        assert _says(pull, "--plot", path, "--width", width).exit_code == 0
        wide[width] = int.from_bytes(path.read_bytes()[16:20], "big")  # the width in the head of a PNG
    usual = tmp_path / "usual.png"
    _says(pull, "--plot", usual)
    assert usual.read_bytes() == (tmp_path / "tablet.png").read_bytes()
    assert wide == {name: 2 * (px + 2 * style.MARGIN_PX) for name, px in style.WIDTHS_PX.items()}
    done = _says(pull, "--width", "phone")
    assert done.exit_code == 2
    assert "--width goes with --plot" in done.stderr
