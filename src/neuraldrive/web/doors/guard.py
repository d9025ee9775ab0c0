"""The door of every page, call and socket: who comes, from where, and whether the role allows it."""

from __future__ import annotations

import hmac
import time
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from neuraldrive.store import AccessKey
from neuraldrive.web.doors import passwords
from neuraldrive.web.doors.visitor import Visitor, lies_in, visitor_of
from neuraldrive.web.house import LOOPBACK, House, house_of
from neuraldrive.web.refusals import Refused, SignInFirst

SESSION = "nd_session"
SESSION_S = 14 * 86400.0
_OPEN = ("/sign-in", "/static", "/api/v1/sign-in", "/api/v1/first-owner", "/healthy")
_SAFE = ("GET", "HEAD", "OPTIONS")
_NOTED_EVERY_S = 300.0


async def guard(connection: HTTPConnection) -> None:
    """Lets through, with the visitor in `connection.state`, or refuses.

    Raises:
        SignInFirst: nobody signed in. Refused: a token that does not hold, another site's page, a forged or missing mark, or a
            role that may not.
    """
    house, path = house_of(connection), connection.url.path
    is_open = lies_in(path, _OPEN)
    changes = connection.scope["type"] == "websocket" or connection.scope["method"] not in _SAFE
    _must_be_called_right(house, connection)
    if changes:
        _must_come_from_here(connection)
    visitor = await who(connection)
    if visitor is None and not is_open:
        raise SignInFirst() if _bearer(connection) is None else _no_such_token()
    connection.state.visitor = visitor
    if visitor is None:
        return
    if not is_open and not visitor.may_see(path):
        raise _not_allowed(visitor, "a coach or an owner")
    if changes and connection.scope["type"] == "http" and not is_open:
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


async def who(connection: HTTPConnection) -> Visitor | None:
    """Who asks, by a token or a session; None for nobody."""
    house = house_of(connection)
    if house.mode == "demo":
        return Visitor("demonstration", "owner", csrf_of("demonstration"))
    token = _bearer(connection)
    if token is not None:
        return await run_in_threadpool(_by_key, house, token, "token")
    secret = connection.cookies.get(SESSION)
    return await run_in_threadpool(_by_key, house, secret, "session") if secret else None


def _bearer(connection: HTTPConnection) -> str | None:
    """The token that a program gives; None where it gives none."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


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


def _no_such_token() -> Refused:
    refused = Refused(
        401, "token", found="one that is not known here, has expired or was ended", needed="a token that holds",
        remedy="Make a new one under You, and send it as: Authorization: Bearer …",
    )  # fmt: skip
    refused.headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    return refused


def _not_allowed(visitor: Visitor | None, needed: str) -> Refused:
    role, remedy = visitor.role if visitor else "nobody", "Ask an owner if you need it."
    own = f", and you are signed in as {'an' if role == 'owner' else 'a'} {role}" if visitor else ""
    return Refused(403, "role", found=role, needed=needed, remedy=remedy).said(f"This is for {needed}{own}. {remedy}")
