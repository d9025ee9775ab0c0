"""The lab's page and its calls."""

from __future__ import annotations

import json
import struct
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from neuraldrive.web.lab_room import MOST_ANSWERS, LabRoom
from neuraldrive.web.packed import BINARY
from web_house import client, house, owner

RAMP = {"kind": "ramp", "to": 0.5, "rise_s": 0.5, "hold_s": 0.5, "fall_s": 0.5}
FAST = {"kind": "ballistic", "to": 1.0}
CHANGED = {"population": "explosive_trained", "changes": {"ceiling": 0.85, "doublet_share": 0.4}}
LIFT = {"lift": "back_squat", "method": "compensatory", "relative_load": 0.65, "state": CHANGED}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[str, str]]]:
    with house(tmp_path_factory.mktemp("lab"), "team") as made, client(made) as talking:
        yield talking, owner(talking)


def _post(served: tuple[TestClient, dict[str, str]], path: str, body: Any, **headers: str) -> Any:
    talking, mark = served
    return talking.post(f"/api/v1/lab/{path}", json=body, headers={**mark, **headers})


def _asked(**more: Any) -> dict[str, Any]:
    return {"effort": RAMP, "units": 60, "runs": 2, **more}


def _unpacked(body: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]]:
    """As the page reads it, and as the API's words describe it."""
    (length,) = struct.unpack_from("<I", body)
    header, at, series = json.loads(body[4 : 4 + length]), 4 + length, {}
    for each in header["arrays"]:
        kind = {"float32": "<f4", "uint32": "<u4"}[each["type"]]
        series[each["name"]] = np.frombuffer(body, kind, each["count"], at)
        at += 4 * each["count"]
    assert at == len(body)
    return header, series


def test_the_page_opens_on_two_states_of_one_muscle_with_the_claim_and_its_verdict(served: Any) -> None:
    page = served[0].get("/lab").text
    assert "Same muscle, two nervous systems, two forces" in page
    assert "Model, not a measurement" in page
    assert 'href="/evidence#S1"' in page
    assert "simplified (partly wrong)" in page
    assert '<option value="explosive_trained" selected>' in page


def test_nobody_who_has_not_signed_in_sees_or_asks(served: Any) -> None:
    strange = TestClient(served[0].app, base_url="http://gym.example", raise_server_exceptions=False)
    assert strange.get("/lab", headers={"accept": "text/html"}, follow_redirects=False).status_code == 303
    assert strange.post("/api/v1/lab/contractions", json=_asked()).status_code == 401


def test_the_packed_answer_is_the_json_answer(served: Any) -> None:
    told = _post(served, "contractions", _asked()).json()
    answer = _post(served, "contractions", _asked(), Accept=BINARY)
    assert answer.headers["content-type"] == BINARY
    header, series = _unpacked(answer.content)
    assert header["findings"] == told["findings"]
    assert header["rows"] == told["rows"]
    assert set(series) == set(told["series"])
    for name, values in series.items():
        known = [np.nan if each is None else each for each in told["series"][name]]
        np.testing.assert_allclose(values, known, rtol=1e-6, atol=1e-7)


def test_what_is_drawn_is_what_the_simulator_gives(served: Any) -> None:
    from neuraldrive import catalog, simulate

    _, series = _unpacked(_post(served, "contractions", _asked(seed=3), Accept=BINARY).content)
    effort = simulate.ramp(to=0.5, rise_s=0.5, hold_s=0.5, fall_s=0.5)
    made = simulate.contraction(catalog.muscle("vastus_lateralis", units=60), effort, seed=3)
    np.testing.assert_allclose(series["discharges"], np.concatenate(made.motor_units.discharge_times_s), atol=1e-6)
    at_s = np.linspace(0, made.duration_s, 500)
    force = np.interp(at_s, made["force"].times, made["force"].samples) * made.truth.maximal_voluntary_force
    np.testing.assert_allclose(series["force"], force, atol=1e-6)


def test_bands_come_from_runs_that_differ_by_chance_and_hold_most_of_them(served: Any) -> None:
    alone = _unpacked(_post(served, "contractions", _asked(runs=1), Accept=BINARY).content)[1]
    assert "force_low" not in alone
    _, series = _unpacked(_post(served, "contractions", _asked(runs=9), Accept=BINARY).content)
    singles = [
        _unpacked(_post(served, "contractions", _asked(runs=1, seed=seed), Accept=BINARY).content)[1]["force"]
        for seed in range(9)
    ]
    low, high = np.percentile(singles, (5, 95), axis=0)
    np.testing.assert_allclose(series["force_low"], low, atol=1e-6)
    np.testing.assert_allclose(series["force_high"], high, atol=1e-6)


