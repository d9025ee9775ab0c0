"""Training methods: complete, sourced, plausible, consistent with one another, and refused where they do not hold."""

from __future__ import annotations

import tomllib
from dataclasses import FrozenInstanceError, replace
from importlib import resources
from itertools import pairwise
from statistics import fmean
from typing import Any

import pytest

from neuraldrive import catalog
from neuraldrive.catalog import Method, StopRule
from neuraldrive.catalog.claim_entry import VERDICTS
from neuraldrive.catalog.entries import slug
from neuraldrive.catalog.method_entry import MORE_RANGES, RANGES
from neuraldrive.catalog.method_file import load_method
from neuraldrive.errors import CatalogError
from neuraldrive.sources import source

NAMES = [
    "maximal_effort", "repeated_effort", "compensatory_acceleration", "dynamic_effort", "ballistic", "plyometric",
]  # fmt: skip
METHODS = [pytest.param(each, id=name) for name, each in catalog.methods().items()]
BORNE_BY_A_SOURCE = {"stated", "derived", "digitised"}


def table(name: str) -> dict[str, Any]:
    text = resources.files("neuraldrive.catalog").joinpath(f"methods/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def load(entry: dict[str, Any]) -> Method:
    return load_method("mine", entry, catalog.claims().values())


def test_the_six_methods_are_there_the_heaviest_first() -> None:
    assert list(catalog.methods()) == NAMES


@pytest.mark.parametrize("method", METHODS)
def test_each_number_has_a_source_that_says_how_it_was_read(method: Method) -> None:
    for key, number in method.numbers.items():
        assert number.where, key
        assert number.source != "own_value", key
        assert method[key] == number.value
        paper = source(number.source)
        assert number.source.startswith("neuraldrive") or "read" in paper.fields, key
    assert set(method.sources) == {number.source for number in method.numbers.values()}


@pytest.mark.parametrize("method", METHODS)
def test_what_only_memory_holds_is_never_called_stated(method: Method) -> None:
    for key, number in method.numbers.items():
        if source(number.source).fields.get("read") == "recalled":
            assert number.how not in BORNE_BY_A_SOURCE, key


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_recalls_or_assumes_a_number_is_provisional(method: Method) -> None:
    assert method.provisional == any(number.how not in BORNE_BY_A_SOURCE for number in method.numbers.values())


@pytest.mark.parametrize("method", METHODS)
def test_ranges_are_ordered_and_counts_are_whole(method: Method) -> None:
    for name in (*RANGES, *MORE_RANGES):
        if f"{name}_low" in method.numbers:
            low, high = method.range(name)
            assert low <= high, name
            assert method.numbers[f"{name}_low"].unit == method.numbers[f"{name}_high"].unit
    for key, number in method.numbers.items():
        if number.unit in ("repetitions", "sets", "1/week"):
            assert number.value == int(number.value), key


@pytest.mark.parametrize("method", METHODS)
def test_a_share_is_a_ratio_and_never_a_percentage(method: Method) -> None:
    for key, number in method.numbers.items():
        if number.unit == "ratio":
            assert 0 <= number.value <= 1, key


@pytest.mark.parametrize("method", METHODS)
def test_the_repetitions_can_be_done_with_the_load(method: Method) -> None:
    # Load that can be lifted m times, 1 / (1 + 0.038 (m - 1)) of the 1RM: the line of the fitted sets.
    lightest = 1 / (1 + 0.038 * (method["repetitions_high"] - 1))
    assert method["relative_load_low"] <= lightest + 0.01


@pytest.mark.parametrize("method", METHODS)
def test_each_says_in_words_what_it_asks_what_is_claimed_and_what_was_found(method: Method) -> None:
    for text in (method.intent_in_words, method.asks, method.claimed, method.found, method.disagreement):
        assert text.endswith(".")
    assert method.stop_rule.quality.endswith(".")


@pytest.mark.parametrize("method", METHODS)
def test_each_verdict_is_a_claim_of_the_catalogue(method: Method) -> None:
    assert method.claims
    for claim in method.claims:
        assert catalog.claim(claim.id) is claim
        assert claim.verdict in VERDICTS
        assert {"plan", "lift", "pool"} & set(claim.where_it_matters)


def test_each_claim_about_a_method_hangs_on_that_method() -> None:
    named = {name: {claim.id for claim in method.claims} for name, method in catalog.methods().items()}
    assert {"S21", "S22", "S23"} <= named["maximal_effort"]
    assert "S29" in named["repeated_effort"]
    assert "S25" in named["dynamic_effort"]
    assert "S24" in named["compensatory_acceleration"]
    assert {"S26", "S27"} <= named["ballistic"]


def test_a_method_is_found_by_name_label_and_alias_whatever_the_case() -> None:
    for spelling, name in {
        "ME": "maximal_effort", "max effort": "maximal_effort", "Maximal Effort": "maximal_effort",
        "RE": "repeated_effort", "DE": "dynamic_effort", "speed work": "dynamic_effort", "Speed-Work": "dynamic_effort",
        "CAT": "compensatory_acceleration", "ballistics": "ballistic", "shock method": "plyometric",
    }.items():  # fmt: skip
        assert catalog.method(spelling) is catalog.methods()[name]


def test_every_spelling_names_one_method() -> None:
    spellings = [
        (slug(text), name)
        for name, each in catalog.methods().items()
        for text in {slug(spelling) for spelling in (name, each.label, *each.aliases)}
    ]
    assert len({text for text, _ in spellings}) == len(spellings)


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [("maximal_efort", "maximal_effort"), ("shok method", "plyometric"), ("balistics", "ballistic"), ("sped work", "dynamic_effort")],
)  # fmt: skip
def test_an_unknown_method_is_refused_with_the_nearest_first(wrong: str, nearest: str) -> None:
    with pytest.raises(CatalogError, match=f"needed one of {nearest}, .*Did you mean {nearest}"):
        catalog.method(wrong)


