"""Sessions, sets, repetitions and corrections over the API, and the page that shows them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

import picked_sessions
import web_house
from neuraldrive.records import Repetition, Session, SetEntry
from neuraldrive.store import StoredSet
from neuraldrive.web.doors.guard import csrf_of
from neuraldrive.web.house import House

MARK = {"X-CSRF": csrf_of("demonstration")}
HTML = {"accept": "text/html"}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    with web_house.house(tmp_path) as made:
        picked_sessions.add(made.store)
        yield made


@pytest.fixture
def talking(made: House) -> Iterator[TestClient]:
    with web_house.client(made, headers=MARK) as talking:
        yield talking


def _recorded(made: House) -> StoredSet:
    return next(each for each in made.store.sets() if each.recording_id is not None)


def test_sessions_come_page_by_page_and_of_an_athlete_by_number_or_name(talking: TestClient, made: House) -> None:
    picked_sessions.add(made.store, "Lifter 4")
    first = talking.get("/api/v1/sessions", params={"limit": 1}).json()
    second = talking.get("/api/v1/sessions", params={"limit": 1, "offset": first["next"]}).json()
    assert {each["items"][0]["athlete"] for each in (first, second)} == {"Lifter 3", "Lifter 4"}
    assert second["next"] is None
    for who in ("Lifter 4", "2"):
        assert [
            each["athlete"] for each in talking.get("/api/v1/sessions", params={"athlete": who}).json()["items"]
        ] == ["Lifter 4"]
    assert talking.get("/api/v1/sessions", params={"athlete": "Nobody"}).status_code == 404


def test_a_session_tells_its_sets_with_figures_and_their_intervals(talking: TestClient) -> None:
    found = talking.get("/api/v1/sessions/1").json()
    assert len(found["sets"]) == 4
    rep = next(each for each in found["sets"] if each["can_be_picked"])["repetitions"][0]
    mean = next(each for each in rep["measured"] if each["measure"] == "mean_velocity")
    assert mean["low"] < mean["value"] < mean["high"]


def test_a_repetition_is_moved_in_the_name_of_who_asks_and_undone(talking: TestClient, made: House) -> None:
    stored = _recorded(made)
    number, rep = stored.repetition_ids[3], stored.entry.repetitions[3]
    body = {"start_s": (rep.start_s or 0) + 0.1, "why": "late"}
    answer = talking.patch(f"/api/v1/repetitions/{number}", json=body)
    assert answer.status_code == 200, answer.text
    (told,) = answer.json()
    assert (told["who"], told["why"], told["field"]) == ("demonstration", "late", "rise_s")
    moved = talking.get(f"/api/v1/repetitions/{number}").json()
    assert moved["start_s"] == pytest.approx((rep.start_s or 0) + 0.1)
    assert moved["end_s"] == rep.end_s
    assert talking.post(f"/api/v1/corrections/{told['id']}/undo").status_code == 200
    assert talking.get(f"/api/v1/repetitions/{number}").json()["start_s"] == rep.start_s
    assert talking.post(f"/api/v1/corrections/{told['id']}/undo").status_code == 422


def test_repetitions_are_added_split_taken_out_and_left_out(talking: TestClient, made: House) -> None:
    stored = _recorded(made)
    added = talking.post(f"/api/v1/sets/{stored.id}/repetitions", json={"start_s": 0.5, "end_s": 1.0, "why": "seen"})
    assert added.status_code == 201, added.text
    assert talking.post(f"/api/v1/repetitions/{stored.repetition_ids[4]}/split", json={}).status_code == 201
    assert len(talking.get(f"/api/v1/sets/{stored.id}").json()["repetitions"]) == 7
    assert (
        talking.delete(f"/api/v1/repetitions/{added.json()[0]['target_id']}", params={"why": "nothing"}).status_code
        == 200
    )
    assert talking.get(f"/api/v1/repetitions/{added.json()[0]['target_id']}").status_code == 404
    number = stored.repetition_ids[0]
    assert talking.patch(f"/api/v1/repetitions/{number}", json={"excluded": "spotter"}).status_code == 200
    assert talking.get(f"/api/v1/repetitions/{number}").json()["excluded"] == "spotter"
    talking.patch(f"/api/v1/repetitions/{number}", json={"excluded": None})
    assert talking.get(f"/api/v1/repetitions/{number}").json()["excluded"] is None


def test_a_set_is_rated_and_its_load_taken_as_people_write_it(talking: TestClient, made: House) -> None:
    stored = _recorded(made)
    answer = talking.patch(f"/api/v1/sets/{stored.id}", json={"load": "225 lb", "rpe": 8.5, "why": "typed in kg"})
    assert {each["field"] for each in answer.json()} == {"load_kg", "rpe"}
    again = made.store.stored_set(stored.id)
    assert again.entry.load_kg == pytest.approx(102.06, abs=0.01)
    assert again.entry.rpe == 8.5
    power = next(each.value for each in again.measurements[0] if each.measure == "mean_power")
    assert power < next(each.value for each in stored.measurements[0] if each.measure == "mean_power")
    assert {each["field"] for each in talking.get("/api/v1/corrections", params={"session": 1}).json()["items"]} >= {
        "rpe"
    }


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("PATCH", "/sets/{set}", {"rpe": 11}), ("PATCH", "/sets/{set}", {"lift": ""}), ("PATCH", "/sets/{set}", {"load": "-5"}),
     ("POST", "/sets/{set}/repetitions", {"start_s": 2.0, "end_s": 1.0}), ("PATCH", "/sessions/1", {"started_at": "soon"}),
     ("POST", "/sets/{set}/repetitions", {"start_s": 1e6, "end_s": 1e6 + 1})],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_is_needed_and_changes_nothing(
    talking: TestClient, made: House, method: str, path: str, body: dict[str, object]
) -> None:
    answer = talking.request(method, f"/api/v1{path.format(set=_recorded(made).id)}", json=body)
    assert answer.status_code == 422
    assert {"what", "found", "needed", "remedy"} <= set(answer.json()["error"])
    assert made.store.corrections() == []


@pytest.mark.parametrize("path", ["/sessions/99", "/sets/99", "/repetitions/99", "/sets/99/trace", "/sets/99/review"])
def test_what_is_not_there_is_404(talking: TestClient, path: str) -> None:
    assert talking.get(f"/api/v1{path}").status_code == 404


def test_numbers_that_no_database_takes_are_refused(talking: TestClient) -> None:
    assert talking.get(f"/api/v1/sets/{10**30}").status_code == 422
    assert talking.get("/api/v1/sets/0/trace").status_code == 422


def test_a_trace_and_a_preview_come_from_the_recording(talking: TestClient, made: House) -> None:
    stored = _recorded(made)
    found = talking.get(f"/api/v1/sets/{stored.id}/trace", params={"points": 300}).json()
    assert len(found["pieces"][0]["times_s"]) <= 310
    assert found["can_be_picked"]
    rep = stored.entry.repetitions[0]
    seen = talking.get(f"/api/v1/sets/{stored.id}/rise", params={"start_s": rep.start_s, "end_s": rep.end_s}).json()
    ours = next(each.value for each in stored.measurements[0] if each.measure == "mean_velocity")
    assert next(each["value"] for each in seen if each["measure"] == "mean_velocity") == pytest.approx(ours, abs=1e-9)
    logged = next(each for each in made.store.sets() if each.recording_id is None)
    assert talking.get(f"/api/v1/sets/{logged.id}/trace").status_code == 422


def test_a_display_and_a_stranger_change_nothing(made: House) -> None:
    with web_house.client(made) as stranger:
        assert stranger.patch("/api/v1/sets/1", json={"rpe": 8}).status_code == 403


def test_the_page_shows_the_set_and_refuses_one_that_is_not_there(talking: TestClient) -> None:
    shown = talking.get("/sessions/1/sets/2", headers=HTML)
    assert shown.status_code == 200
    assert "Set 2 · back squat 140 kg" in shown.text
    assert talking.get("/sessions/1/sets/5", headers=HTML).status_code == 404
    assert talking.get("/sessions/2/sets/1", headers=HTML).status_code == 404


def test_what_was_left_out_is_asked_about_until_somebody_says_so(talking: TestClient, made: House) -> None:
    reps = (Repetition(1, mean_velocity=0.5), Repetition(2, mean_velocity=0.1, excluded="rerack"))
    made.store.add_session(
        Session("Ada", (SetEntry("back_squat", 100.0, (reps[0],)), SetEntry("back_squat", 110.0, reps, number=2)))
    )
    stored = made.store.sets("Ada")[1]
    page = f"/sessions/{stored.session_id}/sets/2"
    text = talking.get(page, headers=HTML).text
    assert f'data-confirm="{stored.repetition_ids[1]}" data-why="rerack"' in text
    assert f'id="rep-{stored.repetition_ids[1]}"' in text
    assert "not confirmed" in text

    said = {"excluded": "rerack", "why": "confirmed"}
    assert talking.patch(f"/api/v1/repetitions/{stored.repetition_ids[1]}", json=said).status_code == 200

    text = talking.get(page, headers=HTML).text
    assert "data-confirm" not in text
    assert "rightly so: rerack" in text
    assert "demonstration" in text


def test_a_sensor_is_set_right_and_figures_follow(talking: TestClient, made: House) -> None:
    logged = next(each for each in made.store.sets() if each.recording_id is None)
    wide = talking.patch(f"/api/v1/sets/{logged.id}", json={"device": "wrist_watch"})
    assert wide.status_code == 200, wide.text
    before, after = (
        each.measurements[0][0].interval for each in (logged, made.store.stored_set(logged.id))
    )  # fmt: skip
    assert before is not None
    assert after is not None
    assert after[1] - after[0] > before[1] - before[0]
    assert talking.patch(f"/api/v1/sets/{logged.id}", json={"device": "a stopwatch"}).status_code == 404


def test_one_of_a_thing_is_told_as_one(talking: TestClient, made: House) -> None:
    one = made.store.add_session(Session("Uno", (SetEntry("back_squat", 100.0, (Repetition(mean_velocity=0.5),)),)))
    text = talking.get(f"/sessions/{one.session_ids[0]}", headers=HTML).text
    assert "1 set, 1 repetition" in text
    assert "1 sets" not in text
    assert "1 repetitions" not in text


def test_script_in_names_reasons_and_notes_is_shown_as_text(talking: TestClient, made: House) -> None:
    evil = "<script>alert(1)</script>\"' onload=x"
    stored = _recorded(made)
    talking.patch("/api/v1/sessions/1", json={"athlete": evil, "note": evil, "why": evil})
    talking.patch(f"/api/v1/repetitions/{stored.repetition_ids[0]}", json={"excluded": evil})
    shown = talking.get("/sessions/1/sets/2", headers=HTML).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
    assert '" onload=x' not in shown.replace("&#34;", "&quot;")


@pytest.mark.parametrize("kind", ["csv", "parquet", "json"])
def test_a_session_is_exported_with_logged_and_derived_figures(talking: TestClient, kind: str) -> None:
    answer = talking.get("/api/v1/exports", params={"session": 1, "format": kind})
    assert answer.status_code == 200
    assert f"session-1.{kind}" in answer.headers["content-disposition"]
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.text)))
    elif kind == "json":
        rows = json.loads(answer.text)
    else:
        rows = pq.read_table(io.BytesIO(answer.content)).to_pylist()
    assert len(rows) == 18
    assert sum(bool(row["our_mean_velocity"]) for row in rows) == 18


def test_an_export_is_of_the_athlete_and_lift_asked_for(talking: TestClient, made: House) -> None:
    picked_sessions.add(made.store, "Lifter 4")
    rows = talking.get("/api/v1/exports", params={"athlete": "2", "lift": "back_squat", "format": "json"}).json()
    assert {row["athlete"] for row in rows} == {"Lifter 4"}
    assert talking.get("/api/v1/exports", params={"athlete": "2", "lift": "none", "format": "csv"}).text.startswith(
        '"repetition_id"'
    )
    assert talking.get("/api/v1/exports", params={"athlete": "Nobody"}).status_code == 404


def test_a_set_that_moved_away_leaves_a_page_that_says_so(talking: TestClient, made: House) -> None:
    for each in made.store.session(1).sets:
        talking.patch(f"/api/v1/sets/{each.id}", json={"athlete": "Somebody else"})
    shown = talking.get("/sessions/1", headers=HTML)
    assert shown.status_code == 200
    assert "This session has no set" in shown.text
