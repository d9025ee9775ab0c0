"""Templates of the pages; whatever comes from outside is escaped in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse

from neuraldrive.web import words
from neuraldrive.web.doors.visitor import visitor_of
from neuraldrive.web.house import house_of

UNIT, THEME = "nd_unit", "nd_theme"
"""Cookies of how a person likes to see the pages: kg or lb, light or dark."""
_NAV = (("/team", "Team"), ("/plans", "Plans"), ("/lab", "Lab"), ("/evidence", "Evidence"), ("/rack", "Rack"))


def page(
    request: Request, name: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **content: Any
) -> HTMLResponse:  # fmt: skip
    """A page for who asks: its content, with what every page knows."""
    house = house_of(request)
    visitor = visitor_of(request)
    known = {
        "path": request.url.path, "nav": [each for each in _NAV if visitor and visitor.may_see(each[0])],
        "visitor": visitor, "demo": house.mode == "demo",
        "unit": unit_of(request), "theme": _theme(request), "tls": house.tls, "being_made": house.being_made,
    }  # fmt: skip
    return HTMLResponse(template(name).render(known | content), status, headers)


def template(name: str) -> Template:
    """A template by its file's name."""
    return _environment().get_template(name)


def unit_of(request: Request) -> str:
    """The unit of loads that this person likes."""
    chosen = request.cookies.get(UNIT)
    return chosen if chosen in ("kg", "lb") else house_of(request).place.unit


def _theme(request: Request) -> str:
    chosen = request.cookies.get(THEME)
    return chosen if chosen in ("light", "dark") else ""


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("neuraldrive.web", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(words.FILTERS)
    return made
