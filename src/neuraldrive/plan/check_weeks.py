"""Weeks after one another: rotation without repeats, and the rise of volume."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import fmean

from neuraldrive import catalog
from neuraldrive.plan.check_day import with_fewer_sets
from neuraldrive.plan.check_gym import renamed, substitute
from neuraldrive.plan.check_week import Lines, lines_of, name_of
from neuraldrive.plan.edits import with_item
from neuraldrive.plan.laid_out import LaidDay, weeks_in
from neuraldrive.plan.lines import Line
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.words import listed, percent
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, Prescription, Rotation


def weeks_findings(plan: Plan, days: Sequence[LaidDay], lines: Lines, setting: Setting) -> Iterator[Finding]:
    """What of the weeks' order does not fit."""
    yield from _rotations(plan, lines)
    yield from _returns(plan, days, lines, setting)
    yield from _rise(plan, days, lines, setting)


def _rotations(plan: Plan, lines: Lines) -> Iterator[Finding]:
    rule = catalog.rule("rotation")
    least = rule["least_weeks_before_repeat"]
    for line in lines.values():
        turn = line.item.rotation
        if turn is None:
            continue
        names = list(dict.fromkeys(line.item.lifts))
        if len(names) < len(line.item.lifts):
            item = _each_once(line.item)
            mended = None if item is None else with_item(plan, line.place, item)
            yield Finding(
                line.where, "rotation", "names", "One lift stands twice in the rotation.", f"each once: {listed(names)}",
                "warning", rule.sources, mended,
            )  # fmt: skip
        back = turn.weeks * len(names)
        if back < least:
            weeks = math.ceil(least / len(names))
            says = f"Each lift is back after {back} weeks; {least:g} at least."
            mend = f"every {weeks} weeks instead of every {turn.weeks}, or {math.ceil(least / turn.weeks)} lifts"
            mended = with_item(plan, line.place, replace(line.item, rotation=Rotation(weeks)))
            yield Finding(line.where, "rotation", "weeks", says, mend, "warning", rule.sources, mended)


def _each_once(item: Prescription) -> Prescription | None:
    first = [at for at, name in enumerate(item.lifts) if name not in item.lifts[:at]]
    if len(first) < 2:
        return None
    called = tuple(item.called[at] for at in first) if item.called else ()
    return replace(item, lifts=tuple(item.lifts[at] for at in first), called=called)


def _returns(plan: Plan, days: Sequence[LaidDay], lines: Lines, setting: Setting) -> Iterator[Finding]:
    """Lifts of maximal effort that come back too early after another took their turn."""
    rule = catalog.rule("rotation")
    least = int(rule["least_weeks_before_repeat"])
    turns: dict[str, dict[int, Line]] = {}
    for day in days if weeks_in(plan) else ():
        for line in lines_of(day, lines):
            heavy = line.claimed and line.method.name == "maximal_effort"
            if heavy and not line.item.warm_up and line.item.rotation is None:
                turns.setdefault(line.exercise.pattern, {}).setdefault(day.week, line)
    for of_pattern in turns.values():
        for week, line in of_pattern.items():
            before = [of_pattern[each].exercise.name for each in range(week - least + 1, week) if each in of_pattern]
            name = line.exercise.name
            if name not in before or before[-1] == name or _soon(days, week, setting):
                continue
            gap = len(before) - max(at for at, each in enumerate(before) if each == name)
            other = substitute(line, line.exercise, setting)
            fresh = other is not None and other.name not in before and not _in_many(plan, line)
            mended = with_item(plan, line.place, renamed(line.item, name, other)) if other and fresh else None
            says = f"{line.exercise.label} is back after {gap} weeks; {least} at least."
            mend = f"{other.label.lower()} instead" if other and fresh else "another lift"
            yield Finding(line.where, "rotation", f"return in week {week}", says, mend, "warning", rule.sources, mended)


def _in_many(plan: Plan, line: Line) -> bool:
    week = plan.weeks[line.place.week]
    return week.first == 0 or (week.last or week.first) > week.first


def _soon(days: Sequence[LaidDay], week: int, setting: Setting) -> bool:
    """Whether a competition is so near that its own lifts are what is wanted."""
    if setting.competition is None:
        return False
    last = max(day.number for day in days if day.week == week)
    return setting.competition.toordinal() - last <= 7 * (catalog.rule("taper")["weeks_high"] + 1)


def volumes(plan: Plan, days: Sequence[LaidDay], lines: Lines) -> dict[int, float]:
    """Repetitions times relative load of each week."""
    found = dict.fromkeys(range(1, weeks_in(plan) + 1), 0.0)
    for day in days if weeks_in(plan) else ():
        found[day.week] += sum(line.volume for line in lines_of(day, lines) if not line.item.warm_up)
    return found


def _rise(plan: Plan, days: Sequence[LaidDay], lines: Lines, setting: Setting) -> Iterator[Finding]:
    rule = catalog.rule("weekly_rise")
    by_week = volumes(plan, days, lines)
    tests = {day.week for day in days if "test" in plan.weeks[day.place.week].label.lower()}  # by their nature light
    for week, volume in by_week.items():
        before = [
            by_week[each]
            for each in range(max(1, week - int(rule["weeks"])), week)
            if by_week[each] > 0 and each not in tests
        ]
        most = (1 + rule["rise_high"]) * fmean(before) if before else math.inf
        if volume <= most + 1e-9:
            continue
        says = (
            f"Volume {percent(volume / fmean(before) - 1)} above the mean of the {len(before)} weeks before; "
            f"{percent(rule['rise_high'])} is the most."
        )
        mend, mended = f"{percent(1 - most / volume)} less volume", None
        of_week = [line for day in days if day.week == week for line in lines_of(day, lines) if line.dosed]
        of_week = [line for line in of_week if not line.item.warm_up]
        if not any(_in_many(plan, line) for line in of_week):
            words, mended = with_fewer_sets(plan, of_week, setting, _volume, most)
            mend = f"{mend}: {words}" if mended else mend
        yield Finding(name_of(plan, week), "weekly_rise", "volume", says, mend, "warning", rule.sources, mended)


def _volume(lines: Sequence[Line]) -> float:
    return sum(line.volume for line in lines)
