"""What repetitions cost and rest gives back."""

from __future__ import annotations

import pytest

from neuraldrive.kernels.capacity import Cost, Losses, rested, spent

COST = Cost(0.007, 0.8, 57.0, 1100.0, 4.0, 0.009, 86400.0)


def test_a_repetition_costs_its_time_and_its_weight() -> None:
    after = spent(Losses(), COST, activation_s=1.5, moved_share=0.8, relative_load=0.8)
    assert after.fast + after.slow == pytest.approx(0.007 * (1.5 + 3.2))
    assert after.fast == pytest.approx(4.0 * after.slow)
    assert after.lasting == 0.0


def test_rest_gives_back_fast_what_is_fast_and_never_more_than_was_lost() -> None:
    tired = Losses(0.2, 0.05, 0.1)
    minute, hour = rested(tired, COST, 60.0), rested(tired, COST, 3600.0)
    assert minute.fast / tired.fast < 0.4 < minute.slow / tired.slow < minute.lasting / tired.lasting
    assert tired.capacity < minute.capacity < hour.capacity < 1.0


def test_two_rests_are_one_of_their_sum() -> None:
    twice = rested(rested(Losses(0.2, 0.1, 0.05), COST, 40.0), COST, 50.0)
    assert twice == pytest.approx(rested(Losses(0.2, 0.1, 0.05), COST, 90.0))


@pytest.mark.parametrize(("load", "share"), [(0.8, 0.0), (0.9, 0.0), (0.95, 0.5), (1.0, 1.0), (1.1, 1.0)])
def test_only_near_maximal_loads_cost_what_takes_days(load: float, share: float) -> None:
    assert spent(Losses(), COST, 1.0, 1.0, load).lasting == pytest.approx(0.009 * share)


def test_strength_never_falls_below_nothing() -> None:
    assert Losses(0.9, 0.3).capacity == 0.0
