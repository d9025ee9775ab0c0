"""What one athlete is to do on one day, line by line, in kilograms."""

from __future__ import annotations

from dataclasses import dataclass

from neuraldrive.records.change import Change
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.records.prescription import Prescription


@dataclass(frozen=True)
class SheetLine:
    """One line of the plan, its sets fitted to the athlete, and what the last session changed of it.

    Args:
        written: as the plan has it; line: as it is to be done, changed or not.
        problem: why the sets could not be fitted, or "".
        declined: a change that somebody took back; the line is as it was written.
    """

    written: Prescription
    line: Prescription
    sets: tuple[Prescribed, ...]
    change: Change | None = None
    problem: str = ""
    declined: Change | None = None


@dataclass(frozen=True)
class DaySheet:
    """A day's work from one plan.

    Args:
        day: YYYY-MM-DD; at: HH:MM or "".
        week: of the plan, from 1; label: the week's own.
        minutes: how long it takes, rests counted; None where nobody can tell.
        findings: what the checks say of this day.
        notes: what is to be known of the sheet as a whole.
    """

    athlete: str
    plan_id: int
    plan: str
    version: int
    day: str
    week: int
    lines: tuple[SheetLine, ...]
    at: str = ""
    label: str = ""
    note: str = ""
    minutes: float | None = None
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
