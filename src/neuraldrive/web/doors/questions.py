"""What a call is asked for by the names behind the `?`: a name that it does not know is refused, never passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_origin

from starlette.requests import HTTPConnection

from neuraldrive.web.refusals import Refused
from neuraldrive.web.strange import strange

_CALLS = "/api/v1/"
_SEVERAL = (list, tuple, set)


async def known(connection: HTTPConnection) -> None:
    """Lets a call through whose every question is one of its own: a slip would else be answered as if nothing had been asked.

    Raises:
        Refused: there is another, or one that is answered once is asked several times.
    """
    taken = getattr(connection.scope.get("route"), "dependant", None)
    if taken is None or not connection.url.path.startswith(_CALLS):
        return
    fields = {each.alias: each for each in _fields(taken)}
    for name, each in Counter(name for name, _ in connection.query_params.multi_items()).items():
        if name not in fields:
            raise Refused(422, **strange("question", name, sorted(fields)))
        if each > 1 and get_origin(fields[name].field_info.annotation) not in _SEVERAL:
            raise Refused(
                422,
                name,
                found=f"{each} answers to one question",
                needed="one",
                remedy="Ask with one of them, or call once for each.",
            )


def _fields(taken: Any) -> Iterator[Any]:
    """Those of a route and of all that it depends on."""
    yield from taken.query_params
    for each in taken.dependencies:
        yield from _fields(each)
