"""Pages show a role no link, form or button that it may not use."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

import web_house
from neuraldrive.web.app import create_app
from neuraldrive.web.house import House
from neuraldrive.web.racks.hub import Hub
from web_routes import expected, nothing_ahead, walked

HTML = {"accept": "text/html"}
BEGINS = ["/", "/rack/Rack 1", "/nowhere", "/me"]
MOST_PAGES = 25


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with nothing_ahead() as patch:
        patch.setattr(Hub, "expects", lambda _, name: name == "Rack 1")
        with web_house.house(tmp_path_factory.mktemp("shown"), "team") as made:
            made.store.add_athlete("Bea")
            yield made


@pytest.fixture(scope="module")
def signed_in(made: House) -> Iterator[dict[str, TestClient]]:
    with web_house.client(made) as owner:
        mark = web_house.owner(owner)
        there = {"owner": owner}
        for role in ("display", "coach"):
            owner.post(
                "/api/v1/people", json={"name": role, "password": web_house.PASSWORD, "role": role}, headers=mark
            )
            there[role] = TestClient(create_app(made), base_url="http://gym.example", raise_server_exceptions=False)
            web_house.sign_in(there[role], role)
        yield there


@pytest.mark.parametrize("role", ["display", "coach", "owner"])
def test_a_role_is_shown_what_it_may_use_and_nothing_else(
    role: str, made: House, signed_in: dict[str, TestClient]
) -> None:
    table = [
        (method, re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$"), path)
        for method, path in walked(create_app(made).routes)
    ]
    shown = set(_shown(signed_in[role]))
    assert len(shown) >= (3 if role == "display" else 12)
    wrong = set()
    for method, path in shown:
        routes = [f"{method} {each}" for how, pattern, each in table if how == method and pattern.match(path)]
        if not routes or all(expected(role, each) != "in" for each in routes):
            wrong.add(f"{method} {path}")
    assert wrong == set()


def test_who_may_not_see_a_page_is_told_so_in_plain_words(signed_in: dict[str, TestClient]) -> None:
    answer = signed_in["display"].get("/team", headers=HTML)
    assert answer.status_code == 403
    assert (
        "This is for a coach or an owner, and you are signed in as a display. Ask an owner if you need it."
        in answer.text
    )
    assert "Found display" not in answer.text
    error = signed_in["coach"].get("/api/v1/people").json()["error"]
    assert (error["what"], error["found"], error["needed"]) == ("role", "coach", "an owner")
    assert error["words"] == "This is for an owner, and you are signed in as a coach. Ask an owner if you need it."


def test_a_display_is_led_to_the_rack_and_its_own_page_alone(signed_in: dict[str, TestClient]) -> None:
    page = signed_in["display"].get("/rack", headers=HTML).text
    links = re.findall(r'<a href="([^"]+)"', page.split("<main")[0])
    assert links == ["/rack", "/me"]
    rack = signed_in["display"].get("/rack/Rack 1", headers=HTML).text
    assert "data-rpe" not in rack
    assert "data-key" not in rack
    assert 'id="mute"' in rack
    assert "data-rpe" in signed_in["coach"].get("/rack/Rack 1", headers=HTML).text


def test_who_is_not_signed_in_is_shown_no_navigation(made: House) -> None:
    with web_house.client(made) as nobody:
        page = nobody.get("/nowhere", headers=HTML)
    assert page.status_code == 404
    assert 'href="/team"' not in page.text


def _shown(talking: TestClient) -> Iterator[tuple[str, str]]:
    """Method and path of all that pages offer, found by going where they lead."""
    waits, seen = list(BEGINS), set()
    while waits and len(seen) < MOST_PAGES:
        path = waits.pop(0)
        if path in seen or path.startswith(("/static", "/api")):
            continue
        seen.add(path)
        answer = talking.get(path, headers=HTML)
        assert answer.status_code in (200, 404), f"{path}: {answer.status_code}"
        text = html.unescape(answer.text)
        for to in re.findall(r'<a[^>]* href="([^"#]+)"', text) + re.findall(r'method="get" action="([^"]+)"', text):
            whole = urlsplit(urljoin(str(answer.url), to))
            if whole.netloc != urlsplit(str(answer.url)).netloc:  # a paper, at its publisher
                continue
            found = whole.path
            waits.append(found)
            yield "GET", unquote(found)
        for how, to in re.findall(r'data-(?:send|change)="([A-Z]+) ([^"? ]+)', text):
            yield how, unquote(to)
