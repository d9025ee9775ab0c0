"""How a literature test says what became of a row of the evidence, so that a table can be made of all of them.

`row.meets` asserts that a simulated value lies in the target that the literature gives. `row.misses` asserts that it does
not, and that it misses by as much as docs/explanation/what-the-pool-cannot-meet.md says: a change for better or worse is
noticed. `row.shows` prints only. A test module names its paper, a key of sources.bib, as `PAPER`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from neuraldrive import sources
from neuraldrive.evidence import Target

SHORTFALLS = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "what-the-pool-cannot-meet.md"
SAME = 0.05
"""Share of a documented value by which a simulated one may differ: chance is in the seeds, which are fixed."""


@cache
def documented() -> dict[tuple[str, str], tuple[str, float]]:
    """Target and simulated value of each shortfall that the page lists, by row and quantity."""
    rows = [line.split("|")[1:-1] for line in SHORTFALLS.read_text().splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row] for row in rows if len(row) == 5]
    return {(row, quantity): (target, float(value)) for row, quantity, target, value, _ in cells if row != "row"}


class Row:
    """Says of one row after the other what became of it."""

    def __init__(self, paper: str, keep: Callable[[str, object], None]) -> None:
        self.paper = sources.source(paper).key
        self.keep = keep

    def meets(
        self, row: str, quantity: str, value: float, low: float = -math.inf, high: float = math.inf, unit: str = ""
    ) -> None:
        """The value lies between `low` and `high`; one of them alone is a direction."""
        met = low <= value <= high
        target = self._kept(row, quantity, value, Target(low, high, unit), "met" if met else "FAILED")
        assert met, f"{row}, {quantity}: {target.shown(value)}, target {target}"

    def misses(
        self, row: str, quantity: str, value: float, low: float = -math.inf, high: float = math.inf, unit: str = "",
        same: float = SAME,
    ) -> None:  # fmt: skip
        """The value lies outside, and where the page of shortfalls says, to a share `same` of it."""
        target = self._kept(row, quantity, value, Target(low, high, unit), "missed")
        said = f"{row}, {quantity}: {target.shown(value)}, target {target}"
        assert (row, quantity) in documented(), f"{SHORTFALLS.name} does not list {said}"
        target_said, value_said = documented()[row, quantity]
        assert target_said == str(target), f"{SHORTFALLS.name} gives another target for {said}"
        assert not low <= value <= high, f"met by now; take it off {SHORTFALLS.name}: {said}"
        change = abs(float(target.shown(value)) - value_said)
        assert change <= same * abs(value_said) + 0.005, f"{SHORTFALLS.name} says {value_said:g}; {said}"

    def shows(
        self, row: str, quantity: str, value: float, low: float = -math.inf, high: float = math.inf, unit: str = ""
    ) -> None:
        """Printed beside what was found, for information: too little is known of the protocol to hold the model to it."""
        self._kept(row, quantity, value, Target(low, high, unit), "for information")

    def _kept(self, row: str, quantity: str, value: float, target: Target, verdict: str) -> Target:
        kept = {"row": row, "paper": self.paper, "quantity": quantity, "target": str(target), "verdict": verdict}
        self.keep("row of the evidence", {**kept, "simulated": target.shown(value)})
        return target


@pytest.fixture
def row(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Row:
    return Row(request.module.PAPER, record_property)
