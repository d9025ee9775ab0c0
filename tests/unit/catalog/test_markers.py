"""Neural markers as they are loaded: who was measured, how many, and what the ends are."""

from __future__ import annotations

from typing import Any

import pytest

from neuraldrive.catalog import marker, markers
from neuraldrive.catalog.marker_entry import _range
from neuraldrive.errors import CatalogError

_END = {"value": 0.9, "unit": "ratio", "source": "kohn_2018", "where": "abstract", "how": "stated", "range": [0, 1]}
_GROUP: dict[str, Any] = {"who": "Men", "muscle": "biceps_brachii", "people": [11], "ends": "mean ± SD", "high": _END}


def test_every_group_says_how_many_people_and_what_its_ends_are() -> None:
    groups = [each for entry in markers().values() for each in entry.references]

    assert all(each.people and each.ends and each.who for each in groups)


def test_a_low_end_lies_below_its_high_end() -> None:
    ends = [(each.low.value, each.high.value) for entry in markers().values() for each in entry.references if each.low]

    assert [pair for pair in ends if not pair[0] < pair[1]] == []


def test_ends_lie_on_the_axis_that_they_are_drawn_on() -> None:
    for entry in markers().values():
        for each in entry.references:
            shown = [end.value * entry.per for end in (each.low, each.high) if end is not None]
            assert entry.axis[0] <= min(shown) <= max(shown) <= entry.axis[1]


@pytest.mark.parametrize(
    "change", [{"people": []}, {"people": [0]}, {"people": [1.5]}, {"people": 11}, {"people": [True]}, {"ends": ""}]
)
def test_a_group_without_a_count_of_people_or_a_kind_of_ends_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(CatalogError, match="people"):
        _range("here", _GROUP | change)


@pytest.mark.parametrize("name", ["who", "muscle", "people", "ends", "high"])
def test_a_group_that_lacks_a_part_is_told_which(name: str) -> None:
    with pytest.raises(CatalogError, match=name):
        _range("here", {key: value for key, value in _GROUP.items() if key != name})


def test_people_picked_for_their_activation_are_not_called_healthy_adults_at_large() -> None:
    group = marker("voluntary_activation").reference("vastus_lateralis")

    assert group is not None
    assert "picked" in group.who
    assert group.people == (28, 7)
