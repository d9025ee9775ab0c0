"""What was planned beside what was done."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from neuraldrive.records import SetEntry
from neuraldrive.store import PlanVersion, Store, StoredPlan
from neuraldrive.workflows import look, planning


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
    """Every version of a plan, and every day of which a sheet was shown."""

    stored: StoredPlan
    versions: tuple[PlanVersion, ...]
    days: tuple[HistoryDay, ...]


def history(store: Store, athlete: str, title: str = "") -> PlanHistory:
    """A plan's history.

    Raises:
        NotInStore, BadValue: no such plan, or several and no title.
    """
    stored = planning.one_of(store, athlete, title)
    done = _done(store, athlete)
    days = tuple(
        HistoryDay(
            date.fromisoformat(each.day), each.version, tuple(line["line"] for line in lines),
            tuple(line["change"] for line in lines if line["change"]),
            tuple(_in_words(done.get(date.fromisoformat(each.day), []))),
        )
        for each in store.sheets(stored.id)
        for lines in [_lines(each.sheet)]
    )  # fmt: skip
    return PlanHistory(stored, tuple(store.plan_versions(stored.id)), days)


def _lines(sheet: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(sheet)["lines"]
    return found


def _done(store: Store, athlete: str) -> dict[date, list[SetEntry]]:
    found: dict[date, list[SetEntry]] = {}
    for each in store.sets(athlete):
        if each.entry.started_at is not None:
            found.setdefault(each.entry.started_at.date(), []).append(look.entry(each))
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
