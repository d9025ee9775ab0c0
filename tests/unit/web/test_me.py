"""The own page: another password, and the tokens of programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import web_house
from neuraldrive.web.house import House

HTML = {"accept": "text/html"}
PASSWORD, NEW = "/api/v1/me/password", "another four words here"
CHANGE = {"old": web_house.PASSWORD, "new": NEW}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    with web_house.house(tmp_path, "team") as made:
        yield made


@pytest.fixture
def talking(made: House) -> Iterator[TestClient]:
    with web_house.client(made) as talking:
        yield talking


def somebody(talking: TestClient, mark: dict[str, str], role: str) -> Any:
    new = {"name": role, "password": web_house.PASSWORD, "role": role}
    return talking.post("/api/v1/people", json=new, headers=mark).json()["id"]


def test_a_coach_changes_the_own_password_and_is_signed_out_everywhere_else(made: House, talking: TestClient) -> None:
    somebody(talking, web_house.owner(talking), "coach")
    with web_house.client(made) as here, web_house.client(made) as elsewhere:
        mark = web_house.sign_in(here, "coach")
        web_house.sign_in(elsewhere, "coach")
        copied = here.cookies["nd_session"]
        token = here.post("/api/v1/tokens", json={"name": "export"}, headers=mark).json()["secret"]

        answer = here.put(PASSWORD, json=CHANGE, headers=mark)

        assert answer.status_code == 200
        assert here.get("/api/v1/me").json()["csrf"] == answer.json()["csrf"] != mark["X-CSRF"]
        assert elsewhere.get("/api/v1/me").status_code == 401
        with web_house.client(made) as thief:
            assert thief.get("/api/v1/me", headers={"cookie": f"nd_session={copied}"}).status_code == 401
            bearer = {"authorization": f"Bearer {token}"}
            assert thief.get("/api/v1/me", headers=bearer).json()["name"] == "coach"
        assert talking.get("/api/v1/me").json()["name"] == "Ada"
    with web_house.client(made) as again:
        wrong = {"name": "coach", "password": web_house.PASSWORD}
        assert again.post("/api/v1/sign-in", json=wrong).status_code == 401
        web_house.sign_in(again, "coach", NEW)


@pytest.mark.parametrize(
    ("given", "status", "needed"),
    [
        ({"old": "not the right one", "new": NEW}, 403, "the one that you sign in with"),
        ({"old": web_house.PASSWORD, "new": web_house.PASSWORD}, 422, "another"),
        ({"old": web_house.PASSWORD, "new": "short"}, 422, "10 to 200"),
        ({"new": NEW}, 422, "required"),
    ],
)
def test_what_changes_no_password_says_why(
    talking: TestClient, given: dict[str, str], status: int, needed: str
) -> None:
    mark = web_house.owner(talking)
    answer = talking.put(PASSWORD, json=given, headers=mark)
    assert answer.status_code == status
    assert needed in answer.json()["error"]["needed"]
    assert talking.get("/api/v1/me").status_code == 200
    web_house.sign_in(talking, "Ada")


def test_old_passwords_are_not_to_be_found_by_trying(talking: TestClient) -> None:
    mark = web_house.owner(talking)
    answers = [talking.put(PASSWORD, json=CHANGE | {"old": f"wrong {k}"}, headers=mark).status_code for k in range(12)]
    assert answers == [403] * 8 + [429] * 4
    assert talking.put(PASSWORD, json=CHANGE, headers=mark).status_code == 429


def test_who_mistypes_the_old_password_keeps_nobody_of_that_address_from_signing_in(talking: TestClient) -> None:
    mark = web_house.owner(talking)
    new = {"name": "Bea", "password": web_house.PASSWORD, "role": "coach"}
    assert talking.post("/api/v1/people", json=new, headers=mark).status_code == 201
    wrong = [talking.put(PASSWORD, json=CHANGE | {"old": f"wrong {k}"}, headers=mark).status_code for k in range(30)]
    assert wrong == [403] * 8 + [429] * 22
    for name in ("Ada", "Bea"):
        web_house.sign_in(talking, name)
        mark = {"X-CSRF": talking.get("/api/v1/me").json()["csrf"]}
    assert talking.put(PASSWORD, json=CHANGE, headers=mark).status_code == 200  # Bea has tries of her own


def test_a_password_that_was_set_meanwhile_is_not_written_over(made: House, talking: TestClient) -> None:
    web_house.owner(talking)
    person = made.store.people.person("Ada")
    made.store.people.own_password(person.id, "a hash", was=person.password)
    from neuraldrive.errors import ChangedMeanwhile

    with pytest.raises(ChangedMeanwhile):
        made.store.people.own_password(person.id, "another hash", was=person.password)
    assert made.store.people.person("Ada").password == "a hash"


def test_a_display_has_its_password_from_an_owner(made: House, talking: TestClient) -> None:
    mark = web_house.owner(talking)
    screen = somebody(talking, mark, "display")
    with web_house.client(made) as display:
        its = web_house.sign_in(display, "display")
        assert display.put(PASSWORD, json=CHANGE, headers=its).status_code == 403
        page = display.get("/me", headers=HTML)
        assert page.status_code == 200
        assert "an owner sets it under People" in page.text
        assert 'id="password"' not in page.text
    assert talking.patch(f"/api/v1/people/{screen}", json={"password": NEW}, headers=mark).status_code == 200
    with web_house.client(made) as display:
        web_house.sign_in(display, "display", NEW)


def test_every_other_persons_password_is_set_on_the_page_of_people_and_ones_own_under_you(talking: TestClient) -> None:
    mark = web_house.owner(talking)
    coach = somebody(talking, mark, "coach")
    page = talking.get("/people", headers=HTML).text
    assert f'data-send="PATCH /api/v1/people/{coach}"><label>New password for coach' in page
    assert "New password for Ada" not in page
    assert 'href="/me"' in page


def test_the_demonstration_has_no_password_to_change(tmp_path: Path) -> None:
    with web_house.house(tmp_path) as made, web_house.client(made) as talking:
        mark = {"X-CSRF": talking.get("/api/v1/me").json()["csrf"]}
        assert talking.put(PASSWORD, json=CHANGE, headers=mark).status_code == 409
        assert "No password here" in talking.get("/me", headers=HTML).text


def test_a_token_stands_in_the_list_once_it_is_made(talking: TestClient) -> None:
    mark = web_house.owner(talking)
    assert "None. A program" in talking.get("/me", headers=HTML).text
    secret = talking.post("/api/v1/tokens", json={"name": "export"}, headers=mark).json()["secret"]
    page = talking.get("/me", headers=HTML).text
    assert "None. A program" not in page
    assert "<b>export</b>" in page
    assert secret not in page


@pytest.mark.parametrize("token", ["nonsense", "", "a" * 4000])
def test_a_token_that_does_not_hold_is_told_so(talking: TestClient, token: str) -> None:
    web_house.owner(talking)
    answer = talking.get("/api/v1/me", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    error = answer.json()["error"]
    assert error["what"] == "token"
    assert "not known here, has expired or was ended" in error["found"]
    assert "invalid_token" in answer.headers["www-authenticate"]


def test_a_token_that_has_expired_is_told_so(talking: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = web_house.owner(talking)
    secret = talking.post("/api/v1/tokens", json={"name": "export", "days": 1}, headers=mark).json()["secret"]
    from neuraldrive.store import people

    now = people.time.time()
    monkeypatch.setattr(people.time, "time", lambda: now + 2 * 86400.0)
    answer = talking.get("/api/v1/athletes", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 401
    assert "expired" in answer.json()["error"]["found"]


def test_who_has_signed_in_is_led_on_from_the_door(talking: TestClient) -> None:
    web_house.owner(talking)
    answer = talking.get("/sign-in?to=/team", headers=HTML, follow_redirects=False)
    assert answer.headers["location"] == "/team"
    elsewhere = talking.get("/sign-in?to=//evil.example", headers=HTML, follow_redirects=False)
    assert elsewhere.headers["location"] == "/"
