"""A plan with one thing changed."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace

from neuraldrive.plan.laid_out import Place
from neuraldrive.records.prescription import Plan, PlanDay, PlanWeek, Prescription, Sets, Span, Wave

ItemEdit = Callable[[Prescription], Prescription]


def with_week(plan: Plan, at: int, week: PlanWeek) -> Plan:
    """The plan with that week in place of another."""
    return replace(plan, weeks=(*plan.weeks[:at], week, *plan.weeks[at + 1 :]))


def with_days(plan: Plan, at: int, days: tuple[PlanDay, ...]) -> Plan:
    """The plan with those days in one of its weeks."""
    return with_week(plan, at, replace(plan.weeks[at], days=days))


def with_day(plan: Plan, place: Place, day: PlanDay) -> Plan:
    """The plan with that day in place of another."""
    week = plan.weeks[place.week]
    days = (*week.days[: place.day], day, *week.days[place.day + 1 :])
    if (day.day, day.at) != (week.days[place.day].day, week.days[place.day].at):
        return with_days(plan, place.week, days)
    weeks = (*plan.weeks[: place.week], replace(week, days=days), *plan.weeks[place.week + 1 :])
    other = copy(plan)  # no day moves: what a new record would check again holds already
    object.__setattr__(other, "weeks", weeks)
    return other


def with_item(plan: Plan, place: Place, item: Prescription | None) -> Plan:
    """The plan with that line in place of another; without that line for None."""
    day = plan.weeks[place.week].days[place.day]
    kept = () if item is None else (item,)
    return with_day(plan, place, replace(day, work=(*day.work[: place.line], *kept, *day.work[place.line + 1 :])))


def item_at(plan: Plan, place: Place) -> Prescription:
    """The line at a place."""
    return plan.weeks[place.week].days[place.day].work[place.line]


def with_parts(item: Prescription, edit: Callable[[Sets], Sets]) -> Prescription:
    """The line with each of its parts, or steps of its wave, changed."""
    if isinstance(item.scheme, Wave):
        return replace(item, scheme=replace(item.scheme, steps=tuple(edit(step) for step in item.scheme.steps)))
    return replace(item, scheme=tuple(edit(part) for part in item.scheme))


def clamped(span: Span, low: float, high: float) -> Span:
    """Both ends brought inside.

    >>> clamped(Span(1, 5), 2, 4)
    Span(low=2, high=4)
    """
    return Span(min(max(span.low, low), high), min(max(span.high, low), high))


def with_sets(item: Prescription, sets: int) -> Prescription:
    """The line with so many sets in all: fewer where the most are, more of the heaviest; of a wave, whole waves.

    >>> fives = Sets(Span(5), Span(5))
    >>> with_sets(Prescription(("back_squat",), (fives,)), 3).scheme[0].sets
    Span(low=3, high=3)
    """
    if isinstance(item.scheme, Wave):
        waves = max(sets // (item.sets // item.scheme.waves), 1)
        return replace(item, scheme=replace(item.scheme, waves=waves))
    parts = list(item.scheme)
    while (now := sum(int(part.sets.high) for part in parts)) != sets:
        if now < sets:
            at, step = len(parts) - 1, sets - now
        else:
            at, step = max(range(len(parts)), key=lambda each: parts[each].sets.high), -1
        high = int(parts[at].sets.high) + step
        if high < 1:
            parts.pop(at)
            if not parts:
                return item
            continue
        parts[at] = replace(parts[at], sets=Span(min(parts[at].sets.low, high) if step < 0 else high, high))
    return replace(item, scheme=tuple(parts))
