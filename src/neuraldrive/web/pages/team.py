"""The team at a glance: who trained, who changed, what waits."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from neuraldrive.store import OnRoster
from neuraldrive.web.api.asked import DayAsked
from neuraldrive.web.drawn.rows import TeamRow, team_row
from neuraldrive.web.house import House, house_of
from neuraldrive.web.kept import kept_of
from neuraldrive.web.render import page, template, unit_of
from neuraldrive.workflows import glance, waiting

router = APIRouter(include_in_schema=False)
Order = Literal["changed", "trained", "name"]
PATIENCE_S = 0.3
"""After so long the page is shown, and what is not known yet comes when it is."""


@dataclass(frozen=True)
class Team:
    """What the page shows of a day; `missing` athletes are still being looked at."""

    on: date
    order: Order
    rows: tuple[TeamRow, ...]
    waits: tuple[waiting.Waits, ...]
    people: int
    missing: int = 0
    latest: date | None = None

    @property
    def week(self) -> tuple[date, ...]:
        """The last seven days."""
        return tuple(self.on - timedelta(days=back) for back in range(6, -1, -1))

    def count(self, *kinds: str) -> int:
        """How many athletes are of these kinds."""
        return sum(each.kind in kinds for each in self.rows)

    @property
    def trained(self) -> int:
        """How many trained on the day."""
        return sum(self.on in each.trained for each in self.rows)


@router.get("/team")
def team(request: Request, order: Order = "changed", day: DayAsked = None) -> Response:
    """Everybody."""
    found = _team(request, order, day or date.today(), PATIENCE_S)
    return page(request, "team.html.j2", team=found, today=date.today())


@router.get("/team/list")
def team_list(request: Request, order: Order = "changed", day: DayAsked = None) -> Response:
    """The same, once all of it is known, to fill the page."""
    found = _team(request, order, day or date.today(), None)
    shown = template("team_list.html.j2").render(team=found, today=date.today(), unit=unit_of(request))
    return HTMLResponse(shown)


def _team(request: Request, order: Order, on: date, patience_s: float | None) -> Team:
    house = house_of(request)
    people, numbers = house.store.roster(), house.store.changes()
    known: list[glance.Glance] = []
    until = time.perf_counter() + (patience_s if patience_s is not None else float("inf"))
    for each in people:
        if time.perf_counter() < until or kept_of(house).holds(("glance", each.id), _mark(each, numbers, on)):
            known.append(glance_of(house, each, numbers, on))
    rows = tuple(team_row(each, on, unit_of(request)) for each in glance.in_order(known, order))
    waits = () if len(known) < len(people) else tuple(waiting.waiting(house.store, known, on, unit_of(request)))
    latest = max((each.last_at.date() for each in people if each.last_at is not None), default=None)
    return Team(on, order, rows, waits, len(people), len(people) - len(known), latest)


def glance_of(house: House, who: OnRoster, numbers: dict[int, int], on: date) -> glance.Glance:
    """What the team's page shows of one athlete on a day."""
    key = ("glance", who.id)
    return kept_of(house).get(key, _mark(who, numbers, on), lambda: glance.glance(house.store, who, on))


def _mark(who: OnRoster, numbers: dict[int, int], on: date) -> tuple[object, ...]:
    return numbers.get(who.id, 0), who.name, on
