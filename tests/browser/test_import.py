"""The import page in a real browser: files dropped and chosen, questions answered, what came of each."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import web_house
from desk_team import days
from neuraldrive import catalog
from neuraldrive.records import Reading, Session
from neuraldrive.web.api.imports import importer_of
from neuraldrive.web.house import House
from neuraldrive.web.uploads import FOLDER

WIDTHS = (390, 820, 1440)
LOG = "athlete,exercise,weight,velocity (m/s),set,rep,rpe,date\n" + "".join(
    f"Ada,squat,225,{0.6 - 0.02 * rep:.2f},1,{rep},8,2026-11-20\n" for rep in range(1, 6)
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with web_house.house(tmp_path_factory.mktemp("imports")) as made:
        yield made
        importer_of(made).close()


@pytest.fixture(params=WIDTHS)
def page(browser: Any, made: House, request: pytest.FixtureRequest) -> Iterator[Any]:
    with web_house.served(made) as address:
        context = browser.new_context(viewport={"width": request.param, "height": 900})
        page = context.new_page()
        page.wide = request.param
        page.asked, page.said = [], []
        page.on("request", lambda asked: page.asked.append(asked.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(f"{address}/import")
        yield page
        assert [url for url in page.asked if not url.startswith((address, "data:", "blob:"))] == []
        assert page.said == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        context.close()
    assert list((made.place.data_dir / FOLDER).glob("*")) == []


def _file(name: str, content: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "text/csv", "buffer": content.encode()}


def _drop(page: Any, name: str, content: str) -> None:
    page.evaluate(
        """([name, content]) => {
          const data = new DataTransfer();
          data.items.add(new File([content], name));
          for (const kind of ["dragenter", "dragover", "drop"])
            document.getElementById("drop").dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        [name, content],
    )


def test_a_dropped_file_is_asked_about_answered_and_kept(page: Any, made: House) -> None:
    _drop(page, "squat <b>.csv", LOG.replace("Ada", f"Ada {page.wide}"))
    page.locator("#results form").wait_for(timeout=60_000)
    assert "1 set, 5 repetitions found" in page.inner_text("#results")
    assert "squat <b>.csv" in page.inner_text("#results")
    assert f"Ada {page.wide}" not in {each.name for each in made.store.athletes()}
    assert page.evaluate("document.activeElement.name") == "load_unit"
    page.select_option("[name=load_unit]", "lb")
    page.select_option("[name=device]", "linear_encoder")
    page.focus("[name=device]")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#results li[data-kept]").wait_for()
    assert f"Kept: 1 set, 5 repetitions of Ada {page.wide}." in page.inner_text("#results")
    assert made.store.sets(f"Ada {page.wide}")[0].entry.load_kg == pytest.approx(102.06, abs=0.01)
    assert "Kept" in page.locator("#heard").text_content()


def test_a_file_chosen_before_the_pages_script_has_come_is_taken_all_the_same(page: Any) -> None:
    held: list[Any] = []
    page.route("**/static/import.js*", lambda route: held.append(route))
    with page.expect_request("**/static/import.js*"):
        page.reload(wait_until="commit")
    page.set_input_files("#files", [_file("gus.csv", LOG)])
    assert page.locator("#results > li").count() == 0
    held[0].continue_()
    page.locator("#results form").wait_for(timeout=60_000)
    assert page.input_value("#files") == ""


def test_a_mistyped_name_is_asked_about_once_and_no_chosen_file_is_lost(page: Any, made: House) -> None:
    there, typed = f"Quill Dane {page.wide}", f"Quill Dnae {page.wide}"
    if there not in made.store.names().values():
        made.store.add_athlete(there)
    signals = [
        "time (s);position (mm)\n" + "".join(
            f"{k / 100:.2f};{300 * math.cos(2 * math.pi * k / 300) + 600 + page.wide + 7 * n:.1f}\n" for k in range(1200)
        )
        for n in range(2)
    ]  # fmt: skip
    page.set_input_files("#files", [_file(f"{n}.csv", text) for n, text in enumerate(signals)])
    page.locator("#results form >> nth=1").wait_for(timeout=60_000)
    for name, value in (("athlete", typed), ("lift", "back squat"), ("load", "80 kg")):
        page.locator(f"#results form >> nth=0 >> [name={name}]").fill(value)
    page.click("#all button")
    page.locator("#results li >> nth=1 >> text=is somebody new").wait_for(timeout=60_000)
    assert f"{typed} is not there, and nothing is kept yet. Who is meant?" in page.inner_text("#results")
    page.click(f"#results li >> nth=0 >> button:text-is('{there}')")
    page.locator("#results li[data-kept] >> nth=1").wait_for(timeout=60_000)
    assert page.inner_text("#results").count(f"of {there}.") == 2
    assert typed not in made.store.names().values()


def test_a_mistyped_name_inside_a_file_is_asked_about_and_set_right(page: Any, made: House) -> None:
    there, typed = f"Orla Quigley {page.wide}", f"Orla Quigly {page.wide}"
    if there not in made.store.names().values():
        made.store.add_athlete(there)
    log = LOG.replace("weight", "weight (kg)").replace("squat", "bnech press")
    page.set_input_files("#files", [_file("orla.csv", log.replace("Ada", typed))])
    page.locator("#results form").wait_for(timeout=60_000)
    assert f"{typed} is not there, and nothing is kept yet. Who is meant?" in page.inner_text("#results")
    assert page.locator("#results select option").all_inner_texts() == ["Choose", there, "somebody new"]
    assert typed not in made.store.names().values()
    page.select_option("#results select", there)
    page.click("#results button:text-is('Import')")
    page.select_option("[name=device]", "linear_encoder")
    page.click("#results button:text-is('Import')")
    page.locator("#results li[data-kept]").wait_for(timeout=60_000)
    assert f"of {there}." in page.inner_text("#results")
    assert "Did you mean Bench press?" in page.inner_text("#results")
    assert typed not in made.store.names().values()


