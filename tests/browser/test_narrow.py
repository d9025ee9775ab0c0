"""What has no room on a phone or a tablet: it is said that there is more, and how to come to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import web_house
from desk_team import fill, number_of
from neuraldrive.web.house import House
from web_house import house, served

PLACES = ["Team", "Usual", "Import", "Plans", "Lab", "Evidence", "Rack", "People", "You"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, str]]:
    with house(tmp_path_factory.mktemp("narrow"), "team") as made:
        fill(made.store)
        with served(made) as address:
            yield made, address


@pytest.fixture(scope="module")
def signed_in(browser: Any, filled: tuple[House, str]) -> Iterator[Any]:
    context = browser.new_context(base_url=filled[1], reduced_motion="reduce")
    owner = {"name": "Ada", "password": web_house.PASSWORD}
    assert context.request.post("/api/v1/first-owner", data=owner).status == 201
    yield context
    context.close()


@pytest.fixture
def page(signed_in: Any) -> Iterator[Any]:
    made = signed_in.new_page()
    yield made
    made.close()


def _open(page: Any, path: str, width: int) -> Any:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    page.wait_for_selector("[aria-busy=true]", state="detached")
    return page


def _wide(page: Any, selector: str) -> bool:
    """Whether it holds more than it shows at once."""
    return bool(page.locator(selector).evaluate("({ scrollWidth, clientWidth }) => scrollWidth > clientWidth"))


@pytest.mark.parametrize("width", [360, 390, 768])
@pytest.mark.parametrize("path", ["/team", "/athletes/{}", "/evidence", "/people"])
def test_an_owner_comes_to_every_page_from_a_bar_that_never_scrolls(
    page: Any, filled: tuple[House, str], path: str, width: int
) -> None:
    _open(page, path.format(number_of(filled[0].store, "Usual")), width)
    assert not _wide(page, ".nav")
    assert page.locator(".nav [aria-current]").is_visible()
    menu = page.get_by_role("button", name="Menu")

    menu.click()

    assert not _wide(page, ".nav")
    shown = page.locator(".nav > a").all()
    assert [each.inner_text() for each in shown] == [each for each in PLACES if each != "Usual" or "athletes" in path]
    for each in [
        *shown,
        page.locator("[data-cookie=nd_unit]"),
        page.locator("[data-cookie=nd_theme]"),
        page.get_by_role("button", name="Sign out"),
    ]:
        box = each.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    page.keyboard.press("Escape")
    assert page.locator("[data-cookie=nd_theme]").is_hidden()
    assert menu.evaluate("(each) => document.activeElement === each")


def test_a_computer_has_every_page_beside_the_page_and_no_menu(page: Any) -> None:
    _open(page, "/team", 1440)
    assert page.get_by_role("button", name="Menu").is_hidden()
    assert page.locator("[data-cookie=nd_theme]").is_visible()


def test_on_a_phone_what_is_known_of_an_athlete_comes_first_and_empty_markers_are_folded(
    page: Any, filled: tuple[House, str]
) -> None:
    path = f"/athletes/{number_of(filled[0].store, 'Usual')}"
    _open(page, path, 390)
    tops = {
        each: page.get_by_role("region", name=each).bounding_box()["y"]
        for each in ("Total strength", "Load and velocity", "Recruitment", "Rate coding")
    }
    assert sorted(tops, key=lambda each: tops[each]) == list(tops)
    assert page.get_by_text("4 markers without a test; which test fills each").is_visible()
    assert page.get_by_role("link", name="Plan the test: Rate at full effort").is_hidden()
    page.get_by_text("3 markers without a test").click()
    assert page.get_by_role("link", name="Plan the test: Rate at full effort").is_visible()

    _open(page, path, 1440)
    assert page.get_by_role("link", name="Plan the test: Rate at full effort").is_visible()
    assert page.get_by_text("3 markers without a test").is_hidden()


def test_what_scrolls_to_the_side_says_at_which_end_there_is_more(page: Any, filled: tuple[House, str]) -> None:
    store = filled[0].store
    session = store.sessions(number_of(store, "Usual"))[0].id
    strip = _open(page, f"/sessions/{session}/sets/1", 390).locator(".sets")
    page.wait_for_selector(".sets[data-more=right]")
    assert "gradient" in strip.evaluate("(each) => getComputedStyle(each).maskImage")
    strip.evaluate("(each) => each.scrollTo(9999, 0)")
    page.wait_for_selector(".sets[data-more=left]")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_selector(".sets[data-more='']")


def test_on_a_phone_a_number_of_the_lab_has_its_words_over_the_whole_width(page: Any) -> None:
    _open(page, "/lab", 390)
    page.wait_for_selector("#numbers tr", timeout=120_000)
    head, *values = (each.bounding_box() for each in page.locator("#numbers tr").first.locator("th, td").all())
    assert head["width"] > 300
    assert all(each["y"] >= head["y"] + head["height"] for each in values)
    assert page.locator("#numbers td").first.evaluate("(each) => getComputedStyle(each, '::before').content") == '"A "'
    page.locator("#sources summary").click()
    assert not _wide(page, "#sources .wide")


def test_who_comes_to_the_door_reads_whose_it_is(browser: Any, filled: tuple[House, str], signed_in: Any) -> None:
    page = browser.new_page(base_url=filled[1])
    page.goto("/sign-in")
    assert page.get_by_text("neuraldrive", exact=True).is_visible()
    page.get_by_label("Name").fill("Nobody")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    page.close()


def test_it_is_said_truly_who_changes_which_password_and_rows_of_people_fit_a_phone(page: Any) -> None:
    _open(page, "/people", 360)
    assert "A display only looks on and changes nothing, so you set its password here" in page.inner_text("main")
    row = page.locator(".people li").first
    name, role, button = (row.locator(each).bounding_box() for each in (".named", "select", ".btn >> nth=0"))
    assert name["width"] > 250
    assert role["y"] >= name["y"] + name["height"]
    assert abs(button["y"] - role["y"]) < 2
