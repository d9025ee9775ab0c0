"""A year of training is checked in a moment, however much is wrong with it; and what makes that quick changes nothing."""

from __future__ import annotations

import random
from cProfile import Profile
from pstats import Stats
from time import perf_counter

from neuraldrive import plan
from neuraldrive.records.plan_days import DAYS, misplaced
from neuraldrive.records.prescription import PlanDay, PlanWeek

WRONG = (
    "back squat 5x5 @ 85% rest 60s until failure", "bench 5x5 @ 85% rest 1min",
    "deadlift 3x8 @ 80% rest 2min until velocity falls 20%", "max effort front squat 9x3 @ 60%",
)  # fmt: skip


def _text(weeks: int) -> str:
    day = "".join(f"\n    {each}" for each in WRONG)
    return "\n".join(f"week {n}:" + "".join(f"\n  {name}:{day}" for name in DAYS[:6]) for n in range(1, weeks + 1))


def _seconds(weeks: int) -> float:
    read = plan.parse(_text(weeks))
    before = perf_counter()
    assert len(plan.check(read)) > 40 * weeks
    return perf_counter() - before


def test_a_year_of_six_days_a_week_is_checked_in_two_seconds() -> None:
    assert min(_seconds(52) for _ in range(3)) < 2.0


def test_four_times_the_weeks_take_no_more_than_about_four_times_the_steps() -> None:
    _steps(1)
    assert _steps(32) < 4.4 * _steps(8)


def _steps(weeks: int) -> int:
    """Calls of functions that a check makes."""
    read, profile = plan.parse(_text(weeks)), Profile()
    profile.runcall(plan.check, read)
    return Stats(profile).total_calls  # type: ignore[attr-defined]


def test_a_day_in_the_way_is_found_as_by_comparing_each_with_each() -> None:
    rng = random.Random(1)
    outcomes = set()
    for _ in range(2000):
        weeks = [_week(rng) for _ in range(rng.randint(1, 4))]
        found = misplaced(weeks, "")
        slow = _first_clash(weeks)
        assert (found is not None) == (slow is not None)
        if found is not None:
            assert (found.week, found.day) == slow
        outcomes.add(found is None)
    assert outcomes == {True, False}


def _week(rng: random.Random) -> PlanWeek:
    first = rng.choice((0, 0, rng.randint(1, 6)))
    days = [PlanDay(rng.choice(DAYS[:4]), (), rng.choice(("", "08:00", "17:30"))) for _ in range(rng.randint(1, 3))]
    return PlanWeek(tuple(days), first, first and first + rng.randint(0, 3))


def _first_clash(weeks: list[PlanWeek]) -> tuple[int, int] | None:
    before: list[tuple[PlanWeek, PlanDay]] = []
    for i, week in enumerate(weeks):
        for j, day in enumerate(week.days):
            for other, there in before:
                apart = day.at and there.at and day.at != there.at
                always = week.first == 0 or other.first == 0
                if (
                    day.day == there.day
                    and not apart
                    and (always or (week.first <= other.last and other.first <= week.last))
                ):
                    return i, j
            before.append((week, day))
    return None
