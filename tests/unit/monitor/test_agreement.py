"""Two sensors on the same repetitions."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.errors import BadValue, MeasureError
from neuraldrive.monitor import agreement, smallest_worthwhile_change

RNG = np.random.default_rng(1)
TRUE = RNG.uniform(0.3, 0.9, 60)
ENCODER = (TRUE + RNG.normal(0, 0.01, 60)).tolist()
WATCH = (TRUE + 0.05 + RNG.normal(0, 0.04, 60)).tolist()


def test_bias_and_typical_error_are_found_again() -> None:
    found = agreement(ENCODER, WATCH)
    assert found.bias_interval[0] < 0.05 < found.bias_interval[1]
    # what both err by, shared between them
    assert found.typical_error == pytest.approx((0.04**2 + 0.01**2) ** 0.5 / 2**0.5, rel=0.2)
    assert found.low_interval[0] < found.low < found.low_interval[1] < found.bias < found.high


def test_a_pair_with_one_reading_missing_is_left_out_and_counted() -> None:
    found = agreement([None, *ENCODER[1:]], [*WATCH[:-1], None])
    assert (found.pairs, found.left_out) == (58, 2)


def test_sets_that_share_an_error_widen_the_intervals() -> None:
    sets = [i // 5 for i in range(60)]
    shared = (np.array(WATCH) + np.random.default_rng(2).normal(0, 0.06, 12)[sets]).tolist()
    alone, together = agreement(ENCODER, shared), agreement(ENCODER, shared, sets=sets)
    wide, narrow = (each.bias_interval[1] - each.bias_interval[0] for each in (together, alone))
    assert wide > 1.4 * narrow


def test_a_sensor_that_overreads_fast_repetitions_shows_it() -> None:
    found = agreement(ENCODER, [1.2 * each for each in ENCODER])
    assert found.per_unit_interval[0] > 0.1
    assert agreement(ENCODER, WATCH).per_unit_interval[0] < 0.0 < agreement(ENCODER, WATCH).per_unit_interval[1]


def test_whether_a_worthwhile_change_shows_is_told() -> None:
    assert agreement(ENCODER, WATCH, worthwhile=0.06).shows_worthwhile is True
    hidden = agreement(ENCODER, WATCH, worthwhile=0.01)
    assert hidden.shows_worthwhile is False
    assert "more than the smallest worthwhile change 0.01" in str(hidden)
    assert agreement(ENCODER, WATCH).shows_worthwhile is None


def test_the_smallest_worthwhile_change_is_a_fifth_of_what_people_differ_by() -> None:
    values, people = [0.3, 0.3, 0.4, 0.4, 0.5, 0.5], ["a", "a", "b", "b", "c", "c"]
    assert smallest_worthwhile_change(values, people) == pytest.approx(0.2 * 0.1)
    with pytest.raises(BadValue, match="three people"):
        smallest_worthwhile_change(values[:4], people[:4])


def test_what_cannot_be_paired_is_refused() -> None:
    with pytest.raises(BadValue, match="as many of each"):
        agreement(ENCODER, WATCH[:-1])
    with pytest.raises(BadValue, match="finite"):
        agreement([float("nan"), *ENCODER[1:]], WATCH)
    with pytest.raises(MeasureError, match="3 pairs or more"):
        agreement(ENCODER[:2], WATCH[:2])
    with pytest.raises(MeasureError, match="that differ"):
        agreement([0.1, 0.2, 0.3], [0.1, 0.2, 0.3])
