"""A muscle: its motor units and how fast they discharge; the nervous system that drives it is not part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from neuraldrive.catalog.entries import Numbered, unknown
from neuraldrive.catalog.muscle_limits import EMG_PREFIX, LIMITS, OPTIONAL, RATE_CODINGS, contradiction
from neuraldrive.errors import CatalogError
from neuraldrive.sources import Sourced

OWN_VALUE = "own_value"
"""The source of a number that the user chose."""


@dataclass(frozen=True)
class Muscle(Numbered):
    """A motor-unit pool and what it pulls with, each number with its source; "first" is the unit recruited first.

    Args:
        rate_coding: "onion_skin" (units recruited earlier discharge faster) or "rising" (later ones do).
        numbers: units, recruitment_range (last over first threshold), upper_limit_of_recruitment (force, as a share
            of maximal voluntary force, at which the last unit is recruited), tetanic_force_range, the contraction
            times and rates of the first and last unit, rate_exponent, the variability of intervals and of the shared
            drive, fatigability and recovery, electromechanical_delay_s; where known, maximal_voluntary_force.
        like: the catalogue's muscle that this one was made from, its own name for one of the catalogue.

    Raises:
        CatalogError: a number is missing, unknown or in another unit, or two numbers contradict each other.

    >>> from neuraldrive import catalog
    >>> muscle = catalog.muscle("vastus_lateralis")
    >>> muscle["units"], muscle.numbers["peak_rate_first_pps"].how
    (400.0, 'derived')
    """

    name: str
    label: str
    aliases: tuple[str, ...]
    rate_coding: str
    provisional: bool
    numbers: Mapping[str, Sourced]
    like: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", MappingProxyType(dict(self.numbers)))
        object.__setattr__(self, "like", self.like or self.name)
        if self.rate_coding not in RATE_CODINGS:
            raise CatalogError(
                f"{self.name}.rate_coding", found=repr(self.rate_coding), needed=" or ".join(RATE_CODINGS),
                remedy="Correct the entry.",
            )  # fmt: skip
        self._complete()
        error = contradiction(self.rate_coding, {key: number.value for key, number in self.numbers.items()})
        if error is not None:
            raise error.at(self.name)

    def __getitem__(self, name: str) -> float:
        if name not in self.numbers:
            raise unknown("number of a muscle", name, self.numbers)
        return self.numbers[name].value

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        numbers = dict(self.numbers)  # a read-only view cannot be pickled
        return (Muscle, (self.name, self.label, self.aliases, self.rate_coding, self.provisional, numbers, self.like))

    def __repr__(self) -> str:
        return f"Muscle({self.name}: {self['units']:.0f} units, {self.rate_coding})"

    def with_number(self, key: str, value: float, why: str, unit: str | None = None) -> Muscle:
        """The same muscle with one number of one's own; the copy says that it is assumed, and why.

        Args:
            unit: needed only for a number that the muscle lacks so far.

        Raises:
            CatalogError: no such number, or a value that no muscle has.

        >>> from neuraldrive import catalog
        >>> slow = catalog.muscle("soleus").with_number("peak_rate_last_pps", 9.0, why="what if it were slower?")
        >>> slow["peak_rate_last_pps"], slow.numbers["peak_rate_last_pps"].how
        (9.0, 'assumed')
        """
        if key not in LIMITS and key not in self.numbers:
            raise unknown("number of a muscle", key, {**LIMITS, **self.numbers})
        now = self.numbers.get(key)
        changed = own_number(self.name, key, value, why, unit or (now.unit if now else LIMITS[key].unit), now)
        return replace(self, numbers={**self.numbers, key: changed})

    @cached_property
    def _hash(self) -> int:
        # A pool is cached by its muscle, so that the hash is asked for at every simulation.
        return hash((self.name, self.rate_coding, tuple(sorted(self.numbers.items(), key=lambda item: item[0]))))

    def _complete(self) -> None:
        missing = [key for key in LIMITS if key not in OPTIONAL and key not in self.numbers]
        if missing:
            raise CatalogError(
                f"muscle {self.name}", found=f"no {', '.join(missing)}", needed="all numbers of a muscle",
                remedy='Add them, or begin with like = "…", a muscle to take them from.',
            )  # fmt: skip
        for key, number in self.numbers.items():
            if key in LIMITS:
                LIMITS[key].check(f"{self.name}.{key}", number.value, number.unit)
            elif not key.startswith(EMG_PREFIX):
                raise unknown("number of a muscle", key, LIMITS).at(self.name)


def own_number(name: str, key: str, value: float, why: str, unit: str, now: Sourced | None = None) -> Sourced:
    """A number that the user chose, inside what any muscle may have; `now` is the number that it replaces."""
    if key in LIMITS:
        LIMITS[key].check(f"{name}.{key}", value, unit)
        allowed = LIMITS[key].low, LIMITS[key].high
    else:
        allowed = now.allowed if now is not None else (float(value), float(value))
    try:
        return Sourced(float(value), unit, OWN_VALUE, why, "assumed", allowed)
    except CatalogError as error:
        raise error.at(f"{name}.{key}") from None
    except OverflowError:
        raise CatalogError(
            f"{name}.{key}",
            found="a number beyond any float",
            needed=f"a number in {unit}",
            remedy="Correct the value.",
        ) from None
