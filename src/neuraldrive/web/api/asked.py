"""What calls have in common: numbers of things, pages of lists, who asks, and why something is changed."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Path, Query, Request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from neuraldrive.store import Store
from neuraldrive.web.doors.visitor import visitor_of
from neuraldrive.web.refusals import UNKNOWN

LARGEST_ID = 2**31 - 1
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
IdAsked = Annotated[int, Query(ge=1, le=LARGEST_ID)]
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
DayAsked = Annotated[date | None, Query(ge=FIRST_DAY, le=LAST_DAY)]
"""A day of a calendar that people train by; near the ends of all calendars there is no week before or after."""


class Asked(BaseModel):
    """What a call is asked for: a field that it does not know is refused, as a misspelt one would silently change nothing."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _all_known(cls, given: Any) -> Any:
        known = sorted(each.alias or name for name, each in cls.model_fields.items())
        for name in given if isinstance(given, dict) else ():
            if name not in known:
                raise PydanticCustomError(UNKNOWN, "a field that is known", {"field": str(name), "known": known})
        return given


def _written(at: object) -> object:
    if at is not None and not (isinstance(at, str) and re.match(r"\d{4}-\d\d-\d\d", at)):
        raise ValueError("a time as ISO 8601 has it, 2026-11-29T18:30+01:00")
    return at


def _of_a_calendar(at: datetime) -> datetime:
    if not FIRST_DAY < at.date() < LAST_DAY:
        raise ValueError(f"a time between {FIRST_DAY} and {LAST_DAY}")
    return at


TimeAsked = Annotated[datetime, BeforeValidator(_written), AfterValidator(_of_a_calendar)]
"""A time as people and programs write it; never a count of seconds, as which pydantic would read 20261129."""
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=LARGEST_ID, description="After how many.")]
Why = Annotated[str, Field(max_length=400, description="Why; it stays with the correction.")]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Seconds = Annotated[float, Field(ge=-1e6, le=1e7, allow_inf_nan=False, description="On the clock of the recording, s.")]


def by(request: Request) -> str:
    """The name of who asks, as it stands in the log of corrections."""
    visitor = visitor_of(request)
    return visitor.name if visitor is not None else ""


def athlete_of(store: Store, asked: str | None) -> str | int | None:
    """An athlete by number, or by name.

    Raises:
        NotInStore: nobody of that name.
    """
    if asked is None or asked == "":
        return None
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else asked
