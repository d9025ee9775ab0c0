"""What corrections look like to a program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from neuraldrive.store import Correction


class Corrected(BaseModel):
    """One change: of what, from which value to which, why, by whom, when. What is undone stays in the log."""

    id: int
    kind: str
    target_id: int
    field: str
    old: Any
    new: Any
    why: str
    who: str
    at: datetime
    step: int = Field(description="The first change of the same step; they are undone together.")
    undoes: int | None = Field(description="The step that this one took back.")


class CorrectionPage(BaseModel):
    """Some of the log, the latest first; `next` is the offset of what follows, None at its end."""

    items: list[Corrected]
    next: int | None


def corrected(made: Iterable[Correction]) -> list[Corrected]:
    """Changes as they are told."""
    names = tuple(Corrected.model_fields)
    return [Corrected(**{name: getattr(each, name) for name in names}) for each in made]
