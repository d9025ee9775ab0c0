"""Programmes that people train by can be written, read back and checked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from neuraldrive import plan
from neuraldrive.records.prescription import Plan
from plan_examples import conjugate, dynamic_wave, linear_fives, peaking_block

KNOWN = (conjugate, linear_fives, dynamic_wave, peaking_block)


def rules(of: Plan, severity: str) -> set[str]:
    return {each.rule for each in plan.check(of, minutes=75, today="2026-12-01") if each.severity == severity}


@pytest.mark.parametrize("known", KNOWN)
def test_each_is_written_and_read_back_unchanged(known: Callable[[], Plan]) -> None:
    assert plan.parse(str(known())) == known()
    assert str(plan.parse(str(known()))) == str(known())


@pytest.mark.parametrize("known", KNOWN)
def test_none_of_them_is_impossible(known: Callable[[], Plan]) -> None:
    assert rules(known(), "error") == set()


def test_the_conjugate_week_misses_only_the_number_of_its_singles() -> None:
    assert rules(conjugate(), "warning") == {"method_range"}
    assert {each.about for each in plan.check(conjugate()) if each.severity == "warning"} == {"sets"}


def test_fives_on_three_days_are_told_in_two_notes() -> None:
    found = plan.check(linear_fives(), minutes=75)
    assert [(each.severity, each.rule) for each in found] == [("note", "prilepin"), ("note", "one_of_each")]


def test_the_wave_lies_inside_its_method() -> None:
    assert rules(dynamic_wave(), "warning") == set()
    assert rules(dynamic_wave(), "note") == {"one_of_each"}


def test_the_block_tapers_and_its_slow_pulls_hide_their_loss() -> None:
    assert rules(peaking_block(), "warning") == {"loss_needs", "one_of_each", "method_range"}
    assert "taper" not in rules(peaking_block(), "warning")
