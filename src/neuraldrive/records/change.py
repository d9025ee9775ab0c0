"""What a session changes on the next day of an exercise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One change of a line, made once, and why.

    Args:
        exercise: name in the catalogue; method: of the line, or "".
        day: of the session that it comes from, YYYY-MM-DD.
        says: what was found there; does: what changes, in words.
        load_factor: by which the load is multiplied; most_sets: no more sets than that, None for as many as planned.

    >>> print(Change("back_squat", "maximal_effort", "2026-12-07", "rated RPE 10, one above what was asked", "4 % less", 0.96))
    2026-12-07: rated RPE 10, one above what was asked; so 4 % less today.
    """

    exercise: str
    method: str
    day: str
    says: str
    does: str
    load_factor: float = 1.0
    most_sets: int | None = None

    def __str__(self) -> str:
        return f"{self.day}: {self.says}; so {self.does} today."
