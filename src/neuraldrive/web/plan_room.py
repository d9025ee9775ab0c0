"""What pages and calls about plans share: what is known of athletes, and who writes."""

from __future__ import annotations

from fastapi import Request

from neuraldrive.store import OnRoster
from neuraldrive.web.doors.visitor import visitor_of
from neuraldrive.web.house import house_of
from neuraldrive.web.render import unit_of
from neuraldrive.workflows.plan_desk import Writer
from neuraldrive.workflows.plan_known import KnownLifters
from neuraldrive.workflows.plan_lines import Fitting

ROOM = "plans"


def fitting_of(request: Request, athlete: OnRoster, week: int = 1, *, fresh: bool = False) -> Fitting:
    """To what an athlete's plans are fitted, in the unit that who asks likes; with `fresh` read anew."""
    house = house_of(request)
    known: KnownLifters = house.rooms.setdefault(ROOM, KnownLifters())
    return known.of(house.store, athlete.name, unit_of(request), week, fresh=fresh)


def writer_of(request: Request, why: str = "") -> Writer:
    """Who writes, and why."""
    visitor = visitor_of(request)
    return Writer(visitor.name if visitor else "", why)
