"""A population: how its nervous systems drive a muscle, and how much people in it differ."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from statistics import NormalDist
from types import MappingProxyType
from typing import Any

import numpy as np

from neuraldrive.catalog.entries import Numbered, numbers_in, unknown
from neuraldrive.catalog.muscle_entry import Muscle
from neuraldrive.catalog.muscle_file import muscle as find_muscle
from neuraldrive.errors import BadValue, CatalogError
from neuraldrive.records import NeuralState
from neuraldrive.sources import Sourced

STATE_NUMBERS = tuple(each.name for each in fields(NeuralState) if each.name not in ("name", "sources"))
_SD, _LOG_SD = "_sd", "_log_sd"
_STANDARD_NORMAL = NormalDist()


@dataclass(frozen=True)
class Population(Numbered):
    """People whose nervous systems are alike, each number with its source.

    Args:
        numbers: each field of NeuralState as it is in the middle of the population; with `…_sd` the spread between
            people about it, with `…_log_sd` that of its natural logarithm. A field without a spread is the same in all.
        by_muscle: for single muscles, the numbers that differ there.

    Raises:
        CatalogError: a number is missing or unknown.

    >>> from neuraldrive import catalog
    >>> people = catalog.population("untrained")
    >>> people.typical().ceiling, people.typical("tibialis_anterior").ceiling
    (0.91, 0.995)
    """

    name: str
    label: str
    description: str
    provisional: bool
    numbers: Mapping[str, Sourced]
    by_muscle: Mapping[str, Mapping[str, Sourced]]

    def __post_init__(self) -> None:
        muscles = {name: MappingProxyType(dict(numbers)) for name, numbers in self.by_muscle.items()}
        object.__setattr__(self, "numbers", MappingProxyType(dict(self.numbers)))
        object.__setattr__(self, "by_muscle", MappingProxyType(muscles))
        known = {f"{field}{spread}": field for field in STATE_NUMBERS for spread in ("", _SD, _LOG_SD)}
        for numbers in (self.numbers, *self.by_muscle.values()):
            for key in numbers:
                if key not in known:
                    raise unknown("number of a population", key, known).at(self.name)
        missing = [field for field in STATE_NUMBERS if field not in self.numbers]
        if missing:
            raise CatalogError(
                f"population {self.name}", found=f"no {', '.join(missing)}", needed="all numbers of a neural state",
                remedy="Complete the entry.",
            )  # fmt: skip

    def __hash__(self) -> int:
        return hash(self.name)

    def __reduce__(self) -> tuple[Any, ...]:
        by_muscle = {name: dict(numbers) for name, numbers in self.by_muscle.items()}
        return (Population, (self.name, self.label, self.description, self.provisional, dict(self.numbers), by_muscle))

    def __repr__(self) -> str:
        return f"Population({self.name}: {self.label})"

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the papers that this entry rests on."""
        everything = (self.numbers, *self.by_muscle.values())
        return tuple(sorted({number.source for numbers in everything for number in numbers.values()}))

    def numbers_for(self, muscle: str | Muscle = "vastus_lateralis") -> dict[str, Sourced]:
        """The numbers as they hold for one muscle.

        One's own muscle is driven like the muscle that it was made from; a muscle for which the population has no
        numbers of its own is driven like vastus lateralis.
        """
        return {**self.numbers, **self.by_muscle.get(_muscle_name(muscle), {})}

    def typical(self, muscle: str | Muscle = "vastus_lateralis") -> NeuralState:
        """The neural state in the middle of the population.

        Raises:
            CatalogError: no such muscle.
        """
        numbers = self.numbers_for(muscle)
        return self._state(self.name, {field: numbers[field].value for field in STATE_NUMBERS}, numbers)

    def sample(self, n: int, *, seed: int, muscle: str | Muscle = "vastus_lateralis") -> tuple[NeuralState, ...]:
        """`n` people, drawn within the allowed range of each number.

        Person k is the same whatever `n`, and stands at the same place in each population and for each muscle, so
        that two populations or muscles of one seed differ by what sets them apart, not by the draw.

        Raises:
            BadValue: `n` or `seed` is no number of people or no seed.
            CatalogError: no such muscle.

        >>> from neuraldrive import catalog
        >>> people = catalog.population("untrained").sample(20, seed=7)
        >>> people[0] == catalog.population("untrained").sample(1, seed=7)[0]
        True
        """
        check_whole("people", n, 1)
        check_whole("seed", seed, 0)
        numbers = self.numbers_for(muscle)
        return tuple(self._person(k, seed, numbers) for k in range(n))

    def _person(self, k: int, seed: int, numbers: Mapping[str, Sourced]) -> NeuralState:
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(k,)))
        # One draw a field, whether it spreads or not: a spread added later leaves the other numbers as they were.
        drawn = {field: _drawn(field, float(rng.random()), numbers) for field in STATE_NUMBERS}
        return self._state(f"{self.name} {k + 1}", drawn, numbers)

    def _state(self, name: str, values: Mapping[str, float], numbers: Mapping[str, Sourced]) -> NeuralState:
        keys = {numbers[field].source for field in STATE_NUMBERS}
        return NeuralState(name=name, sources=tuple(sorted(keys)), **values)


def load_population(name: str, table: Mapping[str, Any]) -> Population:
    """A Population from its TOML table."""
    by_muscle = {muscle: numbers_in(numbers, f"{name}.{muscle}") for muscle, numbers in table.get("muscle", {}).items()}
    numbers = numbers_in(table, name, besides=("muscle",))
    return Population(name, table["label"], table["description"], table["provisional"], numbers, by_muscle)


def _drawn(field: str, uniform: float, numbers: Mapping[str, Sourced]) -> float:
    middle, (low, high) = numbers[field].value, numbers[field].allowed
    if f"{field}{_LOG_SD}" in numbers:
        spread = numbers[f"{field}{_LOG_SD}"].value
        drawn = math.exp(_truncated(math.log(middle), spread, (math.log(low), math.log(high)), uniform))
        return min(max(drawn, low), high)
    if f"{field}{_SD}" in numbers:
        return min(max(_truncated(middle, numbers[f"{field}{_SD}"].value, (low, high), uniform), low), high)
    return middle


def _truncated(middle: float, sd: float, ends: tuple[float, float], uniform: float) -> float:
    """A normal deviate that cannot leave its ends, from one uniform deviate."""
    below, above = (_STANDARD_NORMAL.cdf((end - middle) / sd) for end in ends)
    share = below + (above - below) * uniform
    return middle + sd * _STANDARD_NORMAL.inv_cdf(min(max(share, 1e-15), 1.0 - 1e-15))


def _muscle_name(muscle: str | Muscle) -> str:
    return (muscle if isinstance(muscle, Muscle) else find_muscle(muscle)).like


def check_whole(what: str, value: object, least: int, remedy: str = "Correct the call.") -> None:
    """Raise BadValue where a number of people or a seed is none."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise BadValue(what, found=repr(value), needed=f"a whole number from {least}", remedy=remedy)
