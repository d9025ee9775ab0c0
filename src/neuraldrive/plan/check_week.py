"""A week as a whole: one session of each method, sessions a week, INOL of a week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from neuraldrive import catalog
from neuraldrive.plan.check_dose import too_much_a_week
from neuraldrive.plan.laid_out import LaidDay, Place, easy, weeks_in
from neuraldrive.plan.lines import Line
from neuraldrive.plan.setting import Setting
from neuraldrive.plan.words import listed
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
    alike: dict[tuple[str, str, str], list[tuple[int, Finding]]] = {}
    by_week: dict[int, list[LaidDay]] = {}
    for day in days:
        by_week.setdefault(day.week, []).append(day)
    for number, of_week in by_week.items() if weeks_in(plan) else [(1, by_week.get(1, []))]:
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
