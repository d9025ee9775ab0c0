"""Files handed in: kept, asked about first, or refused with the reason. A file twice is a file once."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, BeforeValidator, Field, Json, ValidationError
from starlette.concurrency import run_in_threadpool

from neuraldrive.store import Store
from neuraldrive.units import parse_load
from neuraldrive.web.api.asked import Asked
from neuraldrive.web.house import House, house_of, store_of
from neuraldrive.web.plainly import plainly, told_plainly
from neuraldrive.web.refusals import Refused
from neuraldrive.web.strange import strange
from neuraldrive.web.uploads import Received, Upload, received
from neuraldrive.workflows import naming
from neuraldrive.workflows.importing_beside import Importer

router = APIRouter(prefix="/api/v1", tags=["imports"])
ROOM = "imports"


YesOrNo = Annotated[bool, BeforeValidator(lambda given: str(given).lower() not in ("", "0", "false", "no"))]


class Said(Asked):
    """What is said of the files, for what they leave open. An empty field says nothing."""

    athlete: Annotated[str | None, Field(max_length=80)] = None
    lift: Annotated[str | None, Field(max_length=80)] = None
    load: Annotated[str | None, Field(max_length=40, description='As people write it: "100", "225 lb".')] = None
    load_unit: Literal["kg", "lb"] | None = None
    device: Annotated[str | None, Field(max_length=80, description="A sensor of the catalogue.")] = None
    started_at: datetime | None = None
    format: Annotated[str | None, Field(max_length=40)] = None
    ask: YesOrNo = False
    new: Annotated[
        YesOrNo,
        Field(description="The athlete, or those whom the file names, are new, however near a name is to another."),
    ] = False
    names: Annotated[
        Json[dict[str, Annotated[str, Field(min_length=1, max_length=80)]]] | None,
        Field(
            description='Whom names of the file mean, as JSON: {"Ada Smiht": "Ada Smith"}; itself where it is somebody new.'
        ),
    ] = None


class Told(BaseModel):
    """What went wrong: found, needed, and what to do."""

    kind: str = ""
    where: str = ""
    what: str
    found: str
    needed: str
    remedy: str


class NotBelieved(BaseModel):
    """A row or value that was left out, and why, at last in words; `kept` is what stays of the row, "" where nothing does."""

    where: str
    what: str
    found: str
    needed: str
    kept: str = ""
    words: str = ""


class Ask(BaseModel):
    """What a file leaves open: send it again with this field, or without `ask` to leave it open."""

    field: str
    question: str
    needed: bool


class Slip(BaseModel):
    """A name of the file that nobody has, and whose slip it may be: send it again with `names`, or with `new`."""

    name: str
    meant: list[str]


class Imported(BaseModel):
    """What became of one file. `kept` is false where it was asked about or refused: then nothing of it was kept."""

    name: str
    format: str = ""
    sets: int = 0
    repetitions: int = 0
    kept: bool = False
    already: Annotated[bool, Field(description="It was imported before; nothing was added.")] = False
    athletes: list[str] = []
    new_athletes: Annotated[list[str], Field(description="Those of them who were nobody before.")] = []
    notices: Annotated[list[str], Field(description="What was kept as it stands, and may be a slip.")] = []
    slips: list[Slip] = []
    refusals: list[NotBelieved] = []
    questions: list[str] = []
    asks: list[Ask] = []
    error: Told | None = None
    meant: list[str] = Field(
        [], description="Of whose names the athlete's may be a slip: send it again with one, or with `new`."
    )


class ImportedFile(BaseModel):
    """A file that was imported."""

    id: int
    name: str
    format: str
    imported_at: datetime
    refused: Annotated[int, Field(description="Rows of which nothing was kept.")]
    in_part: Annotated[int, Field(description="Rows that were kept without a value.")] = 0


_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": {
        "type": "object", "required": ["file"],
        "properties": {
            "file": {"type": "array", "items": {"type": "string", "format": "binary"}, "description": "One or more files."},
            **{name: {"type": "string", "description": each.description or "What the files leave open."}
               for name, each in Said.model_fields.items()},
        },
    }}}}
}  # fmt: skip


@router.post("/imports", response_model=list[Imported], openapi_extra=_BODY)
async def imports(request: Request) -> list[Imported]:
    """Takes files in, each whole or not at all, and says of each what came of it.

    With `ask`, a file that leaves something open (whose it is, which lift, kg or lb …) is not kept: its `asks` say what.
    """
    house = house_of(request)
    async with received(request) as brought:
        if not brought.files:
            raise Refused(
                400, "upload", found="no file", needed="one part named file for each file", remedy="Choose a file."
            )
        said, words = _said(brought)
        return [await run_in_threadpool(_taken, house, each, said, words) for each in brought.files]


@router.get("/imports", response_model=list[ImportedFile])
def imported(store: Annotated[Store, Depends(store_of)]) -> list[ImportedFile]:
    """The last hundred files that were imported, the latest first."""
    return [
        ImportedFile(id=each.id, name=each.path.replace("\\", "/").rpartition("/")[2], format=each.format,
                     imported_at=each.imported_at, refused=len({one.where for one in each.refusals if not one.kept}),
                     in_part=len({one.where for one in each.refusals if one.kept}))
        for each in store.imports()[-100:][::-1]
    ]  # fmt: skip


def importer_of(house: House) -> Importer:
    """The process that reads what is handed in; one for the house."""
    made: Importer = house.rooms.setdefault(ROOM, Importer(house.place))
    return made


def _taken(house: House, brought: Upload, said: Said, words: dict[str, Any]) -> Imported:
    """What became of a file; one that is said to be of a name that looks like a slip is not even read."""
    if said.athlete:
        who = naming.look_up(house.store, said.athlete, new=said.new)
        if who.near:
            told = told_plainly(naming.not_there(who).parts)
            return Imported(name=brought.name, error=Told(**told), meant=list(who.near))
        words = {**words, "athlete": who.name}
    return _told(importer_of(house).take(brought.path, brought.name, words, ask=said.ask))


def _told(taken: dict[str, Any]) -> Imported:
    """What became of a file, in the words of the pages."""
    found = Imported(**taken)
    if found.error is not None:
        found.error = Told(**told_plainly(taken["error"]))
    found.notices = [plainly(each) for each in found.notices]
    found.questions = [plainly(each) for each in found.questions]
    for each in found.refusals:
        each.needed, each.words = plainly(each.needed), plainly(each.words)
    return found


def _said(brought: Received) -> tuple[Said, dict[str, Any]]:
    """What was said, and the same as the workflow takes it.

    Raises:
        Refused: a field that cannot be.
    """
    for name in brought.fields:
        if name not in Said.model_fields:
            raise Refused(422, **strange("field", name, [*Said.model_fields, "file"]))
    given = {name: value.strip() for name, value in brought.fields.items() if value.strip()}
    try:
        said = Said.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise Refused(
            422, ".".join(map(str, first["loc"])), found=f"{first.get('input')!r:.80}", needed=first["msg"],
            remedy="Correct it and send it again. Nothing was kept.",
        ) from None  # fmt: skip
    told = said.model_dump(exclude={"ask", "load"}, exclude_none=True, mode="json")
    if said.load:
        told["load_kg"] = parse_load(said.load)[0]
    return said, told
