"""The door of every page, call and socket: who comes, from where, and whether the role allows it."""

from __future__ import annotations

import hmac
import time
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from neuraldrive.store import AccessKey
from neuraldrive.web.doors import passwords
from neuraldrive.web.doors.visitor import Visitor, visitor_of
from neuraldrive.web.house import LOOPBACK, House, house_of
from neuraldrive.web.refusals import Refused, SignInFirst

SESSION = "nd_session"
SESSION_S = 14 * 86400.0
_OPEN = ("/sign-in", "/first-owner", "/static/", "/api/v1/sign-in", "/api/v1/first-owner", "/healthy")
_DISPLAY_MAY = ("/rack", "/live/", "/api/v1/racks", "/api/v1/me", "/api/v1/sign-out")
_SAFE = ("GET", "HEAD", "OPTIONS")
_NOTED_EVERY_S = 300.0


async def guard(connection: HTTPConnection) -> None:
    """Lets through, with the visitor in `connection.state`, or refuses.

    Raises:
        SignInFirst: nobody signed in. Refused: another site's page, a forged or missing mark, or a role that may not.
    """
    house, path = house_of(connection), connection.url.path
    changes = connection.scope["type"] == "websocket" or connection.scope["method"] not in _SAFE
    _must_be_called_right(house, connection)
    if changes:
        _must_come_from_here(connection)
    visitor = await _who(house, connection)
    if visitor is None and not path.startswith(_OPEN):
        raise SignInFirst()
    connection.state.visitor = visitor
    if visitor is None:
        return
    if visitor.role == "display" and path != "/" and not path.startswith((*_DISPLAY_MAY, *_OPEN)):
        raise _not_allowed(visitor, "a coach or an owner")
    if changes and connection.scope["type"] == "http" and not path.startswith(_OPEN):
        _must_carry_the_mark(visitor, connection)
        if visitor.role == "display" and not path.endswith("/sign-out"):
            raise _not_allowed(visitor, "a coach or an owner")


def owner(connection: HTTPConnection) -> None:
    """A dependency of what only an owner may do.

    Raises:
        Refused: somebody else.
    """
    visitor = visitor_of(connection)
    if visitor is None or not visitor.may("owner"):
        raise _not_allowed(visitor, "an owner")


def csrf_of(secret: str) -> str:
    """What the pages of a session send with every change."""
    return passwords.sha256(f"csrf {secret}")


async def _who(house: House, connection: HTTPConnection) -> Visitor | None:
    if house.mode == "demo":
        return Visitor("demonstration", "owner", csrf_of("demonstration"))
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return await run_in_threadpool(_by_key, house, token, "token")
    secret = connection.cookies.get(SESSION)
    return await run_in_threadpool(_by_key, house, secret, "session") if secret else None


def _by_key(house: House, secret: str, kind: str) -> Visitor | None:
    key: AccessKey | None = house.store.people.key(passwords.sha256(secret))
    if key is None or key.kind != kind:
        return None
    if time.time() - key.used_s > _NOTED_EVERY_S:
        house.store.people.used(key.id)
    who = key.person
    return Visitor(who.name, who.role, csrf_of(secret), by_token=kind == "token", person_id=who.id)  # type: ignore[arg-type]


def _must_be_called_right(house: House, connection: HTTPConnection) -> None:
    """In demo mode nobody but this computer, by its own names: another name may be a trick of somebody's name server."""
    name = (connection.url.hostname or "").strip("[]")
    if house.mode == "demo" and name not in LOOPBACK:
        raise Refused(
            421, "host", found=f"{name:.80}", needed="127.0.0.1 or localhost",
            remedy="The demonstration serves this computer alone; neuraldrive serve serves others.",
        )  # fmt: skip


def _must_come_from_here(connection: HTTPConnection) -> None:
    """What changes something comes from a page of ours, or from a program that is no browser."""
    site, origin = connection.headers.get("sec-fetch-site"), connection.headers.get("origin")
    by_program = origin is None and site is None
    same = origin is None or _host_of(origin) == connection.headers.get("host", "")
    if not by_program and (site not in (None, "same-origin", "none") or not same):
        raise Refused(
            403, "origin", found=f"{origin or site:.80}", needed="a page of this server",
            remedy="Open the page here and do it again.",
        )  # fmt: skip


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _must_carry_the_mark(visitor: Visitor, connection: HTTPConnection) -> None:
    if not visitor.by_token and not hmac.compare_digest(connection.headers.get("x-csrf", ""), visitor.csrf):
        raise Refused(
            403, "x-csrf", found="no mark of this session, or another's", needed="the one that stands in each page",
            remedy="Load the page again and do it again.",
        )  # fmt: skip


def _not_allowed(visitor: Visitor | None, needed: str) -> Refused:
    return Refused(
        403, "role", found=visitor.role if visitor else "nobody", needed=needed, remedy="Ask the owner for more."
    )
