"""Yao, Fuglevand and Enoka 2000: synchronised discharges make more EMG, not more force, of the same number of discharges."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.kernels.pool_force import Clock, Spikes, pool_force
from neuraldrive.simulate.pool import pool
from surface_efforts import FIRST_S, LAST_S, bipolar, steady, trains

PAPER = "yao_2000"
MUSCLE = "first_dorsal_interosseous"


def synchronised(times: list[np.ndarray], share: float) -> list[np.ndarray]:
    """That share of the discharges moved to the nearest of 100 common instants a second, by 5 ms at most, give or take 1 ms."""
    rng = np.random.default_rng(0)
    common = np.arange(FIRST_S, LAST_S, 0.010)
    moved = []
    for train in times:
        after = np.clip(np.searchsorted(common, train), 1, common.size - 1)
        near = np.where(common[after] - train < train - common[after - 1], common[after], common[after - 1])
        moved.append(np.where(rng.random(train.size) < share, near + 0.001 * rng.standard_normal(train.size), train))
    return moved


def mean_force(times: list[np.ndarray]) -> float:
    """Mean force of these trains, share of the tetanus, but for the second in which it builds up."""
    made = pool(MUSCLE, steady(MUSCLE, 0.5).truth.state)
    starts = np.cumsum([0, *(train.size for train in times)])
    spikes = Spikes(
        np.concatenate([np.sort(train) for train in times]), starts, np.zeros(0), delay_s=0.0, evoked_delay_s=0.0
    )
    capacity = np.ones((1, len(times)))
    force = pool_force(made.units, spikes, Clock(int(1000 * LAST_S), 0.001, 1000.0), capacity, 1.0)
    return float(force[int(1000 * (FIRST_S + 1.0)) :].mean())


@pytest.mark.parametrize("level", [0.2, 0.5, 0.9])
def test_synchrony_does_not_raise_the_mean_force(level, row):
    free = trains(MUSCLE, level)
    change = mean_force(synchronised(free, 0.6)) / mean_force(free) - 1.0
    row.meets("H4", f"change of mean force by synchrony at {level:.0%}", change, -0.02, 0.02, "ratio")


@pytest.mark.parametrize("level", [0.2, 0.5, 0.9])
def test_synchrony_raises_rectified_emg_and_leaves_the_discharges_as_many(level, row):
    free = trains(MUSCLE, level)
    some, all_of_them = synchronised(free, 0.6), synchronised(free, 1.0)
    assert [each.size for each in some] == [each.size for each in free]
    arv = [float(np.abs(bipolar(MUSCLE, each)).mean()) for each in (free, some, all_of_them)]
    assert arv[0] < arv[1] < arv[2]
    # Published: 65 % at a moderate and 130 % at a high level, by another way of moving discharges: the order of size only.
    row.meets("H4", f"gain of EMG by moderate synchrony at {level:.0%}", arv[1] / arv[0] - 1.0, 0.2, 1.3, "ratio")
    row.meets("H4", f"gain of EMG by full synchrony at {level:.0%}", arv[2] / arv[0] - 1.0, 0.4, 2.0, "ratio")
