"""What every request may use: the store, where it lies, who is served and how."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from fastapi import Request
from starlette.requests import HTTPConnection

from neuraldrive.store import Store
from neuraldrive.web.comes_first import Callers
from neuraldrive.web.doors.limits import Limits
from neuraldrive.workflows.places import Place

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass
class House:
    """One served store.

    Args:
        store: open for as long as the app runs.
        mode: "demo" serves this computer alone, without passwords; "team" asks everybody to sign in.
        tls: whether browsers come by https.
        being_made: what is still on its way into the store, in words for the pages; "" where all is there.
        setup_code: what the first owner must type, which stands where the server was started; "" asks for none.
        limits: how often somebody may try.
        callers: who is being answered.
        rooms: what parts of the app keep while it runs, each under its own name.
    """

    store: Store
    place: Place
    mode: Literal["demo", "team"] = "team"
    tls: bool = False
    being_made: str = ""
    setup_code: str = ""
    limits: Limits = field(default_factory=Limits)
    callers: Callers = field(default_factory=Callers)
    rooms: dict[str, Any] = field(default_factory=dict)


def house_of(connection: HTTPConnection) -> House:
    """The house that a request or a socket came to."""
    found: House = connection.app.state.house
    return found


def store_of(request: Request) -> Store:
    """The store, as a dependency of a page or a call."""
    return house_of(request).store
