"""Who comes in, from where, and what the role allows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import web_house
from neuraldrive.web.doors import passwords
from neuraldrive.web.house import House

HTML = {"accept": "text/html"}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    with web_house.house(tmp_path, "team") as made:
        yield made


@pytest.fixture
def talking(made: House) -> Iterator[TestClient]:
    with web_house.client(made) as talking:
        yield talking


def test_nobody_sees_anything_before_signing_in(talking: TestClient) -> None:
    assert talking.get("/team", headers=HTML, follow_redirects=False).headers["location"] == "/sign-in?to=/team"
    answer = talking.get("/api/v1/people")
    assert answer.status_code == 401
    assert answer.json()["error"]["remedy"] == "Sign in."


def test_a_wrong_password_is_told_in_plain_words_beside_what_a_program_reads(talking: TestClient) -> None:
    web_house.owner(talking)
    talking.cookies.clear()
    error = talking.post("/api/v1/sign-in", json={"name": "Ada", "password": "none of theirs"}).json()["error"]
    assert error["words"] == "Name and password do not go together. Try again, or ask an owner for a new password."
    assert error["found"] == "a name and a password that do not go together"
    assert error["remedy"] == "Try again, or ask an owner for a new password."
    assert "error.words ? error.words" in talking.get("/static/page.js").text


def test_from_the_network_the_first_owner_gives_the_code_that_the_server_printed(
    made: House, talking: TestClient
) -> None:
    made.setup_code = passwords.new_code()
    assert 'name="setup_code"' in talking.get("/sign-in", headers=HTML).text
    ada = {"name": "Ada", "password": web_house.PASSWORD}
    for wrong in ({}, {"setup_code": ""}, {"setup_code": "AAAA-AAAA"}):
        answer = talking.post("/api/v1/first-owner", json=ada | wrong)
        assert answer.status_code == 403
        assert "printed" in answer.json()["error"]["needed"]
    assert made.store.people.everybody() == []
    typed = made.setup_code.lower().replace("-", " ")
    assert talking.post("/api/v1/first-owner", json=ada | {"setup_code": typed}).status_code == 201


def test_codes_are_not_to_be_found_by_trying(made: House, talking: TestClient) -> None:
    made.setup_code = passwords.new_code()
    wrong = {"name": "Eve", "password": web_house.PASSWORD, "setup_code": "AAAA-AAAA"}
    answers = [talking.post("/api/v1/first-owner", json=wrong).status_code for _ in range(25)]
    assert answers == [403] * 20 + [429] * 5


def test_on_this_computer_no_code_is_asked_for(talking: TestClient) -> None:
    assert "setup_code" not in talking.get("/sign-in", headers=HTML).text


def test_the_first_becomes_the_owner_and_the_second_does_not(talking: TestClient) -> None:
    web_house.owner(talking)
    assert talking.get("/team", headers=HTML).status_code == 200
    again = talking.post("/api/v1/first-owner", json={"name": "Mallory", "password": web_house.PASSWORD})
    assert again.status_code == 422
    assert "somebody is there already" in again.text


def test_a_short_password_is_refused_with_what_is_needed(talking: TestClient) -> None:
    answer = talking.post("/api/v1/first-owner", json={"name": "Ada", "password": "short"})
    assert answer.status_code == 422
    assert answer.json()["error"]["needed"] == "10 to 200 characters" or "10" in answer.json()["error"]["needed"]
    assert talking.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("password", ["\0" * 10, "\u200b" * 12, " " * 11, "\t\n" * 6, "abc" + "\0" * 20], ids=ascii)
def test_a_password_of_characters_that_nobody_sees_is_refused(talking: TestClient, password: str) -> None:
    answer = talking.post("/api/v1/first-owner", json={"name": "Ada", "password": password})
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert "of which can be seen" in error["found"]
    assert error["needed"] == "10 to 200 that can be seen"
    assert talking.get("/api/v1/me").status_code == 401


def test_a_password_in_any_script_is_one(talking: TestClient) -> None:
    for password in (
        "\u043f\u0430\u0440\u043e\u043b\u044c \u0434\u043b\u044f \u0437\u0430\u043b\u0430",
        "\U0001f3cb\ufe0f\u200d" * 10,
    ):
        assert passwords.is_right(password, passwords.hashed(password))


SECRET = "correct horse battery"


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"name": "Ada", "password": SECRET}},
        {"content": f"name=Ada&password={SECRET}"},
        {"content": f"name=Ada&password={SECRET}", "headers": {"content-type": "text/plain"}},
        {"json": f"password={SECRET}"},
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/sign-in", "/api/v1/first-owner"])
def test_a_body_that_is_no_object_is_told_so_and_not_sent_back(
    talking: TestClient, path: str, body: dict[str, Any]
) -> None:
    answer = talking.post(path, **body)
    assert answer.status_code == 422
    assert "text that is no JSON" in answer.json()["error"]["found"]
    assert not [each for each in SECRET.split() if each in answer.text]


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Ada", "password": [SECRET]},
        {"name": "Ada", "password": SECRET * 40},
        {"password": SECRET},
        {"name": {"password": SECRET}},
        [{"name": "Ada", "password": SECRET}],
        {"name": "Ada", "password": SECRET, "setup_code": SECRET * 4},
    ],
)
def test_no_error_repeats_a_password(talking: TestClient, body: object) -> None:
    answers = [talking.post(path, json=body) for path in ("/api/v1/sign-in", "/api/v1/first-owner")]
    assert 422 in [each.status_code for each in answers]
    for answer in answers:
        assert not [each for each in SECRET.split() if each in answer.text]


def test_no_error_repeats_the_old_or_the_new_password(talking: TestClient) -> None:
    mark = web_house.owner(talking)
    for body in (
        {"old": [SECRET], "new": SECRET},
        {"old": SECRET, "new": SECRET * 40},
        {"old": SECRET},
        {"new": SECRET},
    ):
        answer = talking.put("/api/v1/me/password", json=body, headers=mark)
        assert answer.status_code == 422
        assert not [each for each in SECRET.split() if each in answer.text]


def test_passwords_and_secrets_are_kept_as_hashes(talking: TestClient, made: House) -> None:
    headers = web_house.owner(talking)
    secret = talking.post("/api/v1/tokens", json={"name": "export"}, headers=headers).json()["secret"]
    kept = (made.place.data_dir / "store.sqlite").read_bytes()
    kept += b"".join(each.read_bytes() for each in made.place.data_dir.glob("store.sqlite-*"))
    assert b"$argon2id$" in kept
    for each in (web_house.PASSWORD, secret, talking.cookies["nd_session"]):
        assert each.encode() not in kept


def test_a_change_without_the_mark_of_the_page_is_refused(talking: TestClient) -> None:
    headers = web_house.owner(talking)
    new = {"name": "Coach", "password": web_house.PASSWORD, "role": "coach"}
    assert talking.post("/api/v1/people", json=new).status_code == 403
    assert talking.post("/api/v1/people", json=new, headers={"X-CSRF": "0" * 64}).status_code == 403
    assert talking.post("/api/v1/people", json=new, headers=headers).status_code == 201


@pytest.mark.parametrize(
    "from_where",
    [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "null"}, {"origin": "http://["}],
    ids=str,
)  # fmt: skip
def test_a_change_from_another_site_is_refused(talking: TestClient, from_where: dict[str, str]) -> None:
    headers = web_house.owner(talking)
    answer = talking.post("/api/v1/sign-out", headers=headers | from_where)
    assert answer.status_code == 403
    assert answer.json()["error"]["what"] == "origin"
    assert talking.get("/api/v1/me").status_code == 200


@pytest.mark.parametrize("cookie", ["", "nonsense", "'; drop table person; --", "\x7f" * 40, "a" * 4000])
def test_a_forged_session_is_nobody(talking: TestClient, cookie: str) -> None:
    web_house.owner(talking)
    talking.cookies.clear()
    assert talking.get("/api/v1/me", headers={"cookie": f"nd_session={cookie}"}).status_code == 401


def test_a_session_ends_when_it_is_signed_out_even_where_its_cookie_was_copied(talking: TestClient) -> None:
    headers = web_house.owner(talking)
    copied = talking.cookies["nd_session"]
    assert talking.post("/api/v1/sign-out", headers=headers).status_code == 204
    assert talking.get("/api/v1/me", headers={"cookie": f"nd_session={copied}"}).status_code == 401


def test_an_expired_session_is_nobody(talking: TestClient, made: House, monkeypatch: pytest.MonkeyPatch) -> None:
    web_house.owner(talking)
    from neuraldrive.store import people

    now = people.time.time()
    monkeypatch.setattr(people.time, "time", lambda: now + 15 * 86400.0)
    assert talking.get("/api/v1/me").status_code == 401


def test_somebody_kept_out_is_out_at_once(talking: TestClient, made: House) -> None:
    headers = web_house.owner(talking)
    new = {"name": "Coach", "password": web_house.PASSWORD, "role": "coach"}
    person = talking.post("/api/v1/people", json=new, headers=headers).json()["id"]
    with web_house.client(made) as coach:
        web_house.sign_in(coach, "coach")
        assert coach.get("/team", headers=HTML).status_code == 200
        talking.patch(f"/api/v1/people/{person}", json={"disabled": True}, headers=headers)
        assert coach.get("/api/v1/me").status_code == 401


def test_a_coach_may_not_let_others_in_and_a_display_may_only_look_at_the_rack(
    talking: TestClient, made: House
) -> None:
    headers = web_house.owner(talking)
    for name in ("coach", "display"):
        new = {"name": name, "password": web_house.PASSWORD, "role": name}
        assert talking.post("/api/v1/people", json=new, headers=headers).status_code == 201
    with web_house.client(made) as coach:
        mark = web_house.sign_in(coach, "coach")
        assert coach.get("/api/v1/people").status_code == 403
        assert coach.post("/api/v1/people", json=new | {"name": "x"}, headers=mark).status_code == 403
    with web_house.client(made) as display:
        mark = web_house.sign_in(display, "display")
        assert display.get("/", headers=HTML, follow_redirects=False).headers["location"] == "/rack"
        assert display.get("/team", headers=HTML).status_code == 403
        assert display.post("/api/v1/tokens", json={"name": "x"}, headers=mark).status_code == 403
        assert display.post("/api/v1/sign-out", headers=mark).status_code == 204


@pytest.mark.parametrize("change", [{"password": "a hash"}, {"role": "display"}, {"disabled": True}])
def test_no_session_begins_with_what_was_changed_while_the_password_was_looked_at(
    talking: TestClient, made: House, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    mark = web_house.owner(talking)
    eve = {"name": "Eve", "password": web_house.PASSWORD}
    number = talking.post("/api/v1/people", json=eve | {"role": "coach"}, headers=mark).json()["id"]
    looked_at = passwords.is_right

    def slowly(password: str, kept: str | None) -> bool:
        right = looked_at(password, kept)
        made.store.people.change(number, **change)
        return right

    monkeypatch.setattr(passwords, "is_right", slowly)
    with web_house.client(made) as late:
        answer = late.post("/api/v1/sign-in", json=eve)
        wrong = late.post("/api/v1/sign-in", json=eve | {"password": "none of theirs"})
        assert (answer.status_code, answer.json()) == (wrong.status_code, wrong.json())
        assert answer.status_code == 401
        assert "nd_session" not in late.cookies
    assert made.store.people.keys(number, "session") == []


def test_one_owner_always_stays(talking: TestClient, made: House) -> None:
    headers = web_house.owner(talking)
    mine = talking.get("/api/v1/people").json()[0]["id"]
    for change in ({"role": "coach"}, {"disabled": True}):
        assert talking.patch(f"/api/v1/people/{mine}", json=change, headers=headers).status_code == 422
    assert talking.get("/api/v1/me").json()["role"] == "owner"


def test_a_token_does_what_its_owner_may_and_ends(talking: TestClient, made: House) -> None:
    headers = web_house.owner(talking)
    made_token = talking.post("/api/v1/tokens", json={"name": "export"}, headers=headers).json()
    bearer = {"authorization": f"Bearer {made_token['secret']}"}
    with web_house.client(made) as program:
        assert program.get("/api/v1/me", headers=bearer).json()["role"] == "owner"
        assert program.get("/api/v1/me", headers={"authorization": "Bearer nonsense"}).status_code == 401
        assert talking.delete(f"/api/v1/tokens/{made_token['id']}", headers=headers).status_code == 204
        assert program.get("/api/v1/me", headers=bearer).status_code == 401


def test_a_session_is_no_token(talking: TestClient, made: House) -> None:
    web_house.owner(talking)
    bearer = {"authorization": f"Bearer {talking.cookies['nd_session']}"}
    with web_house.client(made) as program:
        assert program.get("/api/v1/me", headers=bearer).status_code == 401


def test_a_thousand_sign_ins_a_minute_are_slowed_down_and_others_still_come_in(talking: TestClient) -> None:
    web_house.owner(talking)
    wrong = {"name": "Ada", "password": "not the right one"}
    answers = [talking.post("/api/v1/sign-in", json=wrong) for _ in range(1000)]
    assert sum(each.status_code == 401 for each in answers) <= 20
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert talking.get("/api/v1/me").status_code == 200


def test_a_body_that_is_too_large_is_refused_before_it_is_read(talking: TestClient) -> None:
    headers = web_house.owner(talking)
    answer = talking.post("/api/v1/people", content=b"x" * (2 << 20), headers=headers)
    assert answer.status_code == 413
    assert answer.json()["error"]["needed"] == "at most 1 MiB"


def test_a_stream_that_does_not_say_how_long_it_is_is_cut_off(talking: TestClient) -> None:
    headers = web_house.owner(talking)

    def endless() -> Iterator[bytes]:
        for _ in range(4096):
            yield b"x" * 4096

    assert talking.post("/api/v1/people", content=endless(), headers=headers).status_code == 413


def test_every_answer_carries_the_security_headers(talking: TestClient) -> None:
    for path in ("/sign-in", "/static/page.js", "/api/v1/me", "/nowhere"):
        headers = talking.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert "httponly" in _set_cookie(talking).lower()


def _set_cookie(talking: TestClient) -> str:
    answer = talking.post("/api/v1/first-owner", json={"name": "Ada", "password": web_house.PASSWORD})
    return answer.headers["set-cookie"]


def test_the_demonstration_answers_to_this_computers_names_alone(tmp_path: Path) -> None:
    with web_house.house(tmp_path) as made, web_house.client(made) as talking:
        assert talking.get("/team", headers=HTML).status_code == 200
        assert talking.get("/team", headers=HTML | {"host": "evil.example"}).status_code == 421


def test_a_way_back_leads_nowhere_else(talking: TestClient) -> None:
    page = talking.get("/sign-in?to=//evil.example/x", headers=HTML).text
    assert "evil.example" not in page


def test_script_in_a_name_is_shown_as_it_is_written(talking: TestClient, made: House) -> None:
    headers = web_house.owner(talking)
    new = {"name": "<script>alert(1)</script>", "password": web_house.PASSWORD, "role": "coach"}
    assert talking.post("/api/v1/people", json=new, headers=headers).status_code == 201
    page = talking.get("/people", headers=HTML).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_blanks_around_a_name_are_no_new_name_to_try(talking: TestClient) -> None:
    web_house.owner(talking)
    tries = [{"name": "Ada" + " " * k, "password": "not the right one"} for k in range(9)]
    assert talking.post("/api/v1/sign-in", json=tries[0]).status_code == 401
    assert [talking.post("/api/v1/sign-in", json=each).status_code for each in tries[1:]][-1] == 429
