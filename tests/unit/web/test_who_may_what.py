"""Every page and call there is, by every role: who is let in, who is not, and that no change goes without its mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

import web_house
from neuraldrive.web.app import create_app
from neuraldrive.web.doors.guard import _SAFE
from neuraldrive.web.house import House
from web_routes import DISPLAY, OPEN, OWNER, ROLES, expected, nothing_ahead, walked

ENDS = "POST /api/v1/sign-out"
FILLED = {"ending": "txt", "what": "traces", "day": "2026-11-20", "place": "0", "number": "S999", "name": "nowhere"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with nothing_ahead(), web_house.house(tmp_path_factory.mktemp("roles"), "team") as made:
        yield made


@pytest.fixture(scope="module")
def routes(made: House) -> list[tuple[str, str]]:
    """Method and path of everything that is served, but files and sockets."""
    return sorted(set(walked(create_app(made).routes)))


@pytest.fixture(scope="module")
def signed_in(made: House) -> Iterator[dict[str, TestClient]]:
    """One of each role, with its mark."""
    with web_house.client(made) as nobody, web_house.client(made) as owner:
        owner.headers.update(web_house.owner(owner))
        there = {"nobody": nobody, "owner": owner}
        for role in ("display", "coach"):
            new = {"name": role, "password": web_house.PASSWORD, "role": role}
            assert owner.post("/api/v1/people", json=new).status_code == 201
            there[role] = TestClient(create_app(made), base_url="http://gym.example", raise_server_exceptions=False)
            there[role].headers.update(web_house.sign_in(there[role], role))
        yield there


def test_every_route_of_the_description_is_walked(routes: list[tuple[str, str]], made: House) -> None:
    described = create_app(made).openapi()["paths"]
    told = {(method.upper(), path) for path, methods in described.items() for method in methods}
    assert told <= set(routes)
    named = OPEN | DISPLAY | OWNER
    assert named <= {f"{method} {path}" for method, path in routes}
    assert len(routes) > 60


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_let_in_where_it_may_and_nowhere_else(
    role: str, routes: list[tuple[str, str]], signed_in: dict[str, TestClient]
) -> None:
    wrong = {}
    for method, path in routes:
        if f"{method} {path}" == ENDS:
            continue
        answer = _asked(signed_in[role], method, path)
        found = answer if answer in (401, 403) else "in"
        if found != expected(role, f"{method} {path}"):
            wrong[f"{method} {path}"] = answer
    assert wrong == {}


@pytest.mark.parametrize("mark", [None, "0" * 64, ""])
def test_no_change_goes_without_its_mark(
    mark: str | None, routes: list[tuple[str, str]], signed_in: dict[str, TestClient]
) -> None:
    owner = signed_in["owner"]
    right = owner.headers.pop("X-CSRF")
    changes = [each for each in routes if each[0] not in _SAFE and " ".join(each) not in OPEN]
    try:
        more = {} if mark is None else {"X-CSRF": mark}
        assert {_asked(owner, *each, **more) for each in changes} == {403}
    finally:
        owner.headers["X-CSRF"] = right
    assert len(changes) > 30


def test_nothing_comes_from_another_sites_page(routes: list[tuple[str, str]], signed_in: dict[str, TestClient]) -> None:
    changes = [each for each in routes if each[0] not in _SAFE]
    for origin in (
        "https://evil.example",
        "null",
        "http://gym.example.evil.example",
        "http://gym.example@evil.example",
    ):
        assert {_asked(signed_in["owner"], *each, origin=origin) for each in changes} == {403}, origin


def _asked(talking: TestClient, method: str, path: str, **headers: str) -> int:
    """The status of a call about things that are not there, with a body that no call takes: nothing is changed."""
    address = re.sub(r"\{(\w+)\}", lambda found: FILLED.get(found[1], "999999"), path)
    content = None if method in _SAFE else b"[]"
    more = {"content-type": "application/json"} if content else {}
    answer = talking.request(method, address, content=content, headers=more | headers, follow_redirects=False)
    assert answer.status_code < 500, f"{method} {path}: {answer.text[:200]}"
    return int(answer.status_code)
