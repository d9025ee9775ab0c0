"""What was planned beside what was done."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from neuraldrive import plan
from neuraldrive.plan import sheet_words
from neuraldrive.records import SetEntry
from neuraldrive.store import PlanVersion, Store, StoredPlan
from neuraldrive.workflows import planning
from neuraldrive.workflows.plan_past import read_sets, sets_by_day


@dataclass(frozen=True)
class HistoryDay:
    """A day: lines as they were to be done, what had been changed of them, and the sets that were done of each lift."""

    day: date
    version: int
    planned: tuple[str, ...]
    changes: tuple[str, ...]
    done: tuple[str, ...]


@dataclass(frozen=True)
class PlanHistory:
    """Every version of a plan, and every day of it so far."""

    stored: StoredPlan
    versions: tuple[PlanVersion, ...]
    days: tuple[HistoryDay, ...]


def history(store: Store, athlete: str, title: str = "") -> PlanHistory:
    """A plan's history.

    Raises:
        NotInStore, BadValue: no such plan, or several and no title.
    """
    return of_plan(store, planning.one_of(store, athlete, title, retired=True))


def of_plan(store: Store, stored: StoredPlan) -> PlanHistory:
    """The history of one plan."""
    shown = {each.day: each for each in store.sheets(stored.id)}
    dates, days = _days(stored, shown), []
    done = sets_by_day(store, stored.athlete, dates[0]) if dates else {}
    for day in dates:
        each = shown.get(day.isoformat())
        lines = _lines(each.sheet) if each is not None else _as_written(stored, day)
        days.append(
            HistoryDay(
                day, each.version if each is not None else stored.latest.number, tuple(map(_planned, lines)),
                tuple(line["change"] for line in lines if line["change"]), tuple(_in_words(done.get(day, []))),
            )
        )  # fmt: skip
    return PlanHistory(stored, tuple(store.plan_versions(stored.id)), tuple(days))


def _days(stored: StoredPlan, shown: Collection[str]) -> list[date]:
    """Days of the plan from the one when it was kept until today or its end, and those of which a sheet was shown."""
    made = stored.made_at.astimezone().date()
    last = min(date.today(), stored.retired_at.astimezone().date() if stored.retired_at else date.max)
    read = plan.parse(stored.text)
    starts = plan.starts_on(read, made)
    dated = {
        each.date
        for each in plan.dated_days(read, starts, weeks=max((last - starts).days // 7 + 1, 0))
        if made <= each.date <= last
    }
    return sorted(dated | {date.fromisoformat(day) for day in shown if day <= date.today().isoformat()})


def _as_written(stored: StoredPlan, day: date) -> list[dict[str, Any]]:
    """The lines of a day of which no sheet was shown."""
    read = plan.parse(stored.text)
    starts = plan.starts_on(read, stored.made_at.astimezone().date())
    work = [item for each in plan.days_on(read, day, starts) for item in each.day.work]
    return [{"line": str(item), "change": "", "sets": []} for item in work]


def _planned(line: Mapping[str, Any]) -> str:
    """A line as it was to be done, with its loads."""
    sets = read_sets(line)
    loads = sheet_words.in_a_line(sets) if any(each.load_kg is not None for each in sets) else ""
    return f"{line['line']}{f' → {loads}' if loads else ''}"


def _lines(sheet: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(sheet)["lines"]
    return found


def _in_words(sets: Sequence[SetEntry]) -> Iterator[str]:
    """Sets of a lift and load together: back squat 3 × 2 with 140 kg, RPE 9, 0.42 m/s."""
    alike: dict[tuple[str, float | None, int], list[SetEntry]] = {}
    for each in sets:
        alike.setdefault((each.lift, each.load_kg, each.repetition_count), []).append(each)
    for (lift, load_kg, repetitions), group in alike.items():
        words = f"{lift.replace('_', ' ')} {len(group)} × {repetitions}"
        words += f" with {load_kg:g} kg" if load_kg is not None else ""
        ratings = [10.0 - each.reserve for each in group if each.reserve is not None]
        words += f", RPE {max(ratings):g}" if ratings else ""
        speeds = [each.mean_velocity for entry in group for each in entry.used if each.mean_velocity is not None]
        yield words + (f", fastest {max(speeds):.2f} m/s" if speeds else "")
