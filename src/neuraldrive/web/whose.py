"""Who an address is about: athletes by number, what is theirs checked against them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path

from neuraldrive.errors import NotInStore
from neuraldrive.store import AthleteSummary, Store
from neuraldrive.web.house import store_of

Number = Annotated[int, Path(ge=1, le=2**53)]


def athlete_of(athlete_id: Number, store: Annotated[Store, Depends(store_of)]) -> AthleteSummary:
    """The athlete of an address.

    Raises:
        NotInStore: there is none of that number.
    """
    for each in store.athletes():
        if each.id == athlete_id:
            return each
    raise NotInStore(
        "athlete", found=f"number {athlete_id}", needed="somebody who is there", remedy="Go back to the team."
    )


Whose = Annotated[AthleteSummary, Depends(athlete_of)]
"""The athlete of an address, as an argument of a page or a call."""
