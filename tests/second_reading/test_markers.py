"""Neural markers against a second reading, made from the abstracts of the papers.

`markers.toml` holds that reading, how many people were measured, and what of each marker is left open. A marker is provisional as
long as something is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from neuraldrive.catalog import ReferenceRange, marker, markers
from neuraldrive.sources import Sourced
from readings import agrees, readings, second_reading

_READ = second_reading("markers")
_NUMBERS = readings(_READ["numbers"])


def _groups() -> Mapping[str, ReferenceRange]:
    """Every group of people by "marker.muscle.place among those of that muscle"."""
    found: dict[str, ReferenceRange] = {}
    for name, entry in markers().items():
        for each in entry.references:
            place = sum(1 for other in found if other.startswith(f"{name}.{each.muscle}.")) + 1
            found[f"{name}.{each.muscle}.{place}"] = each
    return found


def _numbers() -> Mapping[tuple[str, str], Sourced]:
    """Every end of every group by marker and "muscle.place.end"."""
    ends = {
        tuple(f"{group}.{end}".split(".", 1)): number
        for group, each in _groups().items()
        for end, number in (("low", each.low), ("high", each.high))
        if number is not None
    }
    return {(name, number): found for (name, number), found in ends.items()}


@pytest.mark.parametrize(("entry", "number", "reading"), _NUMBERS)
def test_an_entry_agrees_with_the_second_reading(entry: str, number: str, reading: Mapping[str, Any]) -> None:
    found = _numbers()[entry, number]
    assert found.unit == reading["unit"]
    assert agrees(found, reading), reading["reason"]


@pytest.mark.parametrize(("entry", "number", "reading"), _NUMBERS)
def test_an_entry_claims_no_more_of_its_source_than_the_reader_found(
    entry: str, number: str, reading: Mapping[str, Any]
) -> None:
    found = _numbers()[entry, number]
    assert found.how in reading["how"]
    assert found.source in reading["source"]


def test_each_number_was_read_twice() -> None:
    read = {(entry, number) for entry, numbers in _READ["numbers"].items() for number in numbers}
    assert set(_numbers()) == read


@pytest.mark.parametrize("group", sorted(_READ["people"]))
def test_an_entry_counts_the_people_that_the_reader_counted(group: str) -> None:
    read = _READ["people"][group]
    assert list(_groups()[group].people) == read["people"], read["reason"]
    assert _groups()[group].ends == read["ends"]


def test_the_people_of_each_group_were_counted_twice() -> None:
    assert set(_groups()) == set(_READ["people"])


@pytest.mark.parametrize("name", sorted(markers()))
def test_a_marker_is_provisional_exactly_as_long_as_something_is_open(name: str) -> None:
    assert marker(name).provisional == bool(_READ["open"][name])


def test_a_number_from_memory_keeps_its_marker_provisional() -> None:
    recalled = {name for (name, _), found in _numbers().items() if found.how == "recalled"}
    assert [name for name in recalled if not marker(name).provisional] == []
