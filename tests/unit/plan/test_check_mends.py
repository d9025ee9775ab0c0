"""Any plan, however odd: the mend of each finding, done, removes that finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from neuraldrive.plan.check import check
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan
from plan_examples import conjugate, dynamic_wave, linear_fives, peaking_block
from random_plans import random_plan

GYM = ("bar", "rack", "bench", "box", "plyo_box", "bands")
SETTINGS: tuple[dict[str, Any], ...] = (
    {},
    {"minutes": 45, "training": "untrained", "sensor": "wrist_watch"},
    {"equipment": GYM, "spare": ("lower_back",), "sensor": "bar_imu"},
    {"competition": "2027-01-16", "today": "2026-12-16", "minutes": 60},
)


def lifts(of: Plan) -> list[tuple[str, ...]]:
    return [item.lifts for each in of.weeks for day in each.days for item in day.work]


def left_over(before: Plan, finding: Finding, setting: dict[str, Any]) -> bool:
    """Whether the finding is still there after its mend: at its place, or, where lifts changed or went, as often as before."""
    assert finding.mended is not None
    found = check(finding.mended, **setting)
    if lifts(before) == lifts(finding.mended):
        return finding.key in {each.key for each in found}
    counts = Counter((each.rule, each.about) for each in found)
    return counts[finding.rule, finding.about] >= sum(
        (each.rule, each.about) == (finding.rule, finding.about) for each in check(before, **setting)
    )


def unmended(of: Plan, setting: dict[str, Any]) -> Iterator[Finding]:
    for finding in check(of, **setting):
        if finding.mended is not None and left_over(of, finding, setting):
            yield finding


@pytest.mark.parametrize("setting", SETTINGS, ids=["plain", "short", "gym", "meet"])
@pytest.mark.parametrize("seed", range(3))
def test_each_mend_removes_its_finding(seed: int, setting: dict[str, Any]) -> None:
    assert [f"{each} {each.key}" for each in unmended(random_plan(seed), setting)] == []


@pytest.mark.parametrize("known", [conjugate, linear_fives, dynamic_wave, peaking_block])
def test_each_mend_of_a_known_programme_removes_its_finding(known: Any) -> None:
    setting = {"minutes": 40, "sensor": "bar_imu"}
    assert [str(each) for each in unmended(known(), setting)] == []


def test_most_findings_come_with_their_mended_plan() -> None:
    found = [each for seed in range(10) for each in check(random_plan(seed)) if each.severity != "note"]
    assert sum(each.mended is not None for each in found) > 0.7 * len(found)


def test_mending_one_after_another_ends_without_errors() -> None:
    for seed in range(6):
        now = random_plan(seed)
        for _ in range(60):
            mends = [each.mended for each in check(now) if each.severity == "error" and each.mended is not None]
            if not mends:
                break
            now = mends[0]
        assert [str(each) for each in check(now) if each.severity == "error" and each.mended is not None] == []
