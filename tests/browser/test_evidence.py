"""The evidence page in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from web_house import house, served

WIDTHS = (390, 820, 1440)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with house(tmp_path_factory.mktemp("evidence"), "demo") as made, served(made) as where:
        yield where


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page that fails its test where a script breaks or something leaves the machine."""
    opened, wrong = browser.new_page(viewport={"width": 1440, "height": 900}), []
    opened.on("request", lambda each: each.url.startswith(address) or wrong.append(each.url))
    opened.on("pageerror", lambda each: wrong.append(str(each)))
    yield opened
    opened.close()
    assert not wrong, wrong


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_axe_finds_no_serious_fault(page: Any, address: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/evidence")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    found = [each for each in axe.run(page).response["violations"] if each["impact"] in ("serious", "critical")]
    assert not found, [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in found]


def test_claims_are_found_by_words_and_kept_to_a_verdict(page: Any, address: str) -> None:
    page.goto(f"{address}/evidence")
    page.locator("#search").fill("doublet GILSON")
    assert [each.get_attribute("id") for each in page.locator("article.claim:visible").all()] == ["S18"]
    assert page.locator("#count").inner_text().startswith("1 of 32")
    page.locator("#search").fill("unicorn")
    page.locator("#all").click()
    assert page.locator("article.claim:visible").count() == 32
    page.locator(".chip[data-group=supported]").click()
    few = page.locator("article.claim:visible").count()
    assert 0 < few < 32
    page.reload()
    assert page.locator("article.claim:visible").count() == few


def test_the_labs_claim_is_where_its_link_leads(page: Any, address: str) -> None:
    page.goto(f"{address}/lab")
    page.locator("a[href='/evidence#S1']").click()
    page.wait_for_selector("article#S1:target")
    assert "200 kg" in page.locator("#S1").inner_text()


def test_a_check_is_run_on_the_page(page: Any, address: str) -> None:
    page.goto(f"{address}/evidence#S1")
    page.locator("[data-run=S1]").click()
    page.wait_for_selector("#S1 .came:has-text('Passed')", timeout=60_000)
    assert "simulated" in page.locator("#S1 .came").inner_text()
