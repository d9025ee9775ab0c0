"""What is known of an athlete: load and velocity, neural markers with their tests, and whether a day was as usual."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from neuraldrive.errors import MeasureError
from neuraldrive.records import Measurement
from neuraldrive.store import Store
from neuraldrive.web.api.asked import Id
from neuraldrive.web.house import store_of
from neuraldrive.workflows import lately, look, neural_profile

router = APIRouter(prefix="/api/v1", tags=["athletes"])
TheStore = Annotated[Store, Depends(store_of)]
Day = Annotated[date | None, Query(description="The last day at or before this one; the last of all if left out.")]


class Estimate(BaseModel):
    """A value with its interval and how it was made."""

    value: float
    unit: str
    low: float | None
    high: float | None
    level: float
    method: str
    flags: tuple[str, ...]
    sources: tuple[str, ...]


class LoadVelocity(BaseModel):
    """A lift's profile on its last day: total strength, origin not identifiable from the bar."""

    lift: str
    on: date | None
    estimated_one_rm_kg: Estimate
    velocity_at_one_rm: Estimate
    slope: Estimate
    sets: int
    notes: tuple[str, ...]
    origin: Literal["not identifiable from the bar"] = "not identifiable from the bar"


class MarkerFound(BaseModel):
    """A neural marker as a test found it, in the marker's unit."""

    value: float
    low: float | None
    high: float | None
    muscle: str
    tested_at: datetime
    device: str
    method: str


class Marker(BaseModel):
    """A neural marker: what was found, the latest first, or what test would fill it."""

    name: str
    label: str
    group: str
    unit: str
    claims: tuple[str, ...]
    found: list[MarkerFound]
    needs: str


class Profile(BaseModel):
    """What is known of an athlete; the bar stands outside both neural groups."""

    athlete_id: int
    name: str
    total_strength: list[LoadVelocity]
    neural: list[Marker]


class LiftDay(BaseModel):
    """A lift on its last day, against the athlete's own days. `kind`: slower, faster, drift down, usual or unsure."""

    lift: str
    day: date
    session_id: int
    kind: str
    why: str
    difference: float | None
    low: float | None
    high: float | None
    told_from: float | None
    unit: str
    earlier_days: int
    drift: str


@router.get("/athletes/{athlete_id}/profile", response_model=Profile)
def profile(athlete_id: Id, store: TheStore, day: Day = None) -> Profile:
    """Every lift that allows a profile, and every neural marker."""
    who = look.on_roster(store, athlete_id)
    return Profile(
        athlete_id=who.id, name=who.name, total_strength=_lifts(store, who.id, day),
        neural=[_marker(each) for each in neural_profile.neural_profile(store, who.id)],
    )  # fmt: skip


@router.get("/athletes/{athlete_id}/day", response_model=list[LiftDay])
def day(athlete_id: Id, store: TheStore, day: Day = None) -> list[LiftDay]:
    """Each lift on its last day: usual or changed."""
    who = look.on_roster(store, athlete_id)
    days = store.lift_days(who.id)
    found = (lately.lift_lately(store, who.id, days, lift, day or date.max) for lift in store.lifts(who.id))
    return [_day(lately.standing(each)) for each in found if each is not None and each.sets]


def _lifts(store: Store, athlete_id: int, until: date | None) -> list[LoadVelocity]:
    days, made = store.lift_days(athlete_id), []
    for lift in store.lifts(athlete_id):
        found = lately.lift_lately(store, athlete_id, days, lift, until or date.max)
        if found is None or not found.sets:
            continue
        try:
            known = lately.profile(store, athlete_id, found)
        except MeasureError:
            continue
        made.append(LoadVelocity(
            lift=lift, on=known.on, estimated_one_rm_kg=_estimate(known.estimated_one_rm_kg),
            velocity_at_one_rm=_estimate(known.velocity_at_one_rm), slope=_estimate(known.slope), sets=len(known.points),
            notes=known.notes,
        ))  # fmt: skip
    return made


def _estimate(each: Measurement) -> Estimate:
    low, high = each.interval or (None, None)
    return Estimate(
        value=each.value, unit=each.unit, low=low, high=high, level=each.level, method=each.method, flags=each.flags,
        sources=each.sources,
    )  # fmt: skip


def _marker(each: neural_profile.MarkerState) -> Marker:
    found = [
        MarkerFound(
            value=one.value, low=one.interval[0] if one.interval else None, high=one.interval[1] if one.interval else None,
            muscle=one.muscle, tested_at=one.at, device=one.device, method=one.method,
        )
        for one in each.measured
    ]  # fmt: skip
    entry = each.marker
    return Marker(
        name=entry.name, label=entry.label, group=entry.group, unit=entry.unit, claims=entry.claims, found=found,
        needs="" if found else each.why,
    )  # fmt: skip


def _day(said: lately.DayStanding) -> LiftDay:
    change = said.change
    known = change is not None and change.chance == change.chance
    low, high = change.interval if change is not None and known else (None, None)
    return LiftDay(
        lift=said.lift, day=said.on, session_id=said.session_id, kind=said.kind, why=said.why,
        difference=change.difference if change is not None and known else None, low=low, high=high,
        told_from=said.told_from, unit=change.unit if change is not None else "m/s",
        earlier_days=change.days if change is not None else 0,
        drift=change.drift.word if change is not None and change.drift is not None else "",
    )  # fmt: skip
