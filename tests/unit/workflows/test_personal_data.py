"""A person's own data: everything in one archive, and removed with a name typed again."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_team import days, in_the_laboratory, number_of
from neuraldrive import measure
from neuraldrive.errors import BadValue
from neuraldrive.store import Store, open_store
from neuraldrive.workflows import personal_data, reporting
from neuraldrive.workflows.places import Place


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        for name in ("Ada", "Bea"):
            for each in days(name, 3):
                opened.add_session(each, measure.all_of)
        in_the_laboratory(opened, "Ada")
        yield opened


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, None, "kg")


def test_the_archive_has_every_row_the_repetitions_and_what_they_mean(store: Store, place: Place) -> None:
    reporting.report(store, "Ada", place)
    with personal_data.archive(store, number_of(store, "Ada"), place) as made, zipfile.ZipFile(made) as whole:
        names = whole.namelist()
        data = json.loads(whole.read("data.json"))
        table = whole.read("repetitions.csv").decode()
        readme = whole.read("README.txt").decode()

    assert data["tables"]["athlete"][0]["name"] == "Ada"
    assert len(data["tables"]["repetition"]) == 36
    assert len(data["tables"]["test_result"]) == 6
    assert table.count("\n") == 37
    assert "Bea" not in json.dumps(data) + table
    assert "reports/ada.html" in names
    assert all(name in readme for name in ("data.json", "repetitions.csv", "test_result"))


def test_another_name_deletes_nobody(store: Store, place: Place) -> None:
    with pytest.raises(BadValue, match="Ada"):
        personal_data.delete(store, number_of(store, "Ada"), place, name="Bea")

    assert {each.name for each in store.roster()} == {"Ada", "Bea"}


def test_deleting_takes_the_written_pages_too(store: Store, place: Place) -> None:
    page = reporting.report(store, "Ada", place)

    gone = personal_data.delete(store, number_of(store, "Ada"), place, name=" Ada ")

    assert (gone.name, gone.files) == ("Ada", 1)
    assert gone.rows > 36
    assert not page.exists()
    assert [each.name for each in store.roster()] == ["Bea"]
