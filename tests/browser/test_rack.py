"""The rack in a real browser: opening it, lifting, tapping, losing the server and coming back."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from neuraldrive.store import Store, open_store
from neuraldrive.web.house import House
from neuraldrive.web.serving import Address, Server
from neuraldrive.workflows import warm_rack
from neuraldrive.workflows.places import Place
from rack_house import recording

pytest.importorskip("playwright")
WIDTHS = [(390, 844), (820, 1180), (1180, 820), (1440, 900)]
LONG = """([state, words, size]) => {
  const at = (id) => document.getElementById(id), long = "0.52 m/s; such sets end near 0.46 m/s (the floor, mostly from other lifters); slow on. ";
  document.body.dataset.state = state;
  at("wordline").className = `word ${size}`;
  at("mark").removeAttribute("hidden");
  at("word").textContent = words;
  at("prob").hidden = false;
  at("chance").textContent = "38 %";
  at("chancewords").textContent = "chance of 2 or fewer reps left · stops at 35 %";
  at("why").textContent = long.repeat(4);
  at("note").textContent = long.repeat(2);
  at("says").textContent = "Inertial sensor on the bar: advises";
  at("title").textContent = "Close-grip bench press 102.5 kg";
  at("sleeps").textContent = "no https: may sleep";
  at("sleeps").hidden = false;
  document.querySelector("#lifters b").textContent = "Bartholomew Featherstonehaugh the Third";
}"""
CUT = """() => [...document.querySelectorAll(".back, .lift2 button, .lift2 b, .more, .rctx, #badge, #says, #error, #sleeps, #word, #mark, .prob, #speed")]
  .filter((each) => {
    const own = each.getBoundingClientRect(), room = each.closest(".rtop, .ver, .vel").getBoundingClientRect();
    return own.width && (own.left < room.left - 1 || own.right > room.right + 1 || own.top < room.top - 1 || own.bottom > room.bottom + 1);
  })
  .concat([...document.querySelectorAll(".rtop > *")].filter((each, number, all) => {
    const own = each.getBoundingClientRect(), inside = [...each.querySelectorAll("*")].map((part) => part.getBoundingClientRect());
    return inside.some((part) => part.width && all.some((other) => other !== each && meets(part, other.getBoundingClientRect())));
    function meets(a, b) { return a.left < b.right - 1 && a.right > b.left + 1 && a.top < b.bottom - 1 && a.bottom > b.top + 1; }
  })).map((each) => each.id || each.className)"""
"""What of the head, the word or the velocity is cut off, or lies over its neighbour in the head."""
RING = """async (passed_s) => {
  const { drawRest } = await import("/static/rack_drawn.js"), rest = { interval_s: 60, passed_s };
  const lifter = { name: "Ada", sets: 4, rest, least_mps: null };
  drawRest({ lifters: [lifter], chosen: 0, over: "", note: "", rates: null }, 0);
  const text = document.getElementById("ringtime");
  return [text.textContent, text.getBBox().width];
}"""
BARS = """async () => {
  const { velocity } = await import("/static/rack_velocity.js");
  const repetitions = [0.70, 0.64, 0.65, 0.60, 0.58, 0.55, 0.52, 0.50].map((value) => ({ velocity: value, excluded: null }));
  const picture = { repetitions, lifters: [{ sets: 1, of: 4, load: "77.5 kg" }], chosen: 0, most: 8, state: "go", scale: [0.2, 0.8],
    sensor: { error_mps: 0.03 }, target: null, expected: null, floor: 0.36, loss: null, first_mps: null };
  for (let k = 0; k < 2; k += 1) velocity(picture, "go");
  const words = [...document.querySelectorAll("#bars .bcol span")].map((each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return range.getBoundingClientRect();
  });
  return [words.length, Math.min(...words.slice(1).map((each, number) => each.left - words[number].right))];
}"""
"""How many numbers stand over the bars of a set of eight, and how near the nearest two are."""
OVER = """async () => {
  const { velocity } = await import("/static/rack_velocity.js");
  velocity({ repetitions: [], lifters: [{ sets: 4, of: 4, load: "77.5 kg" }], chosen: 0, most: 8, state: "rest", scale: [0.2, 0.8],
    sensor: { error_mps: 0.03 }, target: null, expected: null, floor: null, loss: null, first_mps: 0.6 }, "rest");
  return document.getElementById("next").textContent;
}"""
SIGNS = """async () => {
  const { lost, two } = await import("/static/rack_made.js");
  return [lost(0), lost(0.004), lost(-0.02), lost(0.12), two(-0.001), two(-0.02), two(0.5)];
}"""
INSIDE_RING = 2 * (84 - 7.5)
IN_WORD = re.compile("go|last|stop")


class Served:
    """A demonstration on a port that stays its own, so that it can be ended and started again."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._house = lambda: House(store, Place(folder, None, "kg"), "demo")
        self._port = 0
        self.start()

    def start(self) -> None:
        ready = threading.Event()
        self._server = Server(self._house(), Address(port=self._port), lambda _: ready.set())
        self.address = self._server.address.rstrip("/")
        self._port = urlsplit(self.address).port or 0
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        assert ready.wait(60.0)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20.0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path, signals_dir=tmp_path / "signals") as opened:
        yield opened