def test_a_higher_ceiling_gives_more_force_and_more_doublets_are_counted(served: Any) -> None:
    def rows(effort: Any, **changes: float) -> dict[str, float]:
        asked = _asked(effort=effort, state={"changes": changes})
        return {each["name"]: each["value"] for each in _post(served, "contractions", asked).json()["rows"]}

    full = {**RAMP, "to": 1.0}
    ratio = rows(full, ceiling=0.97)["largest_force"] / rows(full, ceiling=0.80)["largest_force"]
    assert ratio == pytest.approx(0.97 / 0.80, rel=0.05)
    assert rows(FAST, doublet_share=0.6)["doublets"] > rows(FAST, doublet_share=0.0)["doublets"] + 30


def test_emg_comes_only_when_it_is_asked_for(served: Any) -> None:
    assert "emg_low" not in _post(served, "contractions", _asked()).json()["series"]
    told = _post(served, "contractions", _asked(emg=True, runs=1)).json()
    assert max(told["series"]["emg_high"]) > 0.05
    assert "mV" in told["findings"]["emg"]


def test_a_lift_shows_bar_activation_force_and_units(served: Any) -> None:
    told = _post(served, "lifts", {**LIFT, "runs": 2}).json()
    assert {"velocity", "activation", "force", "share", "velocity_low"} <= set(told["series"])
    rows = {each["name"]: each for each in told["rows"]}
    assert rows["completed"]["text"] == "yes"
    assert max(told["series"]["velocity"]) == pytest.approx(rows["peak_velocity"]["value"], rel=0.05)
    assert rows["load_kg"]["text"].endswith("65 % of the 1RM")


def test_a_load_outside_the_methods_range_is_said(served: Any) -> None:
    told = _post(served, "lifts", {**LIFT, "method": "ballistic", "relative_load": 0.9, "runs": 1}).json()
    assert any("the catalogue has" in each for each in told["doubts"])


def test_loads_are_told_in_pounds_to_who_likes_them(served: Any) -> None:
    told = _post(served, "lifts", {**LIFT, "runs": 1, "unit": "lb"}).json()
    assert " lb = 65 %" in next(each["text"] for each in told["rows"] if each["name"] == "load_kg")


@pytest.mark.parametrize("side", ["contraction", "lift"])
def test_the_lines_of_python_run_as_they_are_and_make_the_same_numbers_as_the_file(served: Any, side: str) -> None:
    a = _asked(effort=FAST, state=CHANGED, seed=5) if side == "contraction" else LIFT
    b = _asked(emg=True) if side == "contraction" else {"lift": "bench_press", "load_kg": 60.0, "method": "heavy"}
    text = _post(served, "python", {"a": {side: a}, "b": {side: b}}).json()["text"]
    made: dict[str, Any] = {}
    exec(text, made)
    for name, asked in (("recording_a", a), ("recording_b", b)):
        file = _post(served, f"{side}s/traces.csv", asked)
        assert file.headers["content-type"].startswith("text/csv")
        head, *lines = file.text.splitlines()
        place = next(k for k, each in enumerate(head.split(",")) if each.startswith("force_"))
        force = np.array([float(line.split(",")[place]) for line in lines])
        np.testing.assert_array_equal(force, made[name]["force"].samples)
        rows = [line.split(",") for line in _post(served, f"{side}s/discharges.csv", asked).text.splitlines()[1:]]
        assert [float(at) for _, at in rows] == np.concatenate(made[name].motor_units.discharge_times_s).tolist()
        assert {int(unit) for unit, _ in rows} <= set(range(1, made[name].motor_units.count + 1))


def test_the_gap_is_the_two_forces_and_its_parts_add_up_to_it(served: Any) -> None:
    a, b = _asked(effort=FAST), _asked(effort=FAST, state={"population": "strength_trained"})
    quick = _post(served, "gaps", {"a": a, "b": b}).json()
    assert [each["at"] for each in quick][-1] == "maximal effort"
    assert all(each["parts"] == [] for each in quick)
    explained = _post(served, "gaps", {"a": a, "b": b, "explained": True}).json()
    for fast, slow in zip(quick, explained, strict=True):
        assert {**slow, "parts": []} == fast
        assert slow["ratio_interval"][0] <= slow["ratio"] <= slow["ratio_interval"][1]
        assert sum(each["explains"] for each in slow["parts"]) == pytest.approx(slow["b"] - slow["a"], abs=1e-9)


