"""Repetitions: left out and put back, moved, added, split, taken out. The trace never changes."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from neuraldrive.store import Store
from neuraldrive.web.api.asked import Asked, Id, Seconds, Why, by
from neuraldrive.web.api.correction_models import Corrected, corrected
from neuraldrive.web.api.session_models import Rep, rep_of
from neuraldrive.web.house import store_of
from neuraldrive.workflows import keep, repicking

router = APIRouter(prefix="/api/v1", tags=["repetitions"])
TheStore = Annotated[Store, Depends(store_of)]


class NewRepetition(Asked):
    """Where a repetition lies that was not found."""

    start_s: Seconds
    end_s: Seconds
    why: Why = ""


class RepetitionChange(Asked):
    """What is to be set right of a repetition; what is left out stays. `excluded` is the reason, None puts it back."""

    start_s: Seconds | None = None
    end_s: Seconds | None = None
    excluded: Annotated[str, Field(min_length=1, max_length=400)] | None = None
    load_kg: float | None = None
    why: Why = ""


class SplitAt(Asked):
    """Where one repetition becomes two; where the bar is slowest in its middle, if left out."""

    at_s: Seconds | None = None
    why: Why = ""


@router.get("/repetitions/{repetition_id}", response_model=Rep)
def repetition(repetition_id: Id, store: TheStore) -> Rep:
    """One repetition with its figures."""
    stored = store.stored_set(repicking.set_of(store, repetition_id).id)
    place = stored.repetition_ids.index(repetition_id)
    return rep_of(repetition_id, stored.entry.repetitions[place], stored.measurements[place])


@router.post("/sets/{set_id}/repetitions", response_model=list[Corrected], status_code=201)
def add(request: Request, set_id: Id, given: NewRepetition, store: TheStore) -> list[Corrected]:
    """A repetition that was not found; `target_id` of the answer is its number."""
    return corrected(repicking.add(store, set_id, (given.start_s, given.end_s), given.why, by(request)))


@router.patch("/repetitions/{repetition_id}", response_model=list[Corrected])
def change(request: Request, repetition_id: Id, given: RepetitionChange, store: TheStore) -> list[Corrected]:
    """Leaves a repetition out or puts it back, moves its start and end, or sets its load right."""
    stored = repicking.set_of(store, repetition_id)
    fields: dict[str, Any] = {name: getattr(given, name) for name in given.model_fields_set & {"excluded", "load_kg"}}
    if given.start_s is None and given.end_s is None:
        return corrected(keep.correct(store, "repetition", repetition_id, fields, given.why, by(request)))
    now = stored.entry.repetitions[stored.repetition_ids.index(repetition_id)]
    span = (_either(given.start_s, now.start_s), _either(given.end_s, now.end_s))
    return corrected(repicking.move(store, repetition_id, span, given.why, by(request), also=fields))


@router.delete("/repetitions/{repetition_id}", response_model=list[Corrected])
def take_out(
    request: Request, repetition_id: Id, store: TheStore, why: Annotated[str, Query(max_length=400)] = ""
) -> list[Corrected]:
    """What is no repetition is listed no more; undo brings it back as it was."""
    repicking.set_of(store, repetition_id)
    return corrected(repicking.take_out(store, repetition_id, why, by(request)))


@router.post("/repetitions/{repetition_id}/split", response_model=list[Corrected], status_code=201)
def split(request: Request, repetition_id: Id, given: SplitAt, store: TheStore) -> list[Corrected]:
    """One repetition becomes two, in one step."""
    return corrected(repicking.split(store, repetition_id, given.at_s, given.why, by(request)))


def _either(given: float | None, now: float | None) -> float:
    return given if given is not None else now or 0.0
