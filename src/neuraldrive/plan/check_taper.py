"""The last weeks before a competition: volume cut, load kept, the last heavy day and the last day of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from neuraldrive import catalog
from neuraldrive.plan.check_day import with_fewer_sets
from neuraldrive.plan.check_week import Lines, lines_of
from neuraldrive.plan.edits import clamped, with_day, with_item, with_parts
from neuraldrive.plan.laid_out import LaidDay
from neuraldrive.plan.lines import DOSED_KINDS, Line
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.words import percent, spans
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan, Sets

WEEKS_BEFORE = 4
LIGHTER = 0.85


def taper_findings(plan: Plan, days: Sequence[LaidDay], lines: Lines, setting: Setting) -> Iterator[Finding]:
    """What of the last weeks is not a taper; nothing where the competition is not in the plan."""
    day = setting.competition
    if day is None or not days or not days[0].number <= day.toordinal() <= days[-1].number + 28:
        return
    before = [each for each in days if each.number < day.toordinal() and each.day.work]
    yield from _volume(plan, before, lines, setting, day)
    yield from _heavy(plan, before, lines, day)
    yield from _last(plan, before, day)


def _between(days: Sequence[LaidDay], day: date, most: int, least: int) -> list[LaidDay]:
    return [each for each in days if least <= day.toordinal() - each.number <= most]


def _work(days: Sequence[LaidDay], lines: Lines) -> list[Line]:
    return [line for day in days for line in lines_of(day, lines) if not line.item.warm_up and line.dosed]


def _sum(lines: Sequence[Line]) -> float:
    return sum(line.volume for line in lines)


def _volume(plan: Plan, days: Sequence[LaidDay], lines: Lines, setting: Setting, day: date) -> Iterator[Finding]:
    rule = catalog.rule("taper")
    taper = 7 * int(rule["weeks_high"])
    reach = min(day.toordinal() - days[0].number, taper + 7 * WEEKS_BEFORE) if days else 0
    earlier = _work(_between(days, day, taper + 7 * WEEKS_BEFORE, taper + 1), lines)
    if not earlier or reach - taper < 7:
        return
    usual = _sum(earlier) / max((reach - taper) // 7, 1)
    last = _work(_between(days, day, 7, 1), lines)
    cut, cut_in_all = (
        1 - _sum(last) / usual,
        1 - 7 * _sum(_work(_between(days, day, taper, 1), lines)) / (taper * usual),
    )
    asks = f"a taper cuts {spans(rule['volume_cut_low'], rule['volume_cut_high'], percent)}"
    if cut < rule["volume_cut_low"] - 1e-9:
        most = (1 - rule["volume_cut_low"]) * usual
        words, mended = with_fewer_sets(plan, last, setting, _sum, most, drop=True)
        says = f"The last week's volume is cut by {percent(max(cut, 0))}; {asks}."
        many = any((week := plan.weeks[line.place.week]).first != (week.last or week.first) for line in last)
        yield Finding("plan", "taper", "volume", says, words, "warning", rule.sources, None if many else mended)
    elif cut_in_all > rule["volume_cut_high"] + 1e-9:
        says = f"The volume of the last {taper} days is cut by {percent(cut_in_all)}; {asks} and keeps the load."
        yield Finding("plan", "taper", "much", says, "more sets in the week before the last", "note", rule.sources)


def _is_heavy(line: Line, least: float) -> bool:
    top = line.top_share
    return top is not None and top >= least - 1e-9 and line.exercise.kind in DOSED_KINDS and not line.item.warm_up


def _heavy(plan: Plan, days: Sequence[LaidDay], lines: Lines, day: date) -> Iterator[Finding]:
    rule = catalog.rule("taper")
    least, low, high = rule["heavy_from"], rule["last_heavy_days_low"], rule["last_heavy_days_high"]
    heavy = [(each, line) for each in days for line in lines_of(each, lines) if _is_heavy(line, least)]
    for each, line in heavy:
        gap = day.toordinal() - each.number
        if gap < low:
            says = (
                f"{line.top_words} {gap} days before the competition; the last heavy day is {low:g} to {high:g} before."
            )
            mended, mend = None, f"a load of {percent(LIGHTER)}"
            if all(part.load is not None and part.load.unit == "share" for part in line.item.parts):
                mended = with_item(plan, line.place, with_parts(line.item, _lighter))
                mend = f"{percent(LIGHTER)} instead of {line.top_words}"
            yield Finding(line.where, "taper", "heavy day", says, mend, "warning", rule.sources, mended)
    gaps = [day.toordinal() - each.number for each, _ in heavy]
    if not gaps or min(gaps) > high:
        found = f"the last was {min(gaps)} days before" if gaps else "there is none"
        says = f"No load of {percent(least)} in the last {high:g} days: {found}. A taper keeps the load and cuts the volume."
        mend = f"one single at {percent(least)} {low:g} to {high:g} days before"
        yield Finding("plan", "taper", "load", says, mend, "warning", rule.sources)


def _lighter(part: Sets) -> Sets:
    assert part.load is not None
    return replace(part, load=replace(part.load, amount=clamped(part.load.amount, 0.0, LIGHTER)))


def _last(plan: Plan, days: Sequence[LaidDay], day: date) -> Iterator[Finding]:
    rule = catalog.rule("taper")
    low, high = rule["last_training_days_low"], rule["last_training_days_high"]
    near = [each for each in days if day.toordinal() - each.number < low]
    if near:
        says = f"Training {day.toordinal() - near[-1].number} day before the competition; the last is {low:g} to {high:g} before."
        changed = plan
        for each in reversed(near):
            changed = with_day(changed, each.place, replace(each.day, work=(), note=""))
        yield Finding("plan", "taper", "eve", says, f"leave {near[-1].day.day} out", "warning", rule.sources, changed)
    elif days and day.toordinal() - days[-1].number > high:
        says = f"The last training is {day.toordinal() - days[-1].number} days before; {low:g} to {high:g} are usual."
        yield Finding(
            "plan", "taper", "last day", says, f"a short session {low + 1:g} days before", "note", rule.sources
        )
