"""The rules that a plan is held against, each with what was found, or with what it came to where nothing was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from neuraldrive import catalog, plan
from neuraldrive.plan.check_dose import by_lift, inol
from neuraldrive.plan.laid_out import Place
from neuraldrive.plan.words import counted, listed
from neuraldrive.records import Plan
from neuraldrive.records.finding import SEVERITIES, Finding
from neuraldrive.records.prescription import Span
from neuraldrive.workflows.plan_checked import Checked
from neuraldrive.workflows.planning import Profiles

NOT_CHECKED = ("progression",)
"""Rules of what is done, not of what is written."""
UNREAD = "Not planned until it can be read."


@dataclass(frozen=True)
class RuleRow:
    """A rule: the worst that was found ("fine" where nothing was), and what is to be said."""

    name: str
    label: str
    state: str
    says: str


def rule_rows(checked: Checked, known: Profiles, block: int = -1) -> list[RuleRow]:
    """Every rule, those with something found first.

    Args:
        block: the plan's week (index in its text) of which is told what fine rules came to; none of it for −1.
    """
    rows = [RuleRow("", f"Line {each.line}", "error", UNREAD) for each in checked.found.errors]
    facts = dict(_facts(checked, known, block))
    told = []
    for name, rule in catalog.rules().items():
        if name in NOT_CHECKED:
            continue
        found = [each for each in checked.findings if each.rule == name]
        label = str(rule.label)
        if not found:
            told.append(RuleRow(name, label, "fine", facts.get(name, "Nothing found.")))
            continue
        told.append(RuleRow(name, label, found[0].severity, _first_of(found)))
    order = (*SEVERITIES, "fine")
    return rows + sorted(told, key=lambda row: (order.index(row.state), row.says == "Nothing found."))


def _first_of(found: Sequence[Finding]) -> str:
    more = f" And {counted(Span(len(found) - 1), 'other')}." if len(found) > 1 else ""
    return f"{found[0].where[:1].upper()}{found[0].where[1:]}: {found[0].says}{more}"


def _facts(checked: Checked, known: Profiles, block: int) -> Iterator[tuple[str, str]]:
    read = checked.found.plan
    if read is None or not 0 <= block < len(read.weeks):
        return
    of_block = [line for place, line in checked.read.items() if place.week == block]
    yield "session_minutes", _minutes(read, block, known)
    methods: dict[str, set[Place]] = {}
    for line in of_block:
        if line.counted:
            methods.setdefault(line.method_words, set()).add(Place(block, line.place.day))
    if methods:
        said = (f"{word} on {counted(Span(len(days)), 'day')}" for word, days in methods.items())
        yield "one_of_each", f"{listed(said).capitalize()} this week."
    doses = [f"{each[0].exercise.label} {inol(each):.2f}" for each in by_lift(of_block)]
    if doses:
        yield "inol", f"INOL this week: {listed(doses)}."


def _minutes(read: Plan, block: int, known: Profiles) -> str:
    week = read.weeks[block]
    number = max(week.first, 1)
    days = [each for each in week.days if each.work]
    minutes: Sequence[str] = [
        f"{each.day} {plan.minutes_of(read, plan.DatedDay(date.today(), number, each, week.label), known):.0f}"
        for each in days
    ]
    return f"{', '.join(minutes)} min, rests counted." if minutes else "Nothing found."
