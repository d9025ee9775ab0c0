"""The pool's own reference numbers, from the study in which its constants were found: a change of kernel or catalogue shows.

Units to 2 %, rates of the pool to 1 %, force of rapid efforts to 0.02 at 50 and 0.03 at 100 ms, activation to 2 points: what
another step, other seeds or a rounder constant make of them. Those of first dorsal interosseous were read anew from the
pool, since four of its constants are no longer those of the study.
"""

from __future__ import annotations

import numpy as np
import pytest

from neuraldrive import measure, simulate
from neuraldrive.evidence import single_unit
from neuraldrive.kernels.activation import fusion
from neuraldrive.kernels.rate_coding import rates as rates_at
from neuraldrive.simulate.pool import pool
from pool_efforts import SEEDS, activation, force_after, full, interval_rates, mean_of, person, rapid

UNIT_S = 0.050
UNIT = {
    "twitch": (lambda: single_unit.twitch(UNIT_S), 0.158),
    "doublet of 10 ms": (lambda: single_unit.doublet(UNIT_S), 0.551),
    "doublet of 10 ms over twitch": (lambda: single_unit.doublet(UNIT_S) / single_unit.twitch(UNIT_S), 3.50),
    "doublet of 5 ms over twitch": (lambda: single_unit.doublet(UNIT_S, 0.005) / single_unit.twitch(UNIT_S), 3.36),
    "rate for half of the tetanus": (lambda: single_unit.rate_for(0.5, UNIT_S), 15.1),
    "peak of an octet": (lambda: float(octet().max()), 0.806),
    "octet, 50 ms after its onset": (lambda: float(after_onset(octet())[int(0.050 * single_unit.RATE_HZ)]), 0.563),
    "octet, steepest rise": (lambda: single_unit.steepest_rise(single_unit.regular(300.0, 8), UNIT_S), 15.1),
    "ripple at 8 Hz": (lambda: single_unit.steady(8.0, UNIT_S)[1], 0.682),
    "fusion at 0.5": (lambda: float(fusion(0.5)), 0.2061),
    "fusion at 0.7": (lambda: float(fusion(0.7)), 0.4198),
    "fusion at 1.0": (lambda: float(fusion(1.0)), 0.824),
    "fusion at 1.4": (lambda: float(fusion(1.4)), 0.9978),
}


def octet() -> np.ndarray:
    return single_unit.force(single_unit.regular(300.0, 8), UNIT_S)


def after_onset(force: np.ndarray) -> np.ndarray:
    """From 1 % on."""
    return force[int(np.argmax(force > 0.01)) :]


@pytest.mark.parametrize("quantity", sorted(UNIT))
def test_a_unit_of_50_ms_gives_its_reference_numbers(quantity):
    found, reference = UNIT[quantity]
    assert found() == pytest.approx(reference, rel=0.02)


def test_half_relaxation_of_that_unit():
    twitch = single_unit.force(np.zeros(1), UNIT_S)
    peak = int(twitch.argmax())
    half = int(np.argmax(twitch[peak:] < 0.5 * twitch[peak]))
    assert half / single_unit.RATE_HZ == pytest.approx(0.0545, rel=0.02)


# threshold of the last unit, excitation at 30 and 50 %, force at full excitation, units on and mean rate at 30 and 50 %, at full
POOLS = {
    "vastus_lateralis": (0.946, 0.560, 0.725, 0.995, 0.94, 12.4, 15.8, 24.9),
    "tibialis_anterior": (0.943, 0.647, 0.777, 0.994, 0.95, 19.8, 24.1, 34.1),
    "biceps_brachii": (0.944, 0.599, 0.753, 0.984, 0.94, 18.9, 23.4, 33.4),
    "soleus": (0.953, 0.552, 0.729, 0.968, 0.93, 7.4, 8.8, 11.8),
    "first_dorsal_interosseous": (0.550, 0.419, 0.517, 0.997, 0.97, 14.2, 15.9, 26.6),
    "adductor_pollicis": (0.685, 0.566, 0.685, 0.992, 0.99, 16.3, 19.3, 30.4),
}


