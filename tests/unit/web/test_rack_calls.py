"""The calls of the rack: opening, keys, lifters, and what is refused."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import web_house
from neuraldrive.store import Store
from neuraldrive.web.house import House
from rack_house import new_rack, recording, waited

RACKS = "/api/v1/racks"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with web_house.house(tmp_path, "team") as made:
        yield made


@pytest.fixture
def coach(house: House) -> Iterator[TestClient]:
    with web_house.client(house) as talking:
        talking.headers.update(web_house.owner(talking, "Coach"))
        yield talking


def opened(coach: TestClient, house: House, **more: object) -> dict[str, Any]:
    """A rack whose replay is over."""
    answer = coach.post(RACKS, json=new_rack(recording(house.place.data_dir), **more))
    assert answer.status_code == 201, answer.text
    return waited(lambda: coach.get(f"{RACKS}/Rack 1").json()["picture"], lambda picture: picture["over"])


def press(coach: TestClient, **key: object) -> Any:
    return coach.post(f"{RACKS}/Rack 1/keys", json=key)


def test_a_rack_is_opened_lifted_on_and_closed(coach: TestClient, house: House) -> None:
    picture = opened(coach, house)
    assert [each["number"] for each in picture["repetitions"]] == [1, 2, 3, 4, 5]
    assert picture["verdict"]["word"] == "stop"
    assert picture["lifters"][0]["of"] == 4
    assert picture["sensor"]["says"] == "Linear encoder: may stop"
    assert [each["name"] for each in coach.get(RACKS).json()] == ["Rack 1"]
    assert coach.delete(f"{RACKS}/Rack 1").status_code == 204
    assert coach.get(RACKS).json() == []
    assert coach.get(f"{RACKS}/Rack 1").status_code == 404
    assert house.store.sets("Ada")[0].entry.repetition_count == 5


def test_a_rating_with_halves_is_stored_under_the_name_of_who_tapped_and_undone(
    coach: TestClient, house: House
) -> None:
    opened(coach, house)
    assert press(coach, key="rpe", rpe=8.5).json() == {"words": "Ada, set 1: RPE 8.5"}
    assert house.store.sets("Ada")[0].entry.rpe == 8.5
    assert house.store.corrections("set")[0].who == "Coach"
    picture = waited(lambda: coach.get(f"{RACKS}/Rack 1").json()["picture"], lambda each: each["rates"]["rpe"] == 8.5)
    assert picture["can_undo"]
    press(coach, key="undo")
    assert house.store.sets("Ada")[0].entry.rpe is None


def test_a_bad_repetition_counts_no_more_until_it_is_undone(coach: TestClient, house: House) -> None:
    opened(coach, house)
    assert "does not count" in press(coach, key="bad").json()["words"]
    assert len(house.store.sets("Ada")[0].entry.used) == 4
    picture = coach.get(f"{RACKS}/Rack 1").json()["picture"]
    assert picture["repetitions"][-1]["excluded"] == "bad repetition"
    press(coach, key="undo")
    assert len(house.store.sets("Ada")[0].entry.used) == 5


@pytest.mark.parametrize(
    "key", [{"key": "rpe"}, {"key": "rpe", "rpe": 8.3}, {"key": "rpe", "rpe": 11}, {"key": "choose", "lifter": 1}, {"key": "choose", "lifter": 7}, {"key": "quit"}]
)  # fmt: skip
def test_a_key_that_cannot_be_is_refused_with_what_is_needed(
    coach: TestClient, house: House, key: dict[str, Any]
) -> None:
    opened(coach, house)
    answer = press(coach, **key)
    assert answer.status_code == 422
    assert answer.json()["error"]["needed"]


def test_a_second_lifter_is_put_on_and_chosen(coach: TestClient, house: House) -> None:
    opened(coach, house)
    bert = {"athlete": "Bert", "lift": "bench_press", "load": "135lb"}
    assert coach.put(f"{RACKS}/Rack 1/lifters/1", json=bert).json()["words"] == "Bert: bench press"
    assert press(coach, key="choose", lifter=1).json() == {"words": "Bert lifts next"}
    picture = coach.get(f"{RACKS}/Rack 1").json()["picture"]
    assert [(each["name"], each["load"]) for each in picture["lifters"]] == [("Ada", "73.5 kg"), ("Bert", "135 lb")]
    assert picture["chosen"] == 1
    assert picture["lifters"][0]["rest"]["interval_s"] == 180.0
    again = coach.put(f"{RACKS}/Rack 1/lifters/1", json={"athlete": "Ada", "lift": "bench_press"})
    assert again.status_code == 422


def test_a_name_that_is_open_is_refused(coach: TestClient, house: House) -> None:
    opened(coach, house)
    answer = coach.post(RACKS, json=new_rack("replay:recordings/squat.parquet"))
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("field", "value"),
    [("source", "replay:../../etc/passwd"), ("source", "replay:/etc/passwd"), ("source", "simulated"), ("name", "a/b"), ("name", ""),
     ("lift", "no such lift"), ("load", "heavy"), ("sets", "five times"), ("rule", "whenever"), ("sensor", "eye"), ("speed", -1)],
)  # fmt: skip
def test_what_cannot_be_opened_is_told_and_nothing_is_kept(
    coach: TestClient, house: House, field: str, value: object
) -> None:
    given = new_rack(recording(house.place.data_dir)) | {field: value}
    answer = coach.post(RACKS, json=given)
    assert answer.status_code in (404, 422)
    assert answer.json()["error"]["found"]
    assert house.store.athletes() == []
    assert coach.get(RACKS).json() == []


def test_a_display_looks_on_and_presses_nothing(coach: TestClient, house: House) -> None:
    opened(coach, house)
    coach.post("/api/v1/people", json={"name": "Screen", "password": web_house.PASSWORD, "role": "display"})
    with web_house.client(house) as display:
        marks = web_house.sign_in(display, "Screen")
        assert display.get(f"{RACKS}/Rack 1").status_code == 200
        for answer in (
            display.post(f"{RACKS}/Rack 1/keys", json={"key": "rpe", "rpe": 9}, headers=marks),
            display.post(RACKS, json=new_rack("replay:recordings/squat.parquet", "B"), headers=marks),
            display.delete(f"{RACKS}/Rack 1", headers=marks),
        ):
            assert answer.status_code == 403
    assert house.store.sets("Ada")[0].entry.rpe is None


def test_recordings_of_the_data_folder_are_offered(coach: TestClient, house: House) -> None:
    source = recording(house.place.data_dir)
    assert coach.get(f"{RACKS}/sources").json() == [source]


def test_a_server_that_starts_again_opens_what_was_open_and_goes_on_in_the_session(tmp_path: Path) -> None:
    with web_house.house(tmp_path, "team") as first, web_house.client(first) as talking:
        talking.headers.update(web_house.owner(talking))
        opened(talking, first)
        press(talking, key="rpe", rpe=9)
    with web_house.house(tmp_path, "team") as again, web_house.client(again) as talking:
        web_house.sign_in(talking, "Ada")
        picture = waited(
            lambda: talking.get(f"{RACKS}/Rack 1").json().get("picture", {}), lambda each: each.get("lifters", [{}])[0].get("sets") == 2
        )  # fmt: skip
        assert picture["sensor"]["source"] == "replay of squat.parquet"
        _is_one_session(again.store)


def test_a_rack_whose_first_lifter_was_changed_is_opened_again_too(tmp_path: Path) -> None:
    with web_house.house(tmp_path, "team") as first, web_house.client(first) as talking:
        talking.headers.update(web_house.owner(talking))
        opened(talking, first)
        talking.put(f"{RACKS}/Rack 1/lifters/0", json={"athlete": "Bert", "lift": "bench_press", "load": "60kg"})
        talking.put(f"{RACKS}/Rack 1/lifters/1", json={"athlete": "Cleo", "lift": "bench_press", "load": "40kg"})
        press(talking, key="choose", lifter=1)
    with web_house.house(tmp_path, "team") as again, web_house.client(again) as talking:
        web_house.sign_in(talking, "Ada")
        picture = waited(lambda: talking.get(f"{RACKS}/Rack 1").json().get("picture", {}), bool)
        assert [each["name"] for each in picture["lifters"]] == ["Bert", "Cleo"]
        assert picture["chosen"] == 1
        assert picture["sensor"]["source"] == "replay of squat.parquet"


def _is_one_session(store: Store) -> None:
    [ada] = store.athletes()
    assert ada.sessions == 1


def test_who_is_at_an_open_rack_is_not_deleted_and_later_no_rack_remembers_the_name(
    coach: TestClient, house: House
) -> None:
    opened(coach, house)
    [ada] = coach.get("/api/v1/athletes").json()
    gone: dict[str, Any] = {"method": "DELETE", "url": f"/api/v1/athletes/{ada['id']}", "json": {"name": "Ada"}}
    refused = coach.request(**gone)
    assert refused.status_code == 409
    assert refused.json()["error"]["remedy"] == "Close that rack first."
    assert house.store.sets("Ada")
    assert coach.delete(f"{RACKS}/Rack 1").status_code == 204
    kept = house.place.data_dir / "racks.json"
    assert '"Ada"' in kept.read_text(encoding="utf-8")
    assert coach.request(**gone).status_code == 200
    assert '"Ada"' not in kept.read_text(encoding="utf-8")


def test_a_name_that_looks_like_a_slip_is_asked_about_before_it_lifts(coach: TestClient, house: House) -> None:
    house.store.add_athlete("Adda")
    source = recording(house.place.data_dir)
    refused = coach.post(RACKS, json=new_rack(source))
    assert refused.status_code == 422
    assert "Did you mean Adda?" in refused.json()["error"]["remedy"]
    assert "--new" not in refused.text
    page = coach.get(f"/rack?rack=Rack+1&from={source}&name=Ada", headers={"accept": "text/html"}).text
    assert "Nobody is called Ada" in page
    [as_new] = re.findall(r'href="([^"]*new=true)"', html.unescape(page))
    chosen = html.unescape(coach.get(as_new, headers={"accept": "text/html"}).text)
    assert 'name="new" value="True"' in chosen
    assert coach.post(RACKS, json=new_rack(source, new="True")).status_code == 201
    assert coach.put(f"{RACKS}/Rack 1/lifters/1", json={"athlete": "adda", "lift": "bench_press"}).status_code == 200
    picture = coach.get(f"{RACKS}/Rack 1").json()["picture"]
    assert [each["name"] for each in picture["lifters"]] == ["Ada", "Adda"]


@pytest.mark.parametrize(
    ("source", "found"),
    [("replay:recordings/nope.parquet", "recordings/nope.parquet"), ("serial:/etc/passwd", "/etc/passwd"), ("teleport:x", "teleport")],
)  # fmt: skip
def test_a_sensor_that_cannot_be_is_refused_where_it_is_typed_and_nothing_typed_is_lost(
    coach: TestClient, source: str, found: str
) -> None:
    asked = {"rack": "Platform <7>", "from": source, "sensor": "bar_imu", "speed": "2.5"}
    answer = coach.get("/rack", params=asked, headers={"accept": "text/html"})
    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert re.search(rf'role="alert".*: found .*{found}.*, needed ', page)
    assert "Who lifts?" not in page
    assert 'value="Platform <7>"' in page
    assert f'value="{source}" aria-invalid="true"' in page
    assert '<option value="bar_imu" selected>' in page
    assert 'value="2.5"' in page


def test_a_sensor_that_can_be_leads_on_to_who_lifts(coach: TestClient, house: House) -> None:
    source = recording(house.place.data_dir)
    answer = coach.get("/rack", params={"rack": "Rack 1", "from": source}, headers={"accept": "text/html"})
    assert answer.status_code == 200
    assert "Who lifts?" in answer.text


def test_a_rack_whose_recording_is_gone_says_so_at_once(coach: TestClient, house: House) -> None:
    opened(coach, house)
    assert coach.delete(f"{RACKS}/Rack 1").status_code == 204
    for each in house.place.data_dir.rglob("recordings/*"):
        each.unlink()
    answer = coach.get("/rack?rack=Rack+1", headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert "needed a file of the served data folder" in answer.text
