"""Everybody's plans: who has which, in which week it is, today's work of each, and who has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from neuraldrive import plan
from neuraldrive.plan.laid_out import weeks_in
from neuraldrive.store import AthleteSummary, Store, StoredPlan
from neuraldrive.workflows.plan_weeks import short, week_on


@dataclass(frozen=True)
class BoardPlan:
    """A plan that holds. `weeks` is 0 where it has no end; `begins` where it has not begun, `over` where it has ended."""

    stored: StoredPlan
    goal: str
    week: int
    weeks: int
    begins: date | None
    is_over: bool
    today: tuple[str, ...]


@dataclass(frozen=True)
class BoardRow:
    """Somebody and the plans that they have."""

    athlete: AthleteSummary
    plans: tuple[BoardPlan, ...]


def board(store: Store, on: date) -> list[BoardRow]:
    """Everybody by name, those with a plan first."""
    by_name: dict[str, list[StoredPlan]] = {}
    for each in store.plans():
        by_name.setdefault(each.athlete, []).append(each)
    rows = [BoardRow(each, tuple(_told(kept, on) for kept in by_name.get(each.name, ()))) for each in store.athletes()]
    return sorted(rows, key=lambda row: not row.plans)


def _told(kept: StoredPlan, on: date) -> BoardPlan:
    read = plan.parse(kept.text)
    starts = plan.starts_on(read, kept.made_at.astimezone().date())
    weeks = weeks_in(read)
    work = [
        short(item, day.week)
        for day in plan.days_on(read, on, starts)
        for item in day.day.work
        if not item.warm_up
    ]  # fmt: skip
    over = bool(weeks) and (on - starts).days >= 7 * weeks
    return BoardPlan(
        kept, read.goal, week_on(read, kept, on), weeks, starts if starts > on else None, over, tuple(work)
    )
