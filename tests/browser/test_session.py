"""The session page in a real browser: repetitions picked by keyboard, mouse and touch; exclusions, ratings, undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import picked_sessions
import web_house
from neuraldrive.records import Session, SetEntry
from neuraldrive.store import StoredSet
from neuraldrive.web.house import House

WIDTHS = (390, 820, 1440)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    with web_house.house(tmp_path) as made:
        picked_sessions.add(made.store)
        yield made


@pytest.fixture(params=WIDTHS)
def page(browser: Any, made: House, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The third set of the session, which is recorded and not rated."""
    with web_house.served(made) as address:
        context = browser.new_context(viewport={"width": request.param, "height": 900}, has_touch=request.param < 1000)
        page = context.new_page()
        page.asked, page.said = [], []
        page.on("request", lambda asked: page.asked.append(asked.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(f"{address}/sessions/1/sets/3")
        page.locator(".tr-rep:not(.new)").first.wait_for()
        page.locator("#rules tr:nth-child(4)").wait_for()
        yield page
        assert [url for url in page.asked if not url.startswith((address, "data:", "blob:"))] == []
        assert page.said == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        context.close()


def _stored(made: House) -> StoredSet:
    return made.store.session(1).sets[2]


def _save(page: Any, why: str) -> None:
    page.fill("#why", why)
    page.click("#ask-save")
    page.locator("#ask").wait_for(state="hidden")


def test_a_start_is_moved_by_arrow_keys_saved_and_undone(page: Any, made: House) -> None:
    before = _stored(made).entry.repetitions[3]
    page.focus("[aria-label^='Repetition 4']")
    page.keyboard.press("Enter")
    grip = page.locator("[aria-label='Start of repetition 4']")
    grip.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    now = float(grip.get_attribute("aria-valuenow"))
    assert now == pytest.approx((before.start_s or 0) + 0.070, abs=0.0051)
    page.locator("#ask-preview:not(:empty)").wait_for()
    assert "mean velocity" in page.inner_text("#ask-preview")
    _save(page, "start found too early")
    moved = _stored(made).entry.repetitions[3]
    assert moved.start_s == pytest.approx(now)
    assert "picked by hand" in page.inner_text("#reps tbody tr:nth-child(4)")
    assert "start found too early" in page.inner_text("#log")
    assert page.locator("[aria-label='Start of repetition 4']").count() == 1
    page.click("#undo")
    page.locator("#log .gone").wait_for()
    assert _stored(made).entry.repetitions[3].start_s == before.start_s


def test_an_end_is_dragged_and_cancelled_or_saved(page: Any, made: House) -> None:
    before = _stored(made).entry.repetitions[1]
    page.click("[aria-label^='Repetition 2']")
    for ending in ("cancel", "save"):
        box = page.locator("[aria-label='End of repetition 2']").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 10
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 6, y, steps=3)
        page.mouse.up()
        assert page.locator("#ask-what").inner_text().startswith("Repetition 2:")
        if ending == "cancel":
            page.keyboard.press("Escape")
            assert _stored(made).entry.repetitions[1].end_s == before.end_s
        else:
            _save(page, "end found too early")
    assert (_stored(made).entry.repetitions[1].end_s or 0) > (before.end_s or 0)


def test_a_handle_never_passes_its_neighbour(page: Any, made: House) -> None:
    page.click("[aria-label^='Repetition 2']")
    grip = page.locator("[aria-label='End of repetition 2']")
    grip.focus()
    for _ in range(60):
        page.keyboard.press("PageUp")
    assert float(grip.get_attribute("aria-valuenow")) <= (_stored(made).entry.repetitions[2].start_s or 0)
    page.keyboard.press("Escape")


def test_a_repetition_is_added_split_and_removed(page: Any, made: House) -> None:
    page.click("#add")
    assert page.locator("[aria-label='Start of the new repetition']").count() == 1
    _save(page, "not found")
    page.locator("#reps tbody tr:nth-child(6)").wait_for()
    assert len(_stored(made).entry.repetitions) == 6
    page.click("[aria-label^='Repetition 6']")
    page.click("#remove")
    page.locator("#reps tbody tr:nth-child(6)").wait_for(state="detached")
    page.click("[aria-label^='Repetition 1,']")
    page.click("#split")
    page.locator("#reps tbody tr:nth-child(6)").wait_for()
    page.click("#undo")
    page.locator("#reps tbody tr:nth-child(6)").wait_for(state="detached")
    assert len(_stored(made).entry.repetitions) == 5


def test_a_repetition_is_left_out_with_a_reason_and_put_back(page: Any, made: House) -> None:
    page.click("[data-exclude][data-at='5']")
    assert page.evaluate("document.activeElement.id") == "why"
    _save(page, "spotter's hand on the bar")
    page.locator("#exclusions [data-put-back]").wait_for()
    assert "demonstration" in page.inner_text("#exclusions")
    assert _stored(made).entry.repetitions[4].excluded == "spotter's hand on the bar"
    page.locator("th:has-text('Would be said now')").wait_for(state="attached")
    assert page.inner_text("#reps tr.ex [data-chance]") == "–"
    page.click("#exclusions [data-put-back]")
    page.locator("#exclusions [data-put-back]").wait_for(state="detached")
    assert _stored(made).entry.repetitions[4].excluded is None


def test_without_a_reason_it_is_said_that_one_is_needed(page: Any, made: House) -> None:
    page.click("[data-exclude][data-at='5']")
    assert "needed" in page.inner_text("#why-note")
    page.click("#ask-save")
    assert page.inner_text("#why-wrong").startswith("Say why it is left out")
    assert page.get_attribute("#why", "aria-invalid") is not None
    assert _stored(made).entry.repetitions[4].excluded is None
    page.fill("#why", "rerack")
    assert page.locator("#why-wrong").is_hidden()
    page.keyboard.press("Enter")
    page.locator("#exclusions [data-put-back]").wait_for()


def test_the_trace_is_zoomed_by_name(page: Any) -> None:
    before = page.inner_text(".tr-axes")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(400)
    assert page.inner_text(".tr-axes") != before
    assert "less time" in page.inner_text("#zoom-hint")
    page.get_by_role("button", name="Zoom out").click()
    whole = "name => { const one = document.getElementById(name); return one.scrollWidth <= one.clientWidth; }"
    assert page.evaluate(whole, "closer")
    assert page.evaluate(whole, "wider")


def test_what_was_left_out_on_import_is_opened_chosen_and_confirmed_or_put_back(page: Any, made: House) -> None:
    found = picked_sessions.add(made.store, "Lifter 5", excluded={1: "rerack", 2: "rerack"})
    stored = made.store.session(found).sets[2]
    origin = page.url.partition("/sessions")[0]
    page.goto(f"{origin}/sessions/{found}/sets/3#rep-{stored.repetition_ids[1]}")
    page.locator(".tr-rep[aria-pressed=true]").wait_for()
    assert page.locator("#waits .note").count() == 2
    page.locator("#waits [data-confirm]").first.click()
    page.locator("#waits .note").nth(1).wait_for(state="detached")
    assert "rightly so: rerack" in page.inner_text("#log")
    page.locator("#waits [data-put-back]").click()
    page.locator("#waits .note").wait_for(state="detached")
    after = made.store.session(found).sets[2].entry.repetitions
    assert [each.excluded for each in after[1:3]] == ["rerack", None]


def test_a_set_is_rated_and_corrected(page: Any, made: House) -> None:
    page.click("[data-rpe='8.5']")
    page.locator("#rate-it").wait_for(state="detached")
    assert _stored(made).entry.rpe == 8.5
    page.click("text=Correct this set")
    page.fill("form[data-changed*='/sets/'] [name=load]", "150")
    page.fill("form[data-changed*='/sets/'] [name=why]", "plates counted again")
    page.click("form[data-changed*='/sets/'] button")
    page.locator("#set-title:has-text('150 kg')").wait_for()
    assert _stored(made).entry.load_kg == 150
    assert {each.field for each in made.store.corrections()} == {"rpe", "load_kg"}


def test_what_is_refused_is_told_and_nothing_changes(page: Any, made: House) -> None:
    page.click("text=Correct this set")
    page.fill("form[data-changed*='/sets/'] [name=load]", "9999")
    page.click("form[data-changed*='/sets/'] button")
    page.locator("#told:not([hidden])").wait_for()
    assert "1500" in page.inner_text("#told")
    page.said.clear()  # the browser logs the refusal
    assert made.store.corrections() == []


def test_the_window_comes_closer_around_the_chosen_repetition(page: Any) -> None:
    page.click("[aria-label^='Repetition 3']")
    page.click("#closer")
    page.locator("[aria-label^='Repetition 1,']").wait_for(state="hidden")
    assert page.locator("[aria-label^='Repetition 3']").is_visible()
    page.click("#wider")
    page.click("#wider")
    page.locator("[aria-label^='Repetition 1,']").wait_for(state="visible")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_fault_of_access_with_a_pick_open(page: Any, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page.emulate_media(color_scheme=theme)
    page.click("[aria-label^='Repetition 4']")
    page.keyboard.press("Tab")
    page.locator(".tr-grip").first.focus()
    page.keyboard.press("ArrowLeft")
    page.locator("#ask-preview:not(:empty)").wait_for()
    page.click("text=Correct this set")
    found = axe.Axe().run(page).response["violations"]
    assert [
        (each["id"], [n["target"] for n in each["nodes"]][:3])
        for each in found
        if each["impact"] in ("serious", "critical")
    ] == []
    page.said.clear()


def test_a_set_logged_without_a_signal_says_so(page: Any) -> None:
    page.goto(page.url.rpartition("/")[0] + "/1")
    page.locator("#rules tr:nth-child(4)").wait_for()
    assert "no trace" in page.inner_text(".note")


def test_on_a_phone_every_figure_of_a_repetition_stands_under_its_name_and_nothing_is_cut(page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_selector("[data-said] .v")
    assert page.locator("#reps .scroll").evaluate("(each) => each.scrollWidth <= each.clientWidth")
    first = page.locator(".reps tbody tr").first
    shown = first.locator("td[data-name]").evaluate_all(
        "(all) => all.map((each) => getComputedStyle(each, '::before').content.replaceAll('\"', ''))"
    )
    assert shown == ["Mean, m/s", "Chance of the end", "Left", "Propulsive, m/s", "Peak, m/s", "Range, m"]
    for each in [*first.locator("td").all(), first.get_by_role("button")]:
        box = each.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360


def test_a_set_that_was_counted_by_hand_is_judged_by_no_rule(page: Any, made: House) -> None:
    entry = SetEntry("back_squat", 142.5, (), rpe=8.5, count=3)
    made.store.add_session(Session("Ada", (entry,), datetime(2026, 11, 20, 18, tzinfo=UTC)))
    session = made.store.sessions("Ada")[0].id
    page.goto(f"{page.url.partition('/sessions')[0]}/sessions/{session}")
    page.locator("#rules tr:nth-child(5)").wait_for()
    told = page.locator("#rules td:nth-child(2)").all_inner_texts()
    assert told[:-1] == ["no verdict: it needs the speed of the repetitions"] * 4
    assert told[-1] == "3 repetitions, counted by hand, no speed, rated RPE 8.5."
    assert page.inner_text("#rests-on").startswith("Speeds come from a sensor")
