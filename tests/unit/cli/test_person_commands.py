"""Somebody's data on the command line: taken out whole, removed only with the name said twice."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from desk_team import days
from neuraldrive import measure
from neuraldrive.store import open_store
from terminal import Terminal


@pytest.fixture
def kept(tmp_path: Path) -> Terminal:
    with open_store(tmp_path / "store.sqlite", signals_dir=tmp_path / "signals") as store:
        for name in ("Ada", "Bea"):
            store.add_session(days(name, 1)[0], measure.all_of)
    return Terminal(tmp_path)


def test_all_that_is_known_comes_in_one_file(kept: Terminal) -> None:
    to = kept.folder / "ada.zip"

    told = kept.asks("person", "export", "Ada", str(to))

    assert told["bytes"] == to.stat().st_size
    with zipfile.ZipFile(to) as whole:
        assert json.loads(whole.read("data.json"))["name"] == "Ada"


def test_a_slip_removes_nobody(kept: Terminal) -> None:
    refused = kept.says("person", "delete", "Ada", "--again", "Bea")

    assert refused.exit_code != 0
    assert "Type the name as it is written" in refused.output
    assert [each["athlete"]["name"] for each in kept.asks("athletes")] == ["Ada", "Bea"]


def test_the_name_said_twice_removes_the_person(kept: Terminal) -> None:
    gone = kept.says("person", "delete", "Ada", "--again", "Ada")

    assert "Ada is removed" in gone.output
    assert [each["athlete"]["name"] for each in kept.asks("athletes")] == ["Bea"]