def test_a_file_of_a_mistyped_name_is_left_or_kept_as_it_stands(page: Any, made: House) -> None:
    there, typed = f"Perrin Vance {page.wide}", f"Perin Vance {page.wide}"
    if there not in made.store.names().values():
        made.store.add_athlete(there)
    log = LOG.replace("weight", "weight (kg)").replace("date", "date,device").replace("2026-11-20", "2026-11-20,x")
    for press, told in (("Leave the file", "Left: nothing of it was kept."), ("Keep the names as they stand", "")):
        page.set_input_files("#files", [_file("perrin.csv", log.replace("Ada", typed))])
        page.click(f"#results button:text-is('{press}')", timeout=60_000)
        if told:
            assert told in page.inner_text("#results")
            assert typed not in made.store.names().values()
    page.click("#results button:text-is('Import')", timeout=60_000)
    page.locator("#results li[data-kept]").wait_for(timeout=60_000)
    assert f"New athlete: {typed}." in page.inner_text("#results")


def test_several_files_are_answered_at_once_and_a_bad_one_says_why(page: Any, made: House) -> None:
    logs = [_file(f"{name}.csv", LOG.replace("Ada", f"{name} {page.wide}")) for name in ("Beatrix", "Cidonia")]
    page.set_input_files("#files", [*logs, _file("note.pdf", "%PDF-1.7")])
    page.locator("#results > li:nth-child(3) .bar[hidden]").wait_for(state="attached", timeout=60_000)
    assert "Not kept: file: found a PDF" in page.inner_text("#results > li:nth-child(3)")
    page.locator("[name=load_unit]").first.select_option("kg")
    page.click("#all button")
    page.locator("#results li[data-kept] >> nth=1").wait_for()
    assert {f"Beatrix {page.wide}", f"Cidonia {page.wide}"} <= {each.name for each in made.store.athletes()}


def test_a_file_that_is_there_already_adds_nothing(page: Any) -> None:
    log = LOG.replace("weight", "weight (kg)").replace("Ada", f"Dankwart {page.wide}")
    for turn in (1, 2):
        page.set_input_files("#files", [_file("dan.csv", log)])
        if turn == 1:
            page.locator("#results form").wait_for(timeout=60_000)
            page.click("#results form .pri")
            page.locator("#results li[data-kept]").wait_for()
    page.locator("#results > li:nth-child(2)[data-kept]").wait_for()
    assert "In the store already" in page.inner_text("#results > li:nth-child(2)")


def test_no_serious_fault_of_access_with_questions_open(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    page.set_input_files("#files", [_file("eve.csv", "weight,velocity\n225,0.5\n225,0.48\n")])
    page.locator("#results form").wait_for(timeout=60_000)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        found = axe.Axe().run(page).response["violations"]
        assert [
            (e["id"], [n["target"] for n in e["nodes"]][:3]) for e in found if e["impact"] in ("serious", "critical")
        ] == []
    page.click("text=Leave it")
    assert "nothing of it was kept" in page.inner_text("#results")
    page.said.clear()


def test_what_an_import_left_open_is_answered_where_the_team_leads(page: Any, made: House) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    name, origin = f"Gus {page.wide}", page.url.removesuffix("/import")
    sets = tuple(replace(each, lift=catalog.ANY_LIFT, device=None) for each in days(name, 1)[0].sets)
    asked = (
        "Which lift is it? The file does not say: give lift.",
        "Which device measured the velocities? The file does not say: give device.",
    )
    session = Session(name, sets, days(name, 1)[0].started_at)
    made.store.add_reading(Reading("test", f"gus {page.wide}.csv", f"{page.wide:064d}", (), (session,), (), asked))
    number = made.store.imports()[-1].id
    page.goto(f"{origin}/team")
    page.locator(f".inbox a.btn[href$='#import-{number}']").click()
    here = page.locator(f"#import-{number}")
    here.wait_for()
    found = axe.Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    here.locator("[name=lift]").fill("bench press")
    here.get_by_role("button", name="Answer").click()
    page.locator(f"#import-{number} [name=device]").wait_for()
    page.locator(f"#import-{number} [name=device]").select_option("linear_encoder")
    page.locator(f"#import-{number}").get_by_role("button", name="Answer").click()
    page.locator(f"#import-{number}").wait_for(state="detached")
    assert {each.entry.lift for each in made.store.sets(name)} == {"bench_press"}
    assert {each.entry.device for each in made.store.sets(name)} == {"linear_encoder"}
    page.goto(f"{origin}/team")
    assert page.locator(f".inbox a[href$='#import-{number}']").count() == 0
    page.said.clear()


def test_from_an_athletes_page_a_file_of_nobody_is_offered_as_theirs(page: Any, made: House) -> None:
    name = f"Fay {page.wide}"
    number = made.store.add_athlete(name)
    origin = page.url.removesuffix("/import")
    page.goto(f"{origin}/athletes/{number}")
    assert page.locator("nav a.import").is_visible() == (page.wide > 640)
    page.locator("main").get_by_role("link", name="Import files").click()
    page.locator("nav a.import").wait_for()
    log = LOG.replace("Ada", "").replace("weight", "weight (kg)").replace("225", f"{page.wide / 10:g}")
    page.set_input_files("#files", [_file("fay.csv", log)])
    page.locator("#results form").wait_for(timeout=60_000)
    assert page.input_value("[name=athlete]") == name
    page.click("#results form .pri")
    page.locator("#results li[data-kept]").wait_for()
    assert [each.entry.lift for each in made.store.sets(name)] == ["back_squat"]
