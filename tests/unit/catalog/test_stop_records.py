"""What rules that end sets did on sets of lifters that they had not seen."""

from __future__ import annotations

import pytest

from neuraldrive import catalog
from neuraldrive.catalog.entries import tables
from neuraldrive.catalog.stop_record import load_stop_record
from neuraldrive.errors import CatalogError


def test_every_record_is_of_the_same_sets_and_names_its_source() -> None:
    records = catalog.stop_records()
    assert set(records) == {"", "loss 10%", "loss 20%"}
    assert {(each["easy"], each["hard"], each.rated_sets) for each in records.values()} == {(85, 40, 288)}
    assert {each.sources for each in records.values()} == {("neuraldrive_stop_2026",)}


def test_more_sets_stopped_than_there_are_is_refused() -> None:
    table = dict(tables("stop_records")["loss_10"])
    table["easy"] = {**table["easy"], "value": 12}
    with pytest.raises(CatalogError, match="60 of 12"):
        load_stop_record("loss_10", table)


def test_a_record_without_a_number_is_refused() -> None:
    table = {name: each for name, each in tables("stop_records")["loss_10"].items() if name != "hard"}
    with pytest.raises(CatalogError, match="hard missing"):
        load_stop_record("loss_10", table)
