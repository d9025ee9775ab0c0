"""An athlete's page: what is known, by which test; and today against the own days."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from neuraldrive.errors import NotInStore
from neuraldrive.store import OnRoster
from neuraldrive.units import to_si
from neuraldrive.web.drawn.history import history_chart
from neuraldrive.web.drawn.neural import Group, groups
from neuraldrive.web.drawn.strength import LiftDrawn, lift_drawn
from neuraldrive.web.house import House, house_of
from neuraldrive.web.kept import kept_of
from neuraldrive.web.render import page, template, unit_of
from neuraldrive.workflows import lately, look, neural_profile
from neuraldrive.workflows.lift_page import LiftPage, lift_page

router = APIRouter(include_in_schema=False)
MOST_SESSIONS = 1000


@router.get("/athletes/{athlete_id}")
def athlete(
    request: Request, athlete_id: int, lift: str = "", sessions: Annotated[int, Query(ge=1, le=MOST_SESSIONS)] = 8
) -> Response:
    """One athlete; of the lifts, the one that was done last if none is asked for."""
    house, unit = house_of(request), unit_of(request)
    who = look.on_roster(house.store, athlete_id)
    number = house.store.changes().get(who.id, 0)
    return page(
        request, "athlete.html.j2", whose=who, **known_of(house, who, number, lift, unit),
        sessions=house.store.sessions(who.id, limit=sessions), wanted=sessions, most=MOST_SESSIONS,
    )  # fmt: skip


def known_of(house: House, who: OnRoster, number: int, lift: str, unit: str) -> dict[str, Any]:
    """What the page shows of an athlete whose changes are counted by `number`, at a lift or the one done last."""
    lifts = kept_of(house).get(("lifts", who.id), number, lambda: _lifts(house, who))
    chosen = _chosen(lifts, lift)
    drawn = _drawn(house, who, number, (chosen, unit)) if chosen else None
    return {"lifts": lifts, "chosen": chosen, "lift": drawn, "groups": _groups(house, who, number)}


@router.get("/athletes/{athlete_id}/history")
def history(request: Request, athlete_id: int, lift: str) -> Response:
    """The estimated 1RM of half a year, to fill the page."""
    house = house_of(request)
    who = look.on_roster(house.store, athlete_id)
    number = house.store.changes().get(who.id, 0)
    lift = _chosen(kept_of(house).get(("lifts", who.id), number, lambda: _lifts(house, who)), lift)
    found = kept_of(house).get(
        ("history", who.id, lift), number, lambda: _history(house, who, lift)
    )  # fmt: skip
    states = neural_profile.neural_profile(house.store, who.id)
    tested = [each for state in states if state.marker.name == "voluntary_activation" for each in state.measured]
    return HTMLResponse(template("history.html.j2").render(shown=history_chart(found, tested, unit_of(request))))


def _history(house: House, who: OnRoster, lift: str) -> list[tuple[date, tuple[float, float, float]]]:
    """Estimate and ends of its interval, kg, a day a week."""
    days = house.store.lift_days(who.id)
    last = max((each.day for each in days if each.lift == lift), default=None)
    made = lately.history(house.store, who.id, days, lift, last) if last is not None else []
    found = ((day, profile.estimated_one_rm_kg) for day, profile in made)
    return [(day, (each.value, *(each.interval or (each.value, each.value)))) for day, each in found]


def _lifts(house: House, who: OnRoster) -> tuple[str, ...]:
    """The one done last first, then by how often."""
    often = house.store.lifts(who.id)
    days = house.store.lift_days(who.id)
    first = [each.lift for each in days if each.day == days[-1].day]
    return tuple(sorted(often, key=lambda each: (each not in first, often.index(each))))


def _chosen(lifts: tuple[str, ...], asked: str) -> str:
    if asked and asked not in lifts:
        raise NotInStore(
            "lift",
            found=repr(asked)[:80],
            needed=f"one of {', '.join(lifts) or 'none yet'}",
            remedy="Choose one of these.",
        )
    return asked or (lifts[0] if lifts else "")


def _drawn(house: House, who: OnRoster, number: int, asked: tuple[str, str]) -> LiftDrawn:
    lift, unit = asked
    to_si(unit)
    key, mark = ("lift", who.id, lift), (number, date.today())
    found: LiftPage = kept_of(house).get(key, mark, lambda: lift_page(house.store, who.id, lift))
    return kept_of(house).get(("drawn", who.id, lift, unit), mark, lambda: lift_drawn(found, unit))


def _groups(house: House, who: OnRoster, number: int) -> tuple[Group, ...]:
    return kept_of(house).get(
        ("neural", who.id), number, lambda: groups(neural_profile.neural_profile(house.store, who.id), who.id)
    )  # fmt: skip
