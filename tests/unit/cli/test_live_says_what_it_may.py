"""What a live set says of itself at its begin, and what the review keeps of it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from live_blocks import squats
from neuraldrive.cli import show_live
from neuraldrive.records import Repetition, Verdict
from neuraldrive.store import open_store
from neuraldrive.workflows import live, look, reviewing
from neuraldrive.workflows.recording_files import export_recording
from terminal import Terminal

SEEN = ("--from", "replay:{}", "--speed", "0", "--sensor", "linear_encoder")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "data")


def played(terminal: Terminal, folder: Path, lift: str, *more: str) -> list[dict]:
    file = folder / "set.parquet"
    if not file.exists():
        export_recording(squats(), file)
    seen = [word.format(file) for word in SEEN]
    return [
        json.loads(line)
        for line in terminal.says("live", "Ada", "--lift", lift, *seen, *more, "--json").stdout.splitlines()
    ]


def warm_up(terminal: Terminal, day: date, slower: float) -> None:
    wobble = 0.01 * (day.toordinal() % 3 - 1)
    for load, speed in ((80, 0.76), (100, 0.56)):
        seen = f"{speed + wobble - slower:.2f},{speed - 0.02 - slower:.2f}"
        terminal.asks(
            "log", "Ada", "squat", f"{load}kg", "2", "--velocity", seen, "--rpe", "7", "--date", f"{day}T00:01"
        )


def test_a_deadlift_with_an_encoder_says_from_the_first_line_that_it_only_advises(
    terminal: Terminal, tmp_path: Path
) -> None:
    events = played(terminal, tmp_path, "deadlift", "--load", "160kg")
    begun = events[0]
    assert begun["grade"] == "advises"
    assert "not on deadlift" in begun["why_not"]
    assert "while 0 of 10 sets of this lift are rated" in begun["judged_by"]
    assert {each["grade"] for each in events if each["event"] == "repetition"} == {"advises"}
    [review] = terminal.asks("review", "1")
    assert review["grade"] == "advises"
    assert "not fitted to this lift" in review["rests_on"]
    assert {row["advice"] for row in review["repetitions"]} <= {True, False}
    printed = terminal.says("review", "1").stdout
    assert "advises; rests on the method's rule" in " ".join(printed.split())


def test_the_printed_begin_names_grade_rule_and_why_no_stop_is_said(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "set.parquet"
    export_recording(squats(), file)
    seen = [word.format(file) for word in SEEN]
    printed = " ".join(terminal.says("live", "Ada", "--lift", "deadlift", *seen, "--plain").stdout.split())
    assert "sensor: linear encoder, advises judged by: maximal effort: loss 10 to 15 %" in printed
    assert "no stop is said: the verdict was tested on back squat and bench press, not on deadlift" in printed


def test_a_slow_warm_up_leaves_load_history_out_of_the_verdict_and_the_review_keeps_it(
    terminal: Terminal, tmp_path: Path
) -> None:
    for back in (21, 18, 14, 11, 7, 4):
        warm_up(terminal, date.today() - timedelta(days=back), 0.0)
    warm_up(terminal, date.today(), 0.2)
    events = played(terminal, tmp_path, "back squat", "--load", "100kg")
    words = events[0]["day"]
    assert words.startswith("today is 0.")
    assert words.endswith("m/s slower than usual: load history is left out of the verdict")
    told = [each for each in events if each["event"] == "repetition"]
    assert {each["day"] for each in told} == {words}
    assert all(words in each["rests_on"] for each in told)
    review = terminal.asks("review", str(events[-1]["session"]))[-1]
    assert (review["judged"], review["day"]) == ("as it was said", words)
    assert words in " ".join(terminal.says("review", str(events[-1]["session"])).stdout.split())


def test_a_usual_warm_up_leaves_nothing_out(terminal: Terminal, tmp_path: Path) -> None:
    for back in (14, 11, 7, 4, 0):
        warm_up(terminal, date.today() - timedelta(days=back), 0.0)
    events = played(terminal, tmp_path, "back squat", "--load", "100kg")
    assert events[0]["day"] == ""
    assert events[0]["judged_by"].startswith("until 2 in reserve (10 rated sets of yours")


def test_a_rating_counts_for_the_next_set_at_once_and_so_does_a_lighter_set_of_today(
    terminal: Terminal, tmp_path: Path
) -> None:
    first = played(terminal, tmp_path, "back squat", "--load", "225lb")
    assert (first[0]["load_kg"], "other lifters alone" in first[0]["judged_by"]) == (
        pytest.approx(102.06, abs=0.01),
        True,
    )
    with open_store(terminal.folder) as store:
        [kept] = store.sets("Ada")
        store.correct("set", kept.id, "rpe", 8.0, "said at the rack")
    for load in (("--load", "225lb"), ("--load", "315lb"), ()):
        assert "1 rated set of yours" in played(terminal, tmp_path, "back squat", *load)[0]["judged_by"]


def test_a_set_of_an_older_version_is_reviewed_with_what_it_told(terminal: Terminal, tmp_path: Path) -> None:
    played(terminal, tmp_path, "deadlift", "--load", "160kg")
    with open_store(terminal.folder) as store, store._database.writing() as connection:
        connection.exec_driver_sql('UPDATE verdict SET facts = \'{"grade": "may stop a set"}\'')
    [review] = terminal.asks("review", "1")
    assert (review["grade"], review["rests_on"], review["day"]) == ("may stop a set", "", "")
    assert terminal.says("review", "1").exit_code == 0


def test_a_review_counts_each_earlier_set_of_the_session_once(terminal: Terminal) -> None:
    with open_store(terminal.folder) as store:
        session = store.begin_session("Ada", datetime.now(UTC))
        for number in range(3):
            facts = {"stream": f"{number}.samples", "sensor": "linear_encoder", "prescription": "", "rule": ""}
            row = store.begin_set(session, "back_squat", 100.0, datetime.now(UTC), facts)
            store.add_repetition(row.set_id, Repetition(1, 100.0, 0.5))
            store.close_set(row.set_id)
            store.correct("set", row.set_id, "rpe", 8.0, "rated")
        last = store.sets("Ada")[-1]
        again = reviewing._judges(store, last, look.entry(last), None)("")
        assert again.rules[0].athlete.sets == len(again.session) == 2


def test_a_lift_of_ones_own_that_was_logged_is_reviewed(terminal: Terminal) -> None:
    terminal.asks("log", "Ada", "my log press", "80kg", "3", "--velocity", "0.5,0.4,0.3", "--rpe", "9")
    [review] = terminal.asks("review", "1")
    assert (review["judged"], review["grade"]) == ("as it would be said now", "advises")
    assert len(review["repetitions"]) == 3


def test_a_small_chance_is_told_as_under_one_in_a_hundred_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    verdict = Verdict("go", "under 1 % that 2 or fewer are in reserve.", probability=0.001)
    told = live.Told(1, Repetition(1, 100.0, 0.6), None, verdict, 0.1)
    assert "GO  under 1 %  under 1 %" in show_live.in_words(told, "kg").plain
    assert "chance under 1 %" in show_live._below(told, None)
    row = reviewing.ReviewRow(1, "0.60 m/s", "go", 0.001, "fast")
    found = reviewing.SetReview(1, 1, "back_squat", 100.0, "as it was said", (row,), {}, "Done: 1 repetition.")
    show_live.review([found], "kg")
    assert "GO       under 1 %  fast" in capsys.readouterr().out
