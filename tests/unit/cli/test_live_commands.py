"""`neuraldrive live`, `review` and `today` from recordings played again."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from live_blocks import squats
from neuraldrive import simulate
from neuraldrive.records import Recording, Signal
from neuraldrive.workflows.recording_files import export_recording
from terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "data")


@cache
def three_sets() -> Recording:
    """Three sets with 45 s of rest, as one recording."""
    load = 0.8 * simulate.one_rm_kg("back_squat")
    times, heights, begin = [], [], 0.0
    for made in simulate.session("back_squat", [(load, 3)] * 3, rest_s=60, discharges=False, seed=1):
        seen = simulate.seen_by(made, simulate.encoder(), seed=1)["position"]
        times.append(seen.times - seen.times[0] + begin)
        heights.append(seen.samples)
        begin = float(times[-1][-1]) + 45.0
    clock = np.arange(0.0, times[-1][-1], 0.005)
    height = np.interp(clock, np.concatenate(times), np.concatenate(heights))
    return Recording({"position": Signal(height, "m", rate_hz=200)}, task="back_squat", device="linear_encoder")


def played(terminal: Terminal, tmp_path: Path, recording: Recording, *more: str) -> list[dict]:
    file = tmp_path / "set.parquet"
    export_recording(recording, file)
    return replayed(terminal, "Ada", file, *more)


def replayed(terminal: Terminal, athlete: str, file: Path, *more: str) -> list[dict]:
    words = ["live", athlete, "--lift", "back squat", "--load", "73.5kg", "--from", f"replay:{file}", "--speed", "0"]
    done = terminal.says(*words, *more, "--json")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_set_is_told_repetition_by_repetition_and_kept(terminal: Terminal, tmp_path: Path) -> None:
    events = played(terminal, tmp_path, squats(), "--sets", "max effort 1x8 @ 75%")
    told = [each for each in events if each["event"] == "repetition"]
    assert {each["number"] for each in told} == {1, 2, 3, 4, 5}
    assert all(each["word"] in ("go", "last rep", "stop") and each["why"] for each in told)
    assert events[0]["prescription"] == "max effort back squat 1x8 @ 75%"
    assert events[-1] == {"event": "summary", "session": 1, "sets": 1, "repetitions": 5}
    [review] = terminal.asks("review", "1")
    assert review["judged"] == "as it was said"
    assert [row["number"] for row in review["repetitions"]] == [1, 2, 3, 4, 5]
    assert set(review["others"]) == {"loss 10%", "loss 20%", "reserve 2"}


def test_a_name_that_looks_like_a_slip_lifts_nothing_live_unless_it_is_said_to_be_new(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.asks("log", "Adda", "squat", "100kg", "5")
    file = tmp_path / "set.parquet"
    export_recording(squats(), file)
    words = ("live", "Ada", "--lift", "back squat", "--load", "73.5kg", "--from", f"replay:{file}", "--speed", "0")
    refused = terminal.says(*words)
    assert refused.exit_code == 3
    assert "Did you mean Adda?" in refused.stderr
    assert len(terminal.asks("athletes")) == 1
    done = terminal.says(*words, "--new")
    assert "New athlete: Ada" in done.stderr
    assert {each["athlete"]["name"] for each in terminal.asks("athletes")} == {"Ada", "Adda"}


def test_sets_are_told_apart_by_their_rests(terminal: Terminal, tmp_path: Path) -> None:
    events = played(terminal, tmp_path, three_sets(), "--sets", "max effort 3x3 @ 80% rest 3min")
    assert [each["number"] for each in events if each["event"] == "set"] == [1, 2, 3]
    assert [each["repetitions"] for each in events if each["event"] == "end"] == [3, 3, 3]
    assert len(terminal.asks("review", "1")) == 3


def test_every_recording_of_a_file_is_a_set(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "two.parquet"
    export_recording([squats(3), squats(4, 0.7, 5)], file)
    done = terminal.says(
        "live", "Ada", "--lift", "back squat", "--load", "73.5kg", "--from", f"replay:{file}", "--speed", "0", "--json"
    )
    ends = [each["repetitions"] for each in map(json.loads, done.stdout.splitlines()) if each["event"] == "end"]
    assert ends == [3, 4]


def test_what_goes_wrong_is_said_between_the_repetitions(terminal: Terminal, tmp_path: Path) -> None:
    times, heights = squats()["position"].times, squats()["position"].samples
    middle = float(times[0] + times[-1]) / 2
    late = Signal(heights, "m", times_s=times + 5.0 * (times > middle))
    gap = Recording({"position": late}, task="back_squat", device="linear_encoder")
    said = [each["words"] for each in played(terminal, tmp_path, gap) if each["event"] == "note"]
    assert said == ["gap of 5.0 s: what was lifted in it is not seen"]


def test_a_rack_at_which_nothing_was_lifted_keeps_nothing(terminal: Terminal, tmp_path: Path) -> None:
    still = Recording({"position": Signal(np.full(1000, 0.5), "m", rate_hz=200)}, device="linear_encoder")
    events = played(terminal, tmp_path, still)
    assert [each["kept"] for each in events if each["event"] == "end"] == [False]
    assert events[-1] == {"event": "summary", "session": None, "sets": 0, "repetitions": 0}
    assert terminal.asks("sessions") == []


def test_a_rule_by_name_decides_in_place_of_the_engine(terminal: Terminal, tmp_path: Path) -> None:
    events = played(terminal, tmp_path, squats(), "--sets", "1x8 @ 75%", "--rule", "loss 10%")
    words = [each["word"] for each in events if each["event"] == "repetition"]
    assert words[0] == "go"
    assert "stop" in words


def test_the_days_plan_says_what_is_lifted(terminal: Terminal, tmp_path: Path) -> None:
    from datetime import date

    plan = tmp_path / "plan.txt"
    plan.write_text(f"{date.today():%a}: max effort back squat 4x2 @ 73.5kg rest 4min until 1 in reserve\n".lower())
    terminal.asks("plan", "keep", "Ada", str(plan))
    events = played(terminal, tmp_path, squats())
    assert events[0]["prescription"].startswith("max effort back squat 4x2")


@pytest.mark.parametrize(("words", "named"), [
    (("--lift", "bak squat"), "back squat"), (("--from", "replay:nothing.csv"), "nothing.csv"),
    (("--load", "0kg"), "load"), (("--sets", "deadlift 3x3 @ 80%"), "deadlift"), (("--from", "carrier-pigeon:1"), "carrier"), (("--rule", "vibes"), "rule"), (("--sets", "5x"), "line 1"),
])  # fmt: skip
def test_what_cannot_be_watched_is_refused_and_nothing_is_kept(
    terminal: Terminal, tmp_path: Path, words: tuple[str, str], named: str
) -> None:
    file = tmp_path / "set.parquet"
    export_recording(squats(), file)
    given = {"--lift": "back squat", "--load": "73.5kg", "--from": f"replay:{file}", "--speed": "0", words[0]: words[1]}
    done = terminal.says("live", "Ada", *(part for pair in given.items() for part in pair))
    assert done.exit_code in (2, 3)
    assert named in done.stderr.lower()
    assert terminal.asks("athletes") == []


def test_a_day_like_the_others_is_usual_and_a_slow_one_changed(terminal: Terminal) -> None:
    def day(number: int, slower: float) -> None:
        for load, speed in ((60, 0.95), (80, 0.76), (100, 0.56)):
            wobble = 0.01 * ((number * 7 + load) % 3 - 1)
            terminal.asks(
                "log", "Ada", "squat", f"{load}kg", "2", "--velocity", f"{speed + wobble - slower:.2f},{speed - 0.02 - slower:.2f}",
                "--date", f"2026-10-{number:02}T10:00",
            )  # fmt: skip

    for number in (1, 4, 8, 11, 15, 18):
        day(number, 0.0)
    [usual] = terminal.asks("today", "Ada")
    assert usual["word"] == "usual"
    day(22, 0.2)
    [changed] = terminal.asks("today", "Ada")
    assert changed["word"] == "changed"
    assert changed["difference"] < 0


def test_a_day_that_does_not_exist_is_refused(terminal: Terminal) -> None:
    terminal.asks("log", "Ada", "squat", "100kg", "3", "--velocity", "0.5,0.5,0.5", "--date", "2026-10-01T10:00")
    done = terminal.says("today", "Ada", "--date", "2026-02-30")
    assert done.exit_code == 3
    assert "2026-02-30" in done.stderr


def test_the_recording_of_a_stored_set_is_taken_out_and_lifted_again(terminal: Terminal, tmp_path: Path) -> None:
    first = played(terminal, tmp_path, squats(), "--sets", "max effort 1x8 @ 75%")
    number = terminal.asks("session", "1")["sets"][0]["id"]
    file = tmp_path / "again.parquet"
    assert terminal.asks("export", str(file), "--set", str(number)) == {"file": str(file), "set": number}
    again = replayed(terminal, "Bea", file)
    assert again[-1]["repetitions"] == first[-1]["repetitions"] == 5


def test_a_set_without_samples_or_a_table_of_one_set_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    number = str(terminal.asks("log", "Ada", "squat", "100kg", "5")["id"])
    none = terminal.says("export", str(tmp_path / "a.parquet"), "--set", number)
    assert none.exit_code == 6
    assert "Take one that was lifted live" in none.stderr
    assert terminal.says("export", str(tmp_path / "a.csv"), "--set", number).exit_code == 3
    assert terminal.says("export", str(tmp_path / "a.parquet"), "--set", number, "--athlete", "Ada").exit_code == 2