def test_a_method_like_none_is_refused_with_all_of_them() -> None:
    with pytest.raises(
        CatalogError, match=r"found 'xyz', needed one of maximal_effort, .*plyometric\. Check the spelling"
    ):
        catalog.method("xyz")


def test_heavier_methods_have_fewer_repetitions_and_at_least_the_rest() -> None:
    heavy, speed, many = (catalog.method(name) for name in ("ME", "DE", "RE"))
    assert speed["relative_load_high"] < many["relative_load_low"] < heavy["relative_load_low"]
    assert heavy["repetitions_high"] < many["repetitions_low"]
    assert speed["repetitions_high"] < many["repetitions_low"]
    assert heavy["rest_s_low"] > max(speed["rest_s_high"], many["rest_s_low"])


def test_the_lightest_methods_are_those_that_release() -> None:
    released = {name for name, each in catalog.methods().items() if each.released}
    assert released == {"ballistic", "plyometric"}
    assert catalog.method("plyometric").range("relative_load") == (0.0, 0.0)
    low, high = catalog.method("ballistic").range("throw_load")
    assert (
        catalog.method("ballistic")["relative_load_low"]
        <= low
        < high
        <= catalog.method("ballistic")["relative_load_high"]
    )


def test_only_repeated_effort_asks_for_less_than_full_intent() -> None:
    assert [name for name, each in catalog.methods().items() if each["intent"] < 1] == ["repeated_effort"]


def test_methods_of_speed_stop_at_less_loss_than_repeated_effort() -> None:
    losses = [catalog.method(name).range("loss") for name in ("DE", "CAT", "RE")]
    for faster, slower in pairwise(losses):
        assert faster[0] < slower[0]
        assert faster[1] < slower[1]


def test_a_session_of_dynamic_effort_has_room_for_its_reference_and_more() -> None:
    for name in ("dynamic_effort", "ballistic", "plyometric"):
        method = catalog.method(name)
        assert method.stop_rule.reference_sets is not None
        assert method.stop_rule.reference_sets <= method["sets_low"]


def test_a_range_that_a_method_lacks_is_refused_with_the_nearest() -> None:
    with pytest.raises(CatalogError, match=r"range of dynamic_effort: .*Did you mean relative_load"):
        catalog.method("DE").range("relative_loads")


def stopped(rule: StopRule, velocities: list[float], floor: float | None = None) -> int | None:
    """A plain monitor: the repetition after which the set is over, or None."""
    running = 0
    for place, value in enumerate(velocities, start=1):
        beyond = rule.zone(value, max(velocities[:place])) == "beyond" and (floor is None or value <= floor)
        running = running + 1 if beyond else 0
        if place >= rule.needs_repetitions and running >= rule.confirming_repetitions:
            return place
    return None


def test_a_monitor_ends_a_heavy_set_that_slows_and_is_near_its_end() -> None:
    rule = catalog.method("ME").stop_rule
    floor = rule.floor_of(catalog.lift("back_squat"))
    assert floor == pytest.approx(catalog.lift("back_squat")["velocity_at_rpe_8"] + 0.05)
    assert stopped(rule, [0.46, 0.45, 0.44, 0.43], floor) is None
    assert stopped(rule, [0.46, 0.44, 0.42, 0.38, 0.34], floor) == 4


def test_a_monitor_lets_a_fast_set_go_on_whatever_its_loss() -> None:
    rule = catalog.method("ME").stop_rule
    assert stopped(rule, [0.70, 0.62, 0.55, 0.50], rule.floor_of(catalog.lift("back_squat"))) is None


def test_a_monitor_says_nothing_of_loss_in_a_double() -> None:
    rule = catalog.method("ME").stop_rule
    assert stopped(rule, [0.40, 0.30], rule.floor_of(catalog.lift("back_squat"))) is None


