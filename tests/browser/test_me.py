"""The own page, and what a display sees, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import web_house
from neuraldrive.web.doors import passwords
from neuraldrive.web.house import House

WIDTHS = (390, 820, 1440)
NEW = "another four words here"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    with web_house.house(tmp_path, "team") as made:
        made.store.people.add("Ada", "owner", passwords.hashed(web_house.PASSWORD))
        yield made


@pytest.fixture(params=WIDTHS)
def page(browser: Any, made: House, request: pytest.FixtureRequest) -> Iterator[Any]:
    with web_house.served(made) as address:
        context = browser.new_context(viewport={"width": request.param, "height": 900}, base_url=address)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda asked: page.asked.append(asked.url))
        page.on("console", lambda message: page.said.append(message.text))
        yield page
        assert [url for url in page.asked if not url.startswith((address, "data:"))] == []
        context.close()


def _sign_in(page: Any, name: str, password: str = web_house.PASSWORD) -> None:
    page.goto("/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button").click()


def _is_sound(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    found = [each for each in axe.run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_password_is_changed_on_the_own_page_and_asked_for_elsewhere(page: Any, browser: Any) -> None:
    _sign_in(page, "Ada")
    if page.get_by_role("link", name="You").is_hidden():  # on a phone it stands in the menu
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="You").click()
    page.wait_for_url("**/me")
    page.get_by_label("Your password now").fill(web_house.PASSWORD)
    page.get_by_label("New password", exact=True).fill(NEW)
    page.get_by_label("New password once more").fill(f"{NEW}x")
    page.get_by_role("button", name="Change the password").click()
    page.wait_for_selector("#told:not([hidden])")
    assert "type it twice alike" in page.locator("#told").inner_text()
    page.get_by_label("New password once more").fill(NEW)
    page.get_by_role("button", name="Change the password").click()
    page.wait_for_selector("#changed:not([hidden])")
    assert page.locator("#told").is_hidden()
    _is_sound(page)
    page.get_by_label("For which program").fill("export")  # the mark of the new session is known without loading again
    page.get_by_role("button", name="Make a token").click()
    page.wait_for_selector("#tokens b")
    page.goto("/team")
    assert "/sign-in" not in page.url
    assert page.said == []


def test_a_token_is_shown_once_copied_and_stands_in_the_list_at_once(page: Any) -> None:
    _sign_in(page, "Ada")
    page.goto("/me")
    assert "None." in page.locator("#tokens").inner_text()
    page.get_by_label("For which program").fill("export")
    page.get_by_role("button", name="Make a token").click()
    page.wait_for_selector("#tokens b")
    assert "None." not in page.locator("#tokens").inner_text()
    assert "shown this once" in page.locator("#secret-told").inner_text()
    assert len(page.locator("#secret-text").input_value()) > 30
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    _is_sound(page)
    page.reload()
    assert page.locator("#secret").is_hidden()
    with page.expect_navigation():
        page.get_by_role("button", name="End export").click()
    assert "None." in page.locator("#tokens").inner_text()
    assert page.said == []


def test_an_owner_reaches_every_place_of_the_navigation_of_a_tablet_without_scrolling(page: Any) -> None:
    _sign_in(page, "Ada")
    page.goto("/me")
    page.set_viewport_size({"width": 820, "height": 1180})
    page.reload()
    assert page.evaluate(
        "(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(document.querySelector('.nav'))"
    )


def test_a_display_sees_the_rack_its_own_page_and_no_button_of_others(page: Any, made: House) -> None:
    _sign_in(page, "Ada")
    page.goto("/people")
    page.get_by_label("Name").fill("Screen")
    page.get_by_label("Password for now").fill(web_house.PASSWORD)
    page.locator("select[name=role]").select_option("display")
    with page.expect_navigation():
        page.get_by_role("button", name="Let in", exact=True).click()
    _is_sound(page)
    page.context.clear_cookies()
    _sign_in(page, "Screen")
    page.wait_for_url("**/rack")
    assert page.locator(".nav > a").all_inner_texts() == ["Rack", "You"]
    assert "A coach does it" in page.locator("main").inner_text()
    _is_sound(page)
    page.goto("/team")
    assert page.locator(".nav > a").all_inner_texts() == ["Rack", "You"]
    assert "Not allowed" in page.locator("h1").inner_text()


def test_a_wrong_password_is_told_in_plain_words(page: Any) -> None:
    page.goto("/sign-in")
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Password").fill("none of theirs at all")
    page.get_by_role("button").click()
    page.locator("#told:not([hidden])").wait_for()
    words = "Name and password do not go together. Try again, or ask an owner for a new password."
    assert page.inner_text("#told") == words
