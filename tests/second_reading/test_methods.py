"""Training methods against a second reading, made from notes on the papers before the entries were written.

`methods.toml` holds that reading, and says how far it goes: one hand wrote both, so the entries stay provisional.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from neuraldrive.catalog import method, methods
from readings import BORNE_BY_A_SOURCE, agrees, not_derived, readings, second_reading

_METHODS = second_reading("methods")
_OWN = [(name, number) for name, each in methods().items() for number in each.numbers]


@pytest.mark.parametrize(("entry", "number", "reading"), readings(_METHODS))
def test_an_entry_agrees_with_the_second_reading(entry: str, number: str, reading: Mapping[str, Any]) -> None:
    found = method(entry).numbers[number]
    assert found.unit == reading["unit"]
    assert agrees(found, reading), reading["reason"]


@pytest.mark.parametrize(("entry", "number", "reading"), readings(_METHODS))
def test_an_entry_claims_no_more_of_its_source_than_the_reading_found(
    entry: str, number: str, reading: Mapping[str, Any]
) -> None:
    found = method(entry).numbers[number]
    if found.how != "assumed":  # an assumption may lean on any paper
        assert found.how in reading["how"]
        assert found.source in reading["source"]


@pytest.mark.parametrize(("entry", "number"), not_derived(_METHODS))
def test_a_number_that_no_source_bears_is_not_called_derived(entry: str, number: str) -> None:
    assert method(entry).numbers[number].how not in BORNE_BY_A_SOURCE


@pytest.mark.parametrize(("entry", "number"), _OWN)
def test_each_number_was_read_twice_or_found_in_no_source(entry: str, number: str) -> None:
    assert (number in _METHODS[entry]) != (number in _METHODS["not_derived"][entry])


def test_every_method_stays_provisional_until_somebody_else_has_read_it() -> None:
    assert [name for name, each in methods().items() if not each.provisional] == []
