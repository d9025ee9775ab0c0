"""An exercise that can be planned: what it trains, what it needs, whom it hurts, and whose 1RM its loads are shares of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from neuraldrive.catalog.entries import Numbered, broken
from neuraldrive.sources import Sourced

PATTERNS = ("squat", "hinge", "press", "pull", "jump", "throw", "trunk")
KINDS = ("main", "variation", "accessory", "ballistic", "plyometric")
EQUIPMENT = (
    "bar", "rack", "bench", "box", "safety_bar", "trap_bar", "football_bar", "blocks", "boards", "plates", "bands",
    "chains", "dumbbells", "kettlebell", "cable", "machine", "smith_machine", "pull_up_bar", "dip_bars", "ab_wheel",
    "plyo_box", "hurdles", "medicine_ball",
)  # fmt: skip
JOINTS = ("knee", "hip", "lower_back", "shoulder", "elbow", "wrist", "ankle")
NUMBERS = ("one_rm_share", "one_rm_share_sd", "stand_in_share", "stand_in_share_sd")
LOADED_BARS = ("bar", "safety_bar", "trap_bar", "football_bar", "smith_machine")


@dataclass(frozen=True)
class Exercise(Numbered):
    """An exercise of the catalogue.

    `numbers`, each with its source: one_rm_share (the exercise's own 1RM as a share of that of `lift`) and
    stand_in_share (as a share of that of `stand_in`), with their standard deviations between people (…_sd).

    Args:
        name, label, aliases: how it is called.
        pattern: one of PATTERNS; kind: one of KINDS.
        lift: the catalogue's lift whose load-velocity profile and 1RM it uses, itself where it is one; "" for none.
        stand_in: the lift that stands in where the athlete has no profile of `lift`; "" for none.
        equipment, stresses: some of EQUIPMENT and JOINTS; no equipment where the body is enough.
        methods: training methods that it suits.
        provisional: whether a number of it is assumed or recalled.

    Raises:
        CatalogError: a word is none of those, or a number is unknown or lacks its spread.
    """

    name: str
    label: str
    aliases: tuple[str, ...]
    pattern: str
    kind: str
    lift: str
    stand_in: str
    equipment: tuple[str, ...]
    stresses: tuple[str, ...]
    methods: tuple[str, ...]
    provisional: bool
    numbers: Mapping[str, Sourced]

    def __post_init__(self) -> None:
        for what, words, known in (
            ("pattern", (self.pattern,), PATTERNS),
            ("kind", (self.kind,), KINDS),
            ("equipment", self.equipment, EQUIPMENT),
            ("stresses", self.stresses, JOINTS),
            ("numbers", tuple(self.numbers), NUMBERS),
        ):
            wrong = [word for word in words if word not in known]
            if wrong:
                raise broken(f"exercise: {what}", ", ".join(wrong), ", ".join(known)).at(self.name)
        needed = [("one_rm_share", bool(self.lift) and self.lift != self.name), ("stand_in_share", bool(self.stand_in))]
        for name, wanted in needed:
            if wanted != (name in self.numbers) or wanted != (f"{name}_sd" in self.numbers):
                error = broken(f"exercise: {name}", "a share without its lift or spread", "lift, share and spread")
                raise error.at(self.name)

    def __repr__(self) -> str:
        return f"Exercise({self.name}: {self.label})"

    @property
    def share(self) -> float:
        """Its 1RM as a share of that of `lift`: 1 where it is that lift itself."""
        return self["one_rm_share"] if "one_rm_share" in self.numbers else 1.0

    @property
    def share_sd(self) -> float:
        """Standard deviation of `share` between people."""
        return self["one_rm_share_sd"] if "one_rm_share_sd" in self.numbers else 0.0

    @property
    def on_a_bar(self) -> bool:
        """Whether its load is a bar with plates."""
        return any(each in LOADED_BARS for each in self.equipment)
