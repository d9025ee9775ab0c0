"""Collects what a reader did not believe and what it must ask."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from neuraldrive.records import Refusal

NAMED = 20  # of one kind by line; a broken column would otherwise fill the screen


class Doubts:
    """Refusals and questions of one file, in the order met; many of one kind are summed up.

    >>> doubts = Doubts("squat.csv")
    >>> doubts.refuse(7, "load", "-20 kg", "a load above 0 kg")
    >>> print(doubts.refusals[0])
    squat.csv:7: load: found -20 kg, needed a load above 0 kg
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._refusals: list[Refusal] = []
        self._counts: Counter[str] = Counter()
        self._questions: dict[str, None] = {}

    def place(self, line: int) -> str:
        """File and line, as errors name them."""
        return f"{self.file}:{line}"

    def refuse(
        self, line: int, what: str, found: str, needed: str, file: str | None = None, *, kept: str = ""
    ) -> None:  # fmt: skip
        """A row or value that was not believed, of this file or of the one beside it; `kept` is what stays of the row."""
        self._counts[what] += 1
        if self._counts[what] <= NAMED:
            self._refusals.append(Refusal(f"{file or self.file}:{line}", what, _short(found), needed, kept))

    def more(self, what: str, number: int) -> None:
        """As many more of a kind, after those named."""
        self._counts[what] += number

    def take(self, other: Doubts) -> None:
        """All that another file of the same reading raised."""
        self._refusals += other._refusals
        self._counts.update(other._counts)
        self._questions |= other._questions

    def ask(self, question: str) -> None:
        """A question that the file leaves open; the same one is asked once."""
        self._questions[question] = None

    @property
    def count(self) -> int:
        """All refusals, named or not."""
        return self._counts.total()

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """The refusals by line, and one more for each kind that was too frequent to name.

        Of a row that is refused whole nothing is kept, whatever else was found in it.
        """
        whole = {each.where for each in self._refusals if not each.kept}
        told = [replace(each, kept="") if each.where in whole else each for each in self._refusals]
        named = Counter(refusal.what for refusal in self._refusals)
        kept = {refusal.what: refusal.kept for refusal in self._refusals}
        more = [
            Refusal(
                self.file,
                what,
                f"{number - named[what]} more like the {named[what]} named",
                "the same",
                kept.get(what, ""),
            )
            for what, number in self._counts.items()
            if number > named[what]
        ]
        return (*told, *more)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions, each once."""
        return tuple(self._questions)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."
