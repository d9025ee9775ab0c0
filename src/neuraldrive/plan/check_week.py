"""Days and weeks against each other: days apart, one session of each method, sessions a week, INOL of a week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from neuraldrive import catalog
from neuraldrive.errors import RecordError
from neuraldrive.plan.check_dose import too_much_a_week
from neuraldrive.plan.edits import with_days, with_item
from neuraldrive.plan.laid_out import DAY_NAMES, WEEKDAYS, LaidDay, Place, easy, laid_days, weeks_in
from neuraldrive.plan.lines import DOSED_KINDS, Line, read_lines
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.shares import hung
from neuraldrive.plan.words import listed, percent
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescription import Plan

STANDS_FOR = {"plyometric": "ballistic", "compensatory_acceleration": "dynamic_effort"}
NEURAL = ("maximal_effort", "dynamic_effort", "ballistic")
EXAMPLES = {
    "maximal_effort": "max effort back squat 5x1 @ 90% rest 3min",
    "dynamic_effort": "speed back squat 8x2 @ 50%, as fast as possible, rest 60s",
    "ballistic": "bench throw 5x4 @ 30-45%, release, rest 2min",
}
LIMITED = ("maximal_effort", "dynamic_effort", "ballistic", "plyometric")
"""Methods whose sessions a week are counted over all lifts; those of the others are a muscle group's."""
Lines = Mapping[Place, Line]


def week_findings(plan: Plan, days: Sequence[LaidDay], lines: Lines, setting: Setting) -> Iterator[Finding]:
    """What of the order and number of days does not fit; what several weeks share is said once."""
    yield from _days_apart(plan, days, lines, setting)
    alike: dict[tuple[str, str, str], list[tuple[int, Finding]]] = {}
    for number in dict.fromkeys(day.week for day in days if weeks_in(plan) or day.week == 1):
        of_week = [day for day in days if day.week == number]
        for finding in (
            *_one_of_each(plan, number, of_week, lines, setting),
            *_sessions(plan, number, of_week, lines),
            *too_much_a_week(name_of(plan, number), [line for day in of_week for line in lines_of(day, lines)]),
        ):
            alike.setdefault((finding.rule, finding.about, finding.says), []).append((number, finding))
    for found in alike.values():
        yield (
            replace(found[0][1], where=weeks_words([number for number, _ in found])) if weeks_in(plan) else found[0][1]
        )


def weeks_words(numbers: Sequence[int]) -> str:
    """Weeks in words, runs of them as one.

    >>> weeks_words([1, 2, 3, 7])
    'weeks 1-3 and 7'
    """
    starts = [each for each in numbers if each - 1 not in numbers]
    ends = [each for each in numbers if each + 1 not in numbers]
    runs = [f"{low}" if low == high else f"{low}-{high}" for low, high in zip(starts, ends, strict=True)]
    return f"week{'s' if len(numbers) > 1 else ''} {listed(runs)}"


def lines_of(day: LaidDay, lines: Lines) -> list[Line]:
    """The lines of a day."""
    return [lines[replace(day.place, line=at)] for at in range(len(day.day.work))]


def name_of(plan: Plan, number: int) -> str:
    """A week in words."""
    return f"week {number}" if weeks_in(plan) else "every week"


def heavy_patterns(day: LaidDay, lines: Lines) -> dict[str, Line]:
    """Patterns that are loaded heavily on a day, each with its first heavy line."""
    least = catalog.rule("days_apart")["heavy_from"]
    heavy = [line for line in lines_of(day, lines) if _heavy(line, least)]
    heavy.sort(key=lambda line: not _written_heavy(line, least))
    return {line.exercise.pattern: line for line in reversed(heavy)}


def _written_heavy(line: Line, least: float) -> bool:
    """Whether a load that is written is heavy, not only one that a rating lets expect."""
    return any(share - hung(part) >= least - 1e-9 for part, share in line.told)


def _heavy(line: Line, least: float) -> bool:
    top = line.top_share
    return top is not None and top >= least - 1e-9 and line.exercise.kind in DOSED_KINDS and not line.item.warm_up


def _too_near(days: Sequence[LaidDay], lines: Lines) -> Iterator[tuple[LaidDay, Line, int, bool]]:
    """Heavy work too near to the last, days between, and whether both loads are written."""
    rule = catalog.rule("days_apart")
    last: dict[str, tuple[int, bool]] = {}
    for day in days:
        for pattern, line in heavy_patterns(day, lines).items():
            number, before = last.get(pattern, (-99, False))
            written = _written_heavy(line, rule["heavy_from"])
            if 0 < day.number - number < rule["least_days"]:
                yield day, line, day.number - number, written and before
            last[pattern] = day.number, written


