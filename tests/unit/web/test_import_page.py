"""Where the import page is found, and whose files it expects."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from desk_team import days, number_of
from neuraldrive import catalog, measure
from neuraldrive.records import Reading
from neuraldrive.web.house import House
from web_house import client, house

HTML = {"accept": "text/html"}
LINK = '<a class="import" href="/import"'


def test_every_page_of_a_coach_leads_to_the_import(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        for path in ("/team", "/plans", "/evidence", "/rack"):
            assert LINK in talking.get(path).text, path


def test_an_athlete_of_whom_little_is_known_leads_to_the_import_for_them(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        nothing = made.store.add_athlete("Nobody's")
        for each in days("Few", 2):
            made.store.add_session(each, measure.all_of)
        few = number_of(made.store, "Few")
        assert f'href="/import?athlete={nothing}">Import files' in talking.get(f"/athletes/{nothing}").text
        assert f'href="/import?athlete={few}">Import earlier days' in talking.get(f"/athletes/{few}").text


def test_a_file_that_names_nobody_is_offered_to_the_athlete_one_came_from(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        number = made.store.add_athlete('Ada "A" <b>')
        text = talking.get(f"/import?athlete={number}").text
        assert 'data-athlete="Ada &#34;A&#34; &lt;b&gt;"' in text
        assert 'data-athlete=""' in talking.get("/import").text
        assert talking.get(f"/import?athlete={number + 7}").status_code == 404


def _left_open(made: House) -> int:
    session = days("Ada", 1)[0]
    sets = tuple(replace(each, lift=catalog.ANY_LIFT) for each in session.sets)
    questions = (
        "Which lift is it? The file does not say: give lift.",
        "Is 03/04/2026 day/month/year? <b> It was read so.",
    )
    reading = Reading("test", "squats <i>.csv", "a" * 64, (), (replace(session, sets=sets),), (), questions)
    made.store.add_reading(reading, measurements=measure.all_of)
    return made.store.imports()[-1].id


def test_what_an_import_left_open_is_shown_with_its_sets_and_answered_there(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made) as talking:
        number = _left_open(made)
        text = talking.get("/import", headers=HTML).text
        assert f'id="import-{number}"' in text
        assert "Which lift is it? The file does not say.</p>" in text
        assert "squats &lt;i&gt;.csv" in text
        assert "day/month/year? &lt;b&gt;" in text
        session = made.store.sessions("Ada")[0].id
        assert f'href="/sessions/{session}/sets/1#correct"' in text
        questions = talking.get("/api/v1/imports/questions").json()
        assert [each["fields"] for each in questions] == [["lift"], []]
        mark = {"X-CSRF": talking.get("/api/v1/me").json()["csrf"]}
        for each, said in zip(questions, ({"lift": "bench press"}, {"settled": True}), strict=True):
            body = {"question": each["question"], "load": None, "device": None, **said}
            answer = talking.post(f"/api/v1/imports/{number}/answers", json=body, headers=mark)
            assert answer.status_code == 200, answer.text
        after = talking.get("/import", headers=HTML).text
        assert "Left open" not in after
        assert "Answered last" in after
        assert {each.entry.lift for each in made.store.sets("Ada")} == {"bench_press"}


def test_an_answer_that_says_nothing_or_of_no_import_is_refused(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made) as talking:
        number = _left_open(made)
        mark = {"X-CSRF": talking.get("/api/v1/me").json()["csrf"]}
        question = talking.get("/api/v1/imports/questions").json()[0]["question"]
        for path, body in (
            (number, {"question": question}), (number, {"question": "Why?", "settled": True}),
            (number, {"question": question, "device": "linear_encoder"}),
            (number, {"question": question, "load": "heavy"}), (number, {"question": question, "lift": " "}),
        ):  # fmt: skip
            assert talking.post(f"/api/v1/imports/{path}/answers", json=body, headers=mark).status_code == 422, body
        gone = talking.post(
            f"/api/v1/imports/{number + 9}/answers", json={"question": question, "settled": True}, headers=mark
        )
        assert gone.status_code == 404
        assert made.store.corrections() == []


def test_a_set_says_what_its_import_left_open_beside_its_form(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        number = _left_open(made)
        text = talking.get(f"/sessions/{made.store.sessions('Ada')[0].id}/sets/2").text
        assert 'id="correct" open' in text
        assert f'href="/import#import-{number}"' in text


def test_the_team_counts_as_many_open_questions_as_the_import_page_asks(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        number = _left_open(made)
        asked = re.findall(r'<li id="(import-[\d-]+)">', talking.get("/import").text)
        assert asked == [f"import-{number}", *(f"import-{number}-{at}" for at in range(2, len(asked) + 1))]
        assert len(asked) > 1
        text = talking.get("/team/list").text
        assert re.findall(r'class="b" href="/import#([^"]+)"', text) == asked
        assert f'<div class="big">{len(asked)}</div><div class="sm t2">wait for you</div>' in text


def test_sensors_are_called_as_at_the_rack_and_unknown_stands_once(tmp_path: Path) -> None:
    with house(tmp_path) as made, client(made, headers=HTML) as talking:
        text = talking.get("/import").text
        listed = re.search(r'<template id="sensors">(.*?)</template>', text, re.DOTALL)
        assert listed is not None
        at_the_rack = re.search(r'<select name="sensor">(.*?)</select>', talking.get("/rack").text, re.DOTALL)
        assert at_the_rack is not None
        options = re.findall(r"<option value=.*?</option>", listed[1])
        assert options == re.findall(r"<option value=.*?</option>", at_the_rack[1])[1:]
        assert '<option value="bar_imu">bar imu' not in text
        script = talking.get("/static/import.js").text
        assert '["", "unknown"]' in script
        assert "not known" not in script
        assert ">unknown<" not in listed[1]
