"""Heavy work of one pattern on days too near to each other, and the day on which it would not be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from neuraldrive import catalog
from neuraldrive.errors import RecordError
from neuraldrive.plan.check_week import Lines, lines_of
from neuraldrive.plan.edits import with_days, with_item
from neuraldrive.plan.laid_out import DAY_NAMES, WEEKDAYS, LaidDay, Place
from neuraldrive.plan.lines import DOSED_KINDS, Line
from neuraldrive.plan.shares import hung
from neuraldrive.plan.words import listed, percent
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan

RULE = "days_apart"


@dataclass(frozen=True)
class _Heavy:
    """Where a plan is heavy.

    Args:
        lines: by day as it is written, the first heavy line of each pattern.
        on: by number of the day as it comes, the days written that come then.
        numbers: by day as it is written, the numbers on which it comes.
    """

    lines: Mapping[Place, Mapping[str, Line]]
    on: Mapping[int, Sequence[Place]]
    numbers: Mapping[Place, Sequence[int]]


def apart_findings(plan: Plan, days: Sequence[LaidDay], lines: Lines) -> Iterator[Finding]:
    """Heavy work that comes too soon after the last of its pattern, each once where it is written."""
    rule, heavy = catalog.rule(RULE), _heavy_days(days, lines)
    told: set[tuple[Place, str]] = set()
    for day, line, gap, written in _too_near(days, heavy):
        if (line.place, line.exercise.pattern) in told:
            continue
        told.add((line.place, line.exercise.pattern))
        apart = f"{gap} day{'s' if gap > 1 else ''} after the last"
        severity = "error" if written else "note"
        begins = "Heavy" if written else "By its rating heavy"
        says = f"{begins} {line.exercise.pattern} ({line.exercise.label}) {apart}; {rule['least_days']:g} days apart at least."
        mend, mended = _moved(plan, day, heavy) or _left_out(plan, line, lines_of(day, lines))
        yield Finding(line.where, RULE, line.exercise.pattern, says, mend, severity, rule.sources, mended)


def _heavy_days(days: Sequence[LaidDay], lines: Lines) -> _Heavy:
    patterns: dict[Place, Mapping[str, Line]] = {}
    on: dict[int, list[Place]] = {}
    numbers: dict[Place, list[int]] = {}
    for day in days:
        if day.place not in patterns:
            patterns[day.place] = _heavy_patterns(lines_of(day, lines))
        on.setdefault(day.number, []).append(day.place)
        numbers.setdefault(day.place, []).append(day.number)
    return _Heavy(patterns, on, numbers)


def _heavy_patterns(lines: Sequence[Line]) -> dict[str, Line]:
    """Patterns that are loaded heavily on a day, each with its first heavy line, one whose load is written before others."""
    heavy = [line for line in lines if _heavy(line)]
    heavy.sort(key=lambda line: not _written_heavy(line))
    return {line.exercise.pattern: line for line in reversed(heavy)}


def _written_heavy(line: Line) -> bool:
    """Whether a load that is written is heavy, not only one that a rating lets expect."""
    least = catalog.rule(RULE)["heavy_from"]
    return any(share - hung(part) >= least - 1e-9 for part, share in line.told)


def _heavy(line: Line) -> bool:
    top, least = line.top_share, catalog.rule(RULE)["heavy_from"]
    return top is not None and top >= least - 1e-9 and line.exercise.kind in DOSED_KINDS and not line.item.warm_up


def _too_near(days: Sequence[LaidDay], heavy: _Heavy) -> Iterator[tuple[LaidDay, Line, int, bool]]:
    """Heavy work too near to the last, days between, and whether both loads are written."""
    least = catalog.rule(RULE)["least_days"]
    last: dict[str, tuple[int, bool]] = {}
    for day in days:
        for pattern, line in heavy.lines[day.place].items():
            number, before = last.get(pattern, (-99, False))
            written = _written_heavy(line)
            if 0 < day.number - number < least:
                yield day, line, day.number - number, written and before
            last[pattern] = day.number, written


def _moved(plan: Plan, day: LaidDay, heavy: _Heavy) -> tuple[str, Plan] | None:
    """The day moved to the nearest free one of its week on which it is near to nothing heavy; None where there is none."""
    if day.day.day not in WEEKDAYS:
        return None
    week, now = plan.weeks[day.place.week], WEEKDAYS.index(day.day.day)
    taken = {each.day for each in week.days}
    for to in sorted(range(7), key=lambda each: (abs(each - now), -each)):
        if WEEKDAYS[to] in taken or not _clear(day.place, to - now, heavy):
            continue
        moved = replace(day.day, day=WEEKDAYS[to])
        others = [each for at, each in enumerate(week.days) if at != day.place.day]
        order = sorted([*others, moved], key=lambda each: WEEKDAYS.index(each.day) if each.day in WEEKDAYS else 7)
        try:
            return f"move {DAY_NAMES[now]} to {DAY_NAMES[to]}", with_days(plan, day.place.week, tuple(order))
        except RecordError:  # another block of weeks has work on that day
            continue
    return None


def _clear(place: Place, by: int, heavy: _Heavy) -> bool:
    """Whether a day that moves by so many days has none too near that is heavy for the same pattern."""
    least = int(catalog.rule(RULE)["least_days"])
    near = (number + by + gap for number in heavy.numbers[place] for gap in range(1 - least, least) if gap)
    others = (other for number in near for other in heavy.on.get(number, ()) if other != place)
    return all(heavy.lines[place].keys().isdisjoint(heavy.lines[other]) for other in others)


def _left_out(plan: Plan, line: Line, lines: Sequence[Line]) -> tuple[str, Plan]:
    """The plan without the day's heavy lines of that pattern."""
    heavy = [each for each in lines if each.exercise.pattern == line.exercise.pattern and _heavy(each)]
    for each in reversed(heavy):
        plan = with_item(plan, each.place, None)
    names = listed(dict.fromkeys(each.exercise.label.lower() for each in heavy))
    return f"leave {names} out, or keep below {percent(catalog.rule(RULE)['heavy_from'])}", plan
