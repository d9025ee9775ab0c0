"""Potentials of motor units: against the integral that they are, and against what every recording shows."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from neuraldrive.kernels import muap, muscle_fibres, recruitment
from neuraldrive.kernels import volume_conductor as vc
from neuraldrive.kernels.muscle_fibres import Fibres

LAYERS = vc.Layers(0.1, 0.5, 0.05, 1.0, 0.003, 0.001)
BARE = LAYERS._replace(fat_m=0.0, skin_m=0.0)
FINE_HZ, INSIDE_SPM = 8192.0, 1.01


def one_fibre(
    depth_m: float = 0.005, ahead_m: float = 0.06, behind_m: float = 0.05, section_m2: float = 1e-6
) -> Fibres:
    """Unit cases: a single fibre under the middle, with its end plate at 0."""
    return Fibres(*(np.array([[v]]) for v in (0.0, depth_m, 0.0, ahead_m, behind_m)), np.array([section_m2]))


@cache
def table_of(layers: vc.Layers) -> vc.SlopeTable:
    return vc.slope_table(layers, 0.03, 0.001, 0.16)


def potentials(fibres: Fibres, places_m: list[float], velocity: float = 4.0, layers: vc.Layers = LAYERS) -> np.ndarray:
    """(samples, electrodes) V of the first unit, electrodes along the middle line."""
    electrodes = np.array([[0.0, z] for z in places_m])
    speed = np.full(fibres.section_m2.size, velocity)
    samples = int((muap.longest_s(fibres, speed) + 0.002) * FINE_HZ)
    return muap.action_potentials(fibres, speed, electrodes, table_of(layers), INSIDE_SPM, FINE_HZ, samples)[0]


def inside(behind_m: np.ndarray) -> np.ndarray:
    """Rosenfalck's potential once more, in volts."""
    s = np.maximum(behind_m, 0.0) / 1e-3
    return -0.090 + 0.096 * s**3 * np.exp(-s)


def by_the_current(z: float, t: float, velocity: float = 4.0) -> float:
    """The same fibre by summing its membrane current, over 20 µm each, in the textbooks' half-space."""
    step, total = 20e-6, 0.0
    for sign, length in ((1.0, 0.06), (-1.0, 0.05)):
        u = np.arange(-step, length + 2 * step, step)
        slope = np.diff(inside(velocity * t - u)) / step
        middle = u[:-1] + 0.5 * step
        slope[(middle < 0.0) | (middle > length)] = 0.0  # cut off, then derived again: no net current
        current = INSIDE_SPM * 1e-6 * np.diff(slope, prepend=0.0, append=0.0) / step
        total += float((current / (2.0 * np.pi * 0.1 * np.sqrt(5.0 * 0.005**2 + (z - sign * u) ** 2))).sum() * step)
    return total


@pytest.mark.parametrize("z", [0.0, 0.02, 0.055, 0.075, -0.03])
def test_a_fibre_s_potential_is_that_of_its_membrane_current(z):
    found = potentials(one_fibre(), [z], layers=BARE)[:, 0]
    at = np.arange(3, found.size, 5)
    exact = np.array([by_the_current(z, k / FINE_HZ) for k in at])
    # Cells of 1 mm where a real unit's fibres end over centimetres: 3 % of the largest, at the tendon and without fat.
    assert np.abs(found[at] - exact).max() < 0.03 * np.abs(exact).max()


def test_the_wave_travels_from_the_end_plate_at_its_velocity():
    for velocity in (3.0, 4.0, 5.0):
        rows = potentials(one_fibre(), [0.02, 0.03, 0.04], velocity)
        troughs_s = rows.argmin(axis=0) / FINE_HZ
        assert np.diff(troughs_s) == pytest.approx([0.01 / velocity] * 2, abs=1.5 / FINE_HZ)


def test_it_runs_both_ways_and_its_differences_turn_round_over_the_end_plate():
    rows = potentials(one_fibre(behind_m=0.06), [-0.02, -0.01, 0.01, 0.02])
    assert rows[:, 0] == pytest.approx(rows[:, 3], abs=1e-12)
    assert rows[:, 1] - rows[:, 0] == pytest.approx(-(rows[:, 3] - rows[:, 2]), abs=1e-12)


