"""Loads that can be put on the bar: the nearest, from plates that exist, never far off without a word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuraldrive import catalog
from neuraldrive.errors import BadValue, CatalogError
from neuraldrive.plan.plates import nearest_load, plates_of, smallest_step

SETS = st.sampled_from(list(catalog.plate_sets()))
OWN = st.dictionaries(st.sampled_from([25.0, 20.0, 15.0, 10.0, 5.0, 2.5, 1.25, 0.5]), st.integers(1, 4), min_size=1)


@settings(max_examples=200, deadline=None)
@given(load=st.floats(1, 700), bar=st.sampled_from([10.0, 15.0, 20.0, 27.5]), plates=SETS | OWN)
def test_a_load_is_the_sum_of_bar_and_plates_at_hand_and_no_further_off_than_the_smallest_step(
    load: float, bar: float, plates: str | dict[float, int]
) -> None:
    try:
        found = nearest_load(load, bar, plates)
    except BadValue:
        return  # said, not rounded: what is said is tested below
    given_plates = plates_of(plates)
    assert found.load_kg == pytest.approx(bar + 2 * given_plates.unit_kg * sum(found.per_side), abs=1e-5)
    assert abs(found.load_kg - load) <= smallest_step(plates) + 1e-6
    assert all(found.per_side.count(mass) <= dict(given_plates.pairs)[mass] for mass in found.per_side)
    assert list(found.per_side) == sorted(found.per_side, reverse=True)


@settings(max_examples=100, deadline=None)
@given(load=st.floats(20, 300))
def test_with_all_plates_no_load_is_nearer_than_the_one_found(load: float) -> None:
    grid = [20 + 2.5 * step for step in range(120)]
    assert abs(nearest_load(load).load_kg - load) == pytest.approx(min(abs(each - load) for each in grid), abs=1e-6)


def test_half_way_between_two_loads_the_lighter_is_taken() -> None:
    assert nearest_load(101.25).load_kg == 100.0


def test_few_and_heavy_plates_go_on_first() -> None:
    assert nearest_load(100).per_side == (25.0, 15.0)
    assert nearest_load(225 * 0.45359237, 20.4116565, "lb").per_side == (45.0, 45.0)


@pytest.mark.parametrize(
    ("load", "bar", "plates", "message"),
    [
        (12, 20, "kg", "at least the empty bar, 20 kg"),
        (1000, 20, "kg", "at most 652.5 kg"),
        (33, 20, {10: 2, 2.5: 1}, "25 or 40 kg: the plates give nothing between"),
        (float("nan"), 20, "kg", "a load and a bar in kg"),
        (100, 0, "kg", "a load and a bar in kg"),
        (100, 20, {}, "pairs of each plate"),
        (100, 20, {10: 0}, "pairs of each plate"),
        (100, 20, [10, 20], "pairs of each plate"),
        (100, 20, {"ten": 2}, "pairs of each plate"),
    ],
)  # fmt: skip
def test_what_cannot_be_loaded_is_refused_with_what_can(load: float, bar: float, plates: object, message: str) -> None:
    with pytest.raises(BadValue, match=message):
        nearest_load(load, bar, plates)  # type: ignore[arg-type]


def test_an_unknown_set_of_plates_gets_the_known_ones() -> None:
    with pytest.raises(CatalogError, match="kg_fractional"):
        nearest_load(100, 20, "stones")
