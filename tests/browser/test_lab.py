"""The lab in a real browser, on a phone, a tablet and a laptop."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lab_page import open_lab
from web_house import house, served

WIDTHS = (390, 820, 1440)


WRITTEN = """(() => {
  window.written = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.written.push(text);
    return write.call(this, text, ...rest);
  };
})()"""
"""What is written on canvases."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with house(tmp_path_factory.mktemp("lab"), "demo") as made, served(made) as where:
        yield where


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that fails its test where a script breaks or something leaves the machine."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    opened, wrong = context.new_page(), []
    opened.on("request", lambda each: each.url.startswith((address, "blob:")) or wrong.append(each.url))
    opened.on("pageerror", lambda each: wrong.append(str(each)))
    yield opened
    context.close()
    assert not wrong, wrong


def _label(page: Any, panel: str, side: str) -> str:
    return str(page.locator(f".pict[data-side={side}] canvas[data-panel={panel}]").get_attribute("aria-label"))


def _ink(page: Any, panel: str, side: str) -> int:
    """Points of a canvas that are painted."""
    return int(page.locator(f".pict[data-side={side}] canvas[data-panel={panel}]").evaluate(
        "(c) => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.filter((v, k) => k % 4 === 3 && v > 0).length"
    ))  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("query", ["", "?effort=ramp&emg=true", "?effort=hold", "?effort=lift&method=ballistic"])
def test_it_opens_on_the_paradox_with_every_picture_drawn_and_told(
    page: Any, address: str, query: str, width: int
) -> None:
    open_lab(page, address, query, width)
    assert float(page.locator("#ratio").inner_text().removeprefix("× ")) > 1.0
    shown = [each for each in page.locator(".pict canvas").all() if each.is_visible()]
    assert len(shown) >= 8
    for each in shown:
        assert each.get_attribute("role") == "img"
        assert str(each.get_attribute("aria-label")).endswith(".")
    assert all(_ink(page, panel, side) > 500 for panel in ("raster", "force", "rates", "share") for side in "ab")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.locator("#numbers tr").count() >= 3
    assert page.locator("a[href='/evidence#S1']").is_visible()


