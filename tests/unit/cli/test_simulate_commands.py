"""`neuraldrive simulate` as a person or a script uses it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from neuraldrive import catalog, measure, readers, simulate
from neuraldrive.cli import main
from neuraldrive.errors import BadValue
from neuraldrive.kernels import courses, line_posterior, pool_force
from neuraldrive.records import NeuralState
from neuraldrive.workflows import compiling_beside, orders, paradox, simulating, warm_rack
from neuraldrive.workflows.first_use import while_preparing
from neuraldrive.workflows.orders import Call, Order

FEW = ("--units", "60")
EFFORTS: dict[str, Sequence[str]] = {
    "ramp": ("ramp", "--to", "0.4", "--rise", "1", "--hold", "2", "--fall", "1"),
    "hold": ("hold", "--at", "0.2", "--for", "3"),
    "hold until failure": ("hold", "--at", "0.8", "--until", "failure"),
    "ballistic": ("ballistic", "--to", "0.75", "--population", "explosive_trained"),
    "maximal": ("maximal", "--stimulus", "2x100@2.0"),
    "intermittent": ("intermittent", "--at", "0.5", "--on", "2", "--off", "2", "--repetitions", "2"),
    "evoked": ("evoked", "8x300"),
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def says(*words: str) -> Result:
    return CliRunner().invoke(main, ["simulate", *words], catch_exceptions=False)


def asks(*words: str) -> Any:
    done = says(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def number(told: Any, label: str) -> float:
    [found] = [each["value"] for each in told["numbers"] if each["label"] == label]
    return float(found)


@pytest.mark.parametrize("name", EFFORTS)
def test_the_lines_of_python_make_the_same_recording(name: str) -> None:
    told = asks(*EFFORTS[name], *FEW)
    made: dict[str, Any] = {}
    exec("\n".join(told["python"]), made)
    again = asks(*EFFORTS[name], *FEW)
    assert again == told, "the same seed, the same answer"
    recording = made["recording"]
    assert recording.duration_s == told["duration_s"]
    assert recording.truth.maximal_voluntary_force == told["mvf_of_tetanus"]
    assert recording.motor_units.discharge_count == told["discharges"]
    assert int(np.isfinite(recording.truth.recruited_at_s).sum()) == told["recruited"]


def test_the_order_and_its_lines_never_drift_apart() -> None:
    order = Order(Call("ramp", {"to": 0.3, "hold_s": 1.0}), seed=5, units=60,
                  stimuli=(orders.stimulus("2x100@4.2"),), settings={"rate_hz": 500.0, "tires": False})  # fmt: skip
    made: dict[str, Any] = {}
    exec("\n".join(orders.python(order)), made)
    assert made["recording"]["force"].same_as(simulating.run(order)["force"])
    assert made["recording"]["force"].rate_hz == 500


def test_a_ramp_is_told_in_a_few_lines() -> None:
    done = says(*EFFORTS["ramp"], *FEW, "--seed", "7")
    assert done.exit_code == 0
    for words in ("60 motor units, untrained: ramp to 40 % of MVF", "units recruited", "% MVF", "discharge rate",
                  "steadiness", "seed 7", "provisional", "Again in Python", "simulate.ramp(to=0.4"):  # fmt: skip
        assert words in done.stdout


def test_numbers_are_those_of_the_measures() -> None:
    told = asks(*EFFORTS["ramp"], *FEW)
    recording = simulate.contraction(
        catalog.muscle("vastus_lateralis", units=60), simulate.ramp(to=0.4, rise_s=1, hold_s=2, fall_s=1)
    )
    assert number(told, "discharge rate") == measure.discharge_rate(recording, (2.0, 3.0)).value
    assert number(told, "largest force") == measure.maximal_voluntary_force(recording).value


def test_doublets_and_first_intervals_are_those_that_the_simulation_knows() -> None:
    told = asks(*EFFORTS["ballistic"], *FEW)
    state = catalog.population("explosive_trained").typical()
    muscle = catalog.muscle("vastus_lateralis", units=60)
    truth = simulate.contraction(muscle, simulate.ballistic(to=0.75), state=state).truth
    recruited = np.isfinite(truth.recruited_at_s).sum()
    assert number(told, "doublets") == truth.is_doublet.sum() / recruited
    assert 80 < number(told, "first interval") < 150


def test_a_hold_until_failure_says_when_it_failed_and_how_rates_rose() -> None:
    told = asks(*EFFORTS["hold until failure"], *FEW)
    assert 10 < told["failed_at_s"] < 120
    assert "failed at" in says(*EFFORTS["hold until failure"], *FEW).stdout


def test_a_stimulus_in_a_maximal_effort_gives_voluntary_activation() -> None:
    assert 0.75 < number(asks(*EFFORTS["maximal"], *FEW), "voluntary activation") < 1.0


def test_a_stimulus_without_a_time_stands_in_the_middle_of_what_is_held() -> None:
    told = asks("hold", "--at", "0.5", "--for", "4", "--stimulus", "3x100", *FEW)
    assert "at_s=3.5" in told["python"][-1]


def test_an_evoked_response_has_no_seed_and_no_units_recruited() -> None:
    told = asks(*EFFORTS["evoked"], *FEW)
    assert told["seed"] is None
    assert told["recruited"] == 0
    assert 0.5 < number(told, "largest force") < 1.1


def test_a_population_changes_the_state_and_not_the_muscle() -> None:
    usual, trained = (asks("maximal", *FEW, "--population", each) for each in ("untrained", "explosive_trained"))
    assert usual["mvf_of_tetanus"] < trained["mvf_of_tetanus"]
    assert usual["units"] == trained["units"] == 60


def test_ones_own_muscle_is_a_file(here: Path) -> None:
    (here / "mine.toml").write_text('like = "vastus_lateralis"\nlabel = "Mine"\nunits = 50\n')
    told = asks("hold", "--at", "0.3", "--for", "2", "--muscle", "mine.toml")
    assert told["units"] == 50
    assert 'catalog.population("untrained").typical("mine.toml")' in told["python"][1]


def test_a_drive_comes_from_a_file_with_one_number_a_line(here: Path) -> None:
    (here / "drive.txt").write_text("\n".join(["0", *["0.5"] * 20, "0"]))
    told = asks("drive", "drive.txt", "--drive-hz", "10", *FEW)
    made: dict[str, Any] = {}
    exec("\n".join(told["python"]), made)
    assert made["recording"].motor_units.discharge_count == told["discharges"] > 0


def test_plot_alone_draws_beside_you_and_says_where(here: Path) -> None:
    done = says(*EFFORTS["ramp"], *FEW, "--plot", "--seed", "3", "--runs", "2")
    [picture] = here.glob("*.png")
    assert picture.name == "neuraldrive_ramp_vastus_lateralis_untrained_seed_3.png"
    assert f"Drawn: {picture.name}" in done.stdout
    assert picture.stat().st_size > 20_000
    assert "figures.contraction(recording, repeats).save(" in done.stdout


@pytest.mark.parametrize("ending", ["svg", "pdf"])
def test_plot_takes_a_name(here: Path, ending: str) -> None:
    told = asks(*EFFORTS["ballistic"], *FEW, "--plot", f"rapid.{ending}", "--runs", "1")
    assert told["plot"] == f"rapid.{ending}"
    assert (here / f"rapid.{ending}").stat().st_size > 5_000


def test_a_figure_for_a_phone_is_narrow_and_python_draws_the_same(here: Path) -> None:
    done = says(*EFFORTS["ballistic"], *FEW, "--plot", "rapid.svg", "--runs", "2", "--width", "phone")
    first = (here / "rapid.svg").read_text(encoding="utf-8")
    (here / "rapid.svg").unlink()
    lines = done.stdout.partition("Again in Python\n")[2].partition("Drawn:")[0]
    assert "width_px=320" in lines
    exec(lines, {})
    assert (here / "rapid.svg").read_text(encoding="utf-8") == first
    wrong = says(*EFFORTS["ballistic"], *FEW, "--width", "phone")
    assert (wrong.exit_code, "--width goes with --plot" in wrong.stderr) == (2, True)


def test_out_keeps_the_recording_to_the_byte(here: Path) -> None:
    told = asks(*EFFORTS["ramp"], *FEW, "--out", "ramp.parquet")
    assert told["out"] == "ramp.parquet"
    made: dict[str, Any] = {}
    exec("\n".join(told["python"]), made)
    assert readers.read(here / "ramp.parquet").recordings[0]["force"].same_as(made["recording"]["force"])


def test_a_picture_of_another_kind_is_refused(here: Path) -> None:
    done = says(*EFFORTS["ramp"], *FEW, "--plot", "ramp.gif")
    assert done.exit_code == 3
    assert ".svg" in done.stderr
    assert not list(here.iterdir())


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("ramp", "--to", "0.4", "--muscle", "vastus_lateral"), 3, "vastus_lateralis"),
        (("ramp", "--to", "0.4", "--population", "untrain"), 3, "untrained"),
        (("ramp", "--to", "0.4", "--rise", "-1"), 3, "0 s or more"),
        (("ramp", "--to", "0.4", "--rate-hz", "1"), 3, "10 to 20,000"),
        (("maximal", "--stimulus", "two"), 3, "2x100@2.0"),
        (("maximal", "--stimulus", "2x900@2"), 3, "refractory"),
        (("hold", "--at", "0.2"), 3, "failure"),
        (("drive", "nothing.txt", "--drive-hz", "10"), 3, "nothing.txt"),
        (("ramp", "--to", "40"), 2, "0.0<=x<=1.0"),
        (("ramp",), 2, "--to"),
        (("evoked",), 2, "PULSES"),
    ],
)
def test_what_cannot_be_says_so_with_the_familys_code(words: tuple[str, ...], code: int, said: str) -> None:
    done = says(*words)
    assert done.exit_code == code, done.output
    assert said in done.stderr


def test_an_error_in_json_is_json() -> None:
    done = says("ramp", "--to", "0.4", "--muscle", "nothing_like_it", "--json")
    assert done.exit_code == 3
    assert json.loads(done.stdout)["error"]["kind"] == "CatalogError"


# ---------------------------------------------------------------- the paradox


def test_the_parts_of_a_gap_add_up_to_it() -> None:
    found = paradox.paradox(catalog.muscle("vastus_lateralis", units=60), seeds=2)
    for gap in found.gaps:
        assert sum(part.explains for part in gap.parts) == pytest.approx(gap.size, abs=1e-12)


def test_recruitment_explains_the_early_gap_and_the_ceiling_that_of_a_maximal_effort() -> None:
    found = paradox.paradox(catalog.muscle("vastus_lateralis", units=120), seeds=3)
    early, *_, last = (max(gap.parts, key=lambda part: part.explains).name for gap in found.gaps)
    assert (early, last) == ("recruitment time", "voluntary ceiling")


def test_a_part_that_does_not_differ_is_not_swapped() -> None:
    weak = NeuralState("weak", ceiling=0.8)
    found = paradox.paradox(catalog.muscle("vastus_lateralis", units=60), weak, NeuralState("usual"), seeds=2)
    assert [part.name for part in found.gaps[0].parts] == ["voluntary ceiling"]
    assert found.gaps[-1].size == pytest.approx(0.11, abs=0.01)


def test_two_states_that_are_alike_are_no_paradox() -> None:
    with pytest.raises(BadValue, match="alike"):
        paradox.paradox(a="untrained", b="untrained")


def test_the_paradox_is_told_as_a_table_and_drawn(here: Path) -> None:
    (here / "small.toml").write_text('like = "vastus_lateralis"\nunits = 60\n')
    done = says("paradox", "--muscle", "small.toml", "--seeds", "2", "--plot")
    assert done.exit_code == 0, done.output
    for words in ("A untrained, B explosive-trained", "50 ms", "gap", "recruitment time", "voluntary ceiling", "Drawn"):
        assert words in done.stdout
    assert len(list(here.glob("neuraldrive_paradox_*.png"))) == 1


# ---------------------------------------------------------------- while it compiles


def test_nothing_is_said_where_nothing_is_compiled() -> None:
    said: list[str] = []
    simulate.steady_state("vastus_lateralis", at=0.1)
    with while_preparing(lambda: said.append("waiting"), after_s=0.0):
        simulate.steady_state("vastus_lateralis", at=0.2)
    assert said == []


def test_who_waits_for_the_compiler_is_told_once() -> None:
    code = (
        "import numba, time\n"
        "from neuraldrive.workflows.first_use import while_preparing\n"
        "with while_preparing(lambda: print('told'), after_s=0.0):\n"
        "    for k in range(2):\n"
        "        numba.njit(lambda x: x + 1)(k)\n"
        "    time.sleep(0.2)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "told\n"


def test_what_the_second_process_compiles_is_what_a_simulation_calls() -> None:
    simulate.contraction("vastus_lateralis", simulate.ramp(to=0.2))
    kernels = (pool_force._step, pool_force._effects, courses._active)
    known = [list(each.signatures) for each in kernels]
    compiling_beside.compile_force()
    assert [list(each.signatures) for each in kernels] == known


def test_the_profile_that_the_second_process_compiles_is_the_one_that_a_rack_fits() -> None:
    warm_rack.warm()
    known = list(line_posterior.posterior.signatures)
    assert known
    compiling_beside.compile_profile()
    assert list(line_posterior.posterior.signatures) == known


def test_a_second_process_that_is_still_at_work_is_ended() -> None:
    process = compiling_beside.start()
    compiling_beside.stop(process)
    assert process is None or process.returncode is not None


def test_without_a_python_to_start_all_is_compiled_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert compiling_beside.start() is None


def test_help_of_the_group_loads_no_simulator() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom neuraldrive.cli import main\n"
        "CliRunner().invoke(main, ['simulate', 'ramp', '--help'])\n"
        "print(sorted({'numba', 'numpy', 'matplotlib', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---------------------------------------------------------------- what each effort is told by


def test_a_stimulus_is_no_voluntary_force_in_the_summary_and_in_the_figure(here: Path) -> None:
    stimulated, plain = asks(*EFFORTS["maximal"], *FEW), asks("maximal", *FEW)
    assert number(stimulated, "largest force") == pytest.approx(number(plain, "largest force"), abs=0.02)
    order = Order(Call("maximal", {}), units=60, stimuli=(orders.stimulus("2x100@2.0"),))
    recording = simulating.run(order)
    drawing = simulating.figure(order, recording, 1)
    assert recording["force"].samples.max() > number(stimulated, "largest force") + 0.01
    assert f"largest force {100 * number(stimulated, 'largest force'):.0f} % of MVF" in drawing.finding
    assert "best mean over 50 ms, without what stimuli evoke" in drawing.caption


@pytest.mark.parametrize("text", ["8@300", "8@0.5", "8x300@300"])
def test_a_rate_mistaken_for_a_time_is_refused_with_a_hint(text: str) -> None:
    done = says("evoked", text)
    assert done.exit_code == 3
    assert "8x300@0.5" in done.stderr


def test_a_twitch_has_its_times_and_a_train_has_none() -> None:
    told = asks("evoked", "1@0.5", *FEW)
    assert 0.04 < number(told, "contraction time") < 0.12
    assert 0.04 < number(told, "half relaxation") < 0.2
    assert number(told, "steepest rise") > 0
    labels = [each["label"] for each in asks(*EFFORTS["evoked"], *FEW)["numbers"]]
    assert labels == ["largest force", "steepest rise"]


def test_repeated_holds_are_told_by_their_first_and_last() -> None:
    shown = says(*EFFORTS["intermittent"], *FEW).stdout
    assert "first of 2, 1.5 to 2.5 s" in shown
    assert "last of 2, 5.5 to 6.5 s" in shown


def test_a_hold_that_never_fails_says_so() -> None:
    assert "did not fail within an hour" in says("hold", "--at", "0.02", "--until", "failure", *FEW).stdout


@pytest.mark.parametrize("words", [("--at", "0.2"), ("--at", "0.2", "--for", "3", "--until", "failure")])
def test_a_hold_needs_one_end_and_its_options_are_named(words: tuple[str, ...]) -> None:
    said = says("hold", *words).stderr
    assert "--for SECONDS" in said
    assert "hold_s" not in said
    assert "--rate-hz" in says("hold", "--at", "0.2", "--for", "3", "--rate-hz", "1").stderr
