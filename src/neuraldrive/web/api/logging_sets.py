"""A set by hand, as `neuraldrive log` takes it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import Field, model_validator

from neuraldrive.store import Store
from neuraldrive.units import parse_load
from neuraldrive.web.api.asked import Asked, Text, TimeAsked
from neuraldrive.web.api.session_models import Set, set_of
from neuraldrive.web.house import store_of
from neuraldrive.web.render import unit_of
from neuraldrive.workflows import bring_in, naming, naming_lifts

router = APIRouter(prefix="/api/v1", tags=["sessions"])
MOST = 500


class NewSet(Asked):
    """A set that was done: its load either as `load_kg` or as people write it in `load`, "225 lb".

    A name that nobody has makes a new athlete, and a lift that the catalogue lacks is kept under its own name. One that looks like
    a slip of a known name is refused, unless `new` says that it is none.
    """

    athlete: Text
    lift: Annotated[str, Field(min_length=1, max_length=80)]
    load_kg: Annotated[float | None, Field(ge=0, le=2000, allow_inf_nan=False)] = None
    load: Annotated[str | None, Field(max_length=40)] = None
    repetitions: Annotated[int, Field(strict=True, ge=0, le=MOST, description="Those completed.")]
    velocities_mps: Annotated[
        list[Annotated[float, Field(allow_inf_nan=False)]],
        Field(max_length=MOST, description="Mean velocity of each repetition in order, m/s; none where none is known."),
    ] = Field(default_factory=list)
    rpe: Annotated[float | None, Field(description="At the end, 0 to 10.")] = None
    reps_in_reserve: Annotated[float | None, Field(description="At the end; 0 is a value.")] = None
    at: Annotated[TimeAsked | None, Field(description="Now if left out; without a zone, in the server's.")] = None
    note: Annotated[str, Field(max_length=2000)] = ""
    new: Annotated[bool, Field(description="Athlete or lift are new, however near the names are to known ones.")] = (
        False
    )

    @model_validator(mode="after")
    def _one_load(self) -> NewSet:
        if (self.load_kg is None) == (self.load is None):
            raise ValueError("load_kg or load, and not both")
        return self


class Logged(Set):
    """The set as it now stands; whether its athlete is new, and what is to be said of its lift."""

    new_athlete: bool
    notice: str


@router.post("/sets", response_model=Logged, status_code=201)
def log_set(request: Request, given: NewSet, store: Annotated[Store, Depends(store_of)]) -> Logged:
    """Logs a set by hand: it joins the session of that athlete's day. For owners and coaches."""
    load_kg, unit = given.load_kg or 0.0, "kg"
    if given.load is not None:
        load_kg, unit = parse_load(given.load, unit_of(request))
    who = naming.meant(store, given.athlete, new=given.new)
    lift = naming_lifts.meant(store, who.name, given.lift, new=given.new)
    stored = bring_in.log_set(
        store, who.name, lift, load_kg, given.repetitions, velocities=given.velocities_mps, rpe=given.rpe,
        reps_in_reserve=given.reps_in_reserve, when=given.at, note=given.note, load_unit=unit,
    )  # fmt: skip
    told: dict[str, Any] = set_of(stored).model_dump()
    return Logged(**told, new_athlete=who.is_new, notice=naming_lifts.of_its_own(stored.entry.lift))
