"""When a set or a session of a training method is over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from neuraldrive.catalog.entries import broken
from neuraldrive.catalog.lift_entry import Lift
from neuraldrive.errors import CatalogError
from neuraldrive.sources import Sourced

QUANTITIES: Mapping[str, str] = {
    "mean_velocity": "mean velocity",
    "peak_velocity": "peak velocity",
    "jump_height": "jump height",
}
STATISTICS: Mapping[str, str] = {"repetition": "a repetition", "set_mean": "the mean of a set"}
REFERENCES: Mapping[str, str] = {
    "fastest_in_set": "the fastest so far in the set",
    "first_sets": "the mean of the first sets",
}
ENDS = ("set", "session")
FLOORS = ("", "velocity_at_rpe_8")
ZONES = ("inside", "at the limit", "beyond")
_CHOICES: Mapping[str, Collection[str]] = {
    "quantity": QUANTITIES, "statistic": STATISTICS, "reference": REFERENCES, "ends": ENDS, "floor": FLOORS,
}  # fmt: skip
_KEYS = {"quantity", "statistic", "reference", "ends", "floor", "quality"}
_COUNTS = {
    "confirming_repetitions": "confirming_repetitions",
    "loss_needs_repetitions": "needs_repetitions",
    "reference_sets": "reference_sets",
}


@dataclass(frozen=True)
class StopRule:
    """When to stop, as a rule that can be applied to measured repetitions.

    The loss of `quantity`, in `statistic` against `reference`, ends what `ends` names. Nothing in the papers proves a
    switch at one value, so the loss is a range: below it the work goes on, within it the end is near, above it is over.

    Args:
        quantity, statistic, reference: keys of QUANTITIES, STATISTICS and REFERENCES.
        ends: "set" or "session".
        loss: both ends of the loss, as a share of the reference.
        floor: a velocity of the lift below which a loss counts, or "" for none; `floor_margin` (m/s) is added to it.
        quality: what ends it besides, in words.
        least_drop: no smaller drop counts, m/s; None where none is set.
        confirming_repetitions: so many repetitions running must agree.
        needs_repetitions: in sets of fewer the loss says nothing.
        reference_sets: how many first sets make the reference; None where they do not.

    Raises:
        CatalogError: a key is none of those, or first sets are the reference without their number.
    """

    quantity: str
    statistic: str
    reference: str
    ends: str
    loss: tuple[float, float]
    quality: str
    floor: str = ""
    floor_margin: float = 0.0
    least_drop: float | None = None
    confirming_repetitions: int = 1
    needs_repetitions: int = 1
    reference_sets: int | None = None

    def __post_init__(self) -> None:
        for key, known in _CHOICES.items():
            if getattr(self, key) not in known:
                raise broken(f"stop rule: {key}", repr(getattr(self, key)), ", ".join(known))
        if (self.reference == "first_sets") != (self.reference_sets is not None):
            raise broken(
                "stop rule: reference_sets", repr(self.reference_sets), "a number if the first sets are the reference"
            )

    def zone(self, value: float, reference: float) -> str:
        """Where a value stands against its reference: "inside", "at the limit" or "beyond" the loss.

        >>> from neuraldrive import catalog
        >>> rule = catalog.method("dynamic_effort").stop_rule
        >>> rule.zone(0.88, 0.90), rule.zone(0.84, 0.90), rule.zone(0.79, 0.90)
        ('inside', 'at the limit', 'beyond')
        """
        drop = reference - value
        if self.least_drop is not None and drop < self.least_drop:
            return "inside"
        low, high = self.loss
        return ZONES[(drop >= low * reference) + (drop > high * reference)]

    def floor_of(self, lift: Lift) -> float | None:
        """Velocity in that lift below which a loss counts, for people at large, m/s; None where there is none.

        The athlete's own velocity at that effort is better where it is known.

        >>> from neuraldrive import catalog
        >>> round(catalog.method("maximal_effort").stop_rule.floor_of(catalog.lift("back_squat")), 2)
        0.39
        """
        return lift[self.floor] + self.floor_margin if self.floor else None

    def __str__(self) -> str:
        low, high = self.loss
        size = f"{100 * low:.0f} to {100 * high:.0f} %"
        against = REFERENCES[self.reference]
        if self.reference_sets is not None:
            against = f"the mean of the first {self.reference_sets} sets"
        words = f"{STATISTICS[self.statistic]} loses {size} of {QUANTITIES[self.quantity]} against {against}"
        words += f", {self.confirming_repetitions} repetitions running" if self.confirming_repetitions > 1 else ""
        words += " and is near the velocity at RPE 8" if self.floor else ""
        return f"The {self.ends} ends when {words}. {self.quality}"


def load_stop_rule(method: str, table: Mapping[str, Any], numbers: Mapping[str, Sourced]) -> StopRule:
    """A StopRule from the words of its TOML table and the numbers of its method.

    Raises:
        CatalogError: a key is missing or unknown, or the rule does not hold.
    """
    wrong = sorted((_KEYS - {"floor"}) - table.keys()) + sorted(table.keys() - _KEYS)
    wrong += [key for key in ("loss_low", "loss_high") if key not in numbers]
    if wrong:
        raise broken("stop rule: keys", f"{', '.join(wrong)} missing or unknown", ", ".join(sorted(_KEYS))).at(method)
    given = {key: number.value for key, number in numbers.items()}
    more: dict[str, Any] = {field: int(given[key]) for key, field in _COUNTS.items() if key in given}
    more |= {key: given[key] for key in ("floor_margin", "least_drop") if key in given}
    try:
        return StopRule(loss=(given["loss_low"], given["loss_high"]), **table, **more)
    except CatalogError as error:
        raise error.at(f"methods/{method}.toml") from None
