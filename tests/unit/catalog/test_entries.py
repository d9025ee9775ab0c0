"""What all entries of numbers share."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from neuraldrive import catalog
from neuraldrive.catalog.entries import Numbered, broken, numbers_in, tables, texts_in
from neuraldrive.errors import CatalogError

KINDS: Mapping[str, Mapping[str, Numbered]] = {
    "lift": catalog.lifts(), "sensor": catalog.sensors(), "method": catalog.methods(),
    "exercise": catalog.exercises(), "muscle": catalog.muscles(), "population": catalog.populations(),
    "rule": catalog.rules(), "scatter": catalog.scatters(), "scheme": catalog.schemes(),
    "stop engine": catalog.stop_engines(), "stop record": catalog.stop_records(),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_gives_each_number_by_its_name_and_names_its_paper(kind: str) -> None:
    for entry in KINDS[kind].values():
        for name, number in entry.numbers.items():
            assert entry[name] == number.value
            assert number.source in entry.sources
        assert sorted(set(entry.sources)) == list(entry.sources)


@pytest.mark.parametrize("kind", ["rule", "scheme", "muscle"])
def test_an_unknown_number_of_an_entry_that_users_ask_is_answered_with_the_nearest(kind: str) -> None:
    entry = next(each for each in KINDS[kind].values() if each.numbers)
    name = next(iter(entry.numbers))
    with pytest.raises(CatalogError, match=f"Did you mean {name}"):
        entry[f"{name}x"]


def test_numbers_are_the_tables_of_a_table_but_those_named_besides() -> None:
    table = tables("lifts")["back_squat"]
    numbers = numbers_in(table, "back_squat", besides=("mechanics",))
    assert numbers.keys() == {key for key, each in table.items() if isinstance(each, dict)} - {"mechanics"}


def test_a_number_that_is_not_whole_is_told_with_its_place() -> None:
    with pytest.raises(CatalogError, match=r"catalogue number here\.slope"):
        numbers_in({"slope": {"value": 1.0}}, "here")


def test_texts_are_told_apart_from_numbers_and_what_is_wrong_of_them_is_named() -> None:
    texts, wrong = texts_in({"label": 3, "more": "x", "number": {}}, {"label": str, "why": str})
    assert texts == {"label": 3, "more": "x"}
    assert wrong == ["label", "why", "more"]


def test_an_entry_that_does_not_hold_is_told_with_what_it_needs() -> None:
    assert str(broken("rule: why", "nothing", "a reason").at("taper")) == (
        "taper: rule: why: found nothing, needed a reason. Correct the entry."
    )
