"""The demonstration's simulated lifter: always live, set 1 of 4 to set 4 of 4."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path
from typing import Any

import pytest

import web_house
from neuraldrive.web import demonstrating
from neuraldrive.web.racks.hub import hub_of
from neuraldrive.workflows import demonstration, demonstration_team, kept_racks
from rack_house import waited

RACK = "/api/v1/racks/Demonstration"
LIFTER = {"name": "Demonstration", "source": "simulated", "athlete": demonstrating.LIFTER, "lift": "back_squat", "load": "75kg",
          "sets": demonstrating.sentence("75 kg"), "sensor": "simulated", "speed": 0}  # fmt: skip


def test_the_simulated_lifter_begins_anew_with_set_one_as_soon_as_somebody_looks_on(tmp_path: Path) -> None:
    with web_house.house(tmp_path) as made, web_house.client(made) as talking:
        talking.headers["X-CSRF"] = talking.get("/api/v1/me").json()["csrf"]
        assert talking.post("/api/v1/racks", json=LIFTER).status_code == 201

        def picture() -> Any:
            return talking.get(RACK).json()["picture"]

        waited(picture, lambda each: each["lifters"][0]["sets"] == 4 and each["state"] == "rest")
        time.sleep(0.5)
        assert picture()["lifters"][0]["sets"] == 4  # nobody looks on
        assert picture()["over"] == ""
        (first,) = made.store.sessions(demonstrating.LIFTER)
        begun: dict[int, set[int]] = {}
        with talking.websocket_connect("ws://localhost/live/Demonstration") as line:
            while len(begun) < 5:
                message = line.receive()
                if message.get("text"):
                    told = json.loads(message["text"])["lifters"][0]
                    here = made.store.sessions(demonstrating.LIFTER)
                    assert told["of"] == 4
                    assert len(here) <= 2  # the one that was just played, and the one under way
                    begun.setdefault(max(each.id for each in here), set()).add(told["sets"])
        assert {1, 4} <= set.union(*begun.values()) <= {0, 1, 2, 3, 4}
        assert talking.delete(RACK).status_code == 204
        assert talking.get("/api/v1/racks").json() == []
        kept = made.store.sessions(demonstrating.LIFTER)
        assert first.id not in {each.id for each in kept}
        assert len(kept) in (1, 2)
        raw = [each for each in (made.place.data_dir / "signals").rglob("*") if each.is_file()]
        assert len(raw) <= 2 * 4
        assert made.store.check() == []


def test_a_demonstration_that_is_started_again_begins_with_set_one_and_complains_of_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(demonstration, "take_in", lambda _: ())
    monkeypatch.setattr(demonstration_team, "fill_one_by_one", lambda _: iter(()))
    for _ in range(3):
        with caplog.at_level(logging.WARNING), web_house.house(tmp_path) as made, web_house.client(made) as talking:
            demonstrating.prepare(made)
            demonstrating.prepare(made)  # it is open already
            told = waited(lambda: talking.get(RACK).json()["picture"]["lifters"][0], lambda each: each["sets"] > 0)
            assert (told["sets"], told["of"]) == (1, 4)
            assert len(made.store.sessions(demonstrating.LIFTER)) == 1
            assert hub_of(made).find("Demonstration") is not None
        assert kept_racks.read(tmp_path)["Demonstration"].is_open
    assert [each.getMessage() for each in caplog.records if each.name.startswith("neuraldrive")] == []
