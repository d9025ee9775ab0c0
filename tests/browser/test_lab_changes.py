"""The lab while it changes: what is drawn, told and written is always that of one question, the last one."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any

import pytest

from lab_page import open_lab
from web_house import house, served

WIDTHS = (390, 820, 1440)
DELAY = """([path, ms]) => {
  const real = window.fetch;
  window.fetch = async (url, given) => {
    const answer = await real(url, url.endsWith(path) ? { ...given, signal: undefined } : given);
    if (url.endsWith(path)) await new Promise((done) => setTimeout(done, ms));
    return answer;
  };
}"""
"""Answers of a path come late, and come even where nobody waits for them any more."""
SAME_PAINT = """(() => {
  const real = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind) { return real.call(this, kind, { willReadFrequently: true }); };
})()"""
"""Canvases are painted by one painter all the time; else Chromium changes it once they are read, and edges grow a shade."""
HELD = """() => {
  const real = window.fetch;
  window.held = [];
  window.fetch = async (url, given) => {
    const answer = await real(url, given);
    if (given && given.body && given.body.includes('"explained":true')) await new Promise((done) => window.held.push(done));
    return answer;
  };
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with house(tmp_path_factory.mktemp("lab"), "demo") as made, served(made) as where:
        yield where


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that fails its test where a script breaks."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce"
    )  # fmt: skip
    opened, wrong = context.new_page(), []
    opened.add_init_script(SAME_PAINT)
    opened.on("pageerror", lambda each: wrong.append(str(each)))
    yield opened
    context.close()
    assert not wrong, wrong


def _open(page: Any, address: str, query: str = "", width: int = 1440) -> None:
    open_lab(page, address, query, width)
    page.wait_for_selector("#numbers:not([data-stale]) tr")


def _pictures(page: Any) -> dict[str, str]:
    """Every canvas that is shown, as it is painted."""
    found: dict[str, str] = page.evaluate("""() => Object.fromEntries([...document.querySelectorAll(".pict canvas")]
      .filter((each) => !each.hidden)
      .map((each) => [`${each.closest(".pict").dataset.side} ${each.dataset.panel}`, each.toDataURL()]))""")
    return found


@pytest.mark.parametrize("efforts", [("ramp", "lift"), ("lift",), ("lift", "hold"), ("ramp", "hold")])
def test_answers_on_their_way_for_the_old_effort_are_not_drawn_on_the_axes_of_the_new_one(
    page: Any, address: str, efforts: tuple[str, ...]
) -> None:
    _open(page, address)
    page.evaluate(DELAY, ["/lab/contractions", 300])
    page.locator("[data-number=ceiling][data-side=a]").press("ArrowLeft")
    for effort in efforts:
        page.locator(f"[data-effort={effort}]").click()
        page.wait_for_timeout(120)
    word = {"lift": "bench press"}.get(efforts[-1], efforts[-1])
    for side in "ab":
        page.wait_for_selector(f"[data-told={side}]:has-text('{word}')")
    page.wait_for_timeout(800)  # whatever is late has come
    page.wait_for_selector("#numbers:not([data-stale]) tr")
    clicked, told = _pictures(page), page.locator("#numbers").inner_text()
    _open(page, address, page.url.partition("/lab")[2])
    opened = _pictures(page)
    assert [name for name in opened if opened[name] != clicked.get(name)] == []
    assert set(opened) == set(clicked)
    assert page.locator("#numbers").inner_text() == told


def test_while_the_new_effort_is_on_its_way_the_old_pictures_stay_as_they_were(page: Any, address: str) -> None:
    _open(page, address, "?effort=ramp")
    before = _pictures(page)
    page.evaluate(DELAY, ["/lab/lifts", 1500])
    page.locator("[data-effort=lift]").click()
    page.wait_for_selector(".pict[aria-busy=true] >> nth=1")
    page.wait_for_timeout(300)
    assert _pictures(page) == before
    assert "ramp" in page.locator("[data-told=a]").inner_text()
    page.wait_for_selector("[data-told=b]:has-text('bench press')")
    assert "a velocity" in _pictures(page)


def test_a_late_answer_to_an_older_opening_question_is_let_go(page: Any, address: str) -> None:
    page.add_init_script(f"({HELD})()")
    _open(page, address)
    page.wait_for_function("() => window.held.length === 1")
    page.locator("[data-number=ceiling][data-side=b]").evaluate(
        "(each) => { each.value = 80; each.dispatchEvent(new Event('input', {bubbles: true})); window.held.shift()(); }"
    )
    page.wait_for_timeout(200)
    assert page.locator("#opening[data-stale]").count() == 1
    assert not page.locator("#why").is_visible()
    page.wait_for_selector("#opening:not([data-stale])")
    assert 75.0 < float(page.locator("[data-big=b]").inner_text().removesuffix(" %")) < 85.0