@pytest.fixture
def served(store: Store, tmp_path: Path) -> Iterator[Served]:
    made = Served(store, tmp_path)
    yield made
    made.stop()


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A server is ready to judge when this is set; asked for before a page is."""
    made = threading.Event()
    monkeypatch.setattr(warm_rack, "warm", lambda: made.wait(60.0))
    return made


@pytest.fixture
def page(browser: Any, served: Served) -> Iterator[Any]:
    """A page that goes nowhere else, of which errors are told."""
    context = browser.new_context(viewport={"width": 820, "height": 1180}, base_url=served.address)
    made = context.new_page()
    wrong: list[str] = []
    made.on(
        "request", lambda request: wrong.append(request.url) if urlsplit(request.url).hostname != "localhost" else None
    )
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.set_default_timeout(40_000)
    yield made
    context.close()
    assert wrong == []


def opened(page: Any, tmp_path: Path, speed: float = 6) -> None:
    """A rack, opened as a coach does: name and sensor, who, what."""
    page.goto("/rack")
    page.get_by_label("Sensor").fill(recording(tmp_path))
    page.get_by_label("What it is").select_option("linear_encoder")
    page.get_by_label("Speed of a recording").fill(str(speed))
    page.get_by_role("button", name="Choose who lifts").click()
    page.get_by_label("Name").fill("Ada <b>& Co</b>")
    page.get_by_role("button", name="Choose what is lifted").click()
    page.locator("select[name=lift]").select_option("back_squat")
    page.get_by_label("Load").fill("73.5")
    page.get_by_label("Sets, as a plan says it").fill("max effort 4x5 @ 75% rest 3min")
    page.get_by_role("button", name="Open the rack").click()
    page.wait_for_url("**/rack/Rack%201")


def state(page: Any, wanted: str) -> None:
    page.wait_for_selector(f"body[data-state={wanted}]")


def becomes(page: Any, expression: str, within_s: float = 60.0) -> None:
    """Once it is true in the page; asked from here, since the page's own rules forbid evaluating a text again and again."""
    until_s = time.monotonic() + within_s
    while not page.evaluate(expression):
        assert time.monotonic() < until_s, expression
        page.wait_for_timeout(50)


def no_fault(page: Any) -> None:
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []


def test_a_press_before_the_pages_scripts_have_come_is_done_when_they_have(page: Any, tmp_path: Path) -> None:
    page.goto(f"/rack?rack=Rack+1&from={recording(tmp_path)}&sensor=linear_encoder&speed=0&name=Ada")
    page.route("**/static/page.js*", lambda _: None)
    with page.expect_request("**/static/page.js*"):
        page.reload(wait_until="commit")
    page.get_by_label("Load").fill("73.5")
    page.get_by_role("button", name="Open the rack").click()
    page.wait_for_selector("button[aria-busy=true]")
    page.unroute("**/static/page.js*")
    page.wait_for_url("**/rack/Rack%201")


