"""The lab: one person's effort simulated, as pictures, numbers, files and lines of Python."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from neuraldrive import catalog
from neuraldrive.sources import source
from neuraldrive.web.api import lab_answers as answers
from neuraldrive.web.api import lab_models as models
from neuraldrive.web.house import house_of
from neuraldrive.web.lab_room import LabRoom, room_of
from neuraldrive.web.leaving import Left, waited_for
from neuraldrive.web.packed import BINARY, packed
from neuraldrive.workflows import lab_contraction, lab_files, lab_gaps, lab_lift, lab_python
from neuraldrive.workflows.lab_courses import Picture

router = APIRouter(prefix="/api/v1/lab", tags=["lab"])
_BINARY: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {BINARY: {"schema": {"type": "string", "format": "binary"}}},
        "description": (
            "As JSON; or, where `Accept` asks for it, packed: a little-endian uint32 with the bytes of a JSON header "
            "(padded with spaces to a multiple of 4), the header, then the arrays that its `arrays` list by name, type "
            "(float32 or uint32) and count, one after the other."
        ),
    }
}  # fmt: skip
_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}
CSV = "text/csv; charset=utf-8"
NOBODY_WAITS = 499
"""The status for the log where whoever asked has gone."""


@router.get("/ready", response_model=answers.ReadyAnswer)
def ready(request: Request, wait_s: float = 0.0) -> answers.ReadyAnswer:
    """Begins to prepare the simulator if nobody has, and says whether it is; waits for it for up to 20 s."""
    room = _room(request)
    room.prepare()
    room.wait(min(max(wait_s if math.isfinite(wait_s) else 0.0, 0.0), 20.0))
    return answers.ReadyAnswer(ready=room.ready, preparing_s=room.preparing_s)


@router.get("/presets", response_model=list[answers.PresetAnswer])
def presets(muscle: models.MuscleName = "vastus_lateralis") -> list[answers.PresetAnswer]:
    """Every population as it drives a muscle, each number with its source."""
    entry = catalog.muscle(muscle)
    return [
        answers.PresetAnswer(
            name=each.name, label=each.label, description=each.description, provisional=each.provisional,
            numbers={
                name: answers.NumberAnswer(
                    value=number.value, unit=number.unit, source=number.source, title=str(source(number.source)),
                    where=number.where, how=number.how,
                )
                for name, number in each.numbers_for(entry).items()
            },
        )
        for each in catalog.populations().values()
    ]  # fmt: skip


@router.post("/contractions", response_model=answers.PictureAnswer, responses=_BINARY)
def contractions(request: Request, given: models.Contraction) -> Response:
    """An isometric effort of one person: pictures and numbers, with bands over runs that differ by chance alone."""
    return _answer(
        request, given, lambda: lab_contraction.picture(given.order(), given.runs, measured=given.measured)
    )  # fmt: skip


@router.post("/lifts", response_model=answers.PictureAnswer, responses=_BINARY)
def lifts(request: Request, given: models.Lift) -> Response:
    """One repetition of one person by a method: bar, activation, force and units."""
    return _answer(request, given, lambda: lab_lift.picture(given.method, given.order(), given.runs, given.unit))


@router.post("/gaps", response_model=list[answers.ApartAnswer])
async def gaps(request: Request, given: models.Pair) -> Response:
    """Two people as fast and as hard as they can: how far apart their forces are, and what explains it.

    Where whoever asked goes away, the explanation is not finished.
    """
    room = _room(request)
    async with waited_for(request) as check:

        def on_run(_done: int, _of: int) -> None:
            check()
            room.give_way()

        try:
            key = f"gaps {given.model_dump_json()}"
            body = await run_in_threadpool(room.answer, key, lambda: _gaps(given, on_run))
        except Left:
            return Response(status_code=NOBODY_WAITS)
    return Response(body, media_type="application/json")


@router.post("/contractions/{what}.csv", responses=_CSV, response_class=Response)
def contraction_file(what: Literal["traces", "discharges"], given: models.Contraction) -> Response:
    """Every sample of the run that is drawn, or every discharge, as CSV."""
    [recording] = lab_contraction.recordings(given.order(), 1)
    return Response(_file(what)(recording), media_type=CSV)


@router.post("/lifts/{what}.csv", responses=_CSV, response_class=Response)
def lift_file(what: Literal["traces", "discharges"], given: models.Lift) -> Response:
    """Every sample of the lift that is drawn, or every discharge, as CSV."""
    [recording] = lab_lift.recordings(lab_lift.named(given.order(), given.method).order, 1)
    return Response(_file(what)(recording), media_type=CSV)


@router.post("/python", response_model=answers.PythonAnswer)
def python(given: models.Both) -> answers.PythonAnswer:
    """Lines of Python that make both recordings, to the byte, in `recording_a` and `recording_b`, and print the rows."""
    return answers.PythonAnswer(text=lab_python.text({name: _side(getattr(given, name)) for name in ("a", "b")}))


def _gaps(given: models.Pair, on_run: Callable[[int, int], None]) -> bytes:
    a, b = given.a.order(), given.b.order()
    parts = lab_gaps.explained(a, b, on_run=on_run) if given.explained else {}
    told = [
        dataclasses.asdict(dataclasses.replace(each, parts=parts.get(each.at, ()))) for each in lab_gaps.apart(a, b)
    ]
    return json.dumps(told).encode()


def _side(given: models.Effort) -> lab_python.Side:
    if given.contraction is not None:
        return lab_python.Side(given.contraction.order(), given.contraction.runs)
    assert given.lift is not None
    named = lab_lift.named(given.lift.order(), given.lift.method)
    return lab_python.Side(named.order, given.lift.runs, given.lift.unit)


def _file(what: str) -> Any:
    return lab_files.traces if what == "traces" else lab_files.discharges


def _room(request: Request) -> LabRoom:
    return room_of(house_of(request))


def _answer(request: Request, given: models.Contraction | models.Lift, make: Any) -> Response:
    kind = BINARY if BINARY in request.headers.get("accept", "") else "application/json"
    key = f"{kind} {type(given).__name__} {given.model_dump_json()}"
    with (room := _room(request)).drawing():
        body = room.answer(key, lambda: packed(make()) if kind == BINARY else _json(make()))
    return Response(body, media_type=kind)


def _json(picture: Picture) -> bytes:
    told = dataclasses.asdict(dataclasses.replace(picture, series={}))
    series = {name: _list(each) for name, each in picture.series.items()}
    return answers.PictureAnswer(**{**told, "series": series}).model_dump_json().encode()


def _list(values: Any) -> list[float | None]:
    return [each if math.isfinite(each) else None for each in np.asarray(values, dtype=float).tolist()]
