"""A plan that was changed → the same change in the writer's own text, all else word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from neuraldrive.plan.written import Sentence, Written
from neuraldrive.records.prescription import Plan, PlanDay, Prescription


@dataclass(frozen=True)
class Edit:
    """Text in place of the columns from `start` to before `end` of a line, all from 1; with `whole` the line itself goes."""

    line: int
    start: int
    end: int
    text: str
    whole: bool = False


def edits(found: Written, changed: Plan, text: str) -> tuple[Edit, ...] | None:
    """What to write where, so that the text says the changed plan, the last first; None where that is no change of sentences.

    >>> from neuraldrive.plan.written import written
    >>> from neuraldrive.plan.notation.sentences import parse
    >>> text = "mon: back squat  5x2 @ 90%  # heavy"
    >>> edits(written(text), parse("mon: back squat 4x2 @ 90%"), text)
    (Edit(line=1, start=6, end=27, text='back squat 4x2 @ 90%', whole=False),)
    """
    plan = found.plan
    if plan is None or _frame(plan) != _frame(changed):
        return None
    lines, made = text.split("\n"), list[Edit]()
    for at, week in enumerate(plan.weeks):
        for index, day in enumerate(week.days):
            there = [each for each in found.sentences if (each.place.week, each.place.day) == (at, index)]
            of_day = list(_of_day(day, changed.weeks[at].days[index], there, lines))
            if None in of_day:
                return None
            made += [each for each in of_day if each is not None]
    return tuple(sorted(made, key=lambda each: (-each.line, -each.start)))


def _frame(plan: Plan) -> tuple[object, ...]:
    """All of a plan but its sentences."""
    days = [[(day.day, day.at, day.note) for day in week.days] for week in plan.weeks]
    weeks = [(week.first, week.last, week.label) for week in plan.weeks]
    return (plan.title, plan.athlete, plan.goal, plan.starts, plan.competition, plan.notes, weeks, days)


def _of_day(before: PlanDay, after: PlanDay, there: Sequence[Sentence], lines: Sequence[str]) -> Iterator[Edit | None]:
    if before.work == after.work:
        return
    if len(before.work) == len(after.work):
        yield from (_exchanged(there[number], item) for number, item in _differ(before.work, after.work))
        return
    match = SequenceMatcher(None, _keys(before.work, after.work), _keys(after.work, before.work), autojunk=False)
    for kind, low, high, to_low, to_high in match.get_opcodes():
        if kind == "equal":
            changed = _differ(before.work[low:high], after.work[to_low:to_high])
            yield from (_exchanged(there[low + number], item) for number, item in changed)
        elif kind == "delete":
            yield from (_left_out(there[number], there, lines) for number in range(low, high))
        else:
            yield None


def _keys(work: Sequence[Prescription], other: Sequence[Prescription]) -> list[object]:
    """What sentences are told by: themselves where they stay as they are, else their lifts."""
    return [each if each in other else each.lifts for each in work]


def _differ(before: Sequence[Prescription], after: Sequence[Prescription]) -> Iterator[tuple[int, Prescription]]:
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            yield number, new


def _exchanged(at: Sentence, item: Prescription) -> Edit:
    return Edit(at.line, at.start, at.end, str(item))


def _left_out(at: Sentence, of_day: Sequence[Sentence], lines: Sequence[str]) -> Edit:
    line = lines[at.line - 1]
    before, behind = line[: at.start - 1], line[at.end - 1 :]
    if behind.lstrip().startswith(";"):
        more = behind[behind.index(";") + 1 :]
        return Edit(at.line, at.start, len(line) - len(more.lstrip()) + 1, "")
    if before.rstrip().endswith(";"):
        return Edit(at.line, len(before.rstrip()), at.end, "")
    if not before.strip() and len(of_day) > 1:
        return Edit(at.line, 1, len(line) + 1, "", whole=True)
    return Edit(at.line, at.start, at.end, "" if len(of_day) > 1 else "rest")
