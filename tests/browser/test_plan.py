"""The plan in a real browser: written, checked while it is written, mended with one tap, saved, saved by two at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import web_house
from neuraldrive.records import Repetition, Session, SetEntry
from neuraldrive.web.house import House

TEXT = """plan "Winter"
# ours
mon: back squat 5x2 @ 90% rest 4min until 1 in reserve
wed: bench press 3x2 @ 92% rest 3min until 10% loss
fri: back squat 10x2 @ 55% rest 60s
"""
WIDTHS = [390, 820, 1440]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    with web_house.house(tmp_path) as made:
        at = datetime.combine(date.today() - timedelta(days=3), datetime.min.time(), UTC) + timedelta(hours=9)
        loads = ((60, 1.05), (80, 0.85), (100, 0.65), (115, 0.5), (125, 0.4))
        sets = tuple(
            SetEntry("back_squat", kg, (Repetition(mean_velocity=speed, load_kg=kg),) * 2, rpe=8.0 if kg == 125 else None,
                     number=number, started_at=at + timedelta(minutes=5 * number))
            for number, (kg, speed) in enumerate(loads, 1)
        )  # fmt: skip
        made.store.add_session(Session("Ada", sets, started_at=at))
        yield made


@pytest.fixture
def at(made: House) -> Iterator[str]:
    with web_house.served(made) as address:
        yield address


def opened(browser: Any, at: str, path: str, width: int = 1440, **more: Any) -> Any:
    """A page at a width; whatever it asks of another machine, and every error of a script, fails the test."""
    page = browser.new_page(viewport={"width": width, "height": 900}, **more)
    page.set_default_timeout(10_000)
    page.on("request", lambda each: _from_here(each.url, at))
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    page.goto(at + path)
    return page


def _from_here(url: str, at: str) -> None:
    parts = urlsplit(url)
    assert parts.scheme in ("data", "blob") or parts.netloc == urlsplit(at).netloc, url


def checked(page: Any, times: int = 1) -> None:
    until(page, f"Number(document.getElementById('desk').dataset.checked || 0) >= {times}")


def until(page: Any, said: str, within_s: float = 10.0) -> None:
    """Waits until something is true of a page; asked from outside, since the page lets nobody evaluate text in it."""
    end = time.monotonic() + within_s
    while not page.evaluate(said):
        assert time.monotonic() < end, f"not within {within_s:g} s: {said}"
        page.wait_for_timeout(50)


def count(page: Any) -> int:
    return int(page.evaluate("Number(document.getElementById('desk').dataset.checked || 0)"))


def of(made: House) -> int:
    return made.store.athletes()[0].id


def with_plan(made: House, text: str = TEXT) -> str:
    kept = made.store.save_plan("Ada", "Winter", text, "", "Ada")
    return f"/athletes/{of(made)}/plan?plan={kept.id}"


def written(page: Any) -> list[str]:
    found: list[str] = page.eval_on_selector_all("#lines > div", "all => all.map(each => each.textContent)")
    return found


def _to_line(page: Any, number: int) -> None:
    page.evaluate(
        "n => { const line = document.querySelectorAll('#lines > div')[n]; document.getElementById('lines').focus();"
        " getSelection().selectAllChildren(line); getSelection().collapseToEnd(); }",
        number,
    )


@pytest.mark.parametrize("days", [0, 1, 3, 6])
def test_on_a_phone_the_calendar_opens_where_work_comes_next(browser: Any, made: House, at: str, days: int) -> None:
    ahead = date.today() + timedelta(days=days)
    monday = date.today() - timedelta(days=date.today().weekday())
    page = opened(
        browser, at, with_plan(made, f"starts {monday}\n{ahead:%a}: bench press 3x2 @ 70kg rest 3min\n".lower()), 390
    )
    checked(page)
    seen = page.evaluate(
        "() => { const cal = document.getElementById('calendar').getBoundingClientRect();"
        " const ses = document.querySelector('.next-cell .ses').getBoundingClientRect();"
        " return ses.left >= cal.left + 60 && ses.right <= cal.right + 1 }"
    )
    assert seen
    assert page.locator(".calnow").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_typed_is_checked_at_its_line(browser: Any, made: House, at: str, width: int) -> None:
    page = opened(browser, at, with_plan(made), width)
    checked(page)
    assert "1 error" in page.inner_text("#summary")
    _to_line(page, 4)
    before = count(page)
    page.keyboard.press("Enter")
    page.keyboard.type("sat: deadlft 3x3 @ 85% rest 4min")
    checked(page, before + 1)
    page.get_by_role("button", name="Use deadlift", exact=True).click()
    checked(page, before + 2)
    assert written(page)[5] == "sat: deadlift 3x3 @ 85% rest 4min"
    assert "no profile yet" in page.locator("#notes .n").nth(3).inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_one_tap_mends_a_line_and_the_browser_takes_it_back(browser: Any, made: House, at: str) -> None:
    page = opened(browser, at, with_plan(made))
    checked(page)
    page.get_by_role("button", name="Change it").first.click()
    checked(page, 2)
    assert any("until 1 in reserve" in line for line in written(page)[3:4])
    page.keyboard.press("Control+z")
    checked(page, 3)
    assert written(page) == TEXT.rstrip("\n").split("\n")
    page.close()


def test_notes_stand_under_their_lines_and_never_over_the_next(browser: Any, made: House, at: str) -> None:
    page = opened(browser, at, with_plan(made), 390)
    checked(page)
    boxes = page.evaluate(
        "() => { const lines = [...document.querySelectorAll('#lines > div')].map(each => each.getBoundingClientRect());"
        " return [...document.querySelectorAll('#notes .under')].map(each => { const box = each.getBoundingClientRect();"
        " const at = lines.findIndex(line => box.top >= line.top && box.top < line.bottom);"
        " return [at, box.bottom <= lines[at].bottom + 1]; }); }"
    )
    assert [at for at, _ in boxes] == sorted({at for at, _ in boxes})
    assert all(fits for _, fits in boxes)
    page.close()


def test_enter_backspace_paste_and_an_emptied_text_stay_lines(browser: Any, made: House, at: str) -> None:
    page = opened(browser, at, f"/athletes/{of(made)}/plan", 820)
    page.click("#lines")
    page.keyboard.type("mon:")
    page.keyboard.press("Enter")
    page.keyboard.type("back squat 3x3 @ 80%")
    assert written(page) == ["mon:", "  back squat 3x3 @ 80%"]
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    page.keyboard.type("tue: rest")
    assert written(page) == ["tue: rest"]
    page.evaluate(
        "() => { const data = new DataTransfer(); data.setData('text/plain', '\\nwed: rest\\r\\nthu: <b>x</b>');"
        " document.getElementById('lines').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"
    )
    assert written(page) == ["tue: rest", "wed: rest", "thu: <b>x</b>"]
    page.close()


def test_a_save_keeps_the_text_word_for_word_with_why(browser: Any, made: House, at: str) -> None:
    page = opened(browser, at, with_plan(made))
    checked(page)
    _to_line(page, 4)
    page.keyboard.type("  # by feel")
    page.fill("[name=why]", "slept badly")
    page.keyboard.press("Control+s")
    until(page, "document.getElementById('versions').textContent.includes('slept badly')")
    kept = made.store.plans("Ada")[0]
    assert kept.text == TEXT.rstrip("\n") + "  # by feel\n"
    assert (kept.latest.number, kept.latest.why) == (2, "slept badly")
    page.close()


def test_what_two_write_at_once_is_not_lost(browser: Any, made: House, at: str) -> None:
    page = opened(browser, at, with_plan(made))
    checked(page)
    made.store.revise_plan(made.store.plans("Ada")[0].id, TEXT.replace("5x2", "4x2"), 1, "tired", "Bea")
    _to_line(page, 4)
    page.keyboard.type("  # mine")
    page.click("#save button")
    page.wait_for_selector("#conflict:not([hidden])")
    assert "Bea saved version 2 meanwhile (tired)" in page.inner_text("#conflict")
    assert "4x2" in page.inner_text("#conflict pre")
    assert written(page)[4].endswith("# mine")
    page.get_by_role("button", name="Save mine over it").click()
    page.wait_for_selector("#conflict", state="hidden")
    assert [each.number for each in made.store.plan_versions(made.store.plans("Ada")[0].id)] == [1, 2, 3]
    page.close()


def test_what_was_not_saved_is_there_after_the_page_is_loaded_again(browser: Any, made: House, at: str) -> None:
    page = opened(browser, at, with_plan(made))
    checked(page)
    page.on("dialog", lambda dialog: dialog.accept())
    _to_line(page, 4)
    page.keyboard.type("  # not yet kept")
    page.reload()
    checked(page)
    assert written(page)[4].endswith("# not yet kept")
    page.locator("#notice button").click()
    assert written(page)[4] == TEXT.rstrip("\n").split("\n")[4]
    page.close()


def test_a_file_begins_a_plan_and_no_text_is_refused(browser: Any, made: House, at: str) -> None:
    page = opened(browser, at, f"/athletes/{of(made)}/plan")
    page.set_input_files("#file", files=[{"name": "x.txt", "mimeType": "text/plain", "buffer": b"\xff\xfe\x00"}])
    page.wait_for_selector("#told:not([hidden])")
    assert "UTF-8" in page.inner_text("#told")
    page.set_input_files("#file", files=[{"name": "w.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}])
    until(page, "document.querySelectorAll('#lines > div').length === 5")
    until(page, "document.getElementById('summary').textContent.includes('1 error')")
    page.click("#save button")
    page.wait_for_url("**/plan?plan=*")
    assert made.store.plans("Ada")[0].text == TEXT
    page.close()


def test_a_week_is_shown_alone_and_saved_into_the_whole(browser: Any, made: House, at: str) -> None:
    weeks = "week 1:\n  mon: back squat 5x2 @ 80%\nweek 2:\n  mon: back squat 5x2 @ 85%\n"
    page = opened(browser, at, with_plan(made, weeks) + "&week=2")
    checked(page)
    assert written(page) == ["week 2:", "  mon: back squat 5x2 @ 85%"]
    _to_line(page, 1)
    page.keyboard.type(" rest 4min")
    page.get_by_role("button", name="Whole plan").click()
    assert written(page)[3] == "  mon: back squat 5x2 @ 85% rest 4min"
    before = count(page)
    page.get_by_role("button", name="Week 2").click()
    checked(page, before + 1)
    page.get_by_role("button", name="Save", exact=True).click()
    until(page, "document.querySelector('#versions li b').textContent === '2'")
    assert made.store.plans("Ada")[0].text == weeks.rstrip("\n") + " rest 4min\n"
    page.close()


def test_wishes_that_conflict_are_freed_with_a_tap(browser: Any, made: House, at: str) -> None:
    pytest.importorskip("ortools")
    page = opened(browser, at, f"/athletes/{of(made)}/plan/new", 390)
    page.fill("[name=weeks]", "2")
    page.fill("[name=minutes]", "20")
    page.get_by_role("button", name="Build it").click()
    page.wait_for_selector("#conflicts:not([hidden])", timeout=60_000)
    assert page.locator("#conflicts li").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.fill("[name=minutes]", "75")
    page.get_by_role("button", name="Build it").click()
    page.wait_for_url("**/plan?plan=*", timeout=60_000)
    checked(page)
    assert written(page)[0].startswith("week 1")
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_never_scroll_sideways(
    browser: Any, made: House, at: str, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    path = with_plan(made)
    pages = (path, "/plans", f"/athletes/{of(made)}/plan?new=1", f"/athletes/{of(made)}/plan/new",
             f"/athletes/{of(made)}/plan/history", f"/athletes/{of(made)}/today?on={date.today() - timedelta(days=date.today().weekday())}",
             "/plans/rules")  # fmt: skip
    for each in pages:
        page = opened(browser, at, each, width, color_scheme=scheme)
        if each == path:
            checked(page)
        page.wait_for_load_state("networkidle")
        found = axe.run(page).response["violations"]
        bad = [(one["id"], one["nodes"][0]["html"][:160]) for one in found if one["impact"] in ("serious", "critical")]
        assert not bad, (each, bad)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), each
        page.close()


def test_advice_is_no_warning_and_looks_like_none(browser: Any, made: House, at: str) -> None:
    page = opened(browser, at, f"/athletes/{of(made)}/plan")
    page.get_by_role("button", name="Begin with an example").click()
    until(page, "document.getElementById('summary').textContent.includes('No error, no warning')")
    advice = page.locator("#notes .msg").first
    assert advice.inner_text().startswith("Tip: No ballistic")
    assert page.locator("#notes .n.of-note .g circle").count() == 1  # the sign of a tip, not the tick of what is fine
    assert page.locator("#notes .n.of-note .sr").first.inner_text().endswith("tip:")
    assert page.locator("#rules tr:has-text('ballistic') .sr").inner_text() == "tip"
    assert "1 tip" in page.locator("#summary").inner_text()
    assert advice.evaluate("each => getComputedStyle(each).borderLeftWidth") == "0px"
    page.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT.replace("bench press", "back squat"),
        'plan "Block"\nweeks 1-4:\n  mon: back squat 3x3 @ 80% rest 4min\n',
    ],
)
def test_a_test_that_a_marker_needs_stands_in_the_text_ready_to_be_kept(
    browser: Any, made: House, at: str, text: str
) -> None:
    if text:
        with_plan(made, text)
    page = opened(browser, at, f"/athletes/{of(made)}", 390)
    page.get_by_text("4 markers without a test").click()
    page.get_by_role("link", name="Plan the test: Voluntary activation").click()
    page.wait_for_url("**/plan?test=voluntary_activation")
    checked(page)
    day = date.today() + timedelta(days=2)
    assert written(page)[-1].strip().startswith(f'{day}: note "Test of voluntary activation: an interpolated doublet')
    assert "not kept yet" in page.locator("#notice").inner_text()
    page.locator("#save button").click()
    if not text:
        page.wait_for_url("**/plan?plan=*")
    until(page, "document.getElementById('saved').textContent.startsWith('saved')")
    until(page, "!document.getElementById('saved').textContent.includes('changed since')")
    assert "voluntary activation" in made.store.plans("Ada")[0].text
    page.close()


def test_on_a_phone_every_way_to_take_a_plan_out_can_be_read(browser: Any, made: House, at: str) -> None:
    page = opened(browser, at, with_plan(made), 390)
    page.locator(".menu summary").click()
    links = page.locator(".menu li a").all()
    assert len(links) == 4
    for each in links:
        box = each.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] >= 48
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_paper_it_is_dark_on_white_without_buttons_and_no_day_is_cut(
    browser: Any, made: House, at: str, theme: str
) -> None:
    page = opened(browser, at, with_plan(made), 718, color_scheme=theme)
    page.emulate_media(media="print", color_scheme=theme)
    page.wait_for_selector("#calendar")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(18, 23, 29)"
    assert page.locator(".nav, .btn, .edbar").filter(visible=True).count() == 0
    paper = page.locator("#calendar").evaluate("(each) => [each.scrollWidth, each.clientWidth]")
    assert paper[0] <= paper[1]
    page.close()
