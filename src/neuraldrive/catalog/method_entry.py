"""A training method: what it prescribes, when a set or session of it ends, and what is claimed and known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from neuraldrive.catalog.claim_entry import Claim
from neuraldrive.catalog.entries import Numbered, broken, unknown
from neuraldrive.catalog.stop_rule import StopRule
from neuraldrive.sources import Sourced

RANGES = ("relative_load", "repetitions", "sets", "rest_s", "sessions_per_week", "loss")
"""Ranges that every method has; each is two numbers, `…_low` and `…_high`."""

MORE_RANGES = ("session_repetitions", "reserve", "bar_velocity", "throw_load", "drop_height_m")
STOP_NUMBERS = ("least_drop", "confirming_repetitions", "loss_needs_repetitions", "reference_sets", "floor_margin")
MORE_NUMBERS = ("accommodating_load", "rest_between_repetitions_s", "longest_contact_s", *STOP_NUMBERS)

_ENDS = ("_low", "_high")
_NEEDED = ("intent", *(f"{name}{end}" for name in RANGES for end in _ENDS))
_KNOWN = {*_NEEDED, *MORE_NUMBERS, *(f"{name}{end}" for name in MORE_RANGES for end in _ENDS)}
_BOTH = (_ENDS, _ENDS[::-1])


@dataclass(frozen=True)
class Method(Numbered):
    """A training method of the catalogue.

    `numbers`, each with its source: relative_load, repetitions (a set), sets (a session), rest_s, sessions_per_week and
    loss (the stop rule's) as `…_low` and `…_high`, and intent, the share of the reserve above what the load needs. Some
    methods have more: session_repetitions (in all), reserve (repetitions left at the end), bar_velocity (m/s),
    throw_load, drop_height_m, accommodating_load (bands or chains at the top, of the 1RM), rest_between_repetitions_s,
    longest_contact_s, and the numbers of the stop rule.

    Args:
        released: whether bar or body leaves at the end of the push.
        stop_rule: when a set or the session is over.
        asks: what the method asks of the nervous system.
        claimed, found: what is said to come of it, and what the papers bear out.
        disagreement: where practice and papers, or papers among themselves, differ.
        claims: the claims of the catalogue that bear on it, each with its verdict.

    Raises:
        CatalogError: a number is missing or unknown, or a range is the wrong way round.

    >>> from neuraldrive import catalog
    >>> heavy = catalog.method("max effort")
    >>> heavy.name, heavy.range("relative_load"), heavy["rest_s_low"]
    ('maximal_effort', (0.85, 1.0), 180.0)
    """

    name: str
    label: str
    aliases: tuple[str, ...]
    provisional: bool
    released: bool
    numbers: Mapping[str, Sourced]
    stop_rule: StopRule
    intent_in_words: str
    asks: str
    claimed: str
    found: str
    disagreement: str
    claims: tuple[Claim, ...]

    def __post_init__(self) -> None:
        for key in self.numbers:
            if key not in _KNOWN:
                raise unknown("number of a method", key, dict.fromkeys(_KNOWN)).at(self.name)
        halves = {
            f"{key.removesuffix(end)}{other}" for key in self.numbers for end, other in _BOTH if key.endswith(end)
        }
        missing = [key for key in (*_NEEDED, *sorted(halves)) if key not in self.numbers]
        if missing:
            raise broken("method: numbers", f"no {', '.join(missing)}", "all numbers of a method").at(self.name)
        for name in (*RANGES, *MORE_RANGES):
            if f"{name}_low" in self.numbers and self[f"{name}_low"] > self[f"{name}_high"]:
                raise broken(f"method: {name}", str(self.range(name)), "the lower number first").at(self.name)

    def __repr__(self) -> str:
        return f"Method({self.name}: {self.label})"

    def range(self, name: str) -> tuple[float, float]:
        """Both ends of a range: `relative_load`, `repetitions`, `sets`, `rest_s` …

        Raises:
            CatalogError: the method has no such range; the nearest are named.
        """
        if f"{name}_low" not in self.numbers:
            have = [key.removesuffix("_low") for key in self.numbers if key.endswith("_low")]
            raise unknown(f"range of {self.name}", name, dict.fromkeys(have))
        return self[f"{name}_low"], self[f"{name}_high"]
