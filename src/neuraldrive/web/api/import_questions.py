"""What imports left open, and its answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from neuraldrive.store import Store
from neuraldrive.units import parse_load
from neuraldrive.web.api.asked import Asked, Id, by
from neuraldrive.web.api.correction_models import Corrected, corrected
from neuraldrive.web.house import store_of
from neuraldrive.web.refusals import Refused
from neuraldrive.workflows import import_answers, import_questions

router = APIRouter(prefix="/api/v1/imports", tags=["imports"])
TheStore = Annotated[Store, Depends(store_of)]


class Question(BaseModel):
    """A question that is open; `fields` answer it, none where a person can only say that it is settled."""

    import_id: int
    file: str
    imported_at: datetime
    athletes: list[str]
    question: str
    fields: list[str]


class Answer(Asked):
    """The question as it is told, and what answers it: a field of it, or that it is settled as it stands."""

    question: Annotated[str, Field(min_length=1, max_length=2000)]
    lift: Annotated[str | None, Field(max_length=80)] = None
    load: Annotated[str | None, Field(max_length=40, description='As people write it: "100 kg", "225 lb".')] = None
    load_unit: Literal["kg", "lb"] | None = None
    device: Annotated[str | None, Field(max_length=80, description="A sensor of the catalogue.")] = None
    settled: bool = False


@router.get("/questions", response_model=list[Question])
def questions(store: TheStore) -> list[Question]:
    """Every question that an import left open, of the latest import first."""
    names = ("import_id", "file", "imported_at", "question")
    return [
        Question(
            **{name: getattr(each, name) for name in names}, athletes=list(each.athletes), fields=list(each.fields)
        )
        for each in import_questions.open_questions(store)
    ]


@router.post("/{import_id}/answers", response_model=list[Corrected])
def answer(request: Request, import_id: Id, given: Answer, store: TheStore) -> list[Corrected]:
    """Sets right what the question is about, and takes it away; undone like any correction."""
    told: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value
        for name in ("lift", "load_unit", "device")
        if (value := getattr(given, name))
    }
    if given.load and given.load.strip():
        told["load_kg"] = parse_load(given.load)[0]
    if not told and not given.settled:
        raise Refused(
            422, "answer", found="none", needed="what was asked, or that it is settled", remedy="Fill in the answer."
        )
    return corrected(import_answers.answer(store, import_id, given.question, told, by(request)))
