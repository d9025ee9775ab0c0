"""The two levels of the pool have one force scale: the mean of the spikes is the closed form of the rates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from neuraldrive import catalog, simulate

MUSCLES = tuple(catalog.muscles())


@pytest.mark.parametrize("name", MUSCLES)
@pytest.mark.parametrize("level", [0.10, 0.30, 0.50, 1.00])
def test_mean_force_of_the_spikes_is_that_of_the_rates(name: str, level: float) -> None:
    """To 1.5 %; in first dorsal interosseous to 4 %, whose largest units are hardly fused and gain from their scatter.

    The rates know neither noise nor an inward current.
    """
    state = replace(catalog.population("untrained").typical(name), noise_scale=0.0, inward_current=0.0)
    effort = simulate.drive(np.full(9, level), rate_hz=1)
    force = simulate.contraction(name, effort, state=state, tires=False, rate_hz=200.0, seed=1)["force"].samples
    assert force[600:].mean() == pytest.approx(level, rel=0.04 if name == "first_dorsal_interosseous" else 0.015)


@pytest.mark.parametrize("level", [0.05, 0.10, 0.20, 0.30, 0.50])
def test_a_held_force_is_that_of_the_rates_with_noise_and_an_inward_current_too(level: float) -> None:
    """To 4 %, in the one muscle whose units have the current, over three seeds."""
    name = "first_dorsal_interosseous"
    assert catalog.population("untrained").typical(name).inward_current > 0.0
    effort = simulate.hold(at=level, hold_s=8)
    found = [
        simulate.contraction(name, effort, tires=False, rate_hz=200.0, seed=seed)["force"].samples[600:1600].mean()
        for seed in range(3)
    ]
    assert np.mean(found) == pytest.approx(level, rel=0.04)


@pytest.mark.parametrize("name", MUSCLES)
def test_mean_rates_of_the_spikes_are_those_of_the_law(name: str) -> None:
    state = replace(catalog.population("untrained").typical(name), noise_scale=0.0)
    rates = simulate.steady_state(name, at=0.5, state=state).discharge_rates_pps
    effort = simulate.drive(np.full(11, 0.5), rate_hz=1)
    found = simulate.contraction(name, effort, state=state, tires=False, rate_hz=200.0, seed=2).motor_units
    assert found is not None
    for rate, train in zip(rates[::7], found.discharge_times_s[::7], strict=True):
        if rate > 0:
            assert (train.size - 1) / (train[-1] - train[0]) == pytest.approx(rate, rel=0.08)
    total = sum(train.size for train in found.discharge_times_s)
    assert total / 10.0 == pytest.approx(rates.sum(), rel=0.02)


@pytest.mark.parametrize("level", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_the_steady_state_is_the_level_that_was_asked_for(level: float) -> None:
    found = simulate.steady_state("soleus", at=level)
    person = catalog.population("untrained").typical("soleus")
    full = simulate.steady_state("soleus", at=1.0).tetanic_share
    assert found.tetanic_share == pytest.approx(level * full)
    assert (found.excitation > 0) == (level > 0)
    assert found.recruited_share == pytest.approx((found.discharge_rates_pps > 0).mean())
    assert full < person.ceiling
