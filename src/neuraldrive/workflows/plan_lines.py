"""A line of a plan in what it comes to: kilograms with their interval, plates a side, expected speed, minutes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from neuraldrive import catalog, plan
from neuraldrive.errors import NeuraldriveError
from neuraldrive.plan import sheet_words
from neuraldrive.plan.lines import Line
from neuraldrive.plan.minutes import line_seconds
from neuraldrive.plan.one_rm import one_rm
from neuraldrive.plan.told import aged, old_profile
from neuraldrive.records import Plan
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.workflows.gym import Gym
from neuraldrive.workflows.planning import Profiles

DASH, MOST_KEPT = "–", 2000


@dataclass(frozen=True)
class Fitting:
    """To whom and when a line is fitted: loads in `unit`, of that week of the plan; `on` is the day when it is looked at.

    `kept` has what lines came to before: of a text that is being written one line changes, the others stay.
    """

    known: Profiles
    there: Gym
    unit: str = "kg"
    week: int = 1
    on: date | None = None
    kept: dict[object, str] = field(default_factory=dict, compare=False, repr=False)


def comes_to(line: Line, fitting: Fitting) -> str:
    """The line in words: 149 kg [141–158] · load 150 kg: 25 + 20 + 20 a side · expect 0.36–0.50 m/s · 22 min."""
    key = (line.item, line.method.name, fitting.unit, fitting.week)
    if key not in fitting.kept:
        if len(fitting.kept) >= MOST_KEPT:
            fitting.kept.clear()
        fitting.kept[key] = _comes_to(line, fitting)
    return fitting.kept[key]


def _comes_to(line: Line, fitting: Fitting) -> str:
    try:
        sets = plan.prescribe(
            line.item, fitting.known, bars=fitting.there.bars, plates=fitting.there.plates, bands=fitting.there.hung,
            week=fitting.week, on=fitting.on,
        )  # fmt: skip
    except NeuraldriveError as error:
        return f"{error}"
    words = [
        _whose_turn(line, fitting), *_loads(sets, fitting.unit), *_age(line, fitting), f"{line_seconds(line) / 60.0:.0f} min"
    ]  # fmt: skip
    return " · ".join(each for each in words if each)


def _whose_turn(line: Line, fitting: Fitting) -> str:
    of = sheet_words.todays(line.item, fitting.week)
    if not of:
        return ""
    return f"this week: {of}" if line.item.rotation else of


def _age(line: Line, fitting: Fitting) -> Iterator[str]:
    found = one_rm(plan.of_week(line.item, fitting.week)[0], fitting.known)
    age = aged(found.profile, fitting.on) if found is not None else ""
    if age:
        yield f"profile {age} old"


def old_profiles(read: Plan, fitting: Fitting) -> list[str]:
    """Warnings of profiles that loads of a plan rest on and that are old, each once."""
    lifts = dict.fromkeys(
        name for week in read.weeks for day in week.days for item in day.work if not item.warm_up for name in item.lifts
    )
    found = (one_rm(catalog.exercise(each), fitting.known) for each in lifts)
    said = (old_profile(each.profile, fitting.on) for each in found if each is not None)
    return list(dict.fromkeys(each for each in said if each))


def _loads(sets: tuple[Prescribed, ...], unit: str) -> Iterator[str]:
    groups = list(sheet_words.alike(sets))
    first = sets[0]
    if first.load_kg is None and any(each.needs_testing for each in sets):
        yield f"{first.load_in_words}: no profile yet, find the load by rating"
    elif first.load_kg is None:
        yield first.load_in_words
    elif len({each.load_kg for each in sets}) > 1 or len(groups) > 1:
        yield sheet_words.in_a_line(sets, unit)
    else:
        yield from _one_load(first, unit)


def _one_load(first: Prescribed, unit: str) -> Iterator[str]:
    unsure = sheet_words.unsure(first, unit).replace(", ", DASH)
    load = sheet_words.weight(first.load_kg or 0.0, unit)
    plates = sheet_words.plates(first)
    if first.asked_kg is not None and unsure:
        exact = round(first.asked_kg) if unit == "kg" else first.asked_kg
        yield f"{sheet_words.weight(exact, unit)} {unsure}"
        yield f"load {load}: {plates}" if plates else f"load {load}"
    else:
        yield f"{load}: {plates}" if plates else load
    if first.on_the_way is not None:
        way = first.on_the_way
        yield f"with {way.hung} {way.mean_kg:.0f} kg mean ({way.bottom_kg:.0f} bottom, {way.top_kg:.0f} top)"
    if first.velocity is not None and first.velocity.interval is not None:
        slow, fast = first.velocity.interval
        yield f"expect {max(slow, 0.0):.2f}{DASH}{fast:.2f} m/s"
