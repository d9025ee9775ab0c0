"""What a report is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from neuraldrive.errors import BadValue
from neuraldrive.figures.timeline import BestVelocity, Estimate
from neuraldrive.records import Athlete, Recording, Session, SetEntry
from neuraldrive.units import LOAD_UNITS

if TYPE_CHECKING:
    from neuraldrive.adapt import Exclusion, LoadVelocityProfile


@dataclass(frozen=True)
class LiftPart:
    """One lift: its profile and how it came here."""

    profile: LoadVelocityProfile
    estimates: Sequence[Estimate] = ()
    best: Sequence[BestVelocity] = ()


@dataclass(frozen=True)
class SetPart:
    """One set with its repetitions, each with its rise where there is a signal; `recording` is the whole set's."""

    entry: SetEntry
    recording: Recording | None = None


@dataclass(frozen=True)
class SessionPart:
    """One session, its sets in the order they were done."""

    session: Session
    sets: Sequence[SetPart]


@dataclass(frozen=True)
class ReportContent:
    """All that `report.render` prints.

    Args:
        sessions: any order; the newest are printed in full, the others as one line each.
        exclusions: every repetition and set left out of the profiles; those marked in the sessions are added.
        real, simulated: sentences that say what was measured and what a model made.
        sources: keys of sources.bib; those of the profiles are added.
        load_unit: kg or lb.

    Raises:
        BadValue: the load unit is neither.
    """

    athlete: Athlete
    made_at: datetime
    version: str
    lifts: Sequence[LiftPart] = ()
    sessions: Sequence[SessionPart] = ()
    exclusions: Sequence[Exclusion] = ()
    real: Sequence[str] = ()
    simulated: Sequence[str] = ()
    sources: Sequence[str] = ()
    load_unit: str = "kg"

    def __post_init__(self) -> None:
        if self.load_unit not in LOAD_UNITS:
            raise BadValue(
                "load unit", found=repr(self.load_unit), needed=" or ".join(LOAD_UNITS), remedy="Choose one of them."
            )