def test_the_lines_of_python_are_always_those_of_what_is_shown(page: Any, address: str) -> None:
    _open(page, address)
    page.locator("#copy").click()
    page.wait_for_selector("#code-told:has-text('Copied.')")
    lines, said = page.locator("#code pre"), page.locator("#code-told")
    assert "simulate.ballistic(" in lines.inner_text()
    page.evaluate(DELAY, ["/lab/contractions", 400])
    page.locator("[data-effort=ramp]").click()
    page.wait_for_selector("#code[data-stale]")
    page.wait_for_selector("#code:not([data-stale])")
    assert "simulate.ramp(" in lines.inner_text()
    assert "ballistic" not in lines.inner_text()
    assert said.inner_text() == "Changed since it was copied."
    page.locator("[data-number=ceiling][data-side=b]").press("ArrowLeft")
    page.wait_for_selector("#code pre:has-text('ceiling=0.9')")
    page.locator("[data-effort=lift]").click()
    page.wait_for_selector("#code pre:has-text('simulate.lift(')")
    page.locator("#code [data-copy]").click()
    page.wait_for_selector("#code-told:has-text('Copied.')")
    assert page.evaluate("() => navigator.clipboard.readText()").replace("\r", "") == lines.inner_text()


@pytest.mark.parametrize("query", ["", "?effort=hold", "?effort=lift"])
def test_the_copied_python_prints_the_numbers_that_the_page_shows(page: Any, address: str, query: str) -> None:
    _open(page, address, query)
    page.locator("#copy").click()
    page.wait_for_selector("#code-told:has-text('Copied.')")
    shown = page.evaluate("""() => [...document.querySelectorAll("#numbers tr")].map((row) =>
      [row.querySelector("th").firstChild.textContent, ...[...row.querySelectorAll("td")].map((each) => each.textContent)])""")
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(page.evaluate("() => navigator.clipboard.readText()"), {})
    numbers = [[f"  {label}: {row[side]}" for label, *row in shown] for side in (0, 1)]
    assert told.getvalue().splitlines() == ["A", *numbers[0], "B", *numbers[1]]


def test_the_download_menu_closes_on_a_choice_on_escape_and_elsewhere(page: Any, address: str) -> None:
    _open(page, address)
    menu, button = page.locator("details.take"), page.locator("details.take summary")

    def opened() -> bool:
        return bool(menu.evaluate("(each) => each.open"))

    button.click()
    assert opened()
    with page.expect_download():
        page.locator("[data-take=picture]").click()
    assert not opened()
    assert button.evaluate("(each) => each === document.activeElement")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert opened()
    page.keyboard.press("Escape")
    assert not opened()
    assert button.evaluate("(each) => each === document.activeElement")
    button.click()
    page.locator("h1").click()
    assert not opened()
    button.click()
    page.keyboard.press("Shift+Tab")
    assert not opened()


def test_enter_in_the_number_of_units_changes_it_and_leaves_the_page(page: Any, address: str) -> None:
    _open(page, address, "?effort=hold")
    page.locator("[name=units]").fill("90")
    page.locator("[name=units]").press("Enter")
    page.wait_for_selector("#shared:has-text('90 units')")
    page.wait_for_selector("#numbers:not([data-stale]) tr:has-text('of the pool\\'s 90 units')")
    assert "effort=hold" in page.url
    assert "units=90" in page.url
    assert page.locator("h1").inner_text() == "Same muscle, two nervous systems, two forces"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("effort", ["ballistic", "lift"])
def test_no_word_of_a_choice_leaves_its_button(page: Any, address: str, width: int, effort: str) -> None:
    _open(page, address, f"?effort={effort}", width)
    outside = page.locator(".seg button").evaluate_all("""(buttons) => buttons.filter((each) => {
      const words = document.createRange();
      words.selectNodeContents(each);
      const [inner, outer] = [words.getBoundingClientRect(), each.getBoundingClientRect()];
      return outer.width && (inner.left < outer.left + 1 || inner.right > outer.right - 1 || inner.height > 1.5 * 20);
    }).map((each) => each.textContent)""")
    assert outside == []


def test_the_large_numbers_say_what_they_are_and_are_rounded_as_the_table_is(page: Any, address: str) -> None:
    _open(page, address)
    what, big = page.locator("#opening-what"), page.locator("[data-big=a]")
    assert "held at full will" in what.inner_text()
    assert "100 % is the tetanic force" in what.inner_text()
    assert len(big.inner_text().removesuffix(" %").partition(".")[2]) == 1
    page.locator("[data-at='50 ms after onset']").click()
    assert "Force gained 50 ms after it begins to rise" in what.inner_text()
    largest = page.locator("#numbers tr:has-text('largest force') td >> nth=0").inner_text().partition(" [")[0]
    force = page.locator(".pict[data-side=a] canvas[data-panel=force]").get_attribute("aria-label")
    assert largest in str(force)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault_in_a_lift_with_its_lines_of_python(page: Any, address: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    _open(page, address, "?effort=lift")
    page.locator("#copy").click()
    page.wait_for_selector("#code-told:has-text('Copied.')")
    page.locator("details.take summary").click()
    found = [each for each in axe.run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert not found, [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found]
