"""What was planned and what was done before a day: sheets as they were shown, and the sets of each day."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from neuraldrive import catalog, plan
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.errors import CatalogError, NeuraldriveError
from neuraldrive.records import Plan, Prescription, SetEntry
from neuraldrive.records.change import Change
from neuraldrive.records.day_sheet import DaySheet
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.records.prescription import Span
from neuraldrive.store import Store, StoredPlan
from neuraldrive.workflows import look
from neuraldrive.workflows.gym import Gym

Lines = Sequence[tuple[Prescription, tuple[Prescribed, ...]]]


@dataclass(frozen=True)
class Past:
    """A plan's days before one, read once for all lines of that day."""

    store: Store
    kept: StoredPlan
    read: Plan
    on: date
    known: Mapping[str, LoadVelocityProfile]
    there: Gym

    def change(self, item: Prescription, week: int) -> tuple[Change | None, Prescription | None]:
        """What the last day of the same work changes, and the line of that day as it was written."""
        exercise, _ = plan.of_week(item, week)
        for day, lines in self.planned:
            for line, planned in lines:
                if plan.comparable(line, item) and any(each.exercise == exercise.name for each in planned):
                    done = self.done.get(day, [])
                    if any(each.lift == exercise.name for each in done):
                        return plan.change(line, planned, done, day.isoformat()), line
        return None, None

    @cached_property
    def planned(self) -> tuple[tuple[date, Lines], ...]:
        """The latest day first: as it was shown; else as the plan has it, with kilograms of now."""
        shown = {each.day: each.sheet for each in self.store.sheets(self.kept.id)}
        made = self.kept.made_at.astimezone().date()
        found: list[tuple[date, Lines]] = []
        for number in range(1, _longest_gap() + 1):
            day = self.on - timedelta(days=number)
            if day.isoformat() in shown:
                lines = json.loads(shown[day.isoformat()])["lines"]
                found.append((day, [(plan.parse_line(line["written"]), read_sets(line)) for line in lines]))
            elif day >= made:
                days = plan.days_on(self.read, day, plan.starts_on(self.read, made))
                found.append((day, [(item, self._fitted(item, each.week)) for each in days for item in each.day.work]))
        return tuple(found)

    @property
    def declined(self) -> frozenset[str]:
        """Lines of this day, as they are written, whose change somebody took back."""
        shown = next((each.sheet for each in self.store.sheets(self.kept.id) if each.day == self.on.isoformat()), None)
        lines = json.loads(shown)["lines"] if shown else []
        return frozenset(each["written"] for each in lines if each.get("declined"))

    @cached_property
    def done(self) -> dict[date, list[SetEntry]]:
        """Sets by day, each under the name of its exercise."""
        return {
            day: [replace(each, lift=as_exercise(each.lift)) for each in sets]
            for day, sets in sets_by_day(
                self.store, self.kept.athlete, self.on - timedelta(days=_longest_gap())
            ).items()
        }

    def _fitted(self, item: Prescription, week: int) -> tuple[Prescribed, ...]:
        there = self.there
        try:
            return plan.prescribe(
                item, self.known, bars=there.bars, plates=there.plates, bands=there.hung, week=week
            )  # fmt: skip
        except NeuraldriveError:
            return ()


def _longest_gap() -> int:
    return int(catalog.rule("progression")["longest_gap_days"])


def sets_by_day(store: Store, athlete: str, since: date | None = None) -> dict[date, list[SetEntry]]:
    """An athlete's sets by day, in the order in which they were done; those without a date left out.

    Args:
        since: the first day that is asked for; all if not given.
    """
    found: dict[date, list[SetEntry]] = {}
    for each in store.sets(athlete, since=begun(since)):
        if each.entry.started_at is not None:
            found.setdefault(each.entry.started_at.date(), []).append(look.entry(each))
    return found


def begun(since: date | None) -> datetime | None:
    """Some hours before a day begins anywhere: dates of sets are those of where they were lifted."""
    return datetime.combine(since, time(), UTC) - timedelta(days=1) if since is not None else None


def as_exercise(lift: str) -> str:
    """The catalogue's name of an exercise that was logged by another: ssb is safety_bar_squat."""
    try:
        return catalog.exercise(lift).name
    except CatalogError:
        return lift


def as_kept(sheet: DaySheet) -> str:
    """The sheet as it is kept: each line as it was written and as it was to be done, with its sets."""
    lines = [
        {
            "written": str(line.written), "line": str(line.line),
            "sets": [
                {
                    "exercise": each.exercise, "called": each.called, "number": each.number, "load_kg": each.load_kg,
                    "repetitions": [each.repetitions.low, each.repetitions.high] if each.repetitions else None,
                    "optional": each.optional, "warm_up": each.warm_up,
                }
                for each in line.sets
            ],
            "change": str(line.change) if line.change else "",
            "declined": line.declined is not None,
        }
        for line in sheet.lines
    ]  # fmt: skip
    return json.dumps({"plan": sheet.plan, "week": sheet.week, "lines": lines}, ensure_ascii=False)


def read_sets(line: Mapping[str, Any]) -> tuple[Prescribed, ...]:
    """The sets of a line that was kept."""
    return tuple(
        Prescribed(
            each["exercise"], each["called"], each["number"],
            Span(*each["repetitions"]) if each["repetitions"] else None, each["optional"], each["warm_up"],
            load_kg=each["load_kg"],
        )
        for each in line["sets"]
    )  # fmt: skip
