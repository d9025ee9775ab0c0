"""Who asks: a person and what the role allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from starlette.requests import HTTPConnection

Role = Literal["owner", "coach", "display"]
ROLES: dict[str, int] = {"display": 0, "coach": 1, "owner": 2}
MAY = {
    "owner": "all; lets others in, deletes athletes",
    "coach": "everything about athletes, plans and sets",
    "display": "the rack alone, to look at",
}
"""What each role may, in words."""
_DISPLAY_SEES = ("/rack", "/live", "/me", "/api/v1/racks", "/api/v1/me", "/api/v1/sign-out")


@dataclass(frozen=True)
class Visitor:
    """A person who signed in, or came with a token; `csrf` is what their pages send with every change."""

    name: str
    role: Role
    csrf: str = ""
    by_token: bool = False
    person_id: int = 0

    def may(self, role: Role) -> bool:
        """Whether the role allows at least as much as another.

        >>> Visitor("Ada", "coach").may("display"), Visitor("Ada", "coach").may("owner")
        (True, False)
        """
        return ROLES[self.role] >= ROLES[role]

    def may_see(self, path: str) -> bool:
        """Whether the role is let in at an address; what it may change there, and what is for owners alone, is said elsewhere.

        >>> screen = Visitor("Screen", "display")
        >>> screen.may_see("/rack/Rack 1"), screen.may_see("/team"), screen.may_see("/racket")
        (True, False, False)
        """
        return self.role != "display" or path == "/" or lies_in(path, _DISPLAY_SEES)


def lies_in(path: str, places: tuple[str, ...]) -> bool:
    """Whether an address is one of these, or lies below one.

    >>> lies_in("/static/page.js", ("/static",)), lies_in("/sign-inside", ("/sign-in",))
    (True, False)
    """
    return any(path == each or path.startswith(f"{each}/") for each in places)


def visitor_of(connection: HTTPConnection) -> Visitor | None:
    """Who asks; None for a page that is open to everybody."""
    found: Visitor | None = getattr(connection.state, "visitor", None)
    return found
