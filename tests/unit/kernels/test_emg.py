"""The interference signal: sums of templates, whatever the order, and what cancels in them."""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive.kernels import emg

RATE_HZ = 1000.0


def templates(n: int = 5, phases: int = 4, length: int = 20, channels: int = 3, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(n, phases, length, channels)).astype(np.float32)


def trains(n: int = 5, seconds: float = 3.0, seed: int = 2) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [np.sort(rng.uniform(0.0, seconds, 40)) for _ in range(n)]


def test_the_sum_is_that_of_whole_trains_convolved_with_templates():
    shapes, times = templates(), trains()
    found = emg.superposed(shapes, emg.in_order(times, 0.0, RATE_HZ, 4), 3000)
    naive = np.zeros((3400, 3))
    for unit, train in enumerate(times):
        ticks = np.rint(train * 4 * RATE_HZ).astype(int)
        for p in range(4):
            ones = np.bincount(ticks[ticks % 4 == p] // 4, minlength=3381)[:3381]
            for c in range(3):
                naive[:, c] += np.convolve(ones, shapes[unit, p, :, c])[:3400]
    assert found == pytest.approx(naive[:3000], abs=1e-4)


def test_the_order_of_discharges_does_not_matter():
    shapes, in_order = templates(), emg.in_order(trains(), 0.0, RATE_HZ, 4)
    mixed = np.random.default_rng(3).permutation(in_order.unit.size)
    shuffled = emg.Discharges(*(each[mixed] for each in in_order))
    assert emg.superposed(shapes, shuffled, 3000) == pytest.approx(emg.superposed(shapes, in_order, 3000), abs=1e-5)


def test_it_is_linear_in_templates_and_in_trains():
    shapes, times = templates(), trains()
    all_of_it = emg.superposed(shapes, emg.in_order(times, 0.0, RATE_HZ, 4), 3000)
    assert emg.superposed(3 * shapes, emg.in_order(times, 0.0, RATE_HZ, 4), 3000) == pytest.approx(
        3 * all_of_it, abs=1e-4
    )
    halves = [emg.in_order([train[k::2] for train in times], 0.0, RATE_HZ, 4) for k in (0, 1)]
    assert sum(emg.superposed(shapes, half, 3000) for half in halves) == pytest.approx(all_of_it, abs=1e-5)


@pytest.mark.parametrize(
    ("at_s", "inside"), [(-0.010, slice(10, 20)), (-1.0, slice(0, 0)), (0.095, slice(0, 5)), (0.2, slice(0, 0))]
)
def test_a_template_that_leaves_the_signal_is_cut_not_wrapped(at_s, inside):
    shapes = templates(1)
    found = emg.superposed(shapes, emg.in_order([np.array([at_s])], 0.0, RATE_HZ, 4), 100)
    expected = np.zeros((100, 3), dtype=np.float32)
    piece = shapes[0, 0, inside]
    start = max(round(at_s * RATE_HZ), 0)
    expected[start : start + len(piece)] = piece
    assert np.array_equal(found, expected)


def test_no_discharge_gives_silence():
    found = emg.superposed(templates(2), emg.in_order([np.zeros(0), np.zeros(0)], 0.0, RATE_HZ, 4), 50)
    assert found.shape == (50, 3)
    assert not found.any()


def test_a_discharge_between_samples_takes_the_template_between_them():
    times = np.arange(160) / 16.0 / RATE_HZ + np.arange(160) * 0.02
    ticks = emg.in_order([times], 0.0, RATE_HZ, 4)
    placed_s = (ticks.sample + ticks.phase / 4.0) / RATE_HZ
    assert np.abs(placed_s - times).max() <= 0.5 / 4.0 / RATE_HZ + 1e-12
    assert set(ticks.phase.tolist()) == {0, 1, 2, 3}


def test_templates_that_end_early_may_be_added_as_far_as_they_go():
    shapes = templates()
    shapes[2, :, 7:] = 0.0
    shapes[4] = 0.0
    lengths = emg.lengths_of(shapes)
    assert lengths.tolist() == [20, 20, 7, 20, 0]
    discharges = emg.in_order(trains(), 0.0, RATE_HZ, 4)
    assert np.array_equal(emg.superposed(shapes, discharges, 3000, lengths), emg.superposed(shapes, discharges, 3000))


def test_averaging_from_a_unit_s_discharges_gives_its_template_back():
    shapes = templates(1)
    at = np.arange(10, 900, 40)
    signal = emg.superposed(shapes, emg.in_order([at / RATE_HZ], 0.0, RATE_HZ, 4), 1000)
    assert emg.triggered_average(signal, at, 20) == pytest.approx(shapes[0, 0], abs=1e-6)
    assert not emg.triggered_average(signal, np.array([995]), 20).any()


def test_one_unit_loses_nothing_and_opposite_ones_everything():
    shapes = np.abs(templates(2))
    shapes[1] = -shapes[0]
    apart = emg.in_order([np.array([0.1]), np.array([0.4])], 0.0, RATE_HZ, 4)
    at_once = emg.in_order([np.array([0.1]), np.array([0.1])], 0.0, RATE_HZ, 4)
    assert emg.amplitude_cancellation(shapes, apart, 1000) == pytest.approx([0.0] * 3, abs=1e-6)
    assert emg.amplitude_cancellation(shapes, at_once, 1000) == pytest.approx([1.0] * 3)
    assert not emg.amplitude_cancellation(shapes, emg.in_order([np.zeros(0)], 0.0, RATE_HZ, 4), 1000).any()


def test_noise_has_its_root_mean_square_in_every_channel_and_is_the_same_for_the_same_key():
    made = [np.zeros((20_000, 3), dtype=np.float32) for _ in range(3)]
    for signal, key in zip(made, (5, 5, 6), strict=True):
        emg.add_noise(signal, np.uint64(key), 2e-6)
    assert np.array_equal(made[0], made[1])
    assert not np.array_equal(made[0], made[2])
    # 20,000 samples: a standard deviation is known to 0.5 %, a correlation to 0.7 %.
    assert made[0].std(axis=0) == pytest.approx([2e-6] * 3, rel=0.02)
    assert np.abs(np.corrcoef(made[0].T) - np.eye(3)).max() < 0.03


def test_channels_turned_round_are_the_same_samples():
    signal = np.random.default_rng(4).normal(size=(201, 5)).astype(np.float32)
    assert np.array_equal(emg.by_channel(signal), signal.T.astype(np.float64))
