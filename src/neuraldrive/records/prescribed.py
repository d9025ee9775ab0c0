"""One set as it is to be done: what is on the bar, how fast it should move, when it ends, and why."""

from __future__ import annotations

from dataclasses import dataclass

from neuraldrive.records.measurement import Measurement
from neuraldrive.records.prescription import Span


@dataclass(frozen=True)
class LoadOnTheWay:
    """What a bar with bands or chains weighs at the bottom, in the middle, at the top and on average over its height.

    Args:
        rule: how the load was equated with plates alone.
        hung: the bands and chains, in words.
    """

    bottom_kg: float
    middle_kg: float
    top_kg: float
    mean_kg: float
    rule: str
    hung: str

    def __str__(self) -> str:
        return (
            f"{self.bottom_kg:.0f} kg at the bottom, {self.middle_kg:.0f} in the middle, {self.top_kg:.0f} at the top, "
            f"{self.mean_kg:.0f} on average ({self.hung}; {self.rule})"
        )


@dataclass(frozen=True)
class Prescribed:
    """One set, fitted to the athlete.

    Args:
        exercise: name in the catalogue; `called` as the plan calls it.
        number: of the set; `optional` where a range of sets leaves it open.
        load_kg: what to load, bar included and bands left out; None where the athlete finds it, which `load_in_words` tells.
        asked_kg: before it was rounded to the plates.
        range_kg: of a range of per cent or velocities, its ends.
        unsure_kg: 95 % interval of `asked_kg`, as far as the 1RM, the share or the rating is unsure; None in kg.
        share: of the exercise's 1RM, as loaded.
        bar_kg, per_side, unit: the empty bar, plates on each side in that unit; no bar: None and none.
        on_the_way: with bands or chains.
        velocity: mean velocity to expect of the first repetitions; `target_mps` is what the plan asks.
        stop: what ends the set or the work.
        needs_testing: whether no profile tells the load: a testing session of `to_test` comes first.
        doubts: what is not as the plan has it, or is guessed.
        why: method, what is known of it, where the kg come from.
    """

    exercise: str
    called: str
    number: int
    repetitions: Span | None
    optional: bool = False
    warm_up: bool = False
    load_kg: float | None = None
    load_in_words: str = ""
    asked_kg: float | None = None
    range_kg: tuple[float, float] | None = None
    unsure_kg: tuple[float, float] | None = None
    share: float | None = None
    bar_kg: float | None = None
    per_side: tuple[float, ...] = ()
    unit: str = "kg"
    on_the_way: LoadOnTheWay | None = None
    velocity: Measurement | None = None
    target_mps: Span | None = None
    rest_s: Span | None = None
    stop: str = ""
    needs_testing: bool = False
    to_test: str = ""
    doubts: tuple[str, ...] = ()
    why: str = ""
