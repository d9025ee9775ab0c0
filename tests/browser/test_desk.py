"""The desk in a real browser: team and athlete at three widths, light and dark, by keyboard, with nobody else asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from desk_team import TODAY, fill, in_the_laboratory, number_of
from neuraldrive.web.house import House
from web_house import house, served

DAY = TODAY.date().isoformat()
WIDTHS = (390, 820, 1440)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, str]]:
    with house(tmp_path_factory.mktemp("desk")) as made:
        fill(made.store)
        in_the_laboratory(made.store, "Usual")
        with served(made) as address:
            yield made, address


@pytest.fixture
def open_page(browser: Any, filled: tuple[House, str]) -> Iterator[Any]:
    """A page at a width and theme; asserts at the end that nobody but this server was asked, and nothing went wrong."""
    asked: list[str] = []
    wrong: list[str] = []
    contexts: list[Any] = []

    def opened(path: str, width: int = 1440, theme: str = "light", **more: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
        page.goto(filled[1] + path)
        page.wait_for_selector("[aria-busy=true]", state="detached")
        return page

    yield opened
    for each in contexts:
        each.close()
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(filled[1]).netloc}
    assert [each for each in wrong if "status of 422" not in each] == []  # a refusal that a test asked for


def _athlete(filled: tuple[House, str], name: str) -> str:
    return f"/athletes/{number_of(filled[0].store, name)}"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_scrolls_sideways(open_page: Any, filled: tuple[House, str], width: int, theme: str) -> None:
    for path in (f"/team?day={DAY}", _athlete(filled, "Usual"), _athlete(filled, "Few")):
        page = open_page(path, width, theme)

        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_fault(open_page: Any, filled: tuple[House, str], width: int, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    for path in (f"/team?day={DAY}", _athlete(filled, "Usual")):
        page = open_page(path, width, theme, bypass_csp=True)

        found = axe.run(page).response["violations"]
        serious = [
            (each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] in ("serious", "critical")
        ]
        assert serious == [], path


def test_the_letters_of_the_days_can_be_read_and_the_tiles_count_as_the_sentence(open_page: Any) -> None:
    page = open_page(f"/team?day={DAY}", 390)
    assert page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('.days i')).fontSize)") >= 12
    lead, tile = page.inner_text(".head p"), page.locator(".stat3 > div").nth(1).inner_text()
    assert "1 changed, 1 drifting" in lead
    assert tile.split() == ["1", "slower", "or", "faster", "than", "usual,", "1", "drifting"]
    assert "at the right" not in page.inner_text("main")


def test_who_changed_leads_to_the_athlete_and_on_to_another_lift_order(open_page: Any) -> None:
    page = open_page(f"/team?day={DAY}")
    assert page.locator(".trow .who").first.inner_text() == "Slow"

    page.get_by_role("link", name="Name", exact=True).click()
    assert page.locator(".trow .who").first.inner_text() == "Away"
    page.get_by_role("link", name="Slow", exact=True).click()

    assert page.locator("h1").inner_text() == "Slow"
    assert page.get_by_text("Slower than usual").is_visible()


def test_the_page_is_gone_through_by_keyboard(open_page: Any) -> None:
    page = open_page(f"/team?day={DAY}")

    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to content"
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("() => document.activeElement.textContent.trim()"))

    assert seen.index("Changed") < seen.index("Slow") < seen.index("Drift")


def test_the_history_comes_by_itself_and_says_what_it_shows(open_page: Any, filled: tuple[House, str]) -> None:
    page = open_page(_athlete(filled, "Usual"))

    chart = page.locator("section[aria-label=History] [role=img]")
    chart.wait_for()
    assert chart.get_attribute("aria-label").startswith("Estimated 1RM over")


def test_a_history_that_cannot_be_loaded_says_so_and_can_be_asked_again(
    browser: Any, filled: tuple[House, str]
) -> None:  # fmt: skip
    page = browser.new_page()
    page.route("**/history*", lambda route: route.abort())
    page.goto(filled[1] + _athlete(filled, "Usual"))
    page.get_by_text("This part could not be loaded").wait_for()
    page.unroute("**/history*")

    page.get_by_role("button", name="Try again").click()

    page.locator("section[aria-label=History] [role=img]").wait_for()
    page.close()


def test_numbers_of_the_chart_stand_one_key_away(open_page: Any, filled: tuple[House, str]) -> None:
    page = open_page(_athlete(filled, "Usual"))
    summary = page.get_by_text("As a table")

    summary.focus()
    page.keyboard.press("Enter")

    assert page.get_by_role("columnheader", name="Mean velocity, m/s").is_visible()


def test_a_name_is_corrected_and_a_slip_deletes_nobody(open_page: Any, filled: tuple[House, str]) -> None:
    store = filled[0].store
    page = open_page(_athlete(filled, "Away"))
    page.get_by_text("Name, body mass, personal data").click()
    page.get_by_label("Body mass, kg").fill("81.5")
    with page.expect_navigation():
        page.get_by_role("button", name="Correct").click()
    assert page.locator("h1").inner_text() == "Away"

    page.get_by_text("Name, body mass, personal data").click()
    page.get_by_label("Type the name to delete").fill("Usual")
    page.get_by_role("button", name="Delete Away whole").click()
    page.locator("#told").get_by_text("Type the name as it is written").wait_for()

    done = store.corrections("athlete", number_of(store, "Away"))
    assert [(each.field, each.new) for each in done] == [("body_mass_kg", 81.5)]


def test_loads_are_shown_in_pounds_once_asked(open_page: Any, filled: tuple[House, str]) -> None:
    page = open_page(_athlete(filled, "Usual"))

    page.locator("select[data-cookie=nd_unit]").select_option("lb")

    page.get_by_text("load, lb", exact=True).wait_for()


@pytest.mark.parametrize("path", ["/team", "/rack", "/evidence"])
def test_on_a_phone_the_open_page_is_in_view_in_the_bar_and_units_and_theme_are_in_its_menu(
    open_page: Any, path: str
) -> None:
    page = open_page(path, 390)
    left, right = page.evaluate(
        "(({left, right}) => [left, right])(document.querySelector('.nav [aria-current]').getBoundingClientRect())"
    )
    assert left >= 0
    assert right <= 390
    page.get_by_role("button", name="Menu").click()
    page.get_by_label("Theme").select_option("dark")
    page.wait_for_selector("html[data-theme=dark]")


@pytest.mark.parametrize("width", WIDTHS)
def test_what_opens_on_a_page_stays_inside_it(open_page: Any, filled: tuple[House, str], width: int) -> None:
    page = open_page(_athlete(filled, "Usual"), width)
    page.locator("details:has-text('personal data') > summary").click()
    for each in page.locator("details[open] .btn, details[open] input").all():
        box = each.bounding_box()
        assert box is None or box["x"] + box["width"] <= width
    page = open_page("/lab", width)
    page.get_by_text("Download", exact=True).click()
    page.wait_for_selector(".take .menu")
    box = page.locator(".take .menu").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
