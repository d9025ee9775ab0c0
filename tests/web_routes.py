"""Who may ask for which page or call: the one table that the tests hold the app against."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from neuraldrive.web.lab_room import LabRoom
from neuraldrive.workflows import warm_rack
from neuraldrive.workflows.importing_beside import Importer

OPEN = {"GET /sign-in", "GET /healthy", "POST /api/v1/sign-in", "POST /api/v1/first-owner"}
DISPLAY = {"GET /", "GET /rack", "GET /rack/{name}", "GET /me", "GET /api/v1/me", "POST /api/v1/sign-out", "GET /api/v1/racks",
           "GET /api/v1/racks/sources", "GET /api/v1/racks/{name}"}  # fmt: skip
OWNER = {"GET /people", "GET /api/v1/people", "POST /api/v1/people", "PATCH /api/v1/people/{person_id}",
         "DELETE /api/v1/athletes/{athlete_id}"}  # fmt: skip
"""All else is for coaches and owners: a route that is new has to be put here if it is not."""
ROLES = ("nobody", "display", "coach", "owner")


def walked(routes: Any) -> Iterator[tuple[str, str]]:
    """Method and path of all routes, those of routers within too."""
    for each in routes:
        inner = getattr(each, "original_router", None) or getattr(each, "router", None)
        if inner is not None:
            yield from walked(inner.routes)
        elif getattr(each, "dependant", None) is not None and getattr(each, "methods", None):
            yield from ((method, each.path) for method in each.methods)


def expected(role: str, route: str) -> object:
    """What a role is answered: "in", 401 or 403."""
    if route in OPEN:
        return "in"
    if role == "nobody":
        return 401
    least = "display" if route in DISPLAY else "owner" if route in OWNER else "coach"
    return "in" if ROLES.index(role) >= ROLES.index(least) else 403


@contextmanager
def nothing_ahead() -> Iterator[pytest.MonkeyPatch]:
    """Inside, a house prepares neither simulator nor kernels nor reader: its doors alone are looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LabRoom, "prepare", lambda _: None)
        patch.setattr(warm_rack, "warm", lambda: None)
        patch.setattr(Importer, "start", lambda _: None)
        yield patch