def test_two_equal_states_have_no_gap_to_explain_and_that_is_said(served: Any) -> None:
    same = {"a": _asked(), "b": _asked(), "explained": True}
    answer = _post(served, "gaps", same)
    assert answer.status_code == 200
    assert all(each["ratio"] == 1.0 and each["parts"] == [] for each in answer.json())


def test_of_two_muscles_the_gap_is_told_and_not_shared_out(served: Any) -> None:
    pair = {"a": _asked(), "b": _asked(muscle="soleus", state=CHANGED), "explained": True}
    answer = _post(served, "gaps", pair)
    assert answer.status_code == 200
    assert all(each["parts"] == [] for each in answer.json())


def test_every_preset_number_has_its_source(served: Any) -> None:
    told = served[0].get("/api/v1/lab/presets?muscle=tibialis_anterior").json()
    assert {"untrained", "explosive_trained"} <= {each["name"] for each in told}
    for each in told:
        assert all(number["title"] and number["where"] and number["how"] for number in each["numbers"].values())
    untrained = next(each for each in told if each["name"] == "untrained")
    assert untrained["numbers"]["ceiling"]["value"] == 0.995


@pytest.mark.parametrize(
    ("change", "where", "needed"),
    [
        ({"units": 5000}, "units", "800"),
        ({"units": 20}, "units", "60"),
        ({"units": 800, "effort": {**RAMP, "hold_s": 50}}, "body", "12000"),
        ({"effort": {**RAMP, "hold_s": 59, "rise_s": 59}}, "body", "60 s"),
        ({"effort": {**RAMP, "to": 1.2}}, "effort.ramp.to", "1"),
        ({"effort": {"kind": "sprint"}}, "effort", "ramp"),
        ({"runs": 500}, "runs", "16"),
        ({"muscle": "/etc/passwd"}, "muscle", "vastus_lateralis"),
        ({"muscle": "own.toml"}, "muscle", "vastus_lateralis"),
        ({"state": {"population": "martians"}}, "state.population", "untrained"),
        ({"state": {"changes": {"spirit": 1.0}}}, "state", "ceiling"),
        ({"state": {"changes": {"ceiling": 9.0}}}, "ceiling", "between"),
        ({"colour": "red"}, "colour", "one of effort, emg"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_is_needed(served: Any, change: Any, where: str, needed: str) -> None:
    answer = _post(served, "contractions", _asked(**change))
    assert answer.status_code == 422, answer.text
    error = answer.json()["error"]
    assert where in error["what"] or where == "body"
    assert needed in error["needed"]
    assert error["remedy"]


def test_a_lift_takes_one_load_and_only_lifts_with_mechanics(served: Any) -> None:
    for bad in ({"load_kg": 60.0}, {"relative_load": None}, {"lift": "barbell_row"}, {"method": "slow"}):
        assert _post(served, "lifts", {**LIFT, **bad}).status_code == 422, bad


def test_ready_says_when_the_simulator_is_prepared(served: Any) -> None:
    told = {"ready": False}
    for _ in range(10):
        told = served[0].get("/api/v1/lab/ready?wait_s=20").json()
        if told["ready"]:
            break
    assert told["ready"]
    assert served[0].get("/api/v1/lab/ready?wait_s=nan").status_code in (200, 422)


def test_answers_are_kept_in_bounds_and_the_least_recent_goes() -> None:
    room, made = LabRoom(), []
    for k in range(MOST_ANSWERS + 1):
        room.answer(str(k), lambda k=k: made.append(k) or b"x")  # type: ignore[misc]
    room.answer(str(MOST_ANSWERS), lambda: b"made again")
    assert room.answer("0", lambda: b"made again") == b"made again"
    assert room.answer("large", lambda: bytes(32 << 20)) == bytes(32 << 20)
    assert room.answer("large", lambda: b"not kept") == b"not kept"


def test_long_work_lets_pictures_pass_and_is_not_kept_for_ever() -> None:
    room = LabRoom()
    room.give_way()  # nobody draws: at once
    begun = threading.Event()
    ended: list[float] = []

    def draw() -> None:
        with room.drawing():
            begun.set()
            time.sleep(0.05)
            ended.append(time.monotonic())

    thread = threading.Thread(target=draw)
    thread.start()
    assert begun.wait(5.0)
    room.give_way()
    passed = time.monotonic()
    thread.join()
    assert ended[0] <= passed
    with room.drawing():
        room.give_way()  # gives up: the work is not starved by pictures without end