@pytest.mark.parametrize("muscle", sorted(POOLS))
def test_a_pool_gives_its_reference_numbers(muscle):
    made = pool(muscle, full(muscle))
    last, at_30, at_50, most, on, *mean_rates = POOLS[muscle]
    assert made.units.threshold[-1] == pytest.approx(last, rel=0.01)
    assert [float(made.excitation_for(level)) for level in (0.3, 0.5)] == pytest.approx([at_30, at_50], rel=0.01)
    assert made.full_force == pytest.approx(most, rel=0.01)
    levels = [simulate.steady_state(muscle, level, state=full(muscle)) for level in (0.3, 0.5, 1.0)]
    assert levels[1].recruited_share == pytest.approx(on, abs=0.01)
    found = [float(each.discharge_rates_pps[each.discharge_rates_pps > 0].mean()) for each in levels]
    assert found == pytest.approx(mean_rates, rel=0.01)
    assert rates_at(1.0, *made.units[:1], *made.units[3:]).mean() == pytest.approx(mean_rates[-1], rel=0.01)


@pytest.mark.parametrize(
    ("excitation", "percent"), [(0.1, 2.7), (0.2, 6.1), (0.3, 10.5), (0.5, 24.1), (0.7, 46.5), (0.9, 79.2)]
)
def test_force_of_vastus_lateralis_against_excitation(excitation, percent):
    made = pool("vastus_lateralis", full("vastus_lateralis"))
    force = float(np.interp(excitation, made.excitations, made.forces)) / made.full_force
    assert 100.0 * force == pytest.approx(percent, abs=0.06)


# force at 50 and 100 ms, onset by eye; rate of the first interval
RAPID = {
    "untrained": (0.145, 0.518, 73.0),
    "strength_trained": (0.162, 0.522, 102.0),
    "explosive_trained": (0.234, 0.581, 112.0),
}


@pytest.mark.parametrize("population", sorted(RAPID))
def test_a_rapid_knee_extension_gives_its_reference_numbers(population):
    """First rates within 15 %: here the truth tells doublets from fast first intervals."""
    each = [rapid("vastus_lateralis", person(population, "vastus_lateralis"), seed) for seed in SEEDS]
    at_50, at_100, first = RAPID[population]
    assert mean_of([force_after(one, 50.0) for one in each]) == pytest.approx(at_50, abs=0.02)
    assert mean_of([force_after(one, 100.0) for one in each]) == pytest.approx(at_100, abs=0.03)
    assert mean_of([float(interval_rates(one, 1)[0]) for one in each]) == pytest.approx(first, rel=0.15)


def test_a_rapid_dorsiflexion_is_faster():
    each = [rapid("tibialis_anterior", person("untrained", "tibialis_anterior"), seed) for seed in SEEDS]
    assert mean_of([force_after(one, 50.0) for one in each]) == pytest.approx(0.43, abs=0.04)
    assert mean_of([measure.time_to_force(one, 0.5, mvf=1.0).value for one in each]) == pytest.approx(0.057, abs=0.003)


@pytest.mark.parametrize("population", ["untrained", "strength_trained", "explosive_trained", "older"])
def test_force_of_a_rapid_elbow_flexion_does_not_sag(population):
    """By less than 3 points of maximal force below what was reached before, up to 400 ms; mean over seeds."""
    each = [rapid("biceps_brachii", person(population, "biceps_brachii"), seed)["force"].samples for seed in SEEDS]
    force = np.mean(each, axis=0)
    begin = int(np.argmax(force > 0.02))
    shown = force[begin : begin + 400]
    assert shown[-1] > 0.9
    assert (np.maximum.accumulate(shown) - shown).max() < 0.03


CEILINGS = (1.0, 0.94, 0.88, 0.80, 0.70)
ACTIVATION = {
    "vastus_lateralis": (99.3, 92.4, 85.7, 77.5, 67.0),
    "tibialis_anterior": (98.9, 91.6, 85.4, 76.6, 66.6),
    "biceps_brachii": (97.6, 90.8, 84.1, 75.6, 65.2),
    "first_dorsal_interosseous": (99.5, 91.0, 83.8, 74.8, 63.5),
    "adductor_pollicis": (98.6, 90.9, 84.0, 76.2, 63.3),
    "soleus": (95.5, 89.0, 82.8, 74.6, 64.2),
}


@pytest.mark.parametrize("muscle", sorted(ACTIVATION))
def test_activation_by_doublet_at_each_ceiling(muscle):
    found = [100.0 * activation(muscle, person("untrained", muscle, ceiling=each)) for each in CEILINGS]
    assert found == pytest.approx(list(ACTIVATION[muscle]), abs=2.0)
    below = np.array(CEILINGS) - np.array(found) / 100.0
    assert (below > -0.02).all()
    assert (below < 0.10).all()