def test_a_set_is_lifted_and_tapped(page: Any, store: Store, tmp_path: Path) -> None:
    opened(page, tmp_path)
    state(page, "go")
    assert page.locator("#word").inner_text() == "GO"
    assert "chance of 2 or fewer reps left" in page.locator("#chancewords").inner_text()
    becomes(page, "document.querySelectorAll('.bcol:not(.none)').length === 5")
    assert page.evaluate(
        "document.querySelector('#trace').getContext('2d').getImageData(0, 0, 400, 80).data.some((x) => x > 0)"
    )
    state(page, "rest")
    assert re.fullmatch(r"[23]:\d\d", (page.locator("#ringtime").text_content() or ""))
    first = page.locator("#ringtime").text_content() or ""
    becomes(page, f"document.querySelector('#ringtime').textContent !== '{first}'")
    page.get_by_role("button", name="RPE 8½").click()
    page.wait_for_selector("[data-rpe='8.5'][aria-pressed=true]")
    name = store.athletes()[0].name
    assert name == "Ada <b>& Co</b>"
    assert page.locator("#lifters button").first.inner_text().startswith(name)
    assert store.sets(name)[0].entry.rpe == 8.5
    page.get_by_role("button", name="Bad rep").click()
    page.wait_for_selector(".bcol.out")
    assert len(store.sets(name)[0].entry.used) == 4
    page.get_by_role("button", name="Undo").click()
    becomes(page, "!document.querySelector('.bcol.out')")
    assert len(store.sets(name)[0].entry.used) == 5


def test_a_rack_says_that_it_is_getting_ready_until_it_can_judge(
    compiled: threading.Event, page: Any, tmp_path: Path
) -> None:
    opened(page, tmp_path)
    becomes(page, "document.querySelector('#word').textContent === 'GETTING\\nREADY'")
    assert "its word comes late" in page.locator("#why").inner_text()
    no_fault(page)
    compiled.set()
    becomes(page, "document.querySelector('#word').textContent === 'GO'")


def test_keys_do_what_they_do_in_the_terminal(page: Any, store: Store, tmp_path: Path) -> None:
    opened(page, tmp_path, speed=0)
    state(page, "rest")
    page.keyboard.press("9")
    page.wait_for_selector("[data-rpe='9'][aria-pressed=true]")
    page.keyboard.press("+")
    page.wait_for_selector("[data-rpe='9.5'][aria-pressed=true]")
    page.keyboard.press("b")
    page.wait_for_selector(".bcol.out")
    page.keyboard.press("u")
    becomes(page, "!document.querySelector('.bcol.out')")
    page.keyboard.press("m")
    page.keyboard.press("m")
    page.wait_for_selector("#mute[aria-pressed=true]")
    page.keyboard.press("q")
    page.wait_for_url("**/rack")
    assert store.sets(store.athletes()[0].name)[0].entry.rpe == 9.5


def test_the_word_disappears_with_the_server_and_the_page_lives_again_by_itself(
    page: Any, served: Served, store: Store, tmp_path: Path
) -> None:
    opened(page, tmp_path, speed=1)
    state(page, "go")
    served.stop()
    state(page, "lost")
    assert page.locator("#word").inner_text() == "CONNECTION\nLOST"
    assert "GO" not in page.locator(".ver").inner_text()
    before = [each.entry.repetition_count for each in store.sets(store.athletes()[0].name)]
    assert sum(before) >= 1
    served.start()
    becomes(page, "['go', 'last', 'stop', 'rest', 'ready'].includes(document.body.dataset.state)")
    after = [each.entry.repetition_count for each in store.sets(store.athletes()[0].name)]
    assert after[: len(before)] == before


