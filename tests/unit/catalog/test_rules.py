"""Rules of plans: complete, sourced, consistent with methods and sensors, and refused where they do not hold."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

from neuraldrive import catalog
from neuraldrive.catalog import Rule
from neuraldrive.catalog.rule_entry import load_rule
from neuraldrive.errors import CatalogError
from neuraldrive.kernels.dose import ZONES
from neuraldrive.sources import source

RULES = [pytest.param(each, id=name) for name, each in catalog.rules().items()]
BORNE_BY_A_SOURCE = {"stated", "derived", "digitised"}


def table(name: str) -> dict[str, Any]:
    text = resources.files("neuraldrive.catalog").joinpath(f"rules/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@pytest.mark.parametrize("rule", RULES)
def test_each_number_has_a_source_that_says_how_it_was_read(rule: Rule) -> None:
    assert rule.why.endswith(".")
    assert rule.verdict.endswith(".")
    for key, number in rule.numbers.items():
        paper = source(number.source)
        assert number.where, key
        assert number.source.startswith("neuraldrive") or "read" in paper.fields, key
        if paper.fields.get("read") == "recalled":
            assert number.how not in BORNE_BY_A_SOURCE, key


def test_prilepins_table_is_whole_and_falls_with_the_load() -> None:
    rule = catalog.rule("prilepin")
    for zone in ZONES:
        assert rule[f"{zone}_set_low"] <= rule[f"{zone}_set_high"]
        assert rule[f"{zone}_total_low"] < rule[f"{zone}_total_best"] < rule[f"{zone}_total_high"]
    totals = [rule[f"{zone}_total_high"] for zone in ZONES]
    assert totals == sorted(totals, reverse=True)


def test_a_loss_needs_as_many_repetitions_as_the_heavy_method_says() -> None:
    rule, method = catalog.rule("loss_needs"), catalog.method("maximal_effort")
    assert rule["repetitions"] == method["loss_needs_repetitions"]
    assert rule["repetition_linear_encoder"] == method["least_drop"]


def test_a_set_mean_is_told_better_than_a_repetition_and_by_a_better_sensor_better() -> None:
    rule = catalog.rule("loss_needs")
    sensors = ("linear_encoder", "bar_imu", "watch_on_bar", "wrist_watch", "phone_video")
    for kind in ("repetition", "set_mean"):
        least = [rule[f"{kind}_{name}"] for name in sensors]
        assert least == sorted(least)
    assert all(rule[f"set_mean_{name}"] < rule[f"repetition_{name}"] for name in sensors)
    assert set(sensors) <= set(catalog.sensors())


def test_heavy_days_begin_between_prilepins_zones_and_the_heavy_method() -> None:
    assert 0.7 < catalog.rule("days_apart")["heavy_from"] <= catalog.method("maximal_effort")["relative_load_low"]


def test_a_rule_is_found_by_name_or_label_and_the_nearest_is_named() -> None:
    assert catalog.rule("Taper before a competition") is catalog.rule("taper")
    with pytest.raises(CatalogError, match="Did you mean prilepin"):
        catalog.rule("prilepins")
    with pytest.raises(CatalogError, match="session_high"):
        catalog.rule("inol")["sesion_high"]


def test_what_does_not_hold_does_not_load() -> None:
    entry = table("taper")
    with pytest.raises(CatalogError, match="verdict"):
        load_rule("mine", {key: each for key, each in entry.items() if key != "verdict"})
    with pytest.raises(CatalogError, match="sort"):
        load_rule("mine", {**entry, "sort": "x"})
    with pytest.raises(CatalogError, match="lower number first"):
        load_rule("mine", {**entry, "weeks_low": {**entry["weeks_low"], "value": 3}})
    with pytest.raises(CatalogError, match="needed between"):
        load_rule("mine", {**entry, "weeks_low": {**entry["weeks_low"], "value": 30}})
