"""The socket of a rack: the whole state first, samples as pairs, and who is not let in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

import web_house
from neuraldrive.web.doors.limits import Limit
from neuraldrive.web.house import House
from neuraldrive.web.racks import socket, subscriber
from rack_house import new_rack, recording, waited

LIVE = "ws://gym.example/live/Rack 1"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with web_house.house(tmp_path, "team") as made:
        yield made


@pytest.fixture
def coach(house: House) -> Iterator[TestClient]:
    with web_house.client(house) as talking:
        talking.headers.update(web_house.owner(talking, "Coach"))
        yield talking


def received(talking: TestClient, path: str = LIVE, **more: dict[str, str]) -> int:
    with talking.websocket_connect(path, **more) as line:
        message = line.receive()
        while message["type"] != "websocket.close":
            message = line.receive()
        return int(message["code"])


def test_who_comes_late_gets_the_whole_state_and_then_the_trace(coach: TestClient, house: House) -> None:
    coach.post("/api/v1/racks", json=new_rack(recording(house.place.data_dir)))
    waited(lambda: coach.get("/api/v1/racks/Rack 1").json()["picture"], lambda picture: picture["over"])
    with coach.websocket_connect(LIVE) as line:
        state = json.loads(line.receive_text())
        pairs = np.frombuffer(line.receive_bytes(), "<f8").reshape(-1, 2)
    assert state["event"] == "state"
    assert len(state["repetitions"]) == 5
    assert state["age_s"] >= 0.0
    assert 0 < pairs.shape[0] <= 1500
    assert (np.diff(pairs[:, 0]) > 0).all()
    assert np.abs(pairs[:, 1]).max() < 3.0


def test_a_verdict_comes_as_it_is_told(coach: TestClient, house: House) -> None:
    source = recording(house.place.data_dir)
    coach.post("/api/v1/racks", json=new_rack(source, speed=8))
    words = []
    with coach.websocket_connect(LIVE) as line:
        while len(words) < 5:
            message = line.receive()
            assert message["type"] == "websocket.send"
            state = json.loads(message["text"]) if message.get("text") else {}
            if state.get("event") == "repetition":
                words.append(state["verdict"]["word"])
    assert words[0] == "go"
    assert words[-1] == "stop"


def test_nobody_gets_in_without_a_session(coach: TestClient, house: House) -> None:
    with web_house.client(house) as stranger:
        assert received(stranger) == 4401
        assert received(stranger, headers={"Cookie": "nd_session=forged"}) == 4401


def test_another_sites_page_is_refused(coach: TestClient) -> None:
    assert received(coach, headers={"Origin": "https://evil.example"}) == 4403
    assert received(coach, headers={"Origin": "http://gym.example", "Sec-Fetch-Site": "cross-site"}) == 4403


def test_a_rack_that_is_not_open_is_told(coach: TestClient) -> None:
    assert received(coach) == socket.NO_RACK


def test_who_may_no_more_sees_no_more(coach: TestClient, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "AGAIN_S", 0.05)
    coach.post("/api/v1/racks", json=new_rack(recording(house.place.data_dir), speed=1))
    with coach.websocket_connect(LIVE) as line:
        line.receive_text()
        coach.post("/api/v1/sign-out")
        message = line.receive()
        while message["type"] != "websocket.close":
            message = line.receive()
    assert message["code"] == 4401


def test_a_large_message_and_many_of_them_close_the_door(coach: TestClient, house: House) -> None:
    coach.post("/api/v1/racks", json=new_rack(recording(house.place.data_dir)))
    for texts, code in ((["x" * 5000], socket.TOO_LARGE), (["x"] * 50, socket.FLOOD)):
        with coach.websocket_connect(LIVE) as line:
            for each in texts:
                line.send_text(each)
            message = line.receive()
            while message["type"] != "websocket.close":
                message = line.receive()
        assert message["code"] == code


def test_too_many_sockets_and_too_many_tries_are_refused(
    coach: TestClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    coach.post("/api/v1/racks", json=new_rack(recording(house.place.data_dir)))
    monkeypatch.setattr(socket, "MOST_OF_ONE", 2)
    with coach.websocket_connect(LIVE) as one, coach.websocket_connect(LIVE) as two:
        one.receive_text(), two.receive_text()
        assert received(coach) == socket.FLOOD
    monkeypatch.setattr(house.limits, "sockets", Limit(1, 60.0))
    with coach.websocket_connect(LIVE) as line:
        line.receive_text()
    assert received(coach) == socket.FLOOD


def test_a_page_that_reads_slowly_keeps_the_newest_and_bounded_memory() -> None:
    async def slow() -> tuple[list[str | bytes], int]:
        queue = subscriber.Subscriber()
        for number in range(1000):
            queue.event(str(number))
            queue.samples(b"12345678")
        taken = [await queue.take() for _ in range(subscriber.MOST_EVENTS + 1)]
        return taken, queue.dropped

    taken, dropped = asyncio.run(slow())
    assert taken[-2] == "999"
    assert taken[0] == str(1000 - subscriber.MOST_EVENTS)
    assert len(taken[-1]) == 8 * subscriber.MOST_SAMPLES
    assert dropped == 2000 - subscriber.MOST_EVENTS - subscriber.MOST_SAMPLES


def test_a_page_to_which_nothing_is_told_gets_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriber, "BEAT_S", 0.01)
    assert asyncio.run(_one()) == b""


async def _one() -> str | bytes:
    return await subscriber.Subscriber().take()


def test_sockets_are_counted_for_each_house_alone(coach: TestClient, house: House, tmp_path: Path) -> None:
    coach.post("/api/v1/racks", json=new_rack(recording(house.place.data_dir)))
    with web_house.house(tmp_path / "other", "demo") as other:
        other.limits.open_sockets["testclient"] = socket.MOST_OF_ONE
        with web_house.client(other) as elsewhere:
            assert received(elsewhere, "ws://localhost/live/Rack 1") == socket.FLOOD
        with coach.websocket_connect(LIVE) as line:
            assert json.loads(line.receive_text())["event"] == "state"
            assert house.limits.open_sockets.total() == 1
    assert house.limits.open_sockets.total() == 0
