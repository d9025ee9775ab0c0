"""Muscles and populations against a second reading, made before the entries were opened.

`muscles.toml` and `populations.toml` hold that reading: besides value and tolerance, how an entry may say that it was
read, and from which source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from neuraldrive.catalog import Muscle, Population, muscle, muscles, population, populations
from neuraldrive.sources import Sourced
from readings import BORNE_BY_A_SOURCE, agrees, not_derived, readings, second_reading

_MUSCLES, _POPULATIONS = second_reading("muscles"), second_reading("populations")
_HELD = [
    *readings(_MUSCLES, unmarked=("absent", "disagreement")),
    *readings(_POPULATIONS, unmarked=("absent", "disagreement")),
]
_DIFFERENT = [*readings(_MUSCLES, marked="disagreement"), *readings(_POPULATIONS, marked="disagreement")]
_ABSENT = [*readings(_MUSCLES, marked="absent"), *readings(_POPULATIONS, marked="absent")]
_NOT_DERIVED = [*not_derived(_MUSCLES), *not_derived(_POPULATIONS)]
# The geometry of the surface EMG stands in the same files and was read once only.
_READ_ONCE = "emg_"


def _numbers(entry: str) -> Mapping[str, Sourced]:
    """The numbers of a muscle, of a population, or of "population.muscle" as they hold there."""
    name, _, of_muscle = entry.partition(".")
    if name in muscles():
        return muscle(name).numbers
    return population(name).numbers_for(of_muscle or "vastus_lateralis")


def _own_numbers() -> list[Any]:
    """Every number that an entry sets itself, as (entry, number)."""
    own = [(name, number) for name, each in muscles().items() for number in each.numbers]
    for name, people in populations().items():
        own += [(name, number) for number in people.numbers]
        own += [(f"{name}.{where}", number) for where, numbers in people.by_muscle.items() for number in numbers]
    return [pytest.param(*each, id=".".join(each)) for each in own if not each[1].startswith(_READ_ONCE)]


def _is_provisional(entry: Muscle | Population) -> bool:
    groups = [entry.numbers, *(entry.by_muscle.values() if isinstance(entry, Population) else ())]
    return any(number.how not in BORNE_BY_A_SOURCE for numbers in groups for number in numbers.values())


@pytest.mark.parametrize(("entry", "number", "reading"), _HELD)
def test_an_entry_agrees_with_the_second_reading(entry: str, number: str, reading: Mapping[str, Any]) -> None:
    found = _numbers(entry)[number]
    assert found.unit == reading["unit"]
    assert agrees(found, reading), reading["reason"]


@pytest.mark.parametrize(("entry", "number", "reading"), _DIFFERENT)
def test_an_entry_that_differs_on_purpose_calls_itself_assumed(
    entry: str, number: str, reading: Mapping[str, Any]
) -> None:
    found = _numbers(entry)[number]
    assert found.how == "assumed"
    assert not agrees(found, reading), "it agrees by now: take the disagreement away"


@pytest.mark.parametrize(("entry", "number", "reading"), _HELD)
def test_an_entry_claims_no_more_of_its_source_than_the_reader_found(
    entry: str, number: str, reading: Mapping[str, Any]
) -> None:
    found = _numbers(entry)[number]
    if found.how != "assumed":  # an assumption may lean on any paper
        assert found.how in reading["how"]
        assert found.source in reading["source"]


@pytest.mark.parametrize(("entry", "number", "reading"), _ABSENT)
def test_a_number_that_an_entry_does_without_is_still_absent(
    entry: str, number: str, reading: Mapping[str, Any]
) -> None:
    assert number not in _numbers(entry), f"it is there by now; it was left out because: {reading['absent']}"


@pytest.mark.parametrize(("entry", "number"), _NOT_DERIVED)
def test_a_number_that_no_source_bears_is_not_called_derived(entry: str, number: str) -> None:
    found = _numbers(entry).get(number)
    assert found is None or found.how not in BORNE_BY_A_SOURCE


@pytest.mark.parametrize(("entry", "number"), _own_numbers())
def test_each_number_was_read_twice_or_found_in_no_source(entry: str, number: str) -> None:
    tables = _MUSCLES if entry in muscles() else _POPULATIONS
    assert (number in tables.get(entry, {})) != (number in tables["not_derived"].get(entry, ()))


@pytest.mark.parametrize("entry", [*muscles().values(), *populations().values()], ids=lambda each: str(each.name))
def test_an_entry_that_recalls_or_assumes_a_number_is_provisional(entry: Muscle | Population) -> None:
    assert entry.provisional == _is_provisional(entry)
