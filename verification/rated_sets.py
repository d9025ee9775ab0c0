"""Rated sets of the OpenBarbell observational study, in the order in which they were done, for fits and checks.

Four lifters, squat and bench press, rated by RPE; the reserve after the last completed repetition is 10 - RPE. "< 5.5" is a
bound and no number. Five sets bear a wrong lift or unit (seen from the order of the session) and are corrected, as in
load_velocity_profile.py; a set of failed attempts only is left out.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels.load_velocity import POUNDS_PER_KILOGRAM
from neuraldrive.kernels.stop_engine import Done

BAR = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "bar"
FILE = Path("openbarbell_observational") / "openbarbell_reps_tidy.csv"
NAMES = {"squat": "back_squat", "bench": "bench_press"}
CORRECTED = {123: "squat", 212: "bench", 289: "bench", 290: "bench"}
CORRECTED_KG = {246: 275.0 / POUNDS_PER_KILOGRAM}
BOUND_RPE = 5.0
"""What "< 5.5" counts as where easy sets are counted, if the file has no figure."""


class Rated(NamedTuple):
    """One set; `reserve` after its last repetition, `sure` where the rating is a number and no bound."""

    who: str
    lift: str
    number: int
    load_kg: float
    velocity_mps: NDArray[np.float64]
    reserve: float
    sure: bool

    @property
    def repetitions(self) -> int:
        return self.velocity_mps.size

    @property
    def reserves(self) -> NDArray[np.float64]:
        """After each repetition."""
        return np.asarray(self.reserve + np.arange(self.repetitions - 1, -1, -1.0))

    @property
    def easy(self) -> bool:
        """RPE 6 or less."""
        return self.reserve >= 4.0

    @property
    def hard(self) -> bool:
        """RPE 9 or more."""
        return self.reserve <= 1.0

    @property
    def done(self) -> Done:
        return Done(self.load_kg, self.velocity_mps, self.reserve if self.sure else np.nan)


def read(folder: Path = BAR) -> list[Rated]:
    """All rated sets, in time order."""
    groups: dict[int, list[dict[str, str]]] = {}
    with (folder / FILE).open() as file:
        for row in csv.DictReader(file):
            groups.setdefault(int(row["set_no"]), []).append(row)
    ordered = sorted(groups.items(), key=lambda item: item[1][0]["time"])
    return [made for number, rows in ordered if (made := _rated(number, rows)) is not None]


def by_lifter(sets: Sequence[Rated]) -> dict[str, list[Rated]]:
    """Sets of each lifter, in time order."""
    return {who: [each for each in sets if each.who == who] for who in sorted({each.who for each in sets})}


def _rated(number: int, rows: Sequence[dict[str, str]]) -> Rated | None:
    velocity = np.array([float(row["mean_vel_ms"]) for row in rows if row["fail"] == "False"])
    first, raw = rows[0], rows[0]["rpe_raw"]
    if not velocity.size or not raw:
        return None
    return Rated(
        first["subject"],
        NAMES[CORRECTED.get(number, first["exercise"])],
        number,
        CORRECTED_KG.get(number, float(first["kg"])),
        velocity,
        10.0 - float(first["RPE"] or BOUND_RPE),
        not raw.startswith("<"),
    )
