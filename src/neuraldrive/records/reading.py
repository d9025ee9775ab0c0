"""What a reader found in a file."""

from __future__ import annotations

from dataclasses import dataclass

from neuraldrive.records.recording import Recording
from neuraldrive.records.training import Session


@dataclass(frozen=True)
class Refusal:
    """A row, or a value of it, that was not believed: nothing is dropped in silence.

    Args:
        kept: what stays of the row all the same, as "without its load"; "" where nothing of it does.

    >>> print(Refusal("log.csv:6", "column 'weight'", "'abc'", "a number", "without its load"))
    log.csv:6: kept without its load: 'abc' is no number
    """

    where: str
    what: str
    found: str
    needed: str
    kept: str = ""

    def __str__(self) -> str:
        if not self.kept:
            return f"{self.where}: {self.what}: found {self.found}, needed {self.needed}"
        why = f"{self.found} is no number" if self.needed == "a number" else f"found {self.found}, needed {self.needed}"
        return f"{self.where}: kept {self.kept}: {why}"


@dataclass(frozen=True, eq=False)
class Reading:
    """A file's signals (`recordings`), its logged sets (`sessions`), or both, and what was refused.

    `questions` are what the file cannot answer and the user should (unit of the load, rating of the sets).
    """

    format: str
    path: str
    sha256: str
    recordings: tuple[Recording, ...] = ()
    sessions: tuple[Session, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def repetition_count(self) -> int:
        """Repetitions as logged; a signal's own are found by `measure.repetitions`."""
        return sum(entry.repetition_count for session in self.sessions for entry in session.sets)
