"""Athletes over the interface: who there is, corrections with who made them, everything taken out, everything removed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from desk_team import days, in_the_laboratory
from neuraldrive import measure
from neuraldrive.web.house import House
from web_house import PASSWORD, client, house, owner, sign_in


@pytest.fixture
def served(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path, "team") as made:
        for name in ("Ada", "Bea"):
            for each in days(name, 6):
                made.store.add_session(each, measure.all_of)
        in_the_laboratory(made.store, "Ada")
        yield made


@pytest.fixture
def talking(served: House) -> Iterator[TestClient]:
    with client(served) as made:
        yield made


def _coach(talking: TestClient) -> dict[str, str]:
    mark = owner(talking, "Olga")
    talking.post("/api/v1/people", json={"name": "Carl", "password": PASSWORD, "role": "coach"}, headers=mark)
    talking.cookies.clear()
    return sign_in(talking, "Carl")


def test_everybody_is_listed_and_found_by_a_part_of_the_name(talking: TestClient) -> None:
    owner(talking)

    assert [each["name"] for each in talking.get("/api/v1/athletes").json()] == ["Ada", "Bea"]
    assert [each["name"] for each in talking.get("/api/v1/athletes?name=BE").json()] == ["Bea"]
    assert talking.get("/api/v1/athletes/1").json()["name"] == "Ada"


def test_somebody_new_is_made_once(talking: TestClient) -> None:
    mark = owner(talking)

    made = talking.post("/api/v1/athletes", json={"name": " Cem  Ö ", "body_mass_kg": 81.5}, headers=mark)
    again = talking.post("/api/v1/athletes", json={"name": "Cem Ö"}, headers=mark)

    assert made.status_code == 201
    assert (made.json()["name"], made.json()["body_mass_kg"]) == ("Cem Ö", 81.5)
    assert again.status_code == 422
    assert "nobody has" in again.json()["error"]["needed"]


def test_a_correction_keeps_what_stood_there_and_who_made_it(talking: TestClient, served: House) -> None:
    mark = _coach(talking)

    answer = talking.patch("/api/v1/athletes/1", json={"body_mass_kg": 72.5, "why": "weighed"}, headers=mark)

    assert answer.json()["body_mass_kg"] == 72.5
    (done,) = served.store.corrections("athlete", 1)
    assert (done.old, done.new, done.who, done.why) == (None, 72.5, "Carl", "weighed")


@pytest.mark.parametrize(
    "body", [{"name": "Bea"}, {"name": ""}, {"name": None}, {"body_mass_kg": 2}, {"body_mass_kg": "x"}]
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    talking: TestClient, served: House, body: dict[str, object]
) -> None:
    answer = talking.patch("/api/v1/athletes/1", json=body, headers=owner(talking))

    assert answer.status_code == 422
    assert served.store.corrections() == []


def test_the_archive_is_all_of_one_person(talking: TestClient) -> None:
    _coach(talking)

    answer = talking.get("/api/v1/athletes/1/export.zip")

    assert answer.headers["content-disposition"] == 'attachment; filename="Ada.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as whole:
        data = json.loads(whole.read("data.json"))
    assert data["tables"]["athlete"][0]["name"] == "Ada"
    assert "Bea" not in json.dumps(data)
    assert talking.get("/api/v1/athletes/1/export.json").json()["tables"] == data["tables"]


def test_only_an_owner_deletes(talking: TestClient, served: House) -> None:
    answer = talking.request("DELETE", "/api/v1/athletes/1", json={"name": "Ada"}, headers=_coach(talking))

    assert answer.status_code == 403
    assert len(served.store.roster()) == 2


def test_deleting_needs_the_name_typed_again(talking: TestClient, served: House) -> None:
    mark = owner(talking)

    assert talking.request("DELETE", "/api/v1/athletes/1", json={"name": "Bea"}, headers=mark).status_code == 422
    gone = talking.request("DELETE", "/api/v1/athletes/1", json={"name": "Ada"}, headers=mark)

    assert gone.json()["name"] == "Ada"
    assert [each.name for each in served.store.roster()] == ["Bea"]
    assert talking.get("/api/v1/athletes/1").status_code == 404


def test_the_profile_keeps_the_bar_outside_the_neural_markers(talking: TestClient) -> None:
    owner(talking)

    found = talking.get("/api/v1/athletes/1/profile").json()

    (lift,) = found["total_strength"]
    assert lift["origin"] == "not identifiable from the bar"
    assert (
        lift["estimated_one_rm_kg"]["low"] < lift["estimated_one_rm_kg"]["value"] < lift["estimated_one_rm_kg"]["high"]
    )
    neural = {each["name"]: each for each in found["neural"]}
    assert neural["voluntary_activation"]["found"][0]["value"] == pytest.approx(91.0)
    assert neural["rise"]["found"] == []
    assert "stimuli at rest" in neural["rise"]["needs"]
    assert {each["group"] for each in neural.values()} == {"recruitment", "rate_coding"}


def test_a_day_is_told_with_its_interval(talking: TestClient) -> None:
    owner(talking)

    (found,) = talking.get("/api/v1/athletes/1/day").json()
    earlier = talking.get("/api/v1/athletes/1/day?day=2026-11-20").json()

    assert found["low"] < found["difference"] < found["high"]
    assert found["earlier_days"] == 5
    assert earlier[0]["day"] == "2026-11-19"


def test_of_nobody_nothing_is_told(talking: TestClient) -> None:
    owner(talking)

    for path in ("", "/profile", "/day", "/export.json", "/export.zip"):
        assert talking.get(f"/api/v1/athletes/77{path}").status_code == 404
