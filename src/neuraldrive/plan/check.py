"""A plan, built or written by hand, against the methods that it claims and the rules of the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.plan import door
from neuraldrive.plan.check_apart import apart_findings
from neuraldrive.plan.check_calendar import calendar_findings
from neuraldrive.plan.check_day import day_findings
from neuraldrive.plan.check_dose import dose_findings
from neuraldrive.plan.check_gym import gym_findings
from neuraldrive.plan.check_hard import hard_findings
from neuraldrive.plan.check_heavy import heavy_findings
from neuraldrive.plan.check_line import line_findings
from neuraldrive.plan.check_stop import stop_findings
from neuraldrive.plan.check_taper import taper_findings
from neuraldrive.plan.check_week import week_findings
from neuraldrive.plan.check_weeks import weeks_findings
from neuraldrive.plan.laid_out import as_date, laid_days
from neuraldrive.plan.lines import by_day, read_lines
from neuraldrive.plan.setting import Setting
from neuraldrive.records.finding import SEVERITIES, Finding
from neuraldrive.records.prescription import Plan


def check(
    plan: Plan, *, profiles: Mapping[str, LoadVelocityProfile] | None = None, training: str = "trained",
    minutes: float | None = None, equipment: Collection[str] | None = None, spare: Collection[str] = (),
    competition: date | str | None = None, today: date | str | None = None, sensor: str = "linear_encoder",
) -> tuple[Finding, ...]:  # fmt: skip
    """What of a plan does not keep the rules, the worst first, each with the smallest change that mends it.

    A line is held against the method that it names. One that names none is held to none: there load, repetitions, rest and
    the day's dose decide, and no mend adds sets, repetitions or load to it. Loads in kilograms or velocities are judged
    where there is a profile of the lift; a rating is no load. Notes are advice.

    Args:
        profiles: load-velocity profiles by name of the lift.
        training: "untrained", "trained" or "advanced".
        minutes: the longest session.
        equipment: what is at hand, [] where nothing is; None for all.
        spare: joints to spare.
        competition: its day; as the plan says where it is not given.
        today: days before it are past.
        sensor: what velocity will be measured with, a name of `catalog.sensors()`.

    Raises:
        BadValue: a word or number of these that cannot be true.
        CatalogError: the plan names an exercise, or this a sensor, that the catalogue lacks.
        RecordError: a day of the plan does not exist.

    >>> from neuraldrive.records.prescription import Load, PlanDay, PlanWeek, Prescription, Sets, Span
    >>> heavy = Prescription(("back_squat",), (Sets(Span(5), Span(2), Load(Span(0.9))),), method="maximal_effort",
    ...                      rest_s=Span(60))
    >>> for finding in check(Plan((PlanWeek((PlanDay("mon", (heavy,)),)),))):
    ...     if finding.severity != "note":
    ...         print(finding.where, "|", finding.says, "|", finding.mend)
    mon, back squat | Rest of 60s; maximal effort asks for 3-5min. | rest 3min instead of 60s
    """
    door.of_kind("plan", plan, Plan, door.READ)
    door.by_name("profiles", profiles or {}, LoadVelocityProfile, "adapt.load_velocity makes one.")
    if minutes is not None:
        door.number("minutes", minutes, "minutes")
    if equipment is not None:
        door.words("equipment", equipment, '["bar", "rack"]')
    door.words("spare", spare, '["knee"]')
    door.text("sensor", sensor, "catalog.sensors() lists them.")
    meet = _day("competition", competition)
    setting = Setting(
        profiles or {}, training, minutes, equipment, spare, meet or _day("competition", plan.competition),
        _day("today", today), sensor,
    )  # fmt: skip
    return sorted_once(_findings(plan, setting))


def _day(what: str, given: date | str | None) -> date | None:
    if given is None or given == "":
        return None
    return door.day(what, as_date(given) if isinstance(given, str) else given)


def _findings(plan: Plan, setting: Setting) -> Iterator[Finding]:
    lines = read_lines(plan, setting)
    days = laid_days(plan)
    for line in lines.values():
        yield from gym_findings(plan, line, setting)
        if not line.item.warm_up:
            yield from line_findings(plan, line)
            yield from heavy_findings(plan, line)
            yield from stop_findings(plan, line, setting)
    for place, work in by_day(lines).items():
        yield from day_findings(plan, place, work, setting)
        yield from dose_findings(plan, place, work, setting)
    yield from hard_findings(plan, lines)
    yield from apart_findings(plan, days, lines)
    yield from week_findings(plan, days, lines, setting)
    yield from weeks_findings(plan, days, lines, setting)
    yield from calendar_findings(plan, days, setting)
    yield from taper_findings(plan, days, lines, setting)


def sorted_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The worst first, in the order of the plan; what is found twice once."""
    once: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        once.setdefault(finding.key, finding)
    return tuple(sorted(once.values(), key=lambda each: SEVERITIES.index(each.severity)))
