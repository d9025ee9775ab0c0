"""`neuraldrive plan` as a coach uses it: kept, checked, told for a day, changed by what was done, exported."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from terminal import Terminal

TEXT = """plan "Winter"
starts 2026-12-07

mon 18:00:
  warm-up back squat 1x5 @ 40%, 1x3 @ 60%, 1x1 @ 80%
  max effort back squat 5x2 @ 90% rest 4min until 1 in reserve
thu: speed bench 9x3 @ 50% + 25% bands, as fast as possible, rest 60s, until set mean falls 10%
"""
SETS = (
    ("back squat", "60kg", "3", "0.95,0.93,0.92", "4"), ("back squat", "80kg", "3", "0.75,0.74,0.72", "6"),
    ("back squat", "100kg", "3", "0.55,0.53,0.50", "8"), ("back squat", "110kg", "2", "0.44,0.38", "9"),
    ("bench press", "40kg", "3", "0.95,0.93,0.92", "4"), ("bench press", "60kg", "3", "0.6,0.58,0.55", "7.5"),
    ("bench press", "70kg", "2", "0.42,0.35", "9"),
)  # fmt: skip


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "data")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "winter.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def trained(terminal: Terminal, file: Path) -> Terminal:
    """Ada, tested on 20 November, with a plan."""
    for lift, load, count, speeds, rpe in SETS:
        terminal.asks("log", "Ada", lift, load, count, "--velocity", speeds, "--rpe", rpe, "--date", "2026-11-20T10:00")
    terminal.asks("plan", "keep", "Ada", str(file))
    return terminal


def squats(terminal: Terminal, day: str) -> dict:
    [sheet] = terminal.asks("plan", "today", "Ada", "--date", day)["sheets"]
    return sheet["lines"][1]


def test_the_start_that_is_advised_keeps_the_weeks_as_they_are_counted(terminal: Terminal, tmp_path: Path) -> None:
    text = 'plan "Open"\nweek 1-8:\n  mon: back squat 5x2 @ 90% rest 4min\n'
    kept = terminal.says("plan", "keep", "Ada", str(_written(tmp_path / "open.txt", text)))
    monday = date.today() - timedelta(days=date.today().weekday())
    assert f"`starts {monday}`" in " ".join(kept.output.split())

    on = str(monday + timedelta(days=7))
    [sheet] = terminal.asks("plan", "today", "Ada", "--date", on)["sheets"]
    assert sheet["week"] == 2
    assert f"Write `starts {monday}` to hold it there." in " ".join(sheet["notes"])

    terminal.asks(
        "plan", "keep", "Ada", str(_written(tmp_path / "held.txt", text.replace("week", f"starts {monday}\nweek")))
    )
    [sheet] = terminal.asks("plan", "today", "Ada", "--date", on)["sheets"]
    assert (sheet["week"], sheet["notes"]) == (2, [each for each in sheet["notes"] if "names no start" not in each])


def test_a_day_that_rests_on_an_old_profile_says_so(trained: Terminal) -> None:
    later = " ".join(trained.says("plan", "today", "Ada", "--date", "2027-02-01").stdout.split())
    assert "! The profile of the back squat is 2 months old (20 November 2026)" in later
    assert "months old" not in trained.says("plan", "today", "Ada", "--date", "2026-12-07").stdout


def test_a_plan_is_shown_as_it_was_written(trained: Terminal) -> None:
    assert trained.says("plan", "show", "Ada").stdout == TEXT


def test_the_day_is_told_in_kilograms_with_plates_velocity_stop_and_rest(trained: Terminal) -> None:
    line = squats(trained, "2026-12-07")
    assert len(line["sets"]) == 5
    first = line["sets"][0]
    low, high = first["unsure_kg"]
    assert low < first["load_kg"] < high
    assert first["load_kg"] == pytest.approx(20 + 2 * sum(first["per_side"]))
    assert first["velocity"]["interval"][0] < first["velocity"]["value"] < first["velocity"]["interval"][1]
    assert first["stop"] == "Stop with 1 repetition in reserve."
    said = trained.says("plan", "today", "Ada", "--date", "2026-12-07").stdout
    assert f"5 × 2  {first['load_kg']:g} kg" in said
    assert "Rest 4 min." in said


def test_a_day_of_rest_says_when_the_next_comes(trained: Terminal) -> None:
    told = trained.asks("plan", "today", "Ada", "--date", "2026-12-08")
    assert told["rest"]
    assert told["next"] == {"day": "2026-12-10", "plan": "Winter"}


def test_a_hard_session_makes_the_next_lighter_and_says_why(trained: Terminal) -> None:
    before = squats(trained, "2026-12-07")["sets"][0]["load_kg"]
    for minute in range(5):
        trained.asks("log", "Ada", "squat", f"{before}kg", "2", "--rpe", "10", "--date", f"2026-12-07T18:0{minute}")
    after = squats(trained, "2026-12-14")
    assert after["change"]["load_factor"] == pytest.approx(0.96)
    assert after["change"]["in_words"].startswith(
        f"2026-12-07: rated RPE 10 where 9 was asked, with {before:g} kg; so 4 % less"
    )
    assert after["written"] == "max effort back squat 5x2 @ 90% rest 4min until 1 in reserve"
    assert after["sets"][0]["load_kg"] == pytest.approx(0.96 * before, abs=1.25)
    assert f"@ {round(2 * 0.96 * before) / 2:g}kg" in after["line"]


def test_history_lays_what_was_planned_beside_what_was_done(trained: Terminal, tmp_path: Path) -> None:
    today = date.today()
    text = f'plan "Now"\n{today:%a}: back squat 3x2 @ 80% rest 3min until 2 in reserve\n'.lower().replace("now", "Now")
    trained.asks("plan", "keep", "Ada", str(_written(tmp_path / "now.txt", text)))
    [sheet] = [each for each in trained.asks("plan", "today", "Ada")["sheets"] if each["plan"] == "Now"]
    load = sheet["lines"][0]["sets"][0]["load_kg"]
    trained.asks("plan", "today", "Ada", "--date", (today + timedelta(days=7)).isoformat())
    trained.asks("log", "Ada", "squat", f"{load}kg", "2", "--rpe", "8")
    [day] = trained.asks("plan", "history", "Ada", "--title", "Now")["days"]
    assert day["day"] == today.isoformat()
    assert day["planned"] == [f"back squat 3x2 @ 80% rest 3min until 2 in reserve → 3 × 2 × {load:g} kg"]
    assert day["done"] == [f"back squat 1 × 2 with {load:g} kg, RPE 8"]


def test_the_history_of_a_plan_that_ended_can_be_read(trained: Terminal) -> None:
    trained.asks("plan", "end", "Ada")
    assert trained.asks("plan", "history", "Ada")["title"] == "Winter"
    assert trained.asks("plan", "history", "Ada", "--title", "winter")["versions"]


def test_a_rotation_says_whose_turn_it_is(trained: Terminal, tmp_path: Path) -> None:
    text = 'plan "Turns"\nstarts 2026-12-07\nfri: rotate [box squat, front squat] every 1 week 1x1 @ 95% rest 4min\n'
    trained.asks("plan", "keep", "Ada", str(_written(tmp_path / "turns.txt", text)))
    for day, lift in (("2026-12-11", "box squat"), ("2026-12-18", "front squat")):
        assert f"→ {lift}" in trained.says("plan", "today", "Ada", "--date", day).stdout
    assert "→ front squat: 1 × " in trained.says("plan", "show", "Ada", "--title", "Turns", "--week", "2").stdout


def test_in_pounds_all_is_in_pounds_and_can_be_loaded(trained: Terminal) -> None:
    [sheet] = trained.asks("plan", "today", "Ada", "--date", "2026-12-07", "--unit", "lb")["sheets"]
    first = sheet["lines"][1]["sets"][0]
    assert first["unit"] == "lb"
    assert 45 + 2 * sum(first["per_side"]) == pytest.approx(first["load_kg"] / 0.45359237, abs=0.1)
    said = trained.says("plan", "today", "Ada", "--date", "2026-12-07", "--unit", "lb").stdout
    assert f"{45 + 2 * sum(first['per_side']):g} lb" in said
    assert " kg" not in said.split("2. max effort")[1].split("Rest")[0]


def test_what_was_planned_for_a_past_day_is_not_planned_anew(trained: Terminal) -> None:
    day = date.today() - timedelta(days=date.today().weekday() + 7)
    text = TEXT.replace("2026-12-07", (day - timedelta(days=28)).isoformat())
    trained.asks("plan", "keep", "Ada", str(_written(trained.folder.parent / "old.txt", text)))
    first = trained.asks("plan", "history", "Ada")
    trained.asks("plan", "today", "Ada", "--date", day.isoformat())
    kept = trained.asks("plan", "history", "Ada")["days"]
    trained.asks("log", "Ada", "squat", "130kg", "3", "--rpe", "8")
    trained.asks("plan", "today", "Ada", "--date", day.isoformat())
    assert first["days"] == []
    assert trained.asks("plan", "history", "Ada")["days"] == kept != []


def _written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_a_changed_plan_is_a_new_version_and_the_old_one_is_kept(trained: Terminal, file: Path) -> None:
    file.write_text(TEXT.replace("5x2", "4x2"))
    assert trained.asks("plan", "keep", "Ada", str(file), "--why", "knee")["version"] == 2
    versions = trained.asks("plan", "history", "Ada")["versions"]
    assert [(each["number"], each["why"]) for each in versions] == [(1, ""), (2, "knee")]
    assert versions[0]["text"] == TEXT


def test_two_plans_on_one_day_are_both_told_and_flagged(trained: Terminal, tmp_path: Path) -> None:
    other = _written(
        tmp_path / "throws.txt", 'plan "Throws"\nstarts 2026-12-07\nmon: bench throw 5x4 @ 30-45%, release, rest 2min'
    )
    trained.asks("plan", "keep", "Ada", str(other))
    sheets = trained.asks("plan", "today", "Ada", "--date", "2026-12-07")["sheets"]
    assert {each["plan"] for each in sheets} == {"Winter", "Throws"}
    assert all(any("Two plans on one day" in note for note in each["notes"]) for each in sheets)
    refused = trained.says("plan", "show", "Ada")
    assert refused.exit_code == 3
    assert "Throws, Winter" in refused.stderr or "Winter, Throws" in refused.stderr


def test_an_athlete_without_a_profile_begins_with_a_test(terminal: Terminal, file: Path) -> None:
    terminal.asks("plan", "keep", "Ben", str(file))
    [sheet] = terminal.asks("plan", "today", "Ben", "--date", "2026-12-07")["sheets"]
    assert any("testing session" in note for note in sheet["notes"])
    assert all(each["load_kg"] is None and each["needs_testing"] for each in sheet["lines"][1]["sets"])
    assert any('plan test "back squat"' in note for note in sheet["notes"])
    assert [line.split()[0] for line in terminal.asks("plan", "test", "bench")["lines"]] == ["warm-up", "bench"]


def test_a_block_ends_with_its_competition_and_never_begins_in_the_past(terminal: Terminal) -> None:
    words = ("plan", "new", "Ada", "--goal", "peaking", "--lifts", "back squat,bench press")
    for more in (
        ("--competition", "2020-03-07"),
        ("--competition", "2027-03-06", "--weeks", "52"),
        ("--starts", "2020-01-06"),
    ):
        refused = terminal.says(*words, *more)
        assert refused.exit_code == 3
        assert "remedy" not in refused.stderr
    assert terminal.asks("plan", "list") == []


def test_exercises_are_found_by_a_part_of_their_name(terminal: Terminal) -> None:
    labels = {each["label"] for each in terminal.asks("plan", "exercises", "squat")}
    assert {"Back squat", "Box squat", "Front squat"} <= labels
    assert "Bench press" not in labels


def test_a_lift_that_looks_like_a_slip_is_refused_unless_it_is_said_to_be_new(terminal: Terminal) -> None:
    refused = terminal.says("log", "Ada", "dedlift", "180kg", "3")
    assert refused.exit_code == 3
    assert "Did you mean Deadlift? --new keeps it under its own name." in refused.stderr
    assert terminal.asks("athletes") == []
    assert terminal.says("live", "Ada", "--lift", "dedlift", "--from", "replay:none.csv").exit_code == 3
    assert "none of the catalogue" in terminal.says("log", "Ada", "dedlift", "180kg", "3", "--new").stdout
    assert "none of the catalogue" in terminal.says("log", "Ada", "dedlift", "180kg", "2").stdout  # Ada's own by now
    assert "none of the catalogue" not in terminal.says("log", "Ada", "deadlift", "180kg", "3").stdout


def test_a_lift_that_is_near_nothing_or_a_known_one_with_more_words_is_kept(terminal: Terminal) -> None:
    for lift, kept in (
        ("my log press", "my_log_press"),
        ("bench press with chains", "bench_press_with_chains"),
        ("SSB", "safety_bar_squat"),
    ):
        assert terminal.asks("log", "Ada", lift, "80kg", "3")["lift"] == kept
    refused = terminal.says("log", "Ada", "my lgo press", "80kg", "3")
    assert "Did you mean my log press?" in refused.stderr


def test_a_plan_that_ended_is_told_no_more_and_kept(trained: Terminal) -> None:
    trained.asks("plan", "end", "Ada")
    assert trained.says("plan", "today", "Ada").exit_code == 6
    [kept] = trained.asks("plan", "list", "Ada")
    assert kept["retired_at"] is not None


def test_a_check_names_rule_source_and_mend_and_ends_with_4_where_it_harms(terminal: Terminal, tmp_path: Path) -> None:
    bad = _written(tmp_path / "bad.txt", "mon: max effort back squat 8x5 @ 95% rest 30s")
    done = terminal.says("plan", "check", str(bad), "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == (0 if told["sound"] else 4)
    rules = {each["rule"] for each in told["findings"]}
    assert {"method_range", "prilepin", "inol"} <= rules
    assert all(each["mend"] for each in told["findings"])
    rest = next(each for each in told["findings"] if each["rule"] == "method_range" and "est of 30s" in each["says"])
    assert "rest 3min" in rest["mend"]
    assert rest["sources"]


def test_the_mended_plan_breaks_fewer_rules(terminal: Terminal, tmp_path: Path) -> None:
    bad = _written(tmp_path / "bad.txt", "mon: max effort back squat 8x5 @ 95% rest 30s\n")
    good = tmp_path / "good.txt"
    before = json.loads(terminal.says("plan", "check", str(bad), "--mended", str(good), "--json").stdout)["findings"]
    after = json.loads(terminal.says("plan", "check", str(good), "--json").stdout)["findings"]
    assert len([each for each in after if each["severity"] != "note"]) < len(
        [each for each in before if each["severity"] != "note"]
    )


@pytest.mark.parametrize(("text", "line", "column"), [
    ("mon: bak squat 5x2 @ 90%\n", 1, 6), ("mon: back squat 5x2 @ 90% rest 4kg\n", 1, 33), ("back squat\n", 1, None),
])  # fmt: skip
def test_a_plan_that_cannot_be_read_is_shown_where(
    terminal: Terminal, tmp_path: Path, text: str, line: int, column: int | None
) -> None:
    done = terminal.says("plan", "keep", "Ada", str(_written(tmp_path / "bad.txt", text)))
    assert done.exit_code == 3
    assert f"line {line}, column {column if column is not None else ''}" in done.stderr
    assert "^" in done.stderr
    assert terminal.asks("plan", "list") == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00m", b"", b"\x00" * 50])
def test_a_file_that_is_no_plan_is_refused(terminal: Terminal, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(content)
    assert terminal.says("plan", "keep", "Ada", str(file)).exit_code == 3
    assert terminal.says("plan", "check", str(tmp_path)).exit_code == 3
    assert terminal.asks("athletes") == []


# Exports


def test_the_calendar_has_an_event_a_day_that_a_calendar_reads(trained: Terminal, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    to = tmp_path / "winter.ics"
    trained.asks("plan", "export", "Ada", "--to", str(to), "--weeks", "2")
    events = icalendar.Calendar.from_ical(to.read_bytes()).walk("VEVENT")
    assert [each.decoded("dtstart") for each in events][1] == date(2026, 12, 10)
    first = events[0]
    assert first.decoded("dtstart").isoformat() == "2026-12-07T18:00:00"  # of wherever it is read
    assert first.decoded("dtend") > first.decoded("dtstart")
    assert "kg" in str(first["description"])
    assert len({str(each["uid"]) for each in events}) == 4


def test_times_keep_their_hour_over_the_change_of_clocks(trained: Terminal, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    text = TEXT.replace("2026-12-07", "2027-03-22")
    trained.asks("plan", "keep", "Ada", str(_written(tmp_path / "spring.txt", text)))
    to = tmp_path / "spring.ics"
    trained.asks("plan", "export", "Ada", "--to", str(to), "--weeks", "2", "--zone", "Europe/Berlin")
    begins = [each.decoded("dtstart") for each in icalendar.Calendar.from_ical(to.read_bytes()).walk("VEVENT")]
    timed = [each for each in begins if hasattr(each, "hour")]
    assert [each.hour for each in timed] == [18, 18]
    assert [each.utcoffset() for each in timed] == [timedelta(hours=1), timedelta(hours=2)]


@pytest.mark.parametrize(("to", "zone", "word"), [("x.docx", "", ".docx"), ("x.ics", "Mars/Olympus", "Mars")])
def test_an_export_that_cannot_be_says_so(trained: Terminal, tmp_path: Path, to: str, zone: str, word: str) -> None:
    done = trained.says("plan", "export", "Ada", "--to", str(tmp_path / to), "--zone", zone)
    assert done.exit_code == 3
    assert word in done.stderr
    assert not (tmp_path / to).exists()


def test_a_time_that_the_clocks_leave_out_is_refused(trained: Terminal, tmp_path: Path) -> None:
    text = 'plan "Night"\nstarts 2027-03-22\nsun 02:30: back squat 5x2 @ 90% rest 4min'
    trained.asks("plan", "keep", "Ada", str(_written(tmp_path / "night.txt", text)))
    words = ("plan", "export", "Ada", "--title", "Night", "--zone", "Europe/Berlin", "--weeks", "1")
    done = trained.says(*words, "--to", str(tmp_path / "night.ics"))
    assert done.exit_code == 3
    assert "2027-03-28 02:30" in done.stderr


def test_the_table_has_a_row_a_set_with_its_kilograms(trained: Terminal, tmp_path: Path) -> None:
    trained.asks("plan", "export", "Ada", "--to", str(tmp_path / "w.csv"), "--weeks", "1")
    rows = list(csv.DictReader((tmp_path / "w.csv").read_text().splitlines()))
    assert len(rows) == 3 + 5 + 9
    assert rows[3]["method"] == "maximal_effort"
    assert float(rows[3]["load_low_kg"]) < float(rows[3]["load_kg"]) < float(rows[3]["load_high_kg"])


def test_the_page_escapes_what_people_wrote(trained: Terminal, tmp_path: Path) -> None:
    text = 'plan "<script>alert(1)</script>"\nstarts 2026-12-07\nmon: back squat 5x2 @ 90%, note "<b>deep</b>"'
    trained.asks("plan", "keep", "Ada", str(_written(tmp_path / "x.txt", text)), "--title", "Sharp")
    trained.asks("plan", "export", "Ada", "--title", "Sharp", "--to", str(tmp_path / "x.html"), "--weeks", "1")
    page = (tmp_path / "x.html").read_text()
    assert "<b>deep" not in page
    assert "&lt;b&gt;deep" in page


def test_a_format_alone_names_the_file_after_the_plan(
    trained: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert trained.asks("plan", "export", "Ada", "--to", "csv")["file"] == "ada-winter.csv"
    assert (tmp_path / "ada-winter.csv").exists()
