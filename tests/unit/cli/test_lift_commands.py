"""`neuraldrive simulate lift`, `simulate set` and `compare` as a person or a script uses them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from neuraldrive import catalog, measure, readers, simulate
from neuraldrive.cli import main
from neuraldrive.errors import BadValue
from neuraldrive.workflows import lift_methods, lift_orders, lift_words
from neuraldrive.workflows.lift_orders import LiftOrder
from neuraldrive.workflows.lift_words import Load
from same_recordings import differences


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def says(*words: str, width: int = 80) -> Result:
    return CliRunner(env={"COLUMNS": str(width)}).invoke(main, words, catch_exceptions=False)


def asks(*words: str) -> Any:
    done = says(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def made_by(lines: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    exec("\n".join(lines), made)
    return made


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "load"),
    [("85%", Load(share=0.85)), ("85 %", Load(share=0.85)), ("85% 1RM", Load(share=0.85)), ("82,5%", Load(share=0.825)),
     ("60", Load(kg=60.0)), ("60 kg", Load(kg=60.0)), ("0", Load(kg=0.0))],
)  # fmt: skip
def test_loads_are_read_as_people_write_them(text: str, load: Load) -> None:
    assert lift_words.load(text) == load


def test_pounds_are_pounds() -> None:
    assert lift_words.load("100", "lb").kg == pytest.approx(45.359, abs=0.001)
    [band] = lift_orders.accommodating(["22-88lb"], [])
    assert band.given == pytest.approx({"bottom_kg": 9.979, "top_kg": 39.916}, abs=0.001)


@pytest.mark.parametrize("text", ["heavy", "85 percent", "900%", "0.85", "-60"])
def test_what_is_no_load_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        lift_words.load(text)


@given(
    sets=st.integers(1, 50), repetitions=st.integers(1, 200) | st.just("failure"), share=st.integers(1, 200),
    rest=st.none() | st.integers(1, 3600), times=st.sampled_from("x×"),
    lift=st.sampled_from(["", "back squat ", "bench press "]),
)  # fmt: skip
@settings(deadline=None)
def test_sets_are_read_as_they_are_written(
    sets: int, repetitions: int | str, share: int, rest: int | None, times: str, lift: str
) -> None:
    text = f"{lift}{sets}{times}{repetitions} @ {share}%" + (f" rest {rest}s" if rest is not None else "")
    found = lift_words.prescribed(text)
    assert (found.sets, found.repetitions, found.rest_s) == (sets, repetitions, rest)
    assert found.load.share == pytest.approx(share / 100)
    assert found.lift == (lift.strip().replace(" ", "_") or None)
    assert lift_words.prescribed(str(found)) == lift_words.Prescribed(found.sets, found.repetitions, found.load)


@pytest.mark.parametrize("text", ["1x8", "8 @ 75%", "1x8 at 75%", "0x8 @ 75%", "1x8 @ 75% rest soon",
                                  "5x2 @ 90% rest 4min until 1 in reserve"])  # fmt: skip
def test_other_words_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadValue, match=r"5x2 @ 90%|3min|1x8"):
        lift_words.prescribed(text)


# ---------------------------------------------------------------- one lift


def test_a_lift_is_told_in_a_few_lines_that_fit_the_terminal() -> None:
    done = says("simulate", "lift", "bench_press", "--load", "60", "--seed", "7")
    assert done.exit_code == 0
    for words in ("Bench press, 1RM", "60 kg", "held", "mean velocity", "braking", "units recruited", "mean rate",
                  "Again in Python", 'simulate.lift("bench_press", 60.0, seed=7)'):  # fmt: skip
        assert words in done.stdout
    told = done.stdout.partition("Again in Python")[0]
    assert max(map(len, told.splitlines())) <= 80


def test_numbers_are_those_of_the_truth() -> None:
    [told] = asks("simulate", "lift", "back squat", "--load", "70%", "--seed", "3")["lifts"]
    recording = simulate.lift("back_squat", 0.7 * simulate.one_rm_kg("back_squat"), seed=3)
    [made] = recording.truth.repetitions
    assert told["mean_velocity"] == made.mean_velocity
    assert told["recruited_share"] == made.recruited_share
    assert told["drive_from_s"] == made.drive_s
    assert told["drive_s"] == pytest.approx(made.switch_off_s - made.drive_s)
    inside = (recording["force"].times >= made.start_s) & (recording["force"].times <= made.end_s)
    assert told["peak_force_n"] == recording["force"].samples[inside].max()


ORDERS = {
    "kg": ("lift", "bench_press", "--load", "60"),
    "share, lifter, state, bands": (
        "lift", "bench_press", "--load", "60%", "--body-mass", "90kg", "--strength", "1.2", "--state",
        "strength_trained", "--band", "5-20kg", "--chain", "10", "--intent", "0.6", "--rates",
    ),
    "released": ("lift", "bench_press", "--load", "30%", "--release", "--rates"),
    "set": ("set", "back_squat", "--load", "80%", "--reps", "3", "--fading", "0.1", "--rates"),
    "session": (
        "set", "back_squat", "--load", "85%", "--reps", "to-failure", "--sets", "2", "--rest", "1min", "--rates"
    ),
    "without scatter": ("set", "back_squat", "--load", "80%", "--reps", "2", "--no-scatter", "--rates"),
}  # fmt: skip


@pytest.mark.parametrize("name", ORDERS)
def test_the_lines_of_python_make_what_was_kept(name: str, here: Path) -> None:
    told = asks("simulate", *ORDERS[name], "--seed", "5", "--out", "kept.parquet")
    made = made_by(told["python"])
    recordings = made["recordings"] if "recordings" in made else (made["recording"],)
    kept = readers.read(here / "kept.parquet").recordings
    assert [differences(*pair) for pair in zip(recordings, kept, strict=True)] == [[]] * len(kept)


def test_methods_lie_side_by_side_with_the_loads_of_the_catalogue() -> None:
    told = asks("simulate", "lift", "bench_press", "--method", "all")["lifts"]
    assert [each["method"] for each in told] == ["heavy", "compensatory", "ballistic"]
    for each in told:
        low, high = catalog.method(lift_methods.METHODS[each["method"]]).range("relative_load")
        assert low <= each["relative_load"] <= high
        assert each["doubts"] == []
    heavy, compensatory, ballistic = told
    assert heavy["mean_velocity"] < compensatory["mean_velocity"] < ballistic["mean_velocity"]
    assert (heavy["release_velocity"], compensatory["release_velocity"]) == (None, None)
    assert ballistic["release_velocity"] > 1


def test_with_one_load_heavy_and_compensatory_are_one_lift_and_that_is_said() -> None:
    told = asks("simulate", "lift", "bench_press", "--load", "50%", "--method", "all", "--rates")
    assert [each["method"] for each in told["lifts"]] == ["heavy = compensatory", "ballistic"]
    assert any("same lift" in doubt for doubt in told["lifts"][0]["doubts"])
    made = made_by(told["python"])
    assert made["ballistic"].truth.repetitions[0].release_velocity is not None
    assert made["heavy_compensatory"].truth.repetitions[0].release_velocity is None


def test_each_method_may_have_its_own_load() -> None:
    told = asks("simulate", "lift", "bench_press", "--rates", "--method", "heavy", "--method", "ballistic",
                "--load", "95%", "--load", "40%")["lifts"]  # fmt: skip
    assert [round(each["relative_load"], 3) for each in told] == [0.95, 0.4]
    wrong = says("simulate", "lift", "bench_press", "--method", "all", "--load", "60", "--load", "50")
    assert (wrong.exit_code, "2 loads" in wrong.stderr) == (3, True)


def test_a_load_that_nobody_can_lift_is_a_failed_repetition_and_no_error() -> None:
    done = says("simulate", "lift", "deadlift", "--load", "300")
    assert done.exit_code == 0
    assert "did not move" in done.stdout
    [told] = asks("simulate", "lift", "deadlift", "--load", "300", "--rates")["lifts"]
    assert told["completed"] is False
    assert any("not completed" in flag for flag in told["flags"])


def test_intent_and_release_reach_the_lift() -> None:
    [full] = asks("simulate", "lift", "bench_press", "--load", "50%", "--rates")["lifts"]
    [half] = asks("simulate", "lift", "bench_press", "--load", "50%", "--rates", "--intent", "0.5")["lifts"]
    assert half["mean_velocity"] < 0.9 * full["mean_velocity"]
    assert half["drive_level"] < full["drive_level"] == 1.0
    [held] = asks("simulate", "lift", "bench_throw", "--load", "40%", "--rates", "--held")["lifts"]
    assert held["release_velocity"] is None


def test_a_sensor_has_its_own_figure_and_its_own_recording(here: Path) -> None:
    told = asks(
        "simulate", "lift", "bench_press", "--load", "60", "--sensor", "linear_encoder", "--out", "seen.parquet"
    )
    [lifted] = told["lifts"]
    assert lifted["measured"]["value"] != lifted["mean_velocity"]
    [kept] = readers.read(here / "seen.parquet").recordings
    assert kept.device == "linear_encoder"
    assert differences(kept, made_by(told["python"])["seen"][0]) == []
    [repetition] = measure.repetitions(kept)
    assert measure.mean_velocity(repetition).value == lifted["measured"]["value"]


def test_pounds_are_shown_where_the_user_likes_them() -> None:
    shown = says("simulate", "lift", "bench_press", "--load", "135", "--unit", "lb", "--rates").stdout
    assert "135 lb" in shown
    assert "61.2" not in shown.partition("Again in Python")[0]


# ---------------------------------------------------------------- sets


def test_a_session_is_told_repetition_by_repetition(here: Path) -> None:
    done = says("simulate", "set", "back_squat", "--load", "85%", "--reps", "to-failure", "--sets", "2",
                "--rest", "2min", "--plot", "--out", "session.parquet")  # fmt: skip
    assert done.exit_code == 0, done.output
    for words in ("2 × to failure", "2 min of rest", "strength", "failed", "set 2:", "of strength left"):
        assert words in done.stdout
    table = done.stdout.partition("Again in Python")[0]
    assert max(map(len, table.splitlines())) <= 80
    [picture] = here.glob("neuraldrive_set_back_squat_2xfailure_85*.png")
    assert picture.stat().st_size > 20_000
    assert len(readers.read(here / "session.parquet").recordings) == 2


def test_loss_counts_from_the_fastest_so_far_and_a_failed_repetition_has_none() -> None:
    [told] = asks("simulate", "set", "bench_press", "--load", "75%", "--reps", "to-failure", "--rates")["sets"]
    fastest = 0.0
    for each in told["each"]:
        if not each["completed"]:
            assert each is told["each"][-1]
            assert each["loss"] is None
            continue
        fastest = max(fastest, each["mean_velocity"])
        assert each["loss"] == pytest.approx(1 - each["mean_velocity"] / fastest)


def test_sets_go_into_numbered_files_where_a_file_takes_one(here: Path) -> None:
    pytest.importorskip("pynwb", reason="NWB needs neuraldrive[bio]")
    told = asks(
        "simulate", "set", "bench_press", "--load", "70%", "--reps", "2", "--sets", "2", "--out", "s.nwb", "--rates"
    )
    assert told["out"] == ["s_1.nwb", "s_2.nwb"]
    assert [len(readers.read(here / each).recordings[0].truth.repetitions) for each in told["out"]] == [2, 2]


def test_python_draws_the_same_figure(here: Path) -> None:
    for words in (("lift", "bench_press", "--method", "all", "--rates"),
                  ("set", "bench_press", "--load", "80%", "--reps", "2", "--rates")):  # fmt: skip
        told = asks("simulate", *words, "--plot", "drawn.svg", "--width", "phone")
        first = (here / "drawn.svg").read_text(encoding="utf-8")
        (here / "drawn.svg").unlink()
        made_by(told["python"])
        assert (here / "drawn.svg").read_text(encoding="utf-8") == first


def test_a_simulated_file_is_measured_and_imported_as_a_bars(here: Path) -> None:
    asks("simulate", "set", "back_squat", "--load", "80%", "--reps", "3", "--sets", "2", "--out", "s.parquet")
    first, _second = asks("measure", "s.parquet")
    assert first["lift"] == "back_squat"
    assert len(first["repetitions"]) == 3
    truth = readers.read(here / "s.parquet").recordings[0].truth.repetitions
    for found, made in zip(first["repetitions"], truth, strict=True):
        [mean] = [each for each in found["measurements"] if each["measure"] == "mean_velocity"]
        assert mean["interval"][0] <= made.mean_velocity <= mean["interval"][1]
    says("import", "s.parquet", "--athlete", "Virtual", "--data-dir", "data")
    [athlete] = asks("athletes", "--data-dir", "data")
    assert athlete["athlete"]["simulated"] is True
    assert (athlete["sets"], athlete["repetitions"]) == (2, 6)


# ---------------------------------------------------------------- comparing


def test_a_single_and_an_eight_are_compared_and_it_is_said_what_that_cannot_say(here: Path) -> None:
    done = says("compare", "1x1 @ 95%", "1x8 @ 75%", "--plot")
    assert done.exit_code == 0, done.output
    for words in ("A  1 × 1 at 95 %", "B  1 × 8 at 75 %", "velocity lost", "strength lost", "units recruited",
                  "builds more strength, this cannot say", "training study", "neuraldrive evidence S32",
                  "interpolated twitch", "first 50 ms"):  # fmt: skip
        assert words in " ".join(done.stdout.split()) or words in done.stdout
    assert "neural limit" not in done.stdout
    assert (here / "neuraldrive_compare_1x1_95__1x8_75.png").stat().st_size > 20_000


def test_the_totals_are_those_of_the_repetitions() -> None:
    one, eight = asks("compare", "1x1 @ 95%", "1x8 @ 75%")["sessions"]
    assert (one["totals"]["completed"], eight["totals"]["completed"]) == (1, 8)
    repetitions = eight["sets"][0]["each"]
    assert eight["totals"]["drive_s"] == pytest.approx(sum(each["drive_s"] for each in repetitions))
    assert eight["totals"]["capacity_lost"] == pytest.approx(1 - eight["sets"][0]["capacity_after"])
    assert eight["totals"]["capacity_lost"] > one["totals"]["capacity_lost"] > 0
    assert eight["totals"]["velocity_loss"] > one["totals"]["velocity_loss"] == 0


def test_what_differs_between_sessions_is_not_chance() -> None:
    same = asks("compare", "1x5 @ 80%", "1x5 @ 80%", "--rates", "--lift", "bench press")["sessions"]
    assert same[0]["totals"] == same[1]["totals"]
    speeds = [each["mean_velocity"] for each in same[0]["sets"][0]["each"]]
    assert speeds == sorted(speeds, reverse=True)


def test_the_lift_and_the_rest_may_stand_in_the_words() -> None:
    told = asks("compare", "bench press 2x2 @ 90% rest 4min", "2x2 @ 90%", "--rest", "30s", "--rates")
    assert [each["rest_s"] for each in told["sessions"]] == [240.0, 30.0]
    assert {one["lift"] for each in told["sessions"] for one in each["sets"]} == {"bench_press"}
    rested, hurried = (each["sets"][1]["each"][0]["capacity"] for each in told["sessions"])
    assert rested > hurried
    made_by(told["python"])


# ---------------------------------------------------------------- what cannot be


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("simulate", "lift", "bench_pres", "--load", "60"), 3, "Did you mean bench_press?"),
        (("simulate", "lift", "front_squat", "--load", "60"), 3, "back_squat"),
        (("simulate", "lift", "deadlift", "--load", "3000"), 3, "--load"),
        (("simulate", "lift", "deadlift", "--load", "0.85"), 3, "85%"),
        (("simulate", "lift", "deadlift", "--load=-20"), 3, "142.5kg"),
        (("simulate", "lift", "deadlift"), 2, "--load"),
        (("simulate", "lift", "deadlift", "--load", "60", "--intent", "2"), 2, "0.0<=x<=1.0"),
        (("simulate", "lift", "deadlift", "--load", "60", "--body-mass", "900kg"), 3, "--body-mass"),
        (("simulate", "lift", "deadlift", "--load", "60", "--state", "untrain"), 3, "untrained"),
        (("simulate", "lift", "deadlift", "--load", "60", "--band", "40-10"), 3, "more at the top"),
        (("simulate", "lift", "deadlift", "--load", "60", "--band", "strong"), 3, "10-40kg"),
        (("simulate", "lift", "deadlift", "--load", "60", "--plot", "a.gif"), 3, ".svg"),
        (("simulate", "lift", "deadlift", "--load", "60", "--out", "a.csv"), 3, ".parquet"),
        (("simulate", "set", "deadlift", "--load", "60", "--reps", "many"), 3, "to-failure"),
        (("simulate", "set", "deadlift", "--load", "60", "--reps", "0"), 3, "1 to 200"),
        (("simulate", "set", "deadlift", "--load", "60", "--reps", "3", "--rest", "long"), 3, "3min"),
        (("compare", "1x1 @ 95%"), 3, "2 to 3"),
        (("compare", "1x1 @ 95%", "bench press 1x8 @ 75%", "deadlift 1x1 @ 90%"), 3, "one lift"),
        (("compare", "1x1 at 95%", "1x8 @ 75%"), 3, "5x2 @ 90%"),
    ],
)  # fmt: skip
def test_what_cannot_be_says_so_with_the_familys_code(words: tuple[str, ...], code: int, said: str, here: Path) -> None:
    done = says(*words)
    assert done.exit_code == code, done.output
    assert said in done.stderr
    assert not list(here.iterdir())


def test_help_loads_no_simulator() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom neuraldrive.cli import main\n"
        "for words in (['--help'], ['simulate', 'lift', '--help'], ['compare', '--help']):\n"
        "    CliRunner().invoke(main, words)\n"
        "print(sorted({'numba', 'numpy', 'matplotlib', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_order_alone_says_what_is_released() -> None:
    assert LiftOrder("bench_throw", Load(share=0.4)).released
    assert not LiftOrder("bench_press", Load(share=0.4)).released
    assert not LiftOrder("bench_throw", Load(share=0.4), release=False).released


# ---------------------------------------------------------------- what an answer says of itself

SAYS_OF_ITSELF = {
    "lift": ("simulate", "lift", "bench_press", "--load", "60"),
    "set": ("simulate", "set", "bench_press", "--load", "80%", "--reps", "2"),
    "compare": ("compare", "1x1 @ 95%", "1x2 @ 75%"),
}


@pytest.mark.parametrize("name", SAYS_OF_ITSELF)
def test_every_answer_says_whose_units_it_shows_and_what_a_bar_cannot_tell(name: str) -> None:
    told = " ".join(says(*SAYS_OF_ITSELF[name]).stdout.split())
    values = " ".join(asks(*SAYS_OF_ITSELF[name])["limits"])
    for said in (told, values):
        assert "those of vastus lateralis, which stands for all muscles of the lift (assumed)" in said
        assert "cannot tell neural from muscular limits" in said
        assert "the pool's numbers are provisional" not in said
        assert "every unit that can be called on" in said


@pytest.mark.parametrize("name", SAYS_OF_ITSELF)
def test_lines_that_go_into_a_pipe_end_where_their_words_do(name: str) -> None:
    lines = says(*SAYS_OF_ITSELF[name]).stdout.splitlines()
    assert [line for line in lines if line != line.rstrip()] == []


def test_a_load_far_too_heavy_is_told_in_multiples_and_has_no_force() -> None:
    kg = 2.5 * simulate.one_rm_kg("back_squat")
    words = ("simulate", "lift", "back_squat", "--load", f"{kg:.0f}", "--rates")
    told = says(*words).stdout
    assert re.search(r"kg is 2\.\d times what this lifter can lift once", told.splitlines()[1])
    assert re.search(r"force, peak +–", told)
    assert asks(*words)["lifts"][0]["peak_force_n"] is None


def test_a_bar_that_sticks_is_told_with_its_way_and_the_mean_of_its_bands() -> None:
    told = says("simulate", "lift", "bench_press", "--load", "84%", "--band", "10-40kg", "--rates").stdout
    assert re.search(r"stuck at \d+ of 40 cm", told)
    assert re.search(r"load .* with bands or chains \d+(\.\d)? kg on average", told)


@pytest.mark.parametrize("lift", ["countermovement_jump", "drop_jump", "jump_squat", "chest_throw"])
def test_what_is_jumped_or_thrown_has_no_one_rm_in_its_heading(lift: str) -> None:
    head = says("simulate", "lift", lift, "--load", "5", "--rates").stdout.splitlines()[0]
    assert "1RM" not in head
    assert "provisional; 75 kg of body mass" in head


def test_more_than_four_times_the_one_rm_is_refused_in_kg_as_in_shares() -> None:
    kg = simulate.one_rm_kg("bench_press")
    for load in ("410%", f"{4.1 * kg:.0f}kg"):
        done = says("simulate", "lift", "bench_press", "--load", load, "--rates")
        assert (done.exit_code, "400 %" in done.stderr) == (3, True)
    for load in ("300%", f"{3 * kg:.0f}kg"):
        assert says("simulate", "lift", "bench_press", "--load", load, "--rates").exit_code == 0


def test_a_wrong_name_is_answered_with_lifts_that_can_be_simulated() -> None:
    said = says("simulate", "lift", "bench_pres", "--load", "60").stderr
    assert "bench_press" in said
    assert "incline_bench_press" not in said


def test_three_sessions_fit_the_terminal() -> None:
    told = says("compare", "1x1 @ 95%", "1x2 @ 75%", "2x2 @ 85%").stdout.partition("Again in Python")[0]
    assert max(map(len, told.splitlines())) <= 80
    assert "…" not in told
    assert re.search(r"A +m/s .*│ B +m/s .*│ C set +m/s", told)


# ---------------------------------------------------------------- what strength is told of a repetition


def test_the_legend_says_what_the_strength_of_a_repetition_is() -> None:
    varied = " ".join(says("simulate", "set", "back_squat", "--load", "85%", "--reps", "2").stdout.split())
    assert "strength: share of the rested lifter's that the repetition is made with" in varied
    assert "the first is not yet the best; not so with --no-scatter" in varied
    assert "as the repetition begins" not in varied
    even = ("simulate", "set", "back_squat", "--load", "85%", "--reps", "2", "--no-scatter")
    assert "not yet the best" not in " ".join(says(*even).stdout.split())
    assert asks(*even)["sets"][0]["each"][0]["capacity"] == 1.0
