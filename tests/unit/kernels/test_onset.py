"""The onset of force: known truths through noise, drift, hum and pre-tension."""

from __future__ import annotations

import numpy as np
import pytest

from isometric_force import ONSET_SHARE, rapid, recorded
from neuraldrive.kernels import onset as kernel
from neuraldrive.kernels.hum import hum
from neuraldrive.kernels.rise import find_rise

START_S = 2.0


def _errors_ms(count: int, seed: int, **kind: float) -> np.ndarray:
    rng, errors = np.random.default_rng(seed), []
    for _ in range(count):
        effort = rapid(rng)
        force = recorded(effort, rng, start_s=START_S, **kind)  # type: ignore[arg-type]
        found = kernel.back_tracked_tillin_2010(force.samples, 1000.0)
        assert found is not None
        errors.append(1000 * (found.at / 1000.0 - START_S - effort.onset_s()))
    return np.array(errors)


def test_without_noise_the_onset_is_where_force_passes_three_thousandths_of_its_maximum():
    assert np.abs(_errors_ms(40, 1)).max() < 0.1


@pytest.mark.parametrize(("noise", "bias_ms", "spread_ms"), [(0.0005, 0.3, 1.0), (0.002, 1.0, 1.5), (0.005, 2.0, 3.0)])
def test_noise_of_an_instrument_shifts_the_onset_by_a_few_milliseconds_at_most(noise, bias_ms, spread_ms):
    errors = _errors_ms(80, 2, noise=noise)
    assert abs(errors.mean()) < bias_ms
    assert errors.std() < spread_ms


def test_a_drifting_baseline_does_not_shift_the_onset():
    for drift in (-0.01, 0.01):
        assert np.abs(_errors_ms(30, 3, drift=drift, noise=0.0003)).max() < 3.0


def test_pre_tension_is_a_baseline_and_no_onset():
    assert np.abs(_errors_ms(30, 4, pretension=0.15, noise=0.0003)).max() < 3.0


def test_the_hum_of_the_mains_is_found_and_carried_on():
    rng = np.random.default_rng(5)
    clean = recorded(rapid(rng), rng).samples
    waves = 5.0 * np.sin(2 * np.pi * 50.03 * np.arange(clean.size) / 1000 + 1)
    found = hum(clean + waves, 1000.0, 900, 1900)
    assert found is not None
    assert found.amplitude == pytest.approx(5.0, abs=0.05)
    assert np.abs(found.samples - waves)[:2300].max() < 0.1


def test_noise_alone_is_no_hum():
    rng = np.random.default_rng(6)
    assert hum(rng.normal(size=3000), 1000.0, 0, 1000) is None


def test_hum_is_not_looked_for_where_the_rate_is_too_low():
    assert hum(np.sin(np.arange(300.0)), 100.0, 0, 100) is None


def test_the_threshold_of_aagaard_is_later_by_what_the_rise_takes_to_reach_it():
    rng = np.random.default_rng(7)
    for _ in range(20):
        effort = rapid(rng)
        force = recorded(effort, rng, start_s=START_S, largest=291.0).samples
        seen = kernel.back_tracked_tillin_2010(force, 1000.0)
        assert seen is not None
        found = kernel.threshold_aagaard_2002(force, 1000.0, kernel.THRESHOLD_NM, seen)
        assert found is not None
        truth = START_S + effort.onset_s(kernel.THRESHOLD_NM / 291.0)
        assert found.at / 1000 == pytest.approx(truth, abs=3e-4)
        assert found.at > seen.at


def test_a_slow_ramp_begins_where_it_passes_three_thousandths():
    ramp = np.clip((np.arange(8000) / 1000 - 1) / 5, 0, 1)
    found = kernel.back_tracked_tillin_2010(ramp, 1000.0)
    assert found is not None
    assert found.at == pytest.approx(1000 + ONSET_SHARE * 5000, abs=1)


def test_a_share_of_another_maximum_moves_the_onset():
    rise = np.clip((np.arange(3000) / 1000 - 2) / 0.2, 0, 0.5)
    own, whole = kernel.back_tracked_tillin_2010(rise, 1000.0), kernel.back_tracked_tillin_2010(rise, 1000.0, 1.0)
    assert own is not None
    assert whole is not None
    assert whole.at - own.at == pytest.approx(0.5 * ONSET_SHARE * 200, abs=0.05)


@pytest.mark.parametrize("flat", [np.zeros(500), np.full(500, 3.0), np.linspace(1, 0, 500)])
def test_where_nothing_rises_there_is_no_onset(flat):
    assert find_rise(flat, 1000.0) is None
    assert kernel.back_tracked_tillin_2010(flat, 1000.0) is None


def test_a_rise_without_a_baseline_before_it_has_no_onset():
    cut = np.clip(np.arange(1000) / 100 + 0.2, 0, 1)
    assert kernel.back_tracked_tillin_2010(cut, 1000.0) is None
