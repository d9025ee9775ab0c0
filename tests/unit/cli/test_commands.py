"""The commands as a person or a script uses them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from neuraldrive.cli import show_profiles
from neuraldrive.figures import words
from neuraldrive.records import Measurement
from terminal import Terminal

LOG = """date,exercise,set,rep,load (kg),velocity (m/s),rpe
2026-11-02,back squat,1,1,100,0.71,
2026-11-02,back squat,1,2,100,0.69,
2026-11-02,back squat,2,1,120,0.58,
2026-11-02,back squat,3,1,140,0.42,8.5
2026-11-02,back squat,3,2,140,0.36,8.5
"""


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "data")


@pytest.fixture
def log_file(tmp_path: Path) -> Path:
    path = tmp_path / "ada.csv"
    path.write_text(LOG)
    return path


def test_a_log_goes_in_and_a_profile_comes_out(terminal: Terminal, log_file: Path) -> None:
    [outcome] = terminal.asks("import", str(log_file), "--athlete", "Ada")
    assert (outcome["sets"], outcome["repetitions"], outcome["refusals"]) == (3, 5, [])
    [profile] = terminal.asks("profile", "Ada", "--lift", "squat")
    low, high = profile["estimated_one_rm_kg"]["interval"]
    assert 140 < low < profile["estimated_one_rm_kg"]["value"] < high < 220
    assert "cannot tell neural" in profile["origin"]


def test_a_profile_without_a_set_on_its_line_says_why_each_was_left_out(terminal: Terminal, log_file: Path) -> None:
    log_file.write_text(LOG.replace("2026-11-02", "2026-06-02"))
    terminal.asks("import", str(log_file), "--athlete", "Ada")
    terminal.asks("log", "Ada", "back squat", "130kg", "3", "--rpe", "8", "--date", "2026-11-20T18:00")
    said = " ".join(terminal.says("profile", "Ada", "--lift", "squat").stdout.split())
    assert (
        "from 0 sets with a velocity; 4 left out (3 sets: older than 60 days; 1 set: no velocity was measured" in said
    )
    [profile] = terminal.asks("profile", "Ada", "--lift", "squat")
    assert any(
        each.startswith("No set is on the line. Left out: 3 sets: older than 60 days") for each in profile["notes"]
    )


def test_the_same_file_twice_is_a_file_once(terminal: Terminal, log_file: Path) -> None:
    terminal.asks("import", str(log_file), "--athlete", "Ada")
    [again] = terminal.asks("import", str(log_file), "--athlete", "Ada")
    assert again["already"]
    assert [each["repetitions"] for each in terminal.asks("athletes")] == [5]


def test_a_set_by_hand_is_kept_with_zero_in_reserve(terminal: Terminal) -> None:
    stored = terminal.asks("log", "Ada", "bench press", "82.5kg", "3", "--rir", "0", "--velocity", "0.3,0.25,0.2")
    assert (stored["lift"], stored["load_kg"], stored["reps_in_reserve"]) == ("bench_press", 82.5, 0)
    assert len(stored["each"]) == 3


def test_two_equal_sets_by_hand_are_two_sets(terminal: Terminal) -> None:
    for _ in range(2):
        terminal.asks("log", "Ada", "bench_press", "80kg", "5", "--date", "2026-11-20T18:00")
    [session] = terminal.asks("sessions", "Ada")
    assert (session["sets"], session["repetitions"]) == (2, 10)


def test_a_load_in_pounds_is_kept_in_kilograms(terminal: Terminal) -> None:
    assert terminal.asks("log", "Ada", "squat", "225lb", "5")["load_kg"] == pytest.approx(102.058, abs=1e-3)
    assert terminal.asks("log", "Ada", "squat", "225", "5", "--unit", "lb")["load_kg"] == pytest.approx(
        102.058, abs=1e-3
    )


def test_a_correction_changes_the_figure_and_keeps_what_was_there(terminal: Terminal, log_file: Path) -> None:
    terminal.asks("import", str(log_file), "--athlete", "Ada")
    [session] = terminal.asks("sessions", "Ada")
    first = terminal.asks("session", str(session["id"]))["sets"][0]
    terminal.asks("edit", "set", str(first["id"]), "--load", "102kg", "--why", "typed in lb")
    found = terminal.asks("session", str(session["id"]))
    assert found["sets"][0]["load_kg"] == 102
    [correction] = found["corrections"]
    assert (correction["old"], correction["new"], correction["why"]) == (100.0, 102.0, "typed in lb")


def test_a_repetition_can_be_left_out_and_taken_back(terminal: Terminal, log_file: Path) -> None:
    terminal.asks("import", str(log_file), "--athlete", "Ada")
    number = terminal.asks("session", "1")["sets"][0]["each"][0]["id"]
    terminal.asks("edit", "repetition", str(number), "--exclude", "spotter touched the bar")
    [profile] = terminal.asks("profile", "Ada", "--lift", "squat")
    assert [each["reason"] for each in profile["exclusions"]] == ["spotter touched the bar"]
    terminal.asks("edit", "repetition", str(number), "--include")
    [profile] = terminal.asks("profile", "Ada", "--lift", "squat")
    assert profile["exclusions"] == []


def test_a_session_can_be_given_to_the_one_who_did_it(terminal: Terminal, log_file: Path) -> None:
    terminal.asks("import", str(log_file), "--athlete", "Ada")
    terminal.asks("edit", "session", "1", "--athlete", "Ben", "--why", "wrong name")
    assert {each["athlete"]["name"]: each["sets"] for each in terminal.asks("athletes")}["Ben"] == 3


@pytest.mark.parametrize("name", ["reps.csv", "reps.parquet"])
def test_export_holds_every_repetition_with_ours_beside_the_logged(
    terminal: Terminal, log_file: Path, tmp_path: Path, name: str
) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    terminal.asks("import", str(log_file), "--athlete", "Ada")
    told = terminal.asks("export", str(tmp_path / name))
    read = pyarrow.csv.read_csv if name.endswith("csv") else pyarrow.parquet.read_table
    table = read(str(tmp_path / name))
    assert told["rows"] == table.num_rows == 5
    assert table["mean_velocity"].to_pylist() == table["our_mean_velocity"].to_pylist()


def test_times_with_and_without_a_zone_are_exported_in_their_order(terminal: Terminal, tmp_path: Path) -> None:
    import pyarrow.csv

    for when, load in (("2020-01-01T12:00", "120kg"), ("2020-01-01T12:00+02:00", "100kg")):
        terminal.asks("log", "Ada", "squat", load, "3", "--date", when)
    terminal.asks("export", str(tmp_path / "all.csv"))
    assert pyarrow.csv.read_csv(str(tmp_path / "all.csv"))["load_kg"].to_pylist() == [100, 120]


def test_a_backup_comes_back_as_it_was(terminal: Terminal, log_file: Path, tmp_path: Path) -> None:
    terminal.asks("import", str(log_file), "--athlete", "Ada")
    terminal.asks("backup", str(tmp_path / "all.zip"))
    other = Terminal(tmp_path / "other")
    other.asks("restore", str(tmp_path / "all.zip"))
    assert other.asks("session", "1") == terminal.asks("session", "1")


def test_doctor_finds_a_sound_store_sound(terminal: Terminal, log_file: Path) -> None:
    terminal.asks("import", str(log_file), "--athlete", "Ada")
    health = terminal.asks("doctor")
    assert health["sound"]
    assert health["counts"]["repetitions"] == 5


def test_doctor_says_when_the_store_is_not_a_store(terminal: Terminal) -> None:
    terminal.folder.mkdir(parents=True)
    (terminal.folder / "store.sqlite").write_bytes(b"this is no database, and it is longer than a header" * 40)
    done = terminal.says("doctor")
    assert done.exit_code == 5
    assert "not sound" in done.output


def test_settings_are_kept(terminal: Terminal) -> None:
    terminal.asks("settings", "--keep-unit", "lb")
    assert terminal.asks("settings")["unit"] == "lb"


def test_figures_are_derived_again_on_request(terminal: Terminal, log_file: Path) -> None:
    terminal.asks("import", str(log_file), "--athlete", "Ada")
    before = terminal.asks("session", "1")
    assert terminal.asks("recompute")["repetitions"] == 5
    assert terminal.asks("session", "1") == before


def test_a_report_is_one_page_that_asks_for_nothing_else(terminal: Terminal, log_file: Path) -> None:
    terminal.asks("import", str(log_file), "--athlete", "Ada <script>alert(1)</script>")
    page = Path(terminal.asks("report", "Ada <script>alert(1)</script>")["report"]).read_text()
    assert "<script>alert" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "cannot tell neural" in page


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("profile", "Nobody"), 6, "neuraldrive athletes"),
        (("session", "99"), 6, "99"),
        (("import", "no_such_file.csv", "--athlete", "Ada"), 3, "no_such_file.csv"),
        (("log", "Ada", "squat", "heavy", "5"), 3, "142.5kg"),
        (("log", "Ada", "squat", "100kg", "5", "--rpe", "11"), 3, "between 0 and 10"),
        (("log", "Ada", "squat", "100kg", "2", "--velocity", "0.5"), 3, "one for each repetition"),
        (("export", "reps.xlsx"), 3, ".parquet"),
        (("edit", "set", "1"), 2, "what to correct"),
        (("frobnicate",), 2, "No such command"),
    ],
)
def test_each_failure_has_its_exit_code_and_says_what_to_do(
    terminal: Terminal, words: tuple[str, ...], code: int, said: str
) -> None:
    done = terminal.says(*words)
    assert done.exit_code == code
    assert said in done.output


def test_a_file_that_cannot_be_read_stops_nobody_elses(terminal: Terminal, log_file: Path, tmp_path: Path) -> None:
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 9)
    done = terminal.says("import", str(tmp_path / "noise.csv"), str(log_file), "--athlete", "Ada")
    assert done.exit_code == 3
    assert "1 of 2 files, 5 repetitions new" in done.output


def test_a_failure_in_json_is_json(terminal: Terminal) -> None:
    done = terminal.says("profile", "Nobody", "--json")
    assert json.loads(done.stdout)["error"]["kind"] == "NotInStore"


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from neuraldrive.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'scipy', 'numba', 'sqlalchemy', 'pyarrow', 'matplotlib', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "demo" in done.stdout


SETS = """date,exercise,weight (lb),sets,reps,rpe,athlete
2026-11-01,deadlift,405,3,5,8,Ben
2026-11-08,deadlift,425,1,3,9,Ben
"""


def test_sets_that_were_only_counted_are_exported_too(terminal: Terminal, tmp_path: Path) -> None:
    import pyarrow.parquet

    (tmp_path / "sets.csv").write_text(SETS)
    terminal.asks("import", str(tmp_path / "sets.csv"))
    terminal.asks("export", str(tmp_path / "all.parquet"))
    table = pyarrow.parquet.read_table(tmp_path / "all.parquet")
    assert table["counted"].to_pylist() == [5, 5, 5, 3]
    assert table["load_kg"].to_pylist()[-1] == pytest.approx(192.777, abs=1e-3)


def test_a_name_given_replaces_the_one_name_in_a_file(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "sets.csv").write_text(SETS)
    terminal.asks("import", str(tmp_path / "sets.csv"), "--athlete", "Benjamin")
    assert [each["athlete"]["name"] for each in terminal.asks("athletes")] == ["Benjamin"]


def test_a_name_given_never_merges_two_athletes(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "sets.csv").write_text(SETS + "2026-11-08,deadlift,225,1,5,7,Ada\n")
    done = terminal.says("import", str(tmp_path / "sets.csv"), "--athlete", "Benjamin")
    assert done.exit_code == 3
    assert "2 athletes" in done.output
    assert terminal.asks("athletes") == []


def test_a_new_athlete_is_said_and_a_known_one_is_found_however_the_name_is_written(terminal: Terminal) -> None:
    assert "New athlete: Ada Smith" in terminal.says("log", "Ada  Smith", "squat", "100kg", "5").output
    again = terminal.asks("log", "ada smith", "squat", "100kg", "5")
    assert (again["athlete"], again["new_athlete"]) == ("Ada Smith", False)
    terminal.says("edit", "athlete", "Ada Smith", "--name", "Ada Jones")
    assert terminal.asks("log", "Ada Smith", "squat", "100kg", "5")["athlete"] == "Ada Jones"
    assert len(terminal.asks("athletes")) == 1


def test_a_name_that_looks_like_a_slip_makes_nobody_unless_it_is_said_to_be_new(terminal: Terminal) -> None:
    terminal.asks("log", "Ada Smith", "squat", "100kg", "5")
    for slip in ("Ada Smiht", "Ada", "Adda Smith"):
        refused = terminal.says("log", slip, "squat", "100kg", "5")
        assert refused.exit_code == 3
        assert "Did you mean Ada Smith? --new makes a new athlete." in refused.stderr
    assert [each["athlete"]["name"] for each in terminal.asks("athletes")] == ["Ada Smith"]
    assert terminal.asks("log", "Ada", "squat", "100kg", "5", "--new")["new_athlete"]
    assert terminal.asks("log", "Lifter 1", "squat", "100kg", "5")["new_athlete"]
    assert terminal.asks("log", "Lifter 2", "squat", "100kg", "5")["new_athlete"]
    assert len(terminal.asks("athletes")) == 4


def test_a_file_is_not_given_to_a_name_that_looks_like_a_slip(terminal: Terminal, log_file: Path) -> None:
    terminal.asks("log", "Adda", "squat", "100kg", "5")
    refused = terminal.says("import", str(log_file), "--athlete", "Ada")
    assert refused.exit_code == 3
    assert "Did you mean Adda?" in refused.stderr
    [outcome] = terminal.asks("import", str(log_file), "--athlete", "Ada", "--new")
    assert outcome["athletes"] == ["Ada"]


def test_an_athlete_without_a_name_is_refused_before_anything_is_kept(terminal: Terminal) -> None:
    assert terminal.says("log", " ", "squat", "100kg", "5").exit_code == 3
    assert terminal.asks("athletes") == []


@pytest.mark.parametrize("words", [("report", "Ada", "--out"), ("backup",)])
def test_a_device_or_folder_is_never_written_over(terminal: Terminal, tmp_path: Path, words: tuple[str, ...]) -> None:
    terminal.asks("log", "Ada", "squat", "100kg", "5", "--rpe", "8")
    (tmp_path / "folder").mkdir()
    assert terminal.says(*words, str(tmp_path / "folder")).exit_code == 5
    assert (tmp_path / "folder").is_dir()


def test_the_help_of_serve_says_that_it_opens_no_browser(terminal: Terminal) -> None:
    assert "It opens no browser itself" in " ".join(terminal.says("serve", "--help").output.split())
    assert terminal.says("serve", "--no-browser").exit_code == 2


def test_one_row_is_not_called_rows(terminal: Terminal, tmp_path: Path) -> None:
    terminal.asks("log", "Ada", "squat", "100kg", "1")
    said = terminal.says("export", str(tmp_path / "all.csv")).output
    assert said.startswith("1 row in ")
    (tmp_path / "one.csv").write_text("exercise,weight (kg),reps\nsquat,100,1\n")
    (tmp_path / "none.csv").write_bytes(b"%PDF-1.7")
    said = terminal.says("import", str(tmp_path / "one.csv"), str(tmp_path / "none.csv"), "--athlete", "Ada").output
    assert "1 of 2 files, 1 repetition new" in said


def test_a_set_without_its_load_is_not_called_refused(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("exercise,weight (kg),reps\nsquat,100,5\nsquat,abc,5\nsquat,100,many\n")
    said = " ".join(terminal.says("import", str(tmp_path / "log.csv"), "--athlete", "Ada").output.split())
    assert "2 sets, 10 repetitions of Ada" in said
    assert "log.csv:3: kept without its load: 'abc' is no number" in said
    assert "refused log.csv:3" not in said
    assert "refused log.csv:4: repetitions: found 'many'" in said


def test_a_file_that_names_somebody_by_a_slip_is_not_taken_until_that_is_said(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.asks("log", "Greenhouse lifter", "squat", "100kg", "5")
    log = tmp_path / "log.csv"
    log.write_text("athlete,exercise,weight (kg),reps\nGreenhouse lfter,squat,100,5\nBea Jones,squat,90,5\n")
    refused = terminal.says("import", str(log))
    said = " ".join(refused.output.split())
    assert refused.exit_code == 3
    assert "athlete: found Greenhouse lfter, who is not there" in said
    assert "Did you mean Greenhouse lifter? --new keeps the names as they stand." in said
    assert [each["athlete"]["name"] for each in terminal.asks("athletes")] == ["Greenhouse lifter"]
    taken = " ".join(terminal.says("import", str(log), "--new").output.split())
    assert "New athletes: Greenhouse lfter, Bea Jones" in taken
    assert terminal.says("import", str(log)).exit_code == 0


def test_names_of_a_file_are_not_compared_with_one_another(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(
        "athlete,exercise,weight (kg),reps\nAnna Smith,squat,100,5\nAnne Smith,squat,90,5\n"
    )
    [outcome] = terminal.asks("import", str(tmp_path / "log.csv"))
    assert sorted(outcome["new_athletes"]) == ["Anna Smith", "Anne Smith"]


def test_a_lift_of_a_file_that_looks_like_a_slip_is_kept_and_told(terminal: Terminal, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("athlete,exercise,weight (kg),reps\nAda,bnech press,60,5\nAda,my log press,60,5\nAda,squat,90,5\n")
    [outcome] = terminal.asks("import", str(log))
    assert outcome["notices"] == [
        (
            "bnech press is no lift that is known. Did you mean Bench press? "
            "`neuraldrive edit set NUMBER --lift bench_press` mends it."
        )
    ]
    assert outcome["sets"] == 3
    log.write_text("athlete,exercise,weight (kg),reps\nAda,bnech press,65,5\n")
    assert terminal.asks("import", str(log))[0]["notices"] == []  # she has it by now


def test_a_rating_is_told_as_it_was_said(terminal: Terminal) -> None:
    assert "× 3, RPE 8.5\n" in terminal.says("log", "Ada", "back_squat", "142.5kg", "3", "--rpe", "8.5").stdout
    assert "× 3, 2 in reserve\n" in terminal.says("log", "Ada", "back_squat", "142.5kg", "3", "--rir", "2").stdout
    listed = terminal.says("session", "1").stdout
    assert "× 3  RPE 8.5" in listed
    assert "× 3  2 in reserve" in listed


def test_a_value_that_stands_there_already_is_no_correction(terminal: Terminal) -> None:
    terminal.asks("log", "Ada", "back_squat", "142.5kg", "3", "--rpe", "8.5")
    same = ("edit", "set", "1", "--load", "142.5kg", "--rpe", "8.5", "--athlete", "Ada", "--lift", "squat")
    assert terminal.says(*same).stdout == "Already so; nothing was changed.\n"
    assert terminal.asks(*same) == []
    [made] = terminal.asks("edit", "set", "1", "--load", "145kg", "--rpe", "8.5")
    assert (made["field"], made["old"], made["new"]) == ("load_kg", 142.5, 145.0)
    assert [each["field"] for each in terminal.asks("session", "1")["corrections"]] == ["load_kg"]


def test_the_one_rep_max_is_rounded_once_here_and_in_the_report() -> None:
    found = Measurement("estimated_one_rm_kg", 161.45, "kg", "", (134.46, 194.449))
    assert show_profiles._in_unit(found, "kg") == "161 kg [134, 194]"
    assert words.shown(found)[:3] == ("161", "134", "194")
