"""Plans as programs send and get them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from neuraldrive.web.api.asked import Asked
from neuraldrive.web.plainly import Plain

PlanText = Annotated[str, Field(max_length=400_000)]
Why = Annotated[str, Field(max_length=400)]
Title = Annotated[str, Field(max_length=120)]
Words = Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=60)]


class _Of(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class NewPlan(Asked):
    """A text to keep as a new plan; its title as given, else as its head says."""

    text: PlanText
    title: Title = ""
    why: Why = ""


class Revision(Asked):
    """A text to keep as a new version, and the version upon which it was written."""

    text: PlanText
    after: Annotated[int, Field(ge=1, le=2**31)]
    why: Why = ""


class Version(_Of):
    """A text that a plan has had."""

    number: int
    text: str
    why: str
    who: str
    written_at: datetime


class ToldPlan(BaseModel):
    """A plan with its latest text; `retired_at` says since when it no longer holds."""

    id: int
    athlete: str
    title: str
    version: int
    made_at: datetime
    retired_at: datetime | None
    text: str
    who: str
    why: str


class PlanWithVersions(ToldPlan):
    """A plan and every text that it has had."""

    versions: list[Version]


class ToCheck(Asked):
    """A text to check; loads are told of a week of the plan, and of some lines alone where asked."""

    text: PlanText
    week: Annotated[int, Field(ge=1, le=104)] = 1
    first: Annotated[int, Field(ge=1, le=10**6)] | None = None
    last: Annotated[int, Field(ge=1, le=10**6)] | None = None


class Edit(_Of):
    """Text in place of the columns `start` to before `end` of a line, all from 1; with `whole` the line goes."""

    line: int
    start: int
    end: int
    text: str
    whole: bool


class Way(_Of):
    """A change that mends a line: what to write where, in this order."""

    label: str
    edits: list[Edit]


class Message(_Of):
    """What is said of a line: "error", "warning" or "note"; `rule` is "" where the text cannot be read."""

    severity: Literal["error", "warning", "note"]
    says: Plain
    mend: Plain
    rule: str
    sources: list[str]
    start: int
    end: int
    ways: list[Way]


class CheckedLine(_Of):
    """A line: "error", "warning", "note", "fine", "waits" (for one above it) or "" (says no work), and what it comes to."""

    number: int
    state: str
    comes_to: Plain
    messages: list[Message]


class Elsewhere(BaseModel):
    """A message of no single line: of the plan as a whole, or of several weeks."""

    where: str
    message: Message


class Rule(_Of):
    """A rule and what was found of it: "error", "warning", "note" or "fine"; `name` is "" for a line that cannot be read."""

    name: str
    label: str
    state: str
    says: Plain


class Answer(BaseModel):
    """A text that was checked; `first` and `last` are the lines that say the week that was asked for, 0 where none does."""

    lines: list[CheckedLine]
    elsewhere: list[Elsewhere]
    rules: list[Rule]
    errors: int
    warnings: int
    notes: int
    first: int
    last: int


class ToBuild(Asked):
    """What a block is to be built for; a wish left out is the builder's."""

    goal: Annotated[str, Field(max_length=40)]
    weeks: Annotated[int, Field(ge=1, le=52)] | None = None
    days: Annotated[list[Annotated[str, Field(max_length=12)]], Field(min_length=1, max_length=7)] = Field(
        default_factory=lambda: ["mon", "wed", "fri"]
    )
    minutes: Annotated[float, Field(ge=10, le=300)] = 75.0
    starts: date | None = None
    competition: date | None = None
    training: Literal["untrained", "trained", "advanced"] = "trained"
    lifts: Words = Field(default_factory=list)
    equipment: Words | None = None
    spare: Words = Field(default_factory=list)
    seed: Annotated[int, Field(ge=0, le=10**6)] = 0
    title: Title = ""


class InTheWay(BaseModel):
    """A wish or rule that conflicts with others, what would free the plan, and the words to change for that."""

    rule: str
    says: str
    frees: str
    change: dict[str, Any]
    enough: bool


class Change(Asked):
    """A line as it is written, and whether what the last session changed of it is to be taken back for that day."""

    written: Annotated[str, Field(min_length=1, max_length=2000)]
    declined: bool = True