def _days_apart(plan: Plan, days: Sequence[LaidDay], lines: Lines, setting: Setting) -> Iterator[Finding]:
    rule = catalog.rule("days_apart")
    for day, line, gap, written in _too_near(days, lines):
        apart = f"{gap} day{'s' if gap > 1 else ''} after the last"
        severity = "error" if written else "note"
        heavy = "Heavy" if written else "By its rating heavy"
        says = f"{heavy} {line.exercise.pattern} ({line.exercise.label}) {apart}; {rule['least_days']:g} days apart at least."
        mend, mended = _moved(plan, day, line, setting)
        yield Finding(line.where, "days_apart", line.exercise.pattern, says, mend, severity, rule.sources, mended)


def _moved(plan: Plan, day: LaidDay, line: Line, setting: Setting) -> tuple[str, Plan]:
    """The day moved to the nearest free one on which nothing is too near; else the line left out."""
    week = plan.weeks[day.place.week]
    if day.day.day in WEEKDAYS:
        now = WEEKDAYS.index(day.day.day)
        taken = {each.day for each in week.days}
        for to in sorted(range(7), key=lambda each: (abs(each - now), -each)):
            if WEEKDAYS[to] in taken:
                continue
            moved = replace(day.day, day=WEEKDAYS[to])
            others = [each for at, each in enumerate(week.days) if at != day.place.day]
            order = sorted([*others, moved], key=lambda each: WEEKDAYS.index(each.day) if each.day in WEEKDAYS else 7)
            try:
                candidate = with_days(plan, day.place.week, tuple(order))
            except RecordError:  # another block of weeks has work on that day
                continue
            if not any(True for _ in _too_near(laid_days(candidate), read_lines(candidate, setting))):
                return f"move {DAY_NAMES[now]} to {DAY_NAMES[to]}", candidate
    least = catalog.rule("days_apart")["heavy_from"]
    lines = lines_of(day, read_lines(plan, setting))
    heavy = [each for each in lines if each.exercise.pattern == line.exercise.pattern and _heavy(each, least)]
    for each in reversed(heavy):
        plan = with_item(plan, each.place, None)
    names = listed(dict.fromkeys(each.exercise.label.lower() for each in heavy))
    return f"leave {names} out, or keep below {percent(least)}", plan


def methods_of(days: Sequence[LaidDay], lines: Lines) -> dict[str, list[LaidDay]]:
    """Days of a week by method; warm-ups, and lines that only come near a method, left out."""
    found: dict[str, list[LaidDay]] = {}
    for day in days:
        for name in dict.fromkeys(line.method.name for line in lines_of(day, lines) if line.counted):
            found.setdefault(name, []).append(day)
    return found


def _one_of_each(plan: Plan, number: int, days: Sequence[LaidDay], lines: Lines, setting: Setting) -> Iterator[Finding]:
    if any(easy(plan, day.place.week) for day in days) or _last_weeks(plan, days, setting):
        return
    rule = catalog.rule("one_of_each")
    done = [STANDS_FOR.get(name, name) for name, on in methods_of(days, lines).items() for _ in on]
    lacking = [name for name in NEURAL if done.count(name) < rule[name]]
    if not lacking:
        return
    says = f"No {listed((catalog.method(name).label.lower() for name in lacking), 'or')} session."
    severity = "warning" if plan.goal else "note"
    several = "lines" if len(lacking) > 1 else "a line,"
    mend = f"add {several} such as {listed(f'`{EXAMPLES[name]}`' for name in lacking)}"
    about = " and ".join(lacking)
    yield Finding(name_of(plan, number), "one_of_each", about, says, mend, severity, rule.sources)


def _last_weeks(plan: Plan, days: Sequence[LaidDay], setting: Setting) -> bool:
    if setting.competition is None or not days:
        return False
    return setting.competition.toordinal() - days[-1].number <= 7 * catalog.rule("taper")["weeks_high"]


def _sessions(plan: Plan, number: int, days: Sequence[LaidDay], lines: Lines) -> Iterator[Finding]:
    for name, done in methods_of(days, lines).items():
        most = catalog.method(name)["sessions_per_week_high"]
        on = [day for day in done if _claims(day, lines, name)]
        if name not in LIMITED or len(on) <= most:
            continue
        label = catalog.method(name).label.lower()
        says = f"{label.capitalize()} on {listed(day.day.day for day in on)}; {most:g} sessions a week are the most."
        mend = f"{most:g} instead of {len(on)}: another method on {on[-1].day.day}"
        source = catalog.method(name).numbers["sessions_per_week_high"].source
        yield Finding(name_of(plan, number), "method_range", f"sessions of {name}", says, mend, "warning", (source,))


def _claims(day: LaidDay, lines: Lines, name: str) -> bool:
    return any(line.claimed and line.method.name == name for line in lines_of(day, lines) if not line.item.warm_up)
