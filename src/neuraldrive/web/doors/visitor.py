"""Who asks: a person and what the role allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from starlette.requests import HTTPConnection

Role = Literal["owner", "coach", "display"]
ROLES: dict[str, int] = {"display": 0, "coach": 1, "owner": 2}


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


def visitor_of(connection: HTTPConnection) -> Visitor | None:
    """Who asks; None for a page that is open to everybody."""
    found: Visitor | None = getattr(connection.state, "visitor", None)
    return found
