"""A line of a plan against its method, its stop rules, the gym and the body."""

from __future__ import annotations

from dataclasses import replace

import pytest

from neuraldrive import catalog
from neuraldrive.errors import BadValue, CatalogError
from neuraldrive.plan.check import check
from neuraldrive.plan.lines import nearest_method
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, Prescription, Rotation, Span, Stop
from plan_examples import HEAVY, SPEED, SPEED_BENCH, THROW, line, plan, sets, week


def of(item: Prescription) -> Plan:
    return plan(week(mon=[item]))


def about(plan_: Plan, word: str, **more: object) -> Finding:
    found = [each for each in check(plan_, **more) if each.about == word]  # type: ignore[arg-type]
    assert len(found) == 1, [str(each) for each in check(plan_, **more)]  # type: ignore[arg-type]
    return found[0]


def none_about(plan_: Plan | None, word: str, **more: object) -> bool:
    assert plan_ is not None
    return word not in {each.about for each in check(plan_, **more)}  # type: ignore[arg-type]


@pytest.mark.parametrize("item", [HEAVY, SPEED, SPEED_BENCH, THROW], ids=["heavy", "speed", "speed bench", "throw"])
def test_the_sentences_that_the_methods_are_made_of_miss_nothing(item: Prescription) -> None:
    assert [str(each) for each in check(of(item)) if each.severity != "note"] == []


@pytest.mark.parametrize(
    ("item", "word", "mend"),
    [
        (replace(HEAVY, rest_s=Span(60)), "rest", "rest 3min instead of 60s"),
        (replace(HEAVY, rest_s=Span(240, 600)), "rest", "rest 4-5min instead of 4-10min"),
        (replace(HEAVY, rest_s=None), "rest", "rest 3min"),
        (replace(HEAVY, scheme=(sets("12x2", 0.9),)), "sets", "10 sets instead of 12"),
        (replace(HEAVY, scheme=(sets("2x2", 0.9),)), "sets", "3 sets instead of 2"),
        (replace(HEAVY, scheme=(sets("4x2", 0.7),)), "load", "85% instead of 70%"),
        (replace(SPEED, scheme=(sets("8x2", 0.7),)), "load", "60% instead of 70%"),
        (replace(SPEED, scheme=(sets("8x5", 0.5),)), "repetitions", "3 repetitions instead of 5"),
        (replace(SPEED, fast=False), "intent", "as fast as possible"),
        (replace(SPEED, velocity=Span(0.4, 0.6)), "velocity", "at 0.7 m/s instead of 0.4-0.6 m/s"),
        (replace(SPEED, stops=(Stop("set_mean", 0.2),)), "stop", "until set mean falls 10% instead of it"),
        (replace(SPEED, stops=(Stop("loss", 0.1),), scheme=(sets("8x3", 0.5),)), "statistic", "until set mean falls 10% instead of it"),
        (replace(HEAVY, stops=(Stop("failure"),)), "failure", "until 1 in reserve instead of it"),
        (line("bench_press", "5x4", 0.4, rest=150, method="ballistic"), "release", "release"),
        (replace(HEAVY, release=True), "release", "without release"),
    ],
)  # fmt: skip
def test_a_claimed_method_is_kept_to_and_the_mend_is_the_nearest_end(item: Prescription, word: str, mend: str) -> None:
    found = about(of(item), word)
    assert (found.mend, found.severity, found.where) == (mend, "warning", f"mon, {item.called[0]}")
    assert found.sources
    assert none_about(found.mended, word)


def test_a_build_up_to_a_heavy_set_is_judged_by_its_heaviest_set() -> None:
    ramp = replace(HEAVY, scheme=(sets("1x5", 0.75), sets("1x3", 0.85), sets("2x1", 0.95)))
    assert none_about(of(ramp), "load")
    found = about(of(replace(ramp, scheme=(sets("1x5", 0.7), sets("2x3", 0.8)))), "load")
    assert found.mended is not None
    assert [part.load.amount.high for part in found.mended.weeks[0].days[0].work[0].parts if part.load] == [0.7, 0.85]


@pytest.mark.parametrize(("text", "load"), [("1x5", 0.85), ("5x5", 0.7), ("5x5", 0.8), ("2x2", 0.9), ("6x9", 0.65)])
def test_a_line_that_claims_nothing_is_held_to_no_method(text: str, load: float) -> None:
    assert "method_range" not in {each.rule for each in check(of(line("back_squat", text, load, rest=180)))}


def test_light_doubles_that_claim_nothing_are_told_that_speed_wants_to_be_said() -> None:
    found = about(of(line("back_squat", "8x2", 0.55, rest=60)), "intent")
    assert (found.severity, found.mend) == ("note", "as fast as possible")
    assert none_about(found.mended, "intent")


