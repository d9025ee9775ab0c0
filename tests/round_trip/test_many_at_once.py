"""The command line, two browsers' calls and a live set use one store at the same time, on both databases; nothing is lost."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import web_house
from databases import place, postgres, postgres_database  # noqa: F401  (fixtures)
from live_blocks import blocks, line, squats
from neuraldrive.store import Store, open_store
from neuraldrive.web.house import House
from neuraldrive.workflows import live
from neuraldrive.workflows.places import Place as Where

CALLS = 12


def test_all_that_was_acknowledged_is_there(place: dict[str, object], tmp_path: Path) -> None:  # noqa: F811
    with open_store(**place) as store:
        house = House(store, Where(tmp_path, None, "kg"), "demo")
        told: list[live.Told] = []
        lifted = threading.Thread(target=_lift, args=(store, told))
        with web_house.client(house) as one, web_house.client(house) as other:
            lifted.start()
            logging = [_log(place, tmp_path, number) for number in range(3)]
            mark = {"X-CSRF": one.get("/api/v1/me").json()["csrf"]}
            made = [
                browser.post("/api/v1/athletes", json={"name": f"{who} {number}"}, headers=mark).status_code
                for number in range(CALLS)
                for who, browser in (("one", one), ("other", other))
            ]
            assert [each.wait(120) for each in logging] == [0, 0, 0]
            lifted.join(120)
        assert made == [201] * 2 * CALLS
        names = {each.name: each for each in store.athletes()}
        assert {f"{who} {number}" for number in range(CALLS) for who in ("one", "other")} <= names.keys()
        assert names["Logged"].repetitions == 3 * 5
        [kept] = store.sets("Lifting")
        assert kept.entry.repetition_count == len({each.repetition.number for each in told}) > 3
        assert not [each for each in store.check() if each.severity == "error"]


def _lift(store: Store, told: list[live.Told]) -> None:
    session = store.begin_session("Lifting", datetime.now(UTC), "linear_encoder")
    watched = live.Watched("Lifting", "back_squat", 73.5, line(), "linear_encoder")
    under_way = live.begin(store, session, watched, "position")
    for block in blocks(squats()):
        told += [each for each in under_way.feed(block) if isinstance(each, live.Told)]
    told += under_way.close()


def _log(place: dict[str, object], folder: Path, number: int) -> subprocess.Popen[bytes]:  # noqa: F811
    words = [
        "log",
        "Logged",
        "back_squat",
        f"{100 + number}kg",
        "5",
        "--store",
        str(place["where"]),
        "--data-dir",
        str(folder),
    ]
    code = "from neuraldrive.cli import main; main()"
    return subprocess.Popen([sys.executable, "-c", code, *words], stdout=subprocess.DEVNULL)
