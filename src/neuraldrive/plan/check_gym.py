"""A line against the gym and the body: equipment, joints to spare, and loads that can be lifted so often."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from neuraldrive import catalog
from neuraldrive.catalog.exercise_entry import Exercise
from neuraldrive.plan.edits import clamped, with_item, with_parts
from neuraldrive.plan.lines import Line
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.shares import most_share
from neuraldrive.plan.words import counted, listed, percent
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, Prescription, Sets, Span

_TIMES = {1: "once", 2: "twice"}
Troubles = tuple[tuple[str, ...], tuple[str, ...]]
"""Equipment that is missing, and joints that want to be spared."""


def gym_findings(plan: Plan, line: Line, setting: Setting) -> Iterator[Finding]:
    """What cannot be done of a line for want of equipment, for a joint, or for its load."""
    yield from _exchanges(plan, line, setting)
    if not line.item.warm_up:
        yield from _impossible(plan, line)


def missing(exercise: Exercise, item: Prescription, setting: Setting) -> tuple[str, ...]:
    """Equipment that a line needs and the gym lacks."""
    if setting.equipment is None:
        return ()
    loads = [part.load for part in item.parts if part.load is not None]
    hung = [name for name in ("bands", "chains") if any(getattr(load, name) > 0 for load in loads)]
    return tuple(each for each in (*exercise.equipment, *hung) if each not in setting.equipment)


def _troubles(exercise: Exercise, item: Prescription, setting: Setting) -> Troubles:
    return missing(exercise, item, setting), tuple(each for each in exercise.stresses if each in setting.spare)


def _exchanges(plan: Plan, line: Line, setting: Setting) -> Iterator[Finding]:
    for exercise in line.exercises:
        lacking, sore = _troubles(exercise, line.item, setting)
        if not lacking and not sore:
            continue
        mend, item = _exchanged(line, exercise, setting)
        mended = with_item(plan, line.place, item)
        if lacking:
            says = f"{exercise.label} needs {_words(lacking)}, and the gym has none."
            yield Finding(line.where, "equipment", exercise.name, says, mend, "error", exercise.sources, mended)
        if sore:
            says = f"{exercise.label} stresses what is to be spared: {_words(sore)}."
            yield Finding(line.where, "joints", exercise.name, says, mend, "error", exercise.sources, mended)


def _words(names: tuple[str, ...]) -> str:
    return listed(name.replace("_", " ") for name in names)


def _exchanged(line: Line, old: Exercise, setting: Setting) -> tuple[str, Prescription | None]:
    """The line with another exercise in place of one; without that one where others remain; else without the line."""
    bare = with_parts(line.item, _unhung)
    if not any(_troubles(old, bare, setting)):
        return "plates alone, without bands and chains", bare
    others = [each for each in line.exercises if each is not old]
    if len(others) > (1 if line.item.rotation else 0):
        return f"leave {old.label.lower()} out", _without(line.item, old.name)
    other = substitute(line, old, setting)
    if other is None:
        return "leave the line out", None
    item = line.item if not missing(other, line.item, setting) else bare
    return f"{other.label.lower()} instead of {old.label.lower()}", renamed(item, old.name, other)


def _unhung(part: Sets) -> Sets:
    return part if part.load is None else replace(part, load=replace(part.load, bands=0.0, chains=0.0))


def substitute(line: Line, old: Exercise, setting: Setting) -> Exercise | None:
    """The exercise nearest to one that the gym and the body allow: same pattern and method, first of its kind and lift."""
    bare = with_parts(line.item, _unhung)
    able = [
        each
        for each in catalog.exercises().values()
        if each.pattern == old.pattern
        and all(each is not other for other in line.exercises)
        and line.method.name in each.methods
        and not any(_troubles(each, bare, setting))
    ]
    return min(able, key=lambda each: (each.kind != old.kind, each.lift != old.lift, each.name), default=None)


def _without(item: Prescription, name: str) -> Prescription:
    """The line without an exercise that it may be."""
    kept = [at for at, each in enumerate(item.lifts) if each != name]
    called = tuple(item.called[at] for at in kept) if item.called else ()
    return replace(item, lifts=tuple(item.lifts[at] for at in kept), called=called)


def renamed(item: Prescription, old: str, other: Exercise) -> Prescription:
    """The line with another exercise in place of one."""
    pairs = zip(item.lifts, item.called or item.lifts, strict=True)
    named = [(other.name, other.label.lower()) if lift == old else (lift, called) for lift, called in pairs]
    called = tuple(each for _, each in named) if item.called else ()
    return replace(item, lifts=tuple(lift for lift, _ in named), called=called)


def _impossible(plan: Plan, line: Line) -> Iterator[Finding]:
    rule = catalog.rule("possible")
    for part, share in zip(line.item.parts, line.shares, strict=True):
        if share is None or part.repetitions is None or part.load is None or part.load.unit == "rpe":
            continue
        most = most_share(part.repetitions.low) + rule["margin"]
        if share.low <= most:
            continue
        each = counted(Span(part.repetitions.low), "repetition")
        says = f"{each} at {percent(share.low)}: {_most_words(share.low, rule['margin'])}."
        mend, item = _possible(line, part, share, rule["margin"])
        mended = None if item is None else with_item(plan, line.place, item)
        yield Finding(line.where, "possible", "repetitions", says, mend, "error", rule.sources, mended)
        return


def _most_repetitions(share: float, margin: float) -> int:
    """The most repetitions that a load allows to those whom it suits best."""
    return max(n for n in range(1, 200) if most_share(n) + margin >= share)


def _most_words(share: float, margin: float) -> str:
    if share > 1 + margin:
        return "nobody lifts more than the 1RM"
    most = _most_repetitions(share, margin)
    return f"hardly anybody lifts that more than {_TIMES.get(most, f'{most} times')}"


def _possible(line: Line, part: Sets, share: Span, margin: float) -> tuple[str, Prescription | None]:
    assert part.repetitions is not None
    assert part.load is not None
    load, counts = part.load, part.repetitions
    if share.low <= 1 + margin:
        most_often = _most_repetitions(share.low, margin)
        item = with_parts(line.item, lambda each: _fewer(each, part, most_often))
        return f"{counted(Span(most_often), 'repetition')} instead of {counts.low:g}", item
    most = math.floor(100 * most_share(counts.low)) / 100
    if load.unit != "share":
        return f"a load of {percent(most)} of the 1RM", None
    lighter = replace(load, amount=clamped(load.amount, 0.0, most))
    item = with_parts(line.item, lambda each: replace(each, load=lighter) if each == part else each)
    return f"{percent(most)} instead of {percent(share.low)}", item


def _fewer(part: Sets, like: Sets, most: int) -> Sets:
    if part.repetitions is None or part.load != like.load:
        return part
    return replace(part, repetitions=clamped(part.repetitions, 1, most))
