"""What somebody tries who means harm, and what comes of it: names, addresses, files for spreadsheets, floods."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import web_house
from neuraldrive.records import Repetition, Session, SetEntry
from neuraldrive.web import uploads
from neuraldrive.web.doors import passwords
from neuraldrive.web.doors.limits import MOST_UPLOADS
from neuraldrive.web.house import House
from neuraldrive.web.pages.sign_in import _within

HTML = {"accept": "text/html"}
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    with web_house.house(tmp_path, "team") as made:
        at = datetime(2026, 11, 20, 18, tzinfo=UTC)
        sets = [SetEntry("back_squat", 100.0, [Repetition(k, mean_velocity=0.6) for k in (1, 2)], started_at=at)]
        made.store.add_session(Session(FORMULA, sets, started_at=at))
        yield made


@pytest.fixture
def talking(made: House) -> Iterator[TestClient]:
    with web_house.client(made) as talking:
        talking.headers.update(web_house.owner(talking, "Änne"))
        yield talking


def test_a_name_in_any_script_signs_in_and_has_its_page_and_tokens(talking: TestClient, made: House) -> None:
    assert talking.get("/people", headers=HTML).status_code == 200
    assert talking.post("/api/v1/tokens", json={"name": "export"}).status_code == 201
    with web_house.client(made) as again:
        web_house.sign_in(again, "a\u0308NNE")


@pytest.mark.parametrize("name", ["änne", "A\u0308nne", " ÄNNE ", "\uff21\u0308nne"])
def test_nobody_gets_the_name_of_another_with_other_capitals(talking: TestClient, name: str) -> None:
    new = {"name": name, "password": web_house.PASSWORD, "role": "coach"}
    assert "is free" in talking.post("/api/v1/people", json=new).json()["error"]["needed"]


def test_a_token_is_of_who_made_it_even_where_an_older_store_has_the_name_twice(
    talking: TestClient, made: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from neuraldrive.store import people

    monkeypatch.setattr(people, "said_alike", lambda name: name)
    made.store.people.add("änne", "coach", passwords.hashed(web_house.PASSWORD))
    monkeypatch.undo()
    secret = talking.post("/api/v1/tokens", json={"name": "mine"}).json()["secret"]
    me = talking.get("/api/v1/me", headers={"authorization": f"Bearer {secret}"}).json()
    assert (me["name"], me["role"]) == ("Änne", "owner")


@pytest.mark.parametrize(
    "to", ["//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "\\/x", ""]
)
def test_a_way_back_never_leads_to_another_site(to: str) -> None:
    assert _within(to) == "/"


@pytest.mark.parametrize("path", ["/team?day=0001-01-01", "/team/list?day=0001-01-01", "/team?day=9999-12-31"])
def test_a_day_at_the_end_of_all_calendars_is_refused(talking: TestClient, path: str) -> None:
    assert talking.get(path, headers=HTML).status_code == 422


def test_a_name_that_begins_like_a_formula_is_text_in_a_table(talking: TestClient) -> None:
    table = talking.get("/api/v1/exports?format=csv").text
    assert {row["athlete"] for row in csv.DictReader(io.StringIO(table))} == {f"'{FORMULA}"}
    assert talking.get("/api/v1/exports?format=json").json()[0]["athlete"] == FORMULA


def test_no_form_writes_what_was_typed_into_the_address_when_its_script_has_not_come() -> None:
    templates = resources.files("neuraldrive.web").joinpath("templates")
    forms = [form for each in templates.iterdir() for form in re.findall(r"<form\b[^>]*>", each.read_text("utf-8"))]
    assert len(forms) > 10
    assert [each for each in forms if 'method="post"' not in each and 'action="/rack"' not in each] == []


def test_a_form_that_was_sent_without_its_script_changes_nothing_and_says_what_to_do(made: House) -> None:
    with web_house.client(made) as talking:
        sent = talking.post("/sign-in", data={"name": "Änne", "password": web_house.PASSWORD}, headers=HTML)
    assert sent.status_code == 405
    assert "load the page again" in sent.text
    assert web_house.PASSWORD not in sent.text


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"name": ', b'{"a":' * 5000 + b"1" + b"}" * 5000])
def test_a_body_that_cannot_be_read_is_told_as_such(talking: TestClient, body: bytes) -> None:
    answer = talking.post("/api/v1/athletes", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]["needed"] == "JSON in UTF-8"


def test_a_stranger_makes_the_server_hash_no_password_once_it_is_owned(
    talking: TestClient, made: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "hashed", lambda _: pytest.fail("a password was hashed"))
    with web_house.client(made) as stranger:
        told = [
            stranger.post("/api/v1/first-owner", json={"name": "x", "password": "y" * 20}).status_code
            for _ in range(25)
        ]
    assert set(told) == {422, 429}
    assert told[-1] == 429


def test_uploads_beyond_a_few_at_once_are_told_to_come_later(talking: TestClient, made: House) -> None:
    for _ in range(MOST_UPLOADS):
        assert made.limits.uploads.acquire(blocking=False)
    refused = talking.post("/api/v1/imports", files={"file": ("a.csv", b"x")})
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "60"
    made.limits.uploads.release()
    for _ in range(3):  # each gives its place back
        assert talking.post("/api/v1/imports", content=b"", headers={"content-type": "x/y"}).status_code == 400


def test_an_upload_leaves_room_on_the_disk_for_what_is_lifted(
    talking: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LEAST_FREE_BYTES", 1 << 60)
    answer = talking.post("/api/v1/imports", files={"file": ("a.csv", b"x")})
    assert answer.status_code == 507
    assert "are free" in answer.json()["error"]["found"]


def test_a_history_of_a_lift_that_was_never_done_is_not_kept(talking: TestClient) -> None:
    assert talking.get("/athletes/1/history?lift=back_squat").status_code == 200
    assert talking.get("/athletes/1/history?lift=anything").status_code == 404