def test_a_drop_within_the_noise_of_an_encoder_never_counts() -> None:
    # 15 % of 0.30 m/s is 0.045: less than two repetitions can be told apart by.
    assert catalog.method("ME").stop_rule.zone(0.25, 0.30) == "inside"
    assert catalog.method("ME").stop_rule.zone(0.23, 0.30) == "beyond"


def test_one_slow_repetition_does_not_end_a_set_of_compensatory_acceleration() -> None:
    rule = catalog.method("CAT").stop_rule
    assert stopped(rule, [0.80, 0.60, 0.79, 0.78]) is None
    assert stopped(rule, [0.80, 0.76, 0.62, 0.60]) == 4


@pytest.mark.parametrize("name", ["dynamic_effort", "ballistic", "plyometric"])
def test_a_monitor_ends_a_session_once_a_set_falls_beyond_the_first_sets(name: str) -> None:
    rule = catalog.method(name).stop_rule
    assert (rule.ends, rule.statistic, rule.reference) == ("session", "set_mean", "first_sets")
    assert rule.reference_sets is not None
    sets = [1.00, 0.98, 0.99, 0.97, 0.93, 0.87]
    reference = fmean(sets[: rule.reference_sets])
    assert [rule.zone(value, reference) for value in sets[3:]] == ["inside", "at the limit", "beyond"]


def test_a_rule_without_a_floor_has_none_in_any_lift() -> None:
    assert catalog.method("DE").stop_rule.floor_of(catalog.lift("bench_press")) is None


def test_a_rule_reads_as_a_sentence() -> None:
    assert str(catalog.method("DE").stop_rule).startswith(
        "The session ends when the mean of a set loses 5 to 10 % of mean velocity against the mean of the first 3 sets. "
    )
    assert "2 repetitions running" in str(catalog.method("CAT").stop_rule)
    assert "velocity at RPE 8" in str(catalog.method("ME").stop_rule)


def test_a_method_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        catalog.method("ME").label = "Mine"  # type: ignore[misc]


def test_a_number_that_is_missing_unknown_or_half_a_range_is_refused() -> None:
    whole = table("dynamic_effort")
    with pytest.raises(CatalogError, match="mine: method: numbers: found no rest_s_high"):
        load({key: each for key, each in whole.items() if key != "rest_s_high"})
    with pytest.raises(CatalogError, match="found no bar_velocity_low"):
        load({key: each for key, each in whole.items() if key != "bar_velocity_low"})
    with pytest.raises(CatalogError, match="Did you mean intent"):
        load({**whole, "intnt": whole["intent"]})


def test_a_range_the_wrong_way_round_is_refused() -> None:
    whole = table("dynamic_effort")
    turned = {**whole, "sets_low": whole["sets_high"], "sets_high": whole["sets_low"]}
    with pytest.raises(CatalogError, match=r"sets: found \(12.0, 8.0\), needed the lower number first"):
        load(turned)


def test_a_number_outside_its_range_does_not_load() -> None:
    whole = table("dynamic_effort")
    with pytest.raises(CatalogError, match=r"mine.relative_load_low.*found 50"):
        load({**whole, "relative_load_low": {**whole["relative_load_low"], "value": 50}})


@pytest.mark.parametrize("change", [{"label": None}, {"claims": "S25"}, {"colour": "red"}, {"released": 1}])
def test_a_word_that_is_missing_unknown_or_of_the_wrong_kind_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(CatalogError, match=f"{next(iter(change))} missing, unknown or wrong"):
        load({**table("dynamic_effort"), **change})


def test_a_method_without_a_stop_rule_is_refused() -> None:
    with pytest.raises(CatalogError, match="stop missing"):
        load({key: each for key, each in table("dynamic_effort").items() if key != "stop"})


def test_a_claim_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(CatalogError, match=r"methods/mine.toml.*Did you mean s25_dynamic_effort_with_bands"):
        load({**table("dynamic_effort"), "claims": ["s25_dynamic_effort"]})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"quantity": "mean_speed"}, "quantity: found 'mean_speed', needed mean_velocity"),
        ({"ends": "week"}, "ends: found 'week', needed set, session"),
        ({"floor": "velocity_at_rpe_9"}, "floor: found 'velocity_at_rpe_9'"),
        ({"reference": "fastest_in_set"}, "reference_sets: found 3"),
        ({"colour": "red"}, "colour missing or unknown"),
    ],
)
def test_a_stop_rule_that_cannot_be_applied_is_refused(change: dict[str, Any], message: str) -> None:
    whole = table("dynamic_effort")
    with pytest.raises(CatalogError, match=message):
        load({**whole, "stop": {**whole["stop"], **change}})


def test_first_sets_as_reference_need_their_number() -> None:
    with pytest.raises(CatalogError, match="reference_sets: found None"):
        replace(catalog.method("DE").stop_rule, reference_sets=None)
