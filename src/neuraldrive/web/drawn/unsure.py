"""A day of which cannot be said whether it is usual, and why."""

from __future__ import annotations

from neuraldrive.workflows.lately import DayStanding

CANNOT_TELL = "Cannot be told yet"
NEEDED = 3
"""Earlier days that a day is compared with."""


def earlier(said: DayStanding) -> int:
    """How many earlier days there are to compare with."""
    return said.change.days if said.change is not None else 0


def why_of(said: DayStanding | None) -> str:
    """What is known of a day of a lift, in a sentence."""
    if said is None:
        return "No set of this lift has a date, so no day can be compared."
    if said.change is None and "no reading" in said.why:
        return f"No earlier day of this lift is there to compare it with; it takes {NEEDED}."
    return said.why
