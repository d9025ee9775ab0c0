"""A field or question that a call does not know is named with the nearest that it knows, by every call alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from neuraldrive.web import api
from neuraldrive.web.api.asked import Asked
from neuraldrive.web.house import House


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """All models in an annotation, and in the fields of these."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for each in annotation.model_fields.values():
            yield from _models(each.annotation)
    for each in get_args(annotation):
        yield from _models(each)


def test_everything_that_a_call_takes_refuses_what_it_does_not_know() -> None:
    taken = {
        model
        for router in api.routers()
        for route in router.routes
        for each in route.dependant.body_params  # type: ignore[attr-defined]
        for model in _models(each.field_info.annotation)
    }
    assert len(taken) > 30
    assert [each.__name__ for each in taken if not issubclass(each, Asked)] == []


@pytest.mark.parametrize(
    ("call", "body", "what", "remedy"),
    [
        ("POST /api/v1/athletes", {"name": "Ada", "body_mass": 61}, "body_mass", "Did you mean body_mass_kg? /api/docs lists them."),
        ("POST /api/v1/sets", {"velocities": [0.5]}, "velocities", "Did you mean velocities_mps? /api/docs lists them."),
        ("PUT /api/v1/me/password", {"old_one": "secret words"}, "old_one", "/api/docs lists them."),
        (
            "POST /api/v1/racks",
            {"name": "Rack 1", "source": "simulated", "athlete": "Ada", "lift": "squat", "second": {"athlet": "Bea"}},
            "second.athlet", "Did you mean athlete? /api/docs lists them.",
        ),
        ("POST /api/v1/lab/contractions", {"effort": {"kind": "hold", "att": 0.2}}, "att", "Did you mean at? /api/docs lists them."),
    ],
    ids=str,
)  # fmt: skip
def test_an_unknown_field_is_named_with_the_nearest(
    coach: TestClient, made: House, call: str, body: dict[str, Any], what: str, remedy: str
) -> None:
    method, path = call.split()
    answer = coach.request(method, path, json=body)
    assert answer.status_code == 422, answer.text
    error = answer.json()["error"]
    assert (error["what"].removeprefix("effort.hold."), error["found"]) == (
        what,
        "a field that this call does not know",
    )
    assert error["remedy"].endswith(remedy)
    assert "secret words" not in answer.text
    assert made.store.roster() == []


def test_a_field_beside_a_file_that_is_not_known_or_said_twice_keeps_nothing(coach: TestClient, made: House) -> None:
    files = {"file": ("log.csv", "athlete,exercise\n")}
    answer = coach.post("/api/v1/imports", files=files, data={"athelte": "Ada"})
    assert (answer.status_code, answer.json()["error"]["what"]) == (422, "athelte")
    assert "Did you mean athlete?" in answer.json()["error"]["remedy"]
    twice = coach.post("/api/v1/imports", files=files, data={"athlete": ["Ada", "Bea"]})
    assert (twice.status_code, twice.json()["error"]["found"]) == (400, "the field 'athlete' twice")
    assert made.store.imports() == []


def test_a_question_that_is_answered_twice_is_refused(coach: TestClient) -> None:
    answer = coach.get("/api/v1/sessions?limit=5&limit=6")
    assert answer.status_code == 422
    assert (answer.json()["error"]["what"], answer.json()["error"]["found"]) == ("limit", "2 answers to one question")
    assert coach.get("/api/v1/sessions?limit=5&offset=0").status_code == 200
