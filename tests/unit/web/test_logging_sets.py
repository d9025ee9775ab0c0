"""A set by hand over the interface, and questions that a call does not know."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

import web_house
from neuraldrive.web.house import House

SETS = "/api/v1/sets"
DONE = {"athlete": "Ada", "lift": "back_squat", "load": "142.5kg", "repetitions": 3, "rpe": 8.5}


def test_a_set_by_hand_is_kept_as_the_command_line_keeps_it(coach: TestClient, made: House) -> None:
    answer = coach.post(SETS, json=DONE | {"at": "2026-11-20T18:00:00+01:00", "note": "a grind"})
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["load_kg"], told["count"], told["rpe"], told["note"]) == (142.5, 3, 8.5, "a grind")
    assert told["new_athlete"] is True
    second = coach.post(SETS, json=DONE | {"at": "2026-11-20T17:00:00+01:00", "repetitions": 1}).json()
    assert (second["number"], second["count"], second["session_id"]) == (2, 1, told["session_id"])
    assert second["new_athlete"] is False
    assert [each.entry.count for each in made.store.sets("Ada")] == [1, 3]


def test_sets_of_a_day_are_one_session_however_their_times_are_written(coach: TestClient) -> None:
    zone = datetime(2026, 11, 28, 12).astimezone().isoformat()[-6:]
    times = ["10:00:00.5" + zone, "10:05:00.6" + zone, "10:10:00" + zone, "10:15:00"]
    told = [coach.post(SETS, json=DONE | {"at": f"2026-11-28T{each}"}).json() for each in times]
    assert len({each["session_id"] for each in told}) == 1
    assert [each["number"] for each in told] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "more", [{"velocities": [0.5]}, {"rir": 1}, {"at": "20261129"}, {"at": 0}, {"repetitions": True}], ids=str
)
def test_what_is_not_understood_is_refused_and_not_left_out(
    coach: TestClient, made: House, more: dict[str, Any]
) -> None:
    answer = coach.post(SETS, json=DONE | more)
    assert answer.status_code == 422
    assert next(iter(more)) in answer.json()["error"]["what"]
    assert made.store.roster() == []


def test_velocities_and_reserve_count_and_pounds_are_pounds(coach: TestClient, made: House) -> None:
    speeds = {"velocities_mps": [0.31, 0.27, 0.19], "rpe": None, "reps_in_reserve": 0, "load": "225 lb"}
    told = coach.post(SETS, json=DONE | speeds).json()
    assert told["load_kg"] == pytest.approx(102.058, abs=1e-3)
    assert told["load_unit"] == "lb"
    assert told["reps_in_reserve"] == 0
    assert [each["measured"][0]["measure"] for each in told["repetitions"]] == ["mean_velocity"] * 3


def test_many_at_once_are_each_told_their_own_set(coach: TestClient, made: House) -> None:
    def log(count: int) -> Any:
        return coach.post(SETS, json=DONE | {"repetitions": count, "rpe": None}).json()

    with ThreadPoolExecutor(4) as at_once:
        told = list(at_once.map(log, range(1, 9)))
    assert all("count" in each for each in told), told
    assert [each["count"] for each in told] == list(range(1, 9))
    assert len({each["id"] for each in told}) == 8


@pytest.mark.parametrize(
    ("wrong", "needed"),
    [
        ({"load": None}, "load_kg or load"),
        ({"load_kg": 100}, "load_kg or load"),
        ({"load": "heavy"}, "a number with kg or lb"),
        ({"repetitions": -1}, "greater than or equal to 0"),
        ({"repetitions": 2, "velocities_mps": [0.3]}, "one for each repetition"),
        ({"rpe": 11}, "between 0 and 10"),
        ({"at": "0001-01-01T00:00:00"}, "between 1900-01-01 and 2200-01-01"),
        ({"athlete": "  "}, "a name"),
    ],
    ids=str,
)
def test_a_set_that_cannot_be_is_refused_and_nobody_is_made(
    coach: TestClient, made: House, wrong: dict[str, Any], needed: str
) -> None:
    answer = coach.post(SETS, json=DONE | wrong)
    assert answer.status_code == 422
    assert needed in answer.json()["error"]["needed"]
    assert made.store.roster() == []


def test_a_name_that_looks_like_a_slip_is_refused_unless_it_is_new(coach: TestClient, made: House) -> None:
    coach.post(SETS, json=DONE)
    refused = coach.post(SETS, json=DONE | {"athlete": "Adda"})
    assert refused.status_code == 422
    assert "Did you mean Ada?" in refused.json()["error"]["remedy"]
    assert coach.post(SETS, json=DONE | {"athlete": "Adda", "new": True}).json()["new_athlete"] is True


def test_a_lift_that_looks_like_a_slip_is_refused_unless_it_is_new(coach: TestClient, made: House) -> None:
    refused = coach.post(SETS, json=DONE | {"lift": "back sqat"})
    assert refused.status_code == 422
    assert refused.json()["error"]["remedy"] == "Did you mean Back squat? If it is another lift, say so: new."
    assert made.store.roster() == []
    told = coach.post(SETS, json=DONE | {"lift": "back sqat", "new": True}).json()
    assert told["lift"] == "back_sqat"


def test_a_lift_that_is_near_nothing_is_kept_and_said(coach: TestClient) -> None:
    told = coach.post(SETS, json=DONE | {"lift": "log carry"}).json()
    assert told["notice"] == "Log carry is none of the catalogue's exercises; it is kept under its own name."


@pytest.mark.parametrize(
    ("path", "asked", "needed", "meant"),
    [
        ("/api/v1/sessions", "athlete_id=1", "one of athlete, lift, limit, offset", "Did you mean athlete?"),
        ("/api/v1/sessions", "limit=5&ofset=5", "one of athlete, lift, limit, offset", "Did you mean offset?"),
        ("/api/v1/athletes/1", "zzz", "no question", "/api/docs"),
    ],
)
def test_a_question_that_a_call_does_not_know_is_refused(
    coach: TestClient, path: str, asked: str, needed: str, meant: str
) -> None:
    coach.post(SETS, json=DONE)
    answer = coach.get(f"{path}?{asked}")
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["needed"] == needed
    assert meant in error["remedy"]
    assert coach.get("/api/v1/sessions?athlete=Ada&limit=5").json()["items"][0]["athlete"] == "Ada"
    assert coach.get("/team?utm_source=mail", headers={"accept": "text/html"}).status_code == 200


def test_no_question_of_a_stranger_is_answered(made: House) -> None:
    with web_house.client(made) as nobody:
        assert nobody.get("/api/v1/sessions?athlete_id=1").status_code == 401


def test_the_call_stands_in_the_description(coach: TestClient) -> None:
    described = coach.get("/api/v1/openapi.json").json()
    assert "post" in described["paths"][SETS]
    assert {"athlete", "lift", "repetitions", "load_kg", "load", "new"} <= set(
        described["components"]["schemas"]["NewSet"]["properties"]
    )


def test_a_set_counted_by_hand_is_told_so_on_its_page_and_judged_by_no_rule(coach: TestClient) -> None:
    told = coach.post(SETS, json=DONE | {"at": "2026-11-20T18:00:00+01:00"}).json()
    found = coach.get(f"/api/v1/sets/{told['id']}/review").json()
    assert found["done"] == "Done: 3 repetitions, counted by hand, no speed, rated RPE 8.5."
    assert set(found["others"].values()) == {"no verdict: it needs the speed of the repetitions"}
    assert found["has_speed"] is False
    page = coach.get(f"/sessions/{told['session_id']}", headers={"accept": "text/html"}).text
    assert "This set was logged without a speed: there is no trace, and no rule can judge it." in page
    assert "the device's own" not in page
