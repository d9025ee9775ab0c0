"""What signing in and changing a password have in common: how often one may try, and how a session begins."""

from __future__ import annotations

import time
from typing import Annotated, Literal

from fastapi import Request, Response
from pydantic import BaseModel, Field

from neuraldrive.store import Person
from neuraldrive.web.doors import guard, passwords
from neuraldrive.web.house import house_of
from neuraldrive.web.refusals import Refused

Name = Annotated[str, Field(min_length=1, max_length=80)]
Password = Annotated[str, Field(min_length=1, max_length=400)]
Role = Literal["owner", "coach", "display"]


class Me(BaseModel):
    """Who asks, and the mark that goes with every change (header `X-CSRF`); programs with a token need none."""

    name: str
    role: Role
    csrf: str


def slowly(request: Request, name: str = "") -> str:
    """Counts a try, of an address and of a name from there; the key of both.

    Raises:
        Refused: there were too many.
    """
    address, limits = request.client.host if request.client else "", house_of(request).limits
    both = f"{address} {name}"
    wait_s = limits.by_address.wait_s(address)
    if name:
        wait_s = wait_s or limits.by_both.wait_s(both) or limits.by_name.wait_s(name)
    must_wait("sign-in", wait_s)
    return both


def must_wait(what: str, wait_s: float) -> None:
    """Raises Refused where there were too many tries to go on at once."""
    if wait_s > 0.0:
        refused = Refused(
            429, what, found="many tries", needed=f"a pause of {wait_s:.0f} s", remedy="Wait, then try again."
        )
        refused.headers = {"Retry-After": f"{wait_s:.0f}"}
        raise refused


def begin(request: Request, response: Response, person: Person) -> Me:
    """A session of a person, as they were when the password was looked at: the answer sets a cookie that scripts cannot read.

    Raises:
        ChangedMeanwhile: another password or role was set since, or they are kept out.
    """
    house, secret = house_of(request), passwords.secret()
    agent = request.headers.get("user-agent", "")[:80]
    house.store.people.begin_session(person, passwords.sha256(secret), agent, time.time() + guard.SESSION_S)
    response.set_cookie(
        guard.SESSION, secret, max_age=int(guard.SESSION_S), httponly=True, samesite="lax", secure=house.tls, path="/"
    )
    return Me(name=person.name, role=person.role, csrf=guard.csrf_of(secret))  # type: ignore[arg-type]