def test_two_lifters_alternate_each_with_a_rest(page: Any, tmp_path: Path) -> None:
    opened(page, tmp_path, speed=0)
    state(page, "rest")
    page.get_by_role("link", name="second lifter").click()
    page.get_by_label("Name").fill("Bert")
    page.get_by_role("button", name="Choose what is lifted").click()
    page.locator("select[name=lift]").select_option("bench_press")
    page.get_by_label("Load").fill("60")
    page.get_by_role("button", name="Put on").click()
    page.get_by_role("button", name="Bert").click()
    page.wait_for_selector("[data-lifter='1'][aria-pressed=true]")
    assert page.locator("#title").inner_text() == "Bench press 60 kg"
    page.wait_for_selector("[data-lifter='0'] .mini")
    assert re.search(r"\d:\d\d rest", page.locator("[data-lifter='0']").inner_text())
    page.get_by_role("button", name="RPE 9", exact=True).click()
    page.wait_for_selector("[data-rpe='9'][aria-pressed=true]")
    assert page.locator("#rates").inner_text().startswith("Ada")


@pytest.mark.parametrize(("width", "height"), WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_fits_never_scrolls_and_its_targets_are_for_gloves(
    browser: Any, served: Served, tmp_path: Path, width: int, height: int, theme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, base_url=served.address
    )
    page = context.new_page()
    page.set_default_timeout(40_000)
    opened(page, tmp_path, speed=0)
    state(page, "rest")
    least = 52 if width < 700 else 60
    for wanted in ("rest", "lost"):
        page.evaluate("(state) => { document.body.dataset.state = state; }", wanted)
        assert page.evaluate("[document.documentElement.scrollWidth <= innerWidth, document.documentElement.scrollHeight <= innerHeight]") == [True, True]  # fmt: skip
        sizes = page.evaluate("[...document.querySelectorAll('.rack button')].map((b) => b.getBoundingClientRect()).filter((r) => r.height).map((r) => [r.height, r.right, r.bottom])")  # fmt: skip
        assert sizes
        assert all(tall >= least and right <= width and low <= height for tall, right, low in sizes)
    page.evaluate("document.body.dataset.state = 'rest'")
    no_fault(page)
    page.goto("/rack")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    no_fault(page)
    context.close()


@pytest.mark.parametrize(("width", "height"), [*WIDTHS, (360, 640), (844, 390)])
def test_the_word_keeps_its_size_and_the_head_is_whole_however_long_the_reason_and_the_names(
    browser: Any, served: Served, tmp_path: Path, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=served.address)
    page = context.new_page()
    page.set_default_timeout(40_000)
    opened(page, tmp_path, speed=0)
    state(page, "rest")
    for wanted, words, size in (("go", "GO", "wgo"), ("last", "LAST\nREP", "w2"), ("stop", "STOP", "")):
        page.evaluate(LONG, [wanted, words, size])
        tall = page.evaluate("parseFloat(getComputedStyle(document.querySelector('#word')).fontSize)")
        assert tall >= (44 if height < 700 else 56), (wanted, tall)
        assert page.evaluate(CUT) == []
    context.close()


@pytest.mark.parametrize(("width", "height"), [*WIDTHS, (360, 780), (1000, 700)])
def test_the_numbers_of_neighbouring_repetitions_do_not_touch(
    page: Any, tmp_path: Path, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page, tmp_path, speed=0)
    state(page, "rest")
    page.evaluate("document.body.dataset.state = 'go'")
    shown, apart = page.evaluate(BARS)
    assert shown >= 5
    assert apart >= 2


def test_after_the_last_set_none_is_counted_beyond_what_was_planned(page: Any, tmp_path: Path) -> None:
    opened(page, tmp_path, speed=0)
    state(page, "rest")
    assert page.evaluate(OVER) == "All 4 sets are done. One more, 77.5 kg."


@pytest.mark.parametrize(("is_secure", "told"), [("true", "screen may sleep"), ("false", "no https: may sleep")])
def test_that_https_is_missing_is_said_only_where_it_is(page: Any, tmp_path: Path, is_secure: str, told: str) -> None:
    page.add_init_script(
        f"Object.defineProperty(window, 'isSecureContext', {{ get: () => {is_secure} }});"
        "Object.defineProperty(navigator, 'wakeLock', { get: () => undefined });"
    )
    opened(page, tmp_path, speed=0)
    state(page, "rest")
    assert page.locator("#sleeps").inner_text() == told


def test_what_is_rounded_to_nothing_has_no_minus(page: Any, tmp_path: Path) -> None:
    opened(page, tmp_path, speed=0)
    assert page.evaluate(SIGNS) == ["0 %", "0 %", "+2 %", "\u221212 %", "0.00", "\u22120.02", "0.50"]


def test_a_rest_fits_its_ring_however_long_it_has_lasted(page: Any, tmp_path: Path) -> None:
    opened(page, tmp_path, speed=0)
    state(page, "rest")
    for passed_s, shown in ((30, "0:30"), (67, "+0:07"), (814, "+12:34"), (3659, "+59:59"), (7260, "> 1 h")):
        text, wide = page.evaluate(RING, passed_s)
        assert text == shown
        assert wide < INSIDE_RING - 4, text
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("document.querySelector('#rpe').hidden = true")  # as who only looks on has it: more height
    ring, pane = (page.locator(each).bounding_box() for each in ("#ring", ".ver"))
    assert ring["x"] >= pane["x"]
    assert ring["x"] + ring["width"] <= pane["x"] + pane["width"]


def test_without_a_rack_the_page_says_how_to_connect_a_sensor_and_offers_a_simulated_lifter(page: Any) -> None:
    page.goto("/rack")
    assert "No rack yet" in page.locator("main").inner_text()
    assert "serial:/dev/ttyUSB0" in page.locator("main").inner_text()
    page.get_by_role("button", name="Watch a simulated lifter").click()
    page.wait_for_url("**/rack/Demonstration")
    becomes(page, "['go', 'ready', 'last'].includes(document.body.dataset.state)")
    assert "simulated" in page.locator("#sub").inner_text()
    page.goto("/rack")
    assert page.get_by_role("button", name="Watch a simulated lifter").count() == 0
    assert page.get_by_role("link", name="Demonstration").is_visible()


def test_nothing_moves_from_under_the_pointer_at_the_first_touch(page: Any, tmp_path: Path) -> None:
    opened(page, tmp_path, speed=0)
    state(page, "rest")
    page.set_viewport_size({"width": 1440, "height": 900})
    bad = page.locator("[data-key=bad]")
    page.evaluate("() => { const mute = document.getElementById('mute'); mute.textContent = 'Tap for sound'; }")
    before = bad.bounding_box()
    assert before is not None
    page.evaluate("() => { document.getElementById('mute').textContent = 'Sound'; }")
    assert bad.bounding_box() == before


def test_a_page_of_a_rack_that_is_not_open_leads_to_the_choice(page: Any) -> None:
    page.goto("/rack/Nowhere")
    assert urlsplit(page.url).path == "/rack"


def test_a_mistake_in_what_is_lifted_is_told_and_the_choice_stays(page: Any, tmp_path: Path) -> None:
    page.goto(f"/rack?rack=Rack+1&from={recording(tmp_path)}&sensor=linear_encoder&name=Ada")
    page.locator("select[name=lift]").select_option("back_squat")
    page.get_by_label("Sets, as a plan says it").fill("five of the best")
    page.get_by_role("button", name="Open the rack").click()
    page.wait_for_selector("#told:not([hidden])")
    assert "five" in page.locator("#told").inner_text()
    assert page.locator("select[name=lift]").input_value() == "back_squat"


def test_a_sensor_that_cannot_be_is_told_where_it_was_typed(page: Any) -> None:
    page.goto("/rack?rack=Rack+1&from=replay:../../etc/passwd&name=Ada")
    assert "a file of the served data folder" in page.locator("main").inner_text()
    assert page.get_by_label("Sensor").input_value() == "replay:../../etc/passwd"
    assert page.locator("select[name=lift]").count() == 0
