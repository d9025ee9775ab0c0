"""The lab's numbers: each one number in one rounding, wherever it stands, and the lines of Python print it."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from web_house import client, house, owner

FAST = {"effort": {"kind": "ballistic", "to": 1.0}, "units": 60, "runs": 4}
RAMP = {"kind": "ramp", "to": 0.5, "rise_s": 0.5, "hold_s": 1.5, "fall_s": 0.5}
HOLD = {"kind": "hold", "at": 0.3, "hold_s": 3.0}
STATE = {"population": "explosive_trained", "changes": {"ceiling": 0.85, "doublet_share": 0.4}}
LIFT = {"lift": "bench_press", "method": "heavy", "relative_load": 0.9, "runs": 3}
EFFORTS = {
    "fast": FAST, "fast, changed": {**FAST, "state": STATE, "seed": 5},
    "fast, weak": {**FAST, "effort": {"kind": "ballistic", "to": 0.05, "hold_s": 0.05}},
    "ramp, shortly held": {**FAST, "effort": RAMP}, "ramp, long held": {**FAST, "effort": {**RAMP, "hold_s": 3.0}},
    "ramp, not held": {**FAST, "effort": {**RAMP, "hold_s": 0.0}}, "hold": {**FAST, "effort": HOLD},
    "hold with EMG": {**FAST, "effort": HOLD, "emg": True}, "hold, weak": {**FAST, "effort": {**HOLD, "at": 0.05}},
    "one run": {**FAST, "runs": 1}, "another muscle": {**FAST, "muscle": "tibialis_anterior"},
}  # fmt: skip
LIFTS = {
    "heavy": LIFT, "ballistic": {**LIFT, "lift": "back_squat", "method": "ballistic", "relative_load": 0.35},
    "kg": {**LIFT, "relative_load": None, "load_kg": 60.0, "state": STATE}, "lb": {**LIFT, "unit": "lb"},
    "jump": {**LIFT, "lift": "countermovement_jump", "method": "ballistic", "relative_load": None, "load_kg": 0.0},
    "too heavy": {**LIFT, "relative_load": 1.1},
}  # fmt: skip


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with house(tmp_path_factory.mktemp("lab"), "team") as made, client(made) as talking:
        mark = owner(talking)

        def call(path: str, body: Any) -> Any:
            answer = talking.post(f"/api/v1/lab/{path}", json=body, headers=mark)
            assert answer.status_code == 200, answer.text
            return answer.json()

        call.talking = talking  # type: ignore[attr-defined]
        yield call


def _printed(text: str) -> list[str]:
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(text, {})
    return told.getvalue().splitlines()


def _rows(picture: dict[str, Any]) -> list[str]:
    return [f"  {each['label']}: {each['text']}" for each in picture["rows"]]


@pytest.mark.parametrize("name", EFFORTS)
def test_the_lines_of_python_print_the_numbers_of_the_table(post: Any, name: str) -> None:
    asked = EFFORTS[name]
    other = {**asked, "state": {"population": "strength_trained"}}
    text = post("python", {"a": {"contraction": asked}, "b": {"contraction": other}})["text"]
    rows = [post("contractions", each) for each in (asked, other)]
    assert _printed(text) == ["A", *_rows(rows[0]), "B", *_rows(rows[1])]


@pytest.mark.parametrize("name", LIFTS)
def test_the_lines_of_python_print_the_numbers_of_a_lift(post: Any, name: str) -> None:
    text = post("python", {"a": {"lift": LIFTS[name]}, "b": {"lift": LIFTS[name]}})["text"]
    told = _rows(post("lifts", LIFTS[name]))
    assert _printed(text) == ["A", *told, "B", *told]


def test_of_two_kinds_of_effort_each_has_its_own_numbers_printed(post: Any) -> None:
    text = post("python", {"a": {"contraction": FAST}, "b": {"lift": LIFT}})["text"]
    assert _printed(text) == ["A", *_rows(post("contractions", FAST)), "B", *_rows(post("lifts", LIFT))]


@pytest.mark.parametrize(
    ("path", "asked", "beside"),
    [
        ("contractions", FAST, {"force": "largest_force", "doublets": "doublets"}),
        ("contractions", {**FAST, "effort": HOLD}, {"force": "largest_force"}),
        ("lifts", LIFT, {"force": "largest_force", "velocity": "peak_velocity", "share": "recruited"}),
    ],
)
def test_what_stands_beside_a_panel_is_the_number_of_the_table(
    post: Any, path: str, asked: Any, beside: dict[str, str]
) -> None:
    picture = post(path, asked)
    rows = {each["name"]: each for each in picture["rows"]}
    for panel, name in beside.items():
        label = picture["facts"]["labels"][panel]
        assert label["text"] == rows[name]["text"].split(" [")[0]
        assert label["level"] == rows[name]["value"]
        assert label["hint"]
        assert label["text"] in picture["findings"].get(panel, label["text"]) or panel == "velocity"
    share = picture["facts"]["labels"]["share"]["text"]
    assert f"At most {share}" in picture["findings"]["share"]


def test_the_rate_beside_a_panel_is_the_mean_of_the_unit_over_the_runs(post: Any) -> None:
    singles = [post("contractions", {**FAST, "runs": 1, "seed": seed})["facts"]["shown_units"] for seed in range(4)]
    for unit, rate in post("contractions", FAST)["facts"]["shown_units"].items():
        values = [each[unit] for each in singles if each[unit] is not None]
        assert rate == pytest.approx(sum(values) / len(values), rel=1e-12)


def test_each_number_of_a_fast_effort_is_the_mean_of_the_runs_with_what_chance_does_to_it(post: Any) -> None:
    singles = [post("contractions", {**FAST, "runs": 1, "seed": seed})["rows"] for seed in range(4)]
    for k, row in enumerate(post("contractions", FAST)["rows"]):
        values = [each[k]["value"] for each in singles]
        assert row["value"] == pytest.approx(sum(values) / 4, rel=1e-12)
        assert "[" in row["text"] or min(values) == pytest.approx(max(values), abs=0.6)


def test_each_share_says_what_it_is_a_share_of(post: Any) -> None:
    notes = {each["name"]: each["note"] for each in post("contractions", FAST)["rows"]}
    assert "100 % is the tetanic force" in notes["largest_force"]
    assert "of the pool's 60 units" in notes["recruited"]
    assert "of the units that discharge" in notes["doublets"]
    for name in ("force_after_50_ms", "force_after_100_ms", "steepest_rise"):
        assert "this person's own maximal force" in notes[name]
    assert "of the pool's units" in {each["name"]: each["note"] for each in post("lifts", LIFT)["rows"]}["recruited"]


def test_the_first_rate_is_told_apart_from_the_rate_of_the_first_interval(post: Any) -> None:
    def first(**changes: float) -> float:
        rows = post("contractions", {**FAST, "state": {"changes": changes}})["rows"]
        return next(each["value"] for each in rows if each["name"] == "first_interval")

    assert first(initial_rate_pps=90.0, burst_decay_s=0.03) < 0.9 * 90.0
    assert first(initial_rate_pps=90.0, burst_decay_s=0.2) == pytest.approx(90.0, rel=0.1)
    note = next(each["note"] for each in post("contractions", FAST)["rows"] if each["name"] == "first_interval")
    assert "sets out with the first rate and slows at once" in note
    page: TestClient = post.talking
    assert "They slow at once" in page.get("/lab").text
