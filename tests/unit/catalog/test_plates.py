"""Bars and plates of the catalogue."""

from __future__ import annotations

import pytest

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import LOADED_BARS
from neuraldrive.errors import CatalogError


def test_every_kind_of_bar_that_exercises_need_exists_and_the_usual_one_comes_first() -> None:
    kinds = [each.kind for each in catalog.bars().values()]
    assert set(kinds) == set(LOADED_BARS)
    assert next(iter(catalog.bars().values())).mass_kg == 20.0


def test_bars_of_which_makes_differ_say_that_they_should_be_weighed() -> None:
    assert not catalog.bar("bar_20").provisional
    assert catalog.bar("hex bar").provisional
    assert "weigh yours" in catalog.bar("hex bar").mass.where


def test_plates_are_listed_from_the_heaviest_and_pounds_are_kilograms_inside() -> None:
    assert [mass for mass, _ in catalog.plate_set("kg_fractional").pairs] == [
        25,
        20,
        15,
        10,
        5,
        2.5,
        2,
        1.5,
        1.25,
        1,
        0.5,
    ]
    assert catalog.plate_set("lb").unit_kg == pytest.approx(0.45359237)
    assert catalog.PlateSet("mine", "Mine", (), "kg", ((5.0, 1), (10.0, 2))).pairs == ((10.0, 2), (5.0, 1))


@pytest.mark.parametrize(
    ("unit", "pairs"),
    [("stone", ((5.0, 1),)), ("kg", ()), ("kg", ((0.0, 1),)), ("kg", ((5.0, 0),)), ("kg", ((5.0, 1.5),)), ("kg", ((5.0, True),))],
)  # fmt: skip
def test_plates_that_cannot_be_are_refused(unit: str, pairs: tuple[tuple[float, int], ...]) -> None:
    with pytest.raises(CatalogError, match="plates mine"):
        catalog.PlateSet("mine", "Mine", (), unit, pairs)


def test_unknown_bars_and_plates_get_the_nearest() -> None:
    with pytest.raises(CatalogError, match="Did you mean trap_bar"):
        catalog.bar("trapbar")
    with pytest.raises(CatalogError, match="set of plates"):
        catalog.plate_set("bumpers")
