"""Scatter from day to day: complete, sourced, refused where it does not hold."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from neuraldrive import catalog
from neuraldrive.catalog import Scatter
from neuraldrive.catalog.scatter_entry import load_scatter
from neuraldrive.errors import CatalogError
from neuraldrive.sources import source

BORNE_BY_A_SOURCE = {"stated", "derived", "digitised"}


@pytest.mark.parametrize("entry", catalog.scatters().values(), ids=lambda each: each.name)
def test_each_number_has_a_source_that_says_how_it_was_read(entry: Scatter) -> None:
    for key, number in entry.numbers.items():
        paper = source(number.source)
        assert number.where, key
        assert number.source.startswith("neuraldrive") or "read" in paper.fields, key
        if paper.fields.get("read") == "recalled":
            assert number.how not in BORNE_BY_A_SOURCE, key


def test_bar_speed_has_the_variances_of_the_model_with_the_weight_of_6_days_and_12_sets() -> None:
    speed = catalog.scatter("mean velocity")
    assert (speed["day_sd"], speed["reading_sd"], speed["day_weight"], speed["reading_weight"]) == (0.026, 0.027, 6, 12)
    assert not speed.relative


@pytest.mark.parametrize(("name", "between_sessions"), [("jump_height", 0.058), ("rate_of_force_development", 0.129)])
def test_days_and_readings_add_up_to_the_published_variation_between_sessions(
    name: str, between_sessions: float
) -> None:
    entry = catalog.scatter(name)
    assert entry.relative
    assert (entry["day_sd"] ** 2 + entry["reading_sd"] ** 2) ** 0.5 == pytest.approx(between_sessions, abs=0.0005)


def test_an_entry_without_a_number_or_with_an_unknown_key_is_refused() -> None:
    text = resources.files("neuraldrive.catalog").joinpath("scatter/jump_height.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    with pytest.raises(CatalogError, match="day_sd"):
        load_scatter("x", {key: value for key, value in table.items() if key != "day_sd"})
    with pytest.raises(CatalogError, match="mood"):
        load_scatter("x", table | {"mood": 3})


def test_an_unknown_measure_names_the_nearest() -> None:
    with pytest.raises(CatalogError, match="jump_height"):
        catalog.scatter("jump_hight")
