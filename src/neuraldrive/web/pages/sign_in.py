"""Who comes first becomes the owner; everybody else signs in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from neuraldrive.web.doors.visitor import visitor_of
from neuraldrive.web.house import house_of
from neuraldrive.web.render import page

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request) -> Response:
    """Where one begins: at the team; a display at the rack."""
    visitor = visitor_of(request)
    return RedirectResponse("/rack" if visitor is not None and visitor.role == "display" else "/team", 303)


@router.get("/sign-in")
def sign_in(request: Request, to: str = "/") -> Response:
    """Asks for a name and a password; of the very first, to become the owner. Who has signed in is led on."""
    house = house_of(request)
    if visitor_of(request) is not None:
        return RedirectResponse(_within(to), 303)
    first = not house.store.people.everybody()
    return page(request, "sign_in.html.j2", first=first, code=bool(house.setup_code), to=_within(to))


@router.get("/healthy")
def healthy() -> dict[str, bool]:
    """Whether the server answers."""
    return {"ok": True}


def _within(to: str) -> str:
    """A path of this server, whatever was asked for.

    >>> _within("/team"), _within("//evil.example/x"), _within("https://evil.example"), _within("/\\t/evil.example")
    ('/team', '/', '/', '/')
    """
    inside = to.startswith("/") and not to.startswith("//")
    return to if inside and to.isprintable() and "\\" not in to else "/"  # browsers leave tabs out and turn \\ into /
