"""One unit's force from its action potentials: regular trains, twitch, doublet, octet."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from neuraldrive.kernels import activation


def _force(times_s: object, contraction_time_s: float = 0.05, duration_s: float = 1.0) -> NDArray[np.float64]:
    times = np.asarray(times_s, dtype=np.float64)
    return activation.unit_force(times, contraction_time_s, duration_s, 10_000.0, 1.0)


@pytest.mark.parametrize("contraction_time_s", [0.03, 0.05, 0.09, 0.13])
def test_the_twitch_peaks_at_the_contraction_time_and_is_the_same_share_of_the_tetanus(
    contraction_time_s: float,
) -> None:
    twitch = _force([0.0], contraction_time_s)
    assert twitch.argmax() / 10_000 == pytest.approx(contraction_time_s, rel=0.01)
    assert twitch.max() == pytest.approx(activation.TWITCH_SHARE, rel=0.01)


@pytest.mark.parametrize("n", [0.2, 0.5, 0.8, 1.0, 1.4, 2.0])
def test_fusion_is_the_mean_force_of_a_regular_train(n: float) -> None:
    rate = n / 0.05
    tail = _force(np.arange(0.0, 6.0, 1.0 / rate), duration_s=6.0)[-int(10_000 * 4.0 / rate) * int(rate) :]
    assert tail.mean() == pytest.approx(activation.fusion(n), abs=0.004)


def test_the_table_of_fusion_is_the_closed_form() -> None:
    n = np.linspace(0.0, 2.9, 500)
    assert max(abs(activation.fused(each) - activation.fusion(each)) for each in n) < 1e-5


def test_the_branch_free_saturation_is_the_exponential() -> None:
    x = np.linspace(0.0, 3.0, 2000)
    exact = 1.0 - np.exp(-np.minimum(x**4, 16.0))
    assert np.abs([activation.saturated(each) for each in x] - exact).max() < 1e-5


def test_nothing_comes_of_no_spike() -> None:
    assert not _force([]).any()


def test_a_potentiated_twitch_is_a_fifth_larger_and_the_tetanus_the_same() -> None:
    one, train = np.zeros(1), np.arange(0.0, 1.0, 0.01)
    rested, more = (
        activation.unit_force(one, 0.05, 0.5, 1e4, gain).max() for gain in (1.0, activation.POTENTIATED_GAIN)
    )
    assert more / rested == pytest.approx(1.20, abs=0.02)
    assert activation.unit_force(train, 0.05, 1.0, 1e4, activation.POTENTIATED_GAIN)[-1] == pytest.approx(1.0, abs=1e-3)
