"""Any plan, however odd: the mend of each finding, done, removes that finding."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from neuraldrive.plan.check import check
from neuraldrive.plan.laid_out import WEEKDAYS
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, PlanDay, PlanWeek, Prescription, Rotation, Span, Stop, Wave
from plan_examples import conjugate, dynamic_wave, line, linear_fives, peaking_block, plan, sets

LIFTS = ("back_squat", "front_squat", "box_squat", "bench_press", "deadlift", "romanian_deadlift", "bench_throw",
         "jump_squat", "drop_jump", "barbell_row", "safety_bar_squat", "leg_press")  # fmt: skip
METHODS = (
    "",
    "",
    "maximal_effort",
    "dynamic_effort",
    "repeated_effort",
    "compensatory_acceleration",
    "ballistic",
    "plyometric",
)
STOPS = (Stop("reserve", 1), Stop("reserve", 3), Stop("rpe", 9), Stop("loss", 0.05), Stop("loss", 0.3), Stop("set_mean", 0.1),
         Stop("set_mean", 0.3), Stop("height", 0.2), Stop("failure"), Stop("velocity", 0.4))  # fmt: skip
GYM = ("bar", "rack", "bench", "box", "plyo_box", "bands")
SETTINGS: tuple[dict[str, Any], ...] = (
    {},
    {"minutes": 45, "training": "untrained", "sensor": "wrist_watch"},
    {"equipment": GYM, "spare": ("lower_back",), "sensor": "bar_imu"},
    {"competition": "2027-01-16", "today": "2026-12-16", "minutes": 60},
)


def random_line(rng: random.Random) -> Prescription:
    load, unit = (rng.choice((8, 9)), "rpe") if rng.random() < 0.15 else (rng.randint(4, 21) / 20, "share")
    text = f"{rng.randint(1, 14)}x{rng.randint(1, 12)}"
    stops = {stop.kind: stop for stop in rng.sample(STOPS, rng.choice((0, 0, 1, 1, 2)))}
    more = {
        "rest": rng.choice((None, 30, 60, 120, 180, 400)), "method": rng.choice(METHODS), "fast": rng.random() < 0.3,
        "release": rng.random() < 0.15, "stops": tuple(stops.values()), "bands": rng.choice((0.0, 0.0, 0.25)),
        "velocity": rng.choice((None, None, Span(0.3, 0.5))),
    }  # fmt: skip
    if rng.random() < 0.15:
        lifts = tuple(rng.choices(LIFTS[:6], k=rng.choice((2, 3))))
        return line(lifts, text, load, unit=unit, rotation=Rotation(1), **more)
    item = line(rng.choice(LIFTS), text, load, unit=unit, **more)
    if rng.random() < 0.15:
        steps = tuple(sets(f"1x{each}", 0.8 + 0.05 * at) for at, each in enumerate((4, 2, 1)))
        return Prescription(item.lifts, Wave(steps, rng.choice((1, 2, 3))), method=item.method, rest_s=item.rest_s)
    return item


def random_plan(seed: int) -> Plan:
    rng = random.Random(seed)
    weeks = [
        PlanWeek(
            tuple(
                PlanDay(day, tuple(random_line(rng) for _ in range(rng.randint(1, 3))))
                for day in rng.sample(WEEKDAYS, 3)
            ),
            number,
        )
        for number in (1, 2, 3)
    ]
    return plan(*weeks, goal=rng.choice(("", "peaking")), starts=rng.choice(("2026-12-07", "2026-12-28")))


def left_over(before: Plan, finding: Finding, setting: dict[str, Any]) -> bool:
    """Whether the finding is still there after its mend: at its place, or, where lines moved up, as often as before."""
    assert finding.mended is not None
    found = check(finding.mended, **setting)
    if [len(day.work) for each in before.weeks for day in each.days] == [
        len(day.work) for each in finding.mended.weeks for day in each.days
    ]:
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
    found = [each for seed in range(10) for each in check(random_plan(seed))]
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
