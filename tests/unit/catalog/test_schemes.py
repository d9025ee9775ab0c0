"""Schemes: complete, sourced, inside their method and the rules of dose, honest, and refused where they do not hold."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

from neuraldrive import catalog
from neuraldrive.catalog import Scheme
from neuraldrive.catalog.claim_entry import VERDICTS
from neuraldrive.catalog.entries import slug
from neuraldrive.catalog.scheme_entry import load_scheme
from neuraldrive.errors import CatalogError
from neuraldrive.kernels import dose
from neuraldrive.sources import source

SCHEMES = [pytest.param(each, id=name) for name, each in catalog.schemes().items()]
BORNE_BY_A_SOURCE = {"stated", "derived", "digitised"}


def table(name: str) -> dict[str, Any]:
    text = resources.files("neuraldrive.catalog").joinpath(f"schemes/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def test_the_schemes_that_coaches_speak_of_are_there() -> None:
    for name in ("wave", "heavy wave", "conjugate", "linear", "block", "taper", "deload", "90/92.5/95"):
        assert catalog.scheme(name).weeks


def test_no_two_schemes_share_a_name() -> None:
    names = [slug(text) for each in catalog.schemes().values() for text in {each.name, slug(each.label), *each.aliases}]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_steps_and_numbers_say_where_they_come_from(scheme: Scheme) -> None:
    assert scheme.where
    for key, how in ((scheme.source, scheme.how), *((each.source, each.how) for each in scheme.numbers.values())):
        if source(key).fields.get("read") == "recalled":
            assert how not in BORNE_BY_A_SOURCE
    assert set(scheme.sources) >= {scheme.source, *scheme.read}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_says_what_is_claimed_what_was_found_and_where_they_differ(scheme: Scheme) -> None:
    assert scheme.verdict in VERDICTS
    for text in (scheme.claimed, scheme.found, scheme.disagreement):
        assert text.endswith(".")
    assert scheme.read


def test_none_is_called_supported_without_nuance() -> None:
    assert "supported" not in {each.verdict for each in catalog.schemes().values()}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_week_lies_inside_its_method_prilepins_table_and_inol(scheme: Scheme) -> None:
    method = catalog.method(scheme.method)
    waves = int(scheme["waves_a_session"]) if "waves_a_session" in scheme.numbers else 1
    highs = [catalog.rule("prilepin")[f"{zone}_total_high"] for zone in dose.ZONES]
    for week in scheme.weeks:
        loads = [step.relative_load for step in week]
        done = [waves * step.sets * step.repetitions for step in week]
        low, high = method.range("relative_load")
        assert all(low <= load <= high for load in loads)
        assert all(step.repetitions <= method["repetitions_high"] for step in week)
        assert method["sets_low"] <= waves * sum(step.sets for step in week) <= method["sets_high"]
        assert dose.prilepin_share(done, loads, highs) <= 1
        assert float(dose.inol(done, loads).sum()) <= catalog.rule("inol")["session_high"]


def test_heavy_waves_each_begin_and_end_heavier_than_the_one_before() -> None:
    scheme = catalog.scheme("heavy_wave")
    loads = [week[0].relative_load for week in scheme.weeks]
    waves = [loads[at : at + 3] for at in (0, 3, 6)]
    assert waves == sorted(waves)
    assert all(wave == sorted(wave) for wave in waves)


def test_an_unknown_scheme_names_the_nearest() -> None:
    with pytest.raises(CatalogError, match="Did you mean linear"):
        catalog.scheme("linaer")


@pytest.mark.parametrize(
    ("key", "value"),
    [("verdict", "best"), ("read", ["nobody_2020"]), ("claimed", None), ("more", "word"), ("steps", {"weeks": []})],
)
def test_an_entry_that_does_not_hold_is_refused(key: str, value: Any) -> None:
    entry = table("linear")
    entry[key] = value
    with pytest.raises(CatalogError):
        load_scheme("mine", entry)


@pytest.mark.parametrize("weeks", [[], [[]], [[[0, 2, 0.5]]], [[[3, 2, 1.5]]], [[[3, 2]]], "many"])
def test_weeks_that_are_none_are_refused(weeks: Any) -> None:
    entry = table("linear")
    entry["steps"]["weeks"] = weeks
    with pytest.raises(CatalogError, match=r"\[sets, repetitions, share of the 1RM\]"):
        load_scheme("mine", entry)
