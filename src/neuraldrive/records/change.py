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
        load_factor: by which the load that was done is multiplied; most_sets: no more sets than that, None for as many as
            planned.
        done_kg: the heaviest load of that session's work sets, None where nobody knows.

    >>> print(Change("back_squat", "maximal_effort", "2026-12-07", "rated RPE 10 where 9 was asked", "4 % less load", 0.96))
    2026-12-07: rated RPE 10 where 9 was asked; so 4 % less load today.
    """

    exercise: str
    method: str
    day: str
    says: str
    does: str
    load_factor: float = 1.0
    most_sets: int | None = None
    done_kg: float | None = None

    def __str__(self) -> str:
        done = f", with {self.done_kg:g} kg" if self.done_kg is not None and self.load_factor != 1.0 else ""
        return f"{self.day}: {self.says}{done}; so {self.does} today."