@pytest.mark.parametrize(
    ("item", "method"),
    [
        (line("back_squat", "5x2", 0.9, rest=240), "maximal_effort"),
        (line("leg_press", "3x10", 8, unit="rpe", rest=90), "repeated_effort"),
        (line("bench_press", "9x3", 0.5, rest=60, fast=True), "dynamic_effort"),
        (line("bench_press", "4x5", 0.7, rest=180, fast=True), "compensatory_acceleration"),
        (line("bench_throw", "5x4", 0.4), "ballistic"),
        (line("drop_jump", "5x10", 0.0, unit="body"), "plyometric"),
    ],
)
def test_the_nearest_method_is_the_one_a_coach_would_name(item: Prescription, method: str) -> None:
    load = item.parts[0].load
    share = load.amount if load is not None and load.unit == "share" else None
    assert nearest_method(item, catalog.exercise(item.lifts[0]), (share,)).name == method


def test_a_loss_in_a_double_is_an_error_and_reserve_takes_its_place() -> None:
    found = about(of(replace(HEAVY, stops=(Stop("loss", 0.1),))), "loss of few")
    assert (found.severity, found.rule, found.mend) == ("error", "loss_needs", "until 1 in reserve instead of it")
    assert none_about(found.mended, "loss of few")


def test_a_loss_that_no_sensor_can_tell_is_said_with_both_numbers() -> None:
    triples = replace(HEAVY, scheme=(sets("4x3", 0.88),), stops=(Stop("loss", 0.1),))
    found = about(of(triples), "loss")
    assert "0.060 m/s" in found.says
    assert none_about(found.mended, "loss")


def test_a_poorer_sensor_tells_less() -> None:
    assert none_about(of(SPEED_BENCH), "set_mean")
    found = about(of(SPEED_BENCH), "set_mean", sensor="wrist_watch")
    assert "0.121 m/s" in found.says
    assert none_about(found.mended, "set_mean", sensor="wrist_watch")
    assert none_about(of(SPEED_BENCH), "set_mean", sensor="vitruve")


def test_the_set_mean_needs_sets_beyond_its_reference() -> None:
    found = about(of(replace(SPEED, scheme=(sets("3x2", 0.5),))), "set mean of few")
    assert found.rule == "loss_needs"
    assert none_about(found.mended, "set mean of few")


def test_stop_rules_at_odds_lose_the_laxer_one() -> None:
    found = about(of(replace(HEAVY, stops=(Stop("reserve", 1), Stop("rpe", 10)))), "two stops")
    assert found.mended is not None
    assert found.mended.weeks[0].days[0].work[0].stops == (Stop("reserve", 1),)
    assert none_about(of(replace(HEAVY, stops=(Stop("reserve", 1), Stop("rpe", 9)))), "two stops")


@pytest.mark.parametrize(
    ("text", "load", "mend"), [("3x5", 0.95, "3 repetitions instead of 5"), ("3x1", 1.2, "100% instead of 120%")]
)
def test_a_load_that_nobody_lifts_so_often_is_an_error(text: str, load: float, mend: str) -> None:
    found = next(each for each in check(of(line("back_squat", text, load))) if each.rule == "possible")
    assert (found.severity, found.mend) == ("error", mend)
    assert found.mended is not None
    assert "possible" not in {each.rule for each in check(found.mended)}


def test_missing_equipment_is_exchanged_for_what_is_there() -> None:
    gym = ("bar", "rack", "bench")
    found = about(of(line("safety_bar_squat", "4x2", 0.9, rest=240)), "safety_bar_squat", equipment=gym)
    assert (found.rule, found.severity) == ("equipment", "error")
    assert found.mend.endswith("instead of safety-bar squat")
    assert found.mended is not None
    assert "equipment" not in {each.rule for each in check(found.mended, equipment=gym)}


def test_bands_that_are_missing_are_left_out_rather_than_the_lift() -> None:
    gym = ("bar", "rack", "box")
    found = about(of(SPEED), "box_squat", equipment=gym)
    assert found.mend == "plates alone, without bands and chains"
    assert found.mended is not None
    assert found.mended.weeks[0].days[0].work[0].lifts == ("box_squat",)


def test_a_joint_to_spare_costs_the_line_where_nothing_spares_it() -> None:
    found = about(of(HEAVY), "back_squat", spare=("knee", "hip"))
    assert (found.rule, found.mend) == ("joints", "leave the line out")
    assert found.mended is not None
    assert found.mended.weeks[0].days[0].work == ()


def test_a_rotation_loses_only_the_lift_that_cannot_be_done() -> None:
    turns = line(("back_squat", "front_squat", "safety_bar_squat"), "1x1", 0.95, rotation=Rotation(1))
    found = about(of(turns), "safety_bar_squat", equipment=("bar", "rack"))
    assert found.mend == "leave safety-bar squat out"
    assert found.mended is not None
    assert found.mended.weeks[0].days[0].work[0].lifts == ("back_squat", "front_squat")


def test_words_that_cannot_be_true_are_refused() -> None:
    with pytest.raises(BadValue, match="training"):
        check(of(HEAVY), training="elite")
    with pytest.raises(BadValue, match="equipment"):
        check(of(HEAVY), equipment=("barr",))
    with pytest.raises(BadValue, match="joint"):
        check(of(HEAVY), spare=("soul",))
    with pytest.raises(BadValue, match="minutes"):
        check(of(HEAVY), minutes=0)
    with pytest.raises(CatalogError, match="sensor"):
        check(of(HEAVY), sensor="crystal ball")
    with pytest.raises(CatalogError, match="exercise"):
        check(of(line("bak_squat", "5x2", 0.9)))