def test_over_the_end_plate_it_begins_negative_and_away_from_it_positive():
    over, away = potentials(one_fibre(), [0.0, 0.03]).T

    def first(x: np.ndarray) -> float:
        return float(np.sign(x[np.argmax(np.abs(x) > 0.1 * np.abs(x).max())]))

    assert first(over) == -1.0
    assert first(away) == 1.0


def test_at_the_tendon_a_potential_stands_still():
    beyond = potentials(one_fibre(), [0.070, 0.080, 0.090])
    troughs_s = beyond.argmin(axis=0) / FINE_HZ
    assert np.ptp(troughs_s) < 0.0005  # a travelling wave would take 5 ms
    # It comes while the wave ends at the tendon: the front takes 15 ms, the wave is 15 mm long.
    assert 0.06 / 4.0 < troughs_s.mean() < (0.06 + muap.WAVE_M) / 4.0


def test_it_falls_with_depth_and_with_fat():
    sizes = [np.ptp(potentials(one_fibre(depth), [0.03])) for depth in (0.001, 0.005, 0.010, 0.020)]
    assert sizes == sorted(sizes, reverse=True)
    assert np.ptp(potentials(one_fibre(), [0.03], layers=LAYERS._replace(fat_m=0.009))) < np.ptp(
        potentials(one_fibre(), [0.03])
    )


def test_fibres_add_and_twice_the_fibres_are_twice_the_potential():
    near, far = one_fibre(0.003), one_fibre(0.012)
    both = Fibres(*(np.concatenate([a, b], axis=1) for a, b in zip(near[:5], far[:5], strict=True)), near.section_m2)
    alone = potentials(near, [0.03]), potentials(far, [0.03])
    assert potentials(both, [0.03]) == pytest.approx(alone[0] + alone[1], abs=1e-15)
    assert potentials(one_fibre(section_m2=2e-6), [0.03]) == pytest.approx(2.0 * potentials(one_fibre(), [0.03]))


def test_a_unit_under_two_electrodes_lasts_5_to_20_ms_with_two_or_three_phases():
    x = np.subtract(*potentials(one_fibre(0.008), [0.02, 0.04]).T)
    strong = np.abs(x) > 0.1 * np.abs(x).max()
    first, last = np.flatnonzero(strong)[[0, -1]]
    assert 0.005 < (last - first) / FINE_HZ < 0.020
    signs = np.sign(x[strong])
    assert 2 <= 1 + np.count_nonzero(np.diff(signs)) <= 4


def test_48_fibres_stand_for_a_whole_unit():
    anatomy = muscle_fibres.Anatomy(0.05, 0.025, 0.8, 0.05, 0.06, 0.02, 0.02, 0.4, 2.8, 4.6, 0.2)
    share = recruitment.tetanic_forces(40, 100.0)
    discs = muscle_fibres.territories(np.uint64(3), share, anatomy)
    table = vc.slope_table(LAYERS, anatomy.thickness_m, 0.04, 0.16)
    electrodes = np.array([[x, z] for x in (-0.01, 0.01) for z in (0.02, 0.03, 0.04)])

    def sizes(count: int) -> np.ndarray:
        lying = muscle_fibres.fibres(np.uint64(3), share, anatomy, discs, vc.SHALLOWEST_M, count)
        found = muap.action_potentials(lying, discs.velocity_mps, electrodes, table, INSIDE_SPM, FINE_HZ, 300)
        return np.ptp(found, axis=1)

    few, many = sizes(muscle_fibres.FIBRES_A_UNIT), sizes(800)
    # About 3 %; real fibres, thousands but placed by chance, scatter as much.
    assert np.median(np.abs(few / many - 1.0)) < 0.05


def test_phases_are_the_same_potential_a_share_of_a_sample_later():
    fine = np.random.default_rng(1).normal(size=(2, 40, 3))
    fine[:, 36:] = 0.0
    phases = muap.in_phases(fine, 4)
    assert phases.shape == (2, 4, 10, 3)
    assert phases[:, 0] == pytest.approx(fine[:, ::4], abs=1e-6)
    for p in (1, 2, 3):
        assert not phases[:, p, 0].any()
        assert phases[:, p, 1:] == pytest.approx(fine[:, 4 - p :: 4][:, :9], abs=1e-6)
