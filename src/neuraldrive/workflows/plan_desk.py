"""What is done with plans at the desk: kept with who and why, revised upon a version, a change of a day taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from typing import Any

from neuraldrive import plan
from neuraldrive.errors import BadValue, NotInStore
from neuraldrive.plan.written import written
from neuraldrive.records.day_sheet import DaySheet
from neuraldrive.store import Store, StoredPlan
from neuraldrive.workflows import planning
from neuraldrive.workflows.plan_past import as_kept


@dataclass(frozen=True)
class Writer:
    """Who writes, and why."""

    who: str = ""
    why: str = ""


def of_athlete(store: Store, athlete: int, plan_id: int) -> StoredPlan:
    """A plan of an athlete, both by number; one that has ended too.

    Raises:
        NotInStore: the athlete has no such plan.
    """
    for each in store.plans(athlete, retired=True):
        if each.id == plan_id:
            return each
    raise NotInStore(
        "plan", found=f"number {plan_id}", needed="a plan of this athlete", remedy="Look at the athlete's plans."
    )


def keep_new(store: Store, athlete: str, text: str, title: str, writer: Writer) -> StoredPlan:
    """A text as a new plan of an athlete, under a title that no plan of theirs that holds has.

    Raises:
        PlanSyntaxError: a text that is no plan. BadValue: the title is taken.
    """
    read = plan.parse(text)
    name = " ".join((title or read.title or planning.UNTITLED).split())
    if any(each.title == name for each in store.plans(athlete)):
        raise BadValue(
            "title", found=f"{name}, a plan of {athlete}", needed="another title",
            remedy="Call it otherwise, end that plan, or write in it.",
        )  # fmt: skip
    return store.save_plan(athlete, name, _tidy(text), writer.why, writer.who)


def revise(store: Store, stored: StoredPlan, text: str, after: int, writer: Writer) -> StoredPlan:
    """A new version of a plan, written upon version `after`; where its head says another title than before, that is the plan's.

    Raises:
        PlanSyntaxError: a text that is no plan. ChangedMeanwhile: somebody else saved since.
        BadValue: the new title is taken.
    """
    title, before = plan.parse(text).title, written(stored.text).plan
    is_new = title != (before.title if before is not None else stored.title)
    return store.revise_plan(stored.id, _tidy(text), after, writer.why, writer.who, title if is_new else "")


def build(store: Store, athlete: str, wish: Mapping[str, Any], title: str, writer: Writer) -> StoredPlan:
    """A block built for an athlete and kept; one of that title gets a new version.

    Raises:
        PlanConflict: wishes that cannot all be kept. MissingExtra: the solver is not installed.
    """
    made = planning.built(store, athlete, wish, title)
    return store.save_plan(athlete, made.title, _tidy(str(made)), writer.why or "built", writer.who)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip("\n") + "\n"


def decline(store: Store, stored: StoredPlan, on: date, line: str, *, is_declined: bool = True) -> DaySheet:
    """The change that the last session made of a line is taken back for a day, or made again.

    Raises:
        NotInStore: the day has no such line. BadValue: a day that is over.
    """
    if on < date.today():
        raise BadValue("day", found=f"{on}, past", needed="today or later", remedy="What was done is done.")
    sheet = _sheet(store, stored, on)
    kept = json.loads(as_kept(sheet))
    lines = [each for each in kept["lines"] if each["written"] == line]
    if not lines:
        raise NotInStore("line", found=f"{line!r:.80}", needed=f"a line of {on}", remedy="Load the page again.")
    for each in lines:
        each["declined"] = is_declined
    store.keep_sheet(stored.id, sheet.day, sheet.version, json.dumps(kept, ensure_ascii=False))
    return _sheet(store, stored, on)


def _sheet(store: Store, stored: StoredPlan, on: date) -> DaySheet:
    for each in planning.sheets(store, stored.athlete, on):
        if each.plan_id == stored.id:
            return each
    raise NotInStore("day", found=f"{on}", needed="a day of the plan", remedy="Look at the calendar.")


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """Lines of two texts: "-" gone, "+" new, " " around them, "…" where lines are left out.

    >>> differences("mon: rest\\n", "tue: rest\\n")
    [('-', 'mon: rest'), ('+', 'tue: rest')]
    """
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm=""))[2:]
    found = [("…", "") if each.startswith("@@") else (each[0], each[1:]) for each in lines]
    return found[1:] if found and found[0][0] == "…" else found
