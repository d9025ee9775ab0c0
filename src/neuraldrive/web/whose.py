"""Who an address is about: athletes by number, what is theirs checked against them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from neuraldrive.store import OnRoster, Store
from neuraldrive.web.api.asked import Id
from neuraldrive.web.house import store_of
from neuraldrive.workflows import look


def athlete_of(athlete_id: Id, store: Annotated[Store, Depends(store_of)]) -> OnRoster:
    """The athlete of an address.

    Raises:
        NotInStore: there is none of that number.
    """
    return look.on_roster(store, athlete_id)


Whose = Annotated[OnRoster, Depends(athlete_of)]
"""The athlete of an address, as an argument of a page or a call."""
