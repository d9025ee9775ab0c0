"""What surface EMG needs to know of a muscle and of the tissue over it, each number with its source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from neuraldrive.catalog.entries import tables, unknown
from neuraldrive.catalog.muscle_entry import Muscle
from neuraldrive.catalog.muscle_limits import EMG_PREFIX
from neuraldrive.errors import CatalogError
from neuraldrive.sources import Sourced

ANY_MUSCLE = "any_muscle"


@cache
def _usual() -> Mapping[str, Sourced]:
    table = tables("emg")[ANY_MUSCLE]
    return {key: Sourced.from_table(number, f"{ANY_MUSCLE}.{key}") for key, number in table.items()}


def emg_numbers(muscle: Muscle) -> Mapping[str, Sourced]:
    """The muscle's own emg_ numbers, and those of any muscle where it has none.

    Raises:
        CatalogError: the muscle has an emg_ number that no EMG needs, one in another unit, or one that cannot be.

    >>> from neuraldrive import catalog
    >>> emg_numbers(catalog.muscle("vastus_lateralis"))["emg_fat_m"].value
    0.007
    """
    own = {key: number for key, number in muscle.numbers.items() if key.startswith(EMG_PREFIX)}
    for key, number in own.items():
        if key not in _usual():
            raise unknown("number of surface EMG", key, _usual()).at(muscle.name)
        usual = _usual()[key]
        low, high = usual.allowed
        if number.unit != usual.unit or not low <= number.value <= high:
            raise CatalogError(
                f"{muscle.name}.{key}", found=f"{number.value:g} {number.unit}",
                needed=f"between {low:g} and {high:g} {usual.unit}", remedy="Correct the value, and check its unit.",
            )  # fmt: skip
    return MappingProxyType({**_usual(), **own})
