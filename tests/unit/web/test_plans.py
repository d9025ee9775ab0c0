"""Plans over the app: checked line by line, saved upon a version, ended, exported, told for a day."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import web_house
from neuraldrive.records import Repetition, Session, SetEntry
from neuraldrive.web.house import House
from neuraldrive.workflows import planning

HTML = {"accept": "text/html"}
TEXT = """plan "Winter"
starts {monday}
week 1:
  # the first
  mon: back squat 5x2 @ 90% rest 4min until 1 in reserve
  wed: bench press 3x3 @ 70kg rest 2min
weeks 2-3 "build":
  mon: back squat 4x3 @ 85% rest 4min until 1 in reserve
"""


@pytest.fixture
def made(tmp_path: Path) -> Iterator[House]:
    with web_house.house(tmp_path) as made:
        for name in ("Ada", "Bea"):
            made.store.add_session(_session(name, date.today() - timedelta(days=2)))
        yield made


@pytest.fixture
def talking(made: House) -> Iterator[TestClient]:
    with web_house.client(made) as talking:
        talking.headers["x-csrf"] = talking.get("/api/v1/me").json()["csrf"]
        yield talking


def _session(name: str, day: date, lift: str = "back_squat", rpe: float = 8.0) -> Session:
    at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=9)
    loads = ((60, 1.05), (80, 0.85), (100, 0.65), (115, 0.5), (125, 0.4))
    sets = tuple(
        SetEntry(lift, kg, tuple(Repetition(mean_velocity=speed - 0.02 * each, load_kg=kg) for each in range(2)),
                 rpe=rpe if kg == 125 else None, number=number, started_at=at + timedelta(minutes=5 * number))
        for number, (kg, speed) in enumerate(loads, 1)
    )  # fmt: skip
    return Session(name, sets, started_at=at)


def monday() -> date:
    return date.today() - timedelta(days=date.today().weekday())


def of(made: House, name: str = "Ada") -> int:
    return next(each.id for each in made.store.athletes() if each.name == name)


def kept(talking: TestClient, made: House, text: str = TEXT, name: str = "Ada") -> dict[str, Any]:
    answer = talking.post(f"/api/v1/athletes/{of(made, name)}/plans", json={"text": text.format(monday=monday())})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def checked(talking: TestClient, made: House, text: str, name: str = "Ada", **more: Any) -> dict[str, Any]:
    answer = talking.post(f"/api/v1/athletes/{of(made, name)}/plans/check", json={"text": text, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_every_line_that_cannot_be_read_is_marked_at_its_column_and_the_others_are_told(
    talking: TestClient, made: House
) -> None:
    found = checked(
        talking, made, "mon: back squat 3x2 @ 120kg rest 4min\ntue: deadlft 3x3\nwed: bench press 3y3\nthu: squat 1x1"
    )
    assert [each["state"] for each in found["lines"]][1:3] == ["error", "error"]
    assert found["errors"] == 2
    second, third = (found["lines"][number]["messages"][0] for number in (1, 2))
    assert (second["start"], second["end"]) == (6, 13)
    assert second["ways"][0]["label"] == "Use deadlift"
    assert third["start"] == 19
    assert "120 kg" in found["lines"][0]["comes_to"]
    assert found["lines"][3]["comes_to"]


def test_a_lift_of_several_words_is_marked_whole_where_it_begins(talking: TestClient, made: House) -> None:
    line = "sun 18:00: max effort back sqat 5x2 @ 90%"
    message = checked(talking, made, line)["lines"][0]["messages"][0]
    assert line[message["start"] - 1 : message["end"] - 1] == "back sqat"
    assert f"column {message['start']}" in message["says"]


def test_a_line_comes_to_kilograms_with_their_interval_plates_speed_and_minutes(
    talking: TestClient, made: House
) -> None:
    words = checked(talking, made, "mon: back squat 5x2 @ 90% rest 4min until 1 in reserve")["lines"][0]["comes_to"]
    for part in (" kg [", "a side", "expect 0.", " m/s", " min"):
        assert part in words


def test_one_tap_writes_the_smallest_change_and_leaves_the_rest_word_for_word(talking: TestClient, made: House) -> None:
    text = "mon: BACK SQUAT 5 x 2 @ 90%, rest 1 min  # as ever\nwed: Bench 3x3 @ 60%"
    line = checked(talking, made, text)["lines"][0]
    message = next(each for each in line["messages"] if each["rule"] == "heavy_sets")
    (edit,) = message["ways"][0]["edits"]
    first = text.split("\n")[0]
    mended = first[: edit["start"] - 1] + edit["text"] + first[edit["end"] - 1 :]
    assert mended.endswith("  # as ever")
    after = checked(talking, made, mended + "\nwed: Bench 3x3 @ 60%")
    assert not [each for each in after["lines"][0]["messages"] if each["rule"] == "heavy_sets"]


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("mon: deadlift heavy 3 sets of 5", "mon: deadlift 3 sets of 5"),
        ("mon: big deadlift 3 sets of 5", "mon: deadlift 3 sets of 5"),
        ("mon: speed bench presss 9x3", "mon: speed bench press 9x3"),
        ("mon: sped bench 9x3", "mon: speed bench 9x3"),
        ("mon: bench 4x3 at 85", "mon: bench 4x3 @ 85%"),
    ],
)
def test_the_first_tap_leaves_a_line_that_says_each_word_once(
    talking: TestClient, made: House, line: str, mended: str
) -> None:
    for before in ("", "tue: back squat 3x2 @ 80% rest 4min\n"):
        way = checked(talking, made, before + line)["lines"][before.count("\n")]["messages"][0]["ways"][0]
        (edit,) = way["edits"]
        assert line[: edit["start"] - 1] + edit["text"] + line[edit["end"] - 1 :] == mended


def test_a_sentence_under_its_day_is_mended_in_its_own_columns(talking: TestClient, made: House) -> None:
    lines = checked(talking, made, "mon:\n  deadlift heavy 3x5\n  bench 3x3 rest 3min")["lines"]
    (edit,) = lines[1]["messages"][0]["ways"][0]["edits"]
    assert (edit["start"], edit["end"], edit["text"]) == (3, 17, "deadlift")


def _old(made: House, name: str, days: int) -> str:
    """Somebody whose last session is so many days ago, with a plan of today; the words of its day."""
    made.store.add_session(_session(name, date.today() - timedelta(days=days)))
    text = f"starts {monday()}\n{date.today():%a}: back squat 3x2 @ 80% rest 4min; bench press 3x5 @ 60kg".lower()
    made.store.save_plan(name, "Now", text)
    return f"/athletes/{of(made, name)}"


def test_a_load_of_an_old_profile_is_told_with_its_age_wherever_it_is_read(talking: TestClient, made: House) -> None:
    path = _old(made, "Old", 400)
    plan = talking.get(f"{path}/plan", headers=HTML).text
    assert "The profile of the back squat is 13 months old" in plan
    assert "profile 13 months old" in checked(talking, made, "mon: back squat 3x2 @ 80%", "Old")["lines"][0]["comes_to"]
    today = talking.get(f"{path}/today", headers=HTML).text
    assert today.count("The profile of the back squat is 13 months old") == 1
    assert "of the bench press is" not in today
    lines = talking.get(f"/api/v1{path}/today").json()["sheets"][0]["lines"]
    assert ["13 months old" in " ".join(each["doubts"]) for each in lines] == [True, False]
    rack = talking.get("/rack", params={"rack": "Rack 1", "from": "ws", "name": "Old"}, headers=HTML).text
    assert "profile that is 13 months old" in rack


def test_a_load_of_a_profile_of_these_weeks_is_told_without_a_warning(talking: TestClient, made: House) -> None:
    path = _old(made, "New", 40)
    for page in ("plan", "today"):
        assert "old (" not in talking.get(f"{path}/{page}", headers=HTML).text
    assert "old" not in checked(talking, made, "mon: back squat 3x2 @ 80%", "New")["lines"][0]["comes_to"]


def test_the_calendar_says_what_comes_next_and_marks_it(talking: TestClient, made: House) -> None:
    number = of(made)
    ahead = date.today() + timedelta(days=2)
    made.store.save_plan("Ada", "Now", f"starts {monday()}\n{ahead:%a}: back squat 3x2 @ 80kg".lower())
    text = talking.get(f"/athletes/{number}/plan", headers=HTML).text
    due = ahead if ahead - timedelta(days=7) < date.today() else ahead - timedelta(days=7)
    assert f'Next work: <a href="/athletes/{number}/today?on={due}">' in text
    assert text.count("next-cell") == 1
    assert text.count("today-cell") == 1


def test_nothing_written_is_no_error(talking: TestClient, made: House) -> None:
    found = checked(talking, made, "# soon\n")
    assert (found["errors"], found["warnings"]) == (0, 0)


@pytest.mark.parametrize(
    "text", ["\x00" * 50, "mon:" * 2000, "\n" * 3000, "week 1:\n" * 40, "mon: ; ; ;", "🏋 5x5", "<script>"], ids=repr
)
def test_whatever_is_written_is_answered(talking: TestClient, made: House, text: str) -> None:
    assert checked(talking, made, text)["lines"]


def test_rules_are_named_each_with_what_was_found(talking: TestClient, made: House) -> None:
    found = checked(talking, made, "mon: back squat 5x2 @ 90% rest 1min until 1 in reserve")
    rule = next(each for each in found["rules"] if each["name"] == "heavy_sets")
    assert rule["state"] == "warning"
    assert rule["says"].startswith("Mon, back squat:")
    page = talking.get("/plans/rules", headers=HTML).text
    for each in found["rules"]:
        assert f'id="{each["name"]}"' in page


def test_a_save_upon_a_version_keeps_who_and_why(talking: TestClient, made: House) -> None:
    plan = kept(talking, made)
    path = f"/api/v1/athletes/{of(made)}/plans/{plan['id']}"
    answer = talking.put(path, json={"text": plan["text"].replace("5x2", "4x2"), "after": 1, "why": "a cold"})
    assert answer.status_code == 200, answer.text
    versions = talking.get(path).json()["versions"]
    assert [(each["number"], each["why"], each["who"]) for each in versions] == [
        (1, "", "demonstration"), (2, "a cold", "demonstration"),
    ]  # fmt: skip
    page = talking.get(f"/athletes/{of(made)}/plan/history?plan={plan['id']}", headers=HTML).text
    assert "a cold" in page
    assert "Take version 1 back" in page


def test_a_new_title_in_the_text_renames_the_plan(talking: TestClient, made: House) -> None:
    plan = kept(talking, made)
    path = f"/api/v1/athletes/{of(made)}/plans/{plan['id']}"
    told = talking.put(path, json={"text": plan["text"].replace("Winter", "Spring"), "after": 1}).json()
    assert (told["title"], told["version"], told["id"]) == ("Spring", 2, plan["id"])
    assert [each.title for each in made.store.plans("Ada")] == ["Spring"]
    without = talking.put(path, json={"text": plan["text"].replace('plan "Winter"\n', ""), "after": 2}).json()
    assert (without["title"], without["version"]) == ("Spring", 3)


def test_a_name_that_was_given_beside_the_text_stays_until_the_text_says_another(
    talking: TestClient, made: House
) -> None:
    text = TEXT.format(monday=monday())
    plan = talking.post(f"/api/v1/athletes/{of(made)}/plans", json={"text": text, "title": "Ada's"}).json()
    path = f"/api/v1/athletes/{of(made)}/plans/{plan['id']}"
    assert talking.put(path, json={"text": text.replace("5x2", "4x2"), "after": 1}).json()["title"] == "Ada's"


def test_a_title_that_another_plan_has_is_refused_and_nothing_is_saved(talking: TestClient, made: House) -> None:
    plan = kept(talking, made)
    made.store.save_plan("Ada", "Spring", "mon: back squat 5x2")
    path = f"/api/v1/athletes/{of(made)}/plans/{plan['id']}"
    refused = talking.put(path, json={"text": plan["text"].replace("Winter", " Spring  "), "after": 1})
    assert refused.status_code == 422
    assert refused.json()["error"]["found"] == "Spring, another plan of Ada"
    assert talking.get(path).json()["version"] == 1


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(talking: TestClient, made: House) -> None:
    plan = kept(talking, made)
    path = f"/api/v1/athletes/{of(made)}/plans/{plan['id']}"
    theirs, mine = plan["text"].replace("5x2", "4x2"), plan["text"].replace("5x2", "3x2")
    assert talking.put(path, json={"text": theirs, "after": 1}).status_code == 200
    refused = talking.put(path, json={"text": mine, "after": 1})
    assert refused.status_code == 409
    assert "version 2 by demonstration" in refused.json()["error"]["found"]
    assert talking.get(path).json()["text"] == theirs
    assert talking.put(path, json={"text": mine, "after": 2}).json()["version"] == 3


def test_of_many_that_save_at_once_upon_one_version_one_does(talking: TestClient, made: House) -> None:
    plan = kept(talking, made)
    path = f"/api/v1/athletes/{of(made)}/plans/{plan['id']}"

    def save(number: int) -> int:
        text = plan["text"].replace("5x2", f"{number}x2")
        return int(talking.put(path, json={"text": text, "after": 1}).status_code)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(save, (1, 2, 3, 4, 6, 7, 8, 9)))
    assert sorted(answers) == [200] + [409] * 7
    assert talking.get(path).json()["version"] == 2


def test_a_text_that_cannot_be_read_is_not_kept(talking: TestClient, made: House) -> None:
    plan = kept(talking, made)
    path = f"/api/v1/athletes/{of(made)}/plans/{plan['id']}"
    refused = talking.put(path, json={"text": "mon: deadlft 3x3", "after": 1})
    assert refused.status_code == 422
    assert refused.json()["error"]["where"] == "line 1, column 6"
    assert talking.get(path).json()["version"] == 1


def test_a_plan_of_another_athlete_is_not_there(talking: TestClient, made: House) -> None:
    plan = kept(talking, made)
    other = of(made, "Bea")
    for path in (f"/api/v1/athletes/{other}/plans/{plan['id']}", f"/api/v1/athletes/{other}/plans/{plan['id']}/export.txt",
                 f"/athletes/{other}/plan?plan={plan['id']}", f"/athletes/{other}/plan/history?plan={plan['id']}"):  # fmt: skip
        assert talking.get(path, headers=HTML).status_code == 404
    assert (
        talking.put(f"/api/v1/athletes/{other}/plans/{plan['id']}", json={"text": "mon: rest", "after": 1}).status_code
        == 404
    )
    assert talking.post(f"/api/v1/athletes/{other}/plans/{plan['id']}/retire").status_code == 404
    assert talking.get("/athletes/999/plan", headers=HTML).status_code == 404


def test_the_calendar_ticks_what_was_done_and_outlines_warnings(talking: TestClient, made: House) -> None:
    kept(
        talking,
        made,
        "starts {monday}\nweeks 1-2:\n  mon: back squat 5x2 @ 90% rest 1min\n  tue: bench press 3x3 @ 60%\n",
    )
    made.store.add_session(_session("Ada", monday()))
    page = talking.get(f"/athletes/{of(made)}/plan?week=1", headers=HTML).text
    assert 'class="ses done warn"' in page
    assert page.count("<b>this week</b>") == 1
    assert "shown below" in page


def test_a_week_that_is_shown_has_its_own_lines(talking: TestClient, made: House) -> None:
    kept(talking, made)
    page = talking.get(f"/athletes/{of(made)}/plan?week=3", headers=HTML).text
    assert '"first": 7, "last": 8' in page.replace("&#34;", '"')
    assert "Weeks 2–3, each" in page


def test_where_no_plan_holds_the_page_says_how_to_begin(talking: TestClient, made: House) -> None:
    page = talking.get(f"/athletes/{of(made)}/plan", headers=HTML).text
    assert "No plan holds." in page
    assert f"/athletes/{of(made)}/plan/new" in page
    assert "Without a plan" in talking.get("/plans", headers=HTML).text


def test_everybodys_plans_tell_todays_work_and_who_has_none(talking: TestClient, made: House) -> None:
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    kept(talking, made, f"{days[date.today().weekday()]}: back squat 5x2 @ 90% rest 4min\n")
    page = talking.get("/plans", headers=HTML).text
    assert "back squat 5×2, 90 %" in page
    assert page.index("Ada") < page.index("Without a plan") < page.index("Bea")


def test_a_plan_that_is_ended_no_longer_holds_and_is_kept(talking: TestClient, made: House) -> None:
    plan = kept(talking, made)
    base = f"/api/v1/athletes/{of(made)}/plans"
    assert talking.post(f"{base}/{plan['id']}/retire").json()["retired_at"]
    assert talking.get(base).json() == []
    assert [each["id"] for each in talking.get(f"{base}?retired=true").json()] == [plan["id"]]
    assert talking.put(f"{base}/{plan['id']}", json={"text": "mon: rest", "after": 1}).status_code == 409
    assert "has ended" in talking.get(f"/athletes/{of(made)}/plan?plan={plan['id']}", headers=HTML).text


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("csv", "date,time"), ("html", "<!doctype html>"), ("txt", "plan "), ("ics", "BEGIN:VCALENDAR")],
)
def test_a_plan_goes_out_to_other_programs(talking: TestClient, made: House, ending: str, begins: str) -> None:
    plan = kept(talking, made)
    answer = talking.get(f"/api/v1/athletes/{of(made)}/plans/{plan['id']}/export.{ending}")
    assert answer.status_code == 200
    assert answer.text.lower().startswith(begins.lower())
    assert answer.headers["content-disposition"] == f'attachment; filename="ada-winter.{ending}"'


def test_a_second_plan_of_one_title_is_refused(talking: TestClient, made: House) -> None:
    kept(talking, made)
    again = talking.post(f"/api/v1/athletes/{of(made)}/plans", json={"text": TEXT.format(monday=monday())})
    assert again.status_code == 422
    assert again.json()["error"]["needed"] == "another title"


def test_todays_sheet_has_kilograms_plates_stop_rule_and_the_rack_of_each_line(
    talking: TestClient, made: House
) -> None:
    kept(talking, made)
    page = talking.get(f"/athletes/{of(made)}/today?on={monday() + timedelta(days=2)}", headers=HTML).text
    assert "70 kg" in page
    assert "25 a side" in page
    assert f"/rack?athlete={of(made)}&amp;lift=bench_press" in page
    told = talking.get(f"/api/v1/athletes/{of(made)}/today?on={monday() + timedelta(days=2)}").json()
    assert told["sheets"][0]["lines"][0]["sets"][0]["load_kg"] == 70.0
    rest = talking.get(f"/api/v1/athletes/{of(made)}/today?on={monday() + timedelta(days=1)}").json()
    assert rest["sheets"] == []
    assert rest["next_day"] == str(monday() + timedelta(days=2))


def test_what_the_last_session_changed_can_be_taken_back_for_the_day(talking: TestClient, made: House) -> None:
    day, words = date.today() + timedelta(days=1), ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    made.store.add_session(_session("Ada", date.today() - timedelta(days=1), rpe=10.0))
    before = words[(date.today() - timedelta(days=1)).weekday()]
    line = "back squat 5x2 @ 125kg rest 4min until 1 in reserve"
    plan = kept(talking, made, f"{before}: {line}\n{words[day.weekday()]}: {line}\n")
    _as_if_kept_earlier(made, plan["id"])
    path = f"/api/v1/athletes/{of(made)}/plans/{plan['id']}/days/{day}/changes"
    shown = talking.get(f"/api/v1/athletes/{of(made)}/today?on={day}").json()["sheets"][0]["lines"][0]
    assert "rated RPE 10 where 9 was asked" in shown["change"]
    assert "Undo" in talking.get(f"/athletes/{of(made)}/plan?plan={plan['id']}", headers=HTML).text
    back = talking.post(path, json={"written": shown["written"]}).json()["lines"][0]
    assert (back["line"], back["change"]) == (line, "")
    assert "4 % less load" in back["declined"]
    again = talking.get(f"/api/v1/athletes/{of(made)}/today?on={day}").json()["sheets"][0]["lines"][0]
    assert again["declined"]
    once_more = talking.post(path, json={"written": shown["written"], "declined": False}).json()["lines"][0]
    assert once_more["change"] == shown["change"]


def _as_if_kept_earlier(made: House, plan_id: int) -> None:
    from sqlalchemy import update

    from neuraldrive.store import schema

    made_at = datetime.now(UTC) - timedelta(days=10)
    with made.store._database.writing() as connection:
        connection.execute(update(schema.plan).where(schema.plan.c.id == plan_id).values(made_at=made_at.isoformat()))


def test_a_block_is_built_to_wishes(talking: TestClient, made: House) -> None:
    pytest.importorskip("ortools")
    answer = talking.post(
        f"/api/v1/athletes/{of(made)}/plans/build",
        json={"goal": "maximal strength", "weeks": 2, "days": ["mon", "thu"], "minutes": 75, "title": "Short"},
    )
    assert answer.status_code == 201, answer.text
    assert answer.json()["title"] == "Short"
    assert "week 2:" in answer.json()["text"]


def test_wishes_that_conflict_are_told_with_what_frees_each(talking: TestClient, made: House) -> None:
    pytest.importorskip("ortools")
    answer = talking.post(
        f"/api/v1/athletes/{of(made)}/plans/build",
        json={"goal": "maximal strength", "weeks": 2, "days": ["mon"], "minutes": 20, "equipment": ["bar"]},
    )
    assert answer.status_code == 409
    rules = answer.json()["error"]["rules"]
    assert len(rules) > 1
    assert any(each["frees"] and each["change"] for each in rules)


def test_without_the_solver_it_is_said_what_to_install(
    talking: TestClient, made: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "ortools", None)
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    wish = {"goal": "power", "weeks": 2}
    answer = talking.post(f"/api/v1/athletes/{of(made)}/plans/build", json=wish)
    assert answer.status_code == 422
    assert "neuraldrive[plan]" in answer.json()["error"]["remedy"]


def test_script_in_a_plan_is_shown_as_it_is_written(talking: TestClient, made: House) -> None:
    plan = kept(
        talking,
        made,
        'plan "<script>alert(1)</script>"\nmon: back squat 5x2 @ 90%, note "\'><img src=x onerror=alert(1)>"\n',
    )
    for path in ("/plans", f"/athletes/{of(made)}/plan?plan={plan['id']}", f"/athletes/{of(made)}/plan/history",
                 f"/athletes/{of(made)}/today?on={monday()}"):  # fmt: skip
        page = talking.get(path, headers=HTML).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_profiles_are_read_once_for_a_page_and_not_with_every_key(
    talking: TestClient, made: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    talking.get(f"/athletes/{of(made)}/plan", headers=HTML)
    monkeypatch.setattr(planning, "profiles_of", lambda *_: pytest.fail("profiles were read again"))
    assert checked(talking, made, "mon: back squat 5x2 @ 90%")["lines"][0]["comes_to"].count("kg")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "x"])
def test_a_day_that_no_plan_has_is_refused_with_what_is_needed(talking: TestClient, made: House, day: str) -> None:
    answer = talking.get(f"/athletes/{of(made)}/today?on={day}", headers=HTML)
    assert answer.status_code == 422
