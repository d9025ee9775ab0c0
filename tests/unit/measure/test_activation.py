"""Voluntary activation from superimposed and resting responses that are known."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from neuraldrive import measure
from neuraldrive.errors import MeasureError, MissingChannel
from neuraldrive.records import Recording, Signal

TIME = np.arange(0, 4, 0.001)


def _response(at_s: float, size: float) -> np.ndarray:
    """A twitch that peaks 80 ms after the stimulus."""
    since = np.clip(TIME - at_s, 0, None) / 0.08
    return size * since * np.exp(1 - since)


def _effort(size: float = 7.0, noise: float = 0.0, at_s: float = 3.0, seed: int = 1) -> Recording:
    rng = np.random.default_rng(seed)
    held = 500 * np.clip(TIME - 1, 0, 1) + noise * np.cumsum(rng.normal(size=TIME.size)) / 20
    return Recording({"force": Signal(held + _response(at_s, size), "N", rate_hz=1000)}, stimulus_times_s=(at_s,))


def _rest(size: float = 100.0, at_s: float = 1.0) -> Recording:
    return Recording({"force": Signal(2.0 + _response(at_s, size), "N", rate_hz=1000)}, stimulus_times_s=(at_s,))


def test_it_is_one_minus_superimposed_over_resting():
    found = measure.voluntary_activation(_effort(7.0), _rest(100.0), pulses=2)
    assert found.value == pytest.approx(0.93, abs=1e-4)
    assert "doublets: 1 during, 1 at rest" in found.method
    assert found.flags == ()


def test_the_interval_holds_the_truth_through_a_wavering_effort():
    held = 0
    for seed in range(40):
        found = measure.voluntary_activation(_effort(8.0, noise=1.0, seed=seed), _rest(), pulses=2)
        assert found.interval is not None
        held += found.interval[0] <= 0.92 <= found.interval[1]
    assert held >= 37


def test_the_times_may_be_given_and_one_recording_may_hold_both():
    both = 500 * np.clip(np.minimum(TIME - 0.2, 1.8 - TIME) * 5, 0, 1) + _response(1.2, 10) + _response(3.0, 100)
    force = Signal(both, "N", rate_hz=1000)
    found = measure.voluntary_activation(force, force, at_s=1.2, resting_at_s=3.0, pulses=3)
    assert found.value == pytest.approx(0.90, abs=0.001)
    assert "triplets" in found.method


def test_several_stimuli_are_averaged():
    force = Signal(_response(0.5, 90) + _response(2.5, 110), "N", rate_hz=1000)
    found = measure.voluntary_activation(_effort(10.0), force, resting_at_s=(0.5, 2.5), pulses=2)
    assert found.value == pytest.approx(0.9, abs=0.001)
    assert "2 at rest" in found.method


def test_a_single_pulse_is_doubted_above_ninety_per_cent_and_refused_below():
    assert any("single pulses" in flag for flag in measure.voluntary_activation(_effort(5), _rest(), pulses=1).flags)
    with pytest.raises(MeasureError, match="invalid below about 90 % effort"):
        measure.voluntary_activation(_effort(30), _rest(), pulses=1)


def test_a_simulation_knows_how_many_pulses_there_were_and_a_recording_does_not():
    effort = _effort(30)
    every = SimpleNamespace(stimulus_times_s=np.array([3.0]))
    simulated = Recording(dict(effort.channels), truth=every, stimulus_times_s=(3.0,))
    with pytest.raises(MeasureError, match="single pulses"):
        measure.voluntary_activation(simulated, _rest())
    assert any("not known" in flag for flag in measure.voluntary_activation(effort, _rest()).flags)


def test_no_response_above_the_effort_is_said():
    found = measure.voluntary_activation(_effort(0.0), _rest(), pulses=2)
    assert found.value == pytest.approx(1.0)
    falling = Recording({"force": Signal(500 - 40 * TIME, "N", rate_hz=1000)}, stimulus_times_s=(3.0,))
    assert any("no superimposed response" in f for f in measure.voluntary_activation(falling, _rest(), pulses=2).flags)


def test_a_response_at_rest_may_begin_with_the_recording():
    cut = Signal(_response(0.0, 100), "N", rate_hz=1000)
    found = measure.voluntary_activation(_effort(10), cut, resting_at_s=0.0, pulses=2)
    assert found.value == pytest.approx(0.9, abs=0.001)


@pytest.mark.parametrize(
    ("superimposed", "resting", "more", "words"),
    [
        (_effort()["force"], _rest(), {}, "does not say when"),
        (_effort(at_s=3.9), _rest(), {}, "200 ms after"),
        (_effort(), _rest(0.0), {}, "a response at rest"),
        (_effort(), Recording({"force": Signal(_response(1, 9), "N·m", rate_hz=1000)}, stimulus_times_s=(1.0,)), {}, "one unit"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(superimposed, resting, more, words):
    with pytest.raises(MeasureError, match=words):
        measure.voluntary_activation(superimposed, resting, pulses=2, **more)


def test_a_recording_without_force_is_refused():
    emg = Recording({"emg": Signal(np.ones(100), "V", rate_hz=1000)}, stimulus_times_s=(0.05,))
    with pytest.raises(MissingChannel, match="force"):
        measure.voluntary_activation(emg, _rest())
