"""What a call is asked for by the names behind the `?`: a name that it does not know is refused, never passed over."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from starlette.requests import HTTPConnection

from neuraldrive.web.refusals import Refused

_CALLS = "/api/v1/"


async def known(connection: HTTPConnection) -> None:
    """Lets a call through whose every question is one of its own: a slip would else be answered as if nothing had been asked.

    Raises:
        Refused: there is another.
    """
    taken = getattr(connection.scope.get("route"), "dependant", None)
    if taken is None or not connection.url.path.startswith(_CALLS):
        return
    names = sorted(set(_names(taken)))
    for each in connection.query_params:
        if each not in names:
            raise _strange(each, names)


def _names(taken: Any) -> Iterator[str]:
    """Those of a route and of all that it depends on."""
    yield from (each.alias for each in taken.query_params)
    for each in taken.dependencies:
        yield from _names(each)


def _strange(name: str, names: list[str]) -> Refused:
    near = get_close_matches(name, names, 1, 0.5)
    meant = f"Did you mean {near[0]}? " if near else ""
    return Refused(
        422, f"{name:.80}", found="a question that this call does not know", needed=f"one of {', '.join(names)}" if names else "no question",
        remedy=f"{meant}/api/docs lists them.",
    )  # fmt: skip