def test_a_first_rate_beyond_the_axis_is_told_beside_it(page: Any, address: str) -> None:
    page.add_init_script(WRITTEN)
    open_lab(page, address, "?effort=lift&method=heavy", 1440)
    written = page.evaluate("() => window.written")
    beyond = [int(each.removeprefix("▲ to ")) for each in written if each.startswith("▲ to ")]
    assert beyond
    assert min(beyond) >= 50
    assert page.locator("[name=units]").is_hidden(), "a lift has its own pool"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(page: Any, address: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.emulate_media(color_scheme=scheme)
    open_lab(page, address, width=width)
    for each in page.locator("details summary").all():
        each.click()
    found = [each for each in axe.run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert not found, [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found]


def test_a_key_on_a_slider_moves_the_pictures_the_words_and_the_address(page: Any, address: str) -> None:
    open_lab(page, address)
    before = _label(page, "raster", "a")
    slider = page.locator("[data-number=recruitment_time_s][data-side=a]")
    slider.evaluate("(each) => { each.value = 160; each.dispatchEvent(new Event('input', {bubbles: true})); }")
    slider.press("ArrowRight")
    page.wait_for_selector("#change:has-text('first to last unit')")
    assert _label(page, "raster", "a") != before
    assert slider.get_attribute("aria-valuetext") == "161 ms, typical 89 ms"
    assert "a.recruitment_time_s=0.161" in page.url
    assert "Time to recruit" in page.locator("#change").inner_text()
    assert page.locator("#head_a").inner_text() == "A · untrained, changed"


def test_an_address_is_shared_and_back_goes_back(page: Any, address: str) -> None:
    open_lab(page, address, "?effort=ramp&a.ceiling=0.8&b=strength_trained&units=200")
    assert page.locator("[data-number=ceiling][data-side=a]").input_value() == "80"
    assert page.locator("#head_b").inner_text() == "B · strength-trained"
    page.locator("[data-effort=hold]").click()
    page.wait_for_selector("[data-told=a]:has-text('hold')")
    assert "effort=hold" in page.url
    page.go_back()
    page.wait_for_selector("[data-told=a]:has-text('ramp')")
    assert page.locator("[data-effort=ramp]").get_attribute("aria-pressed") == "true"
    assert page.locator("[name=units]").input_value() == "200"


def test_an_address_with_nonsense_in_it_opens_what_it_can(page: Any, address: str) -> None:
    open_lab(page, address, "?effort=fly&a=martian&a.ceiling=9&units=NaN&muscle_a=<script>&b.ceiling=x")
    assert page.locator("[data-number=ceiling][data-side=a]").input_value() == "100"
    assert page.locator("[name=units]").input_value() == "120"


def test_muscles_are_unlinked_and_linked_again(page: Any, address: str) -> None:
    open_lab(page, address)
    page.locator("#link").click()
    page.locator("[name=muscle_b]").select_option("soleus")
    page.wait_for_selector("#shared:has-text('two muscles')")
    assert "muscle_b=soleus" in page.url
    assert not page.locator("#why").is_visible()
    page.locator("#link").click()
    page.wait_for_selector("#shared:has-text('same muscle')")


def test_the_emg_is_shown_when_it_is_asked_for(page: Any, address: str) -> None:
    open_lab(page, address)
    assert not page.locator("[data-panel=emg] >> nth=0").is_visible()
    page.locator("[name=emg]").check()
    page.wait_for_selector("canvas[data-panel=emg][aria-label*=mV] >> nth=1")
    assert _ink(page, "emg", "b") > 500


def test_python_is_copied_and_files_are_taken(page: Any, address: str, tmp_path: Path) -> None:
    open_lab(page, address)
    page.locator("#copy").click()
    page.wait_for_selector("#code-told:has-text('Copied')")
    text = page.evaluate("() => navigator.clipboard.readText()")
    assert text.replace("\r", "") == page.locator("#code pre").inner_text()
    made: dict[str, Any] = {}
    exec(text, made)
    page.locator(".take summary").click()
    with page.expect_download() as got:
        page.locator("[data-take=discharges][data-side=b]").click()
    got.value.save_as(tmp_path / "b.csv")
    assert got.value.suggested_filename.endswith("_b_discharges.csv")
    assert page.input_value("[name=state_b]") in got.value.suggested_filename
    rows = list(csv.reader((tmp_path / "b.csv").read_text().splitlines()))[1:]
    assert len(rows) == made["recording_b"].motor_units.discharge_count
    page.locator(".take summary").click()
    with page.expect_download() as got:
        page.locator("[data-take=picture]").click()
    got.value.save_as(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert (tmp_path / "picture.png").stat().st_size > 20_000


def test_while_the_hand_drags_only_one_question_is_in_flight_and_the_newest_wins(page: Any, address: str) -> None:
    open_lab(page, address, "?effort=ramp")
    flying: set[Any] = set()
    most = [0]

    def left(request: Any) -> None:
        if request.url.endswith("/lab/contractions"):
            flying.add(request)
            most[0] = max(most[0], len(flying))

    page.on("request", left)
    page.on("requestfinished", lambda each: flying.discard(each))
    page.on("requestfailed", lambda each: flying.discard(each))
    page.locator("[data-number=ceiling][data-side=a]").evaluate("""async (each) => {
      for (let k = 61; k <= 90; k += 1) {
        each.value = k;
        each.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((done) => setTimeout(done, 8));
      }
      each.dispatchEvent(new Event("change", { bubbles: true }));
    }""")
    page.wait_for_selector("#change:has-text('Reachable drive')")
    assert most[0] == 1
    assert "a.ceiling=0.9" in page.url
    assert "91" in _label(page, "force", "a") or "90" in _label(page, "force", "a")


def test_a_server_that_is_gone_is_said_and_the_last_picture_stays(page: Any, address: str) -> None:
    open_lab(page, address)
    page.route("**/api/v1/lab/**", lambda route: route.abort())
    page.locator("[data-number=ceiling][data-side=b]").press("ArrowLeft")
    page.wait_for_selector("#told:has-text('cannot be reached')")
    assert page.locator(".pict[data-stale]").count() == 2
    assert _ink(page, "raster", "b") > 500
    page.unroute("**/api/v1/lab/**")
    page.locator("[data-number=ceiling][data-side=b]").press("ArrowLeft")
    page.locator("[data-number=ceiling][data-side=a]").press("ArrowLeft")
    page.wait_for_selector("#told", state="hidden")
