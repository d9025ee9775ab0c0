"""Sessions and sets: lists, one, its trace, what rules say of it; and what a person sets right."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from neuraldrive.store import Store
from neuraldrive.units import parse_load
from neuraldrive.web.api.asked import Asked, Id, Limit, Offset, Text, TimeAsked, Why, athlete_of, by
from neuraldrive.web.api.correction_models import Corrected, corrected
from neuraldrive.web.api.session_models import (
    Measured,
    SessionPage,
    SessionWhole,
    Set,
    line_of,
    measured_of,
    set_of,
    whole_of,
)
from neuraldrive.web.house import store_of
from neuraldrive.workflows import keep, repicking, reviewing, traces

router = APIRouter(prefix="/api/v1", tags=["sessions"])
TheStore = Annotated[Store, Depends(store_of)]
Moment = Annotated[float | None, Query(ge=-1e6, le=1e7, allow_inf_nan=False)]


class SessionChange(Asked):
    """What is to be set right of a session; what is left out stays."""

    athlete: Text | None = None
    started_at: TimeAsked | None = None
    note: Annotated[str, Field(max_length=2000)] | None = None
    why: Why = ""


class SetChange(Asked):
    """What is to be set right of a set; what is left out stays. `load` is one as people write it: "225 lb"."""

    load_kg: float | None = None
    load: Annotated[str, Field(max_length=40)] | None = None
    lift: Text | None = None
    rpe: float | None = None
    reps_in_reserve: float | None = None
    count: int | None = None
    note: Annotated[str, Field(max_length=2000)] | None = None
    athlete: Text | None = None
    device: Annotated[Text | None, Field(description="A sensor of the catalogue.")] = None
    why: Why = ""


class Piece(BaseModel):
    """Times (s) and values, as many of the one as of the other."""

    times_s: list[float]
    values: list[float]


class Span(BaseModel):
    """Where a repetition lies."""

    repetition_id: int
    start_s: float
    end_s: float


class Traced(BaseModel):
    """A quantity against time; rises that were recorded one by one are pieces beside each other."""

    quantity: Literal["velocity", "position"]
    unit: str
    pieces: list[Piece]
    spans: list[Span]
    from_s: float
    to_s: float
    first_s: float
    last_s: float
    rate_hz: float
    can_be_picked: bool


class Said(BaseModel):
    """What was, or would be, said after a repetition."""

    number: int
    word: str
    probability: float | None
    reserve: tuple[float, float] | None
    floor_mps: float | None
    why: str
    advice: bool


class Reviewed(BaseModel):
    """What was said of a set, what other rules would have said, and what was done."""

    judged: str
    said: list[Said]
    others: dict[str, str]
    done: str
    grade: str
    rests_on: str
    day: str
    has_speed: bool


@router.get("/sessions", response_model=SessionPage)
def sessions(
    store: TheStore, athlete: str | None = None, lift: str | None = None, limit: Limit = 50, offset: Offset = 0
) -> SessionPage:
    """Sessions, the latest first; of an athlete (number or name), with a lift."""
    found = store.sessions(athlete_of(store, athlete), lift or None, limit=limit + 1, offset=offset)
    more = offset + limit if len(found) > limit else None
    return SessionPage(items=[line_of(each) for each in found[:limit]], next=more)


@router.get("/sessions/{session_id}", response_model=SessionWhole)
def session(session_id: Id, store: TheStore) -> SessionWhole:
    """One session with its sets and repetitions."""
    return whole_of(store.session(session_id))


@router.patch("/sessions/{session_id}", response_model=list[Corrected])
def change_session(request: Request, session_id: Id, given: SessionChange, store: TheStore) -> list[Corrected]:
    """Sets a session right; the old values stay in the log with who and why."""
    return corrected(keep.correct(store, "session", session_id, _given(given), given.why, by(request)))


@router.get("/sets/{set_id}", response_model=Set)
def one_set(set_id: Id, store: TheStore) -> Set:
    """One set with its repetitions."""
    return set_of(store.stored_set(set_id))


@router.patch("/sets/{set_id}", response_model=list[Corrected])
def change_set(request: Request, set_id: Id, given: SetChange, store: TheStore) -> list[Corrected]:
    """Sets a set right, or rates it; what was derived from the old values is derived again."""
    fields = _given(given)
    if load := fields.pop("load", None):
        fields["load_kg"] = parse_load(load)[0]
    return corrected(keep.correct(store, "set", set_id, fields, given.why, by(request)))


@router.get("/sets/{set_id}/trace", response_model=Traced)
def trace(
    set_id: Id, store: TheStore, quantity: Literal["velocity", "position"] = "velocity", from_s: Moment = None,
    to_s: Moment = None, points: Annotated[int, Query(ge=20, le=8000)] = 2000,
) -> Traced:  # fmt: skip
    """The bar's velocity or height against time, thinned to about `points` points with every extreme kept."""
    found = traces.trace(store, set_id, quantity, window=(from_s, to_s), points=points)
    names = ("quantity", "from_s", "to_s", "first_s", "last_s", "rate_hz", "can_be_picked")
    return Traced(
        **{name: getattr(found, name) for name in names}, unit=traces.UNITS[found.quantity],
        pieces=[Piece(times_s=_short(times, 4), values=_short(values, 5)) for times, values in found.pieces],
        spans=[Span(repetition_id=each, start_s=span[0], end_s=span[1]) for each, span in found.spans.items()],
    )  # fmt: skip


@router.get("/sets/{set_id}/rise", response_model=list[Measured])
def rise(
    set_id: Id, store: TheStore, start_s: Annotated[float, Query(allow_inf_nan=False)],
    end_s: Annotated[float, Query(allow_inf_nan=False)],
) -> list[Measured]:  # fmt: skip
    """What a rise between two times would measure; nothing is changed."""
    return measured_of(repicking.preview(store, set_id, (start_s, end_s)))


@router.get("/sets/{set_id}/review", response_model=Reviewed)
def review(set_id: Id, store: TheStore) -> Reviewed:
    """What was said of a set (or would be now, where it was not lifted live), and what other rules would have said."""
    found = reviewing.review_set(store, set_id)
    return Reviewed(
        judged=found.judged, others=dict(found.others), done=found.done, grade=found.grade, rests_on=found.rests_on,
        day=found.day, has_speed=found.has_speed,
        said=[
            Said(number=row.number, word=row.word, probability=row.probability, reserve=row.reserve,
                 floor_mps=row.floor_mps, why=row.why, advice=row.advice)
            for row in found.rows
        ],
    )  # fmt: skip


def _given(change: BaseModel) -> dict[str, Any]:
    given = change.model_fields_set - {"why"}
    return {name: getattr(change, name) for name in type(change).model_fields if name in given}


def _short(values: Any, places: int) -> list[float]:
    return [float(each) for each in values.round(places).tolist()]
