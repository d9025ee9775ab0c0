"""Muscle, fat and skin as plane layers: against closed forms."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from neuraldrive.kernels import volume_conductor as vc


@cache
def bare_table() -> vc.SlopeTable:
    return vc.slope_table(MUSCLE._replace(fat_m=0.0, skin_m=0.0), 0.02, 0.05, 0.1)


MUSCLE = vc.Layers(0.1, 0.5, 0.05, 1.0, 0.003, 0.001)


def half_space(table: vc.SlopeTable, i: int, across: float = 0.1, along: float = 0.5) -> np.ndarray:
    """Rosenfalck 1969 and Plonsey 1974: a point in the infinite medium, doubled by the air; its slope along z."""
    x, z = (np.arange(n) * vc.STEP_M for n in table.slopes.shape[1:])
    ratio = along / across
    distance = ratio * (table.depths_m[i] ** 2 + x[:, None] ** 2) + z[None, :] ** 2
    return -z[None, :] / (2.0 * np.pi * across) * distance**-1.5


@pytest.mark.parametrize("i", [0, 10, 25, -1])
def test_without_fat_and_skin_it_is_the_half_space_of_the_textbooks(i):
    table = bare_table()
    exact = half_space(table, i)
    # The images of a periodic sum: largest for the deepest source, whose field is the widest.
    assert np.abs(table.slopes[i] - exact).max() < 0.01 * np.abs(exact).max()


def test_fat_and_skin_that_conduct_like_an_isotropic_muscle_are_more_depth():
    same = vc.Layers(0.3, 0.3, 0.3, 0.3, 0.004, 0.002)
    covered, bare = (vc.transfer(np.array([50.0]), np.array([80.0]), d, same) for d in (0.005, 0.011))
    without = vc.transfer(np.array([50.0]), np.array([80.0]), 0.011, same._replace(fat_m=0.0, skin_m=0.0))
    assert covered == pytest.approx(without, rel=1e-12)
    assert bare < covered


def test_layers_of_one_conductivity_may_be_cut_anywhere():
    layers = [vc.Layers(0.1, 0.5, 0.2, 0.2, 0.006 - s, s) for s in (0.0, 0.002, 0.006)]
    gains = [vc.transfer(np.array([120.0]), np.array([60.0]), 0.004, each)[0] for each in layers]
    assert gains == pytest.approx([gains[0]] * 3, rel=1e-12)


def test_what_lies_deeper_or_under_more_fat_is_weaker_and_smoother():
    kx, low, high = np.zeros(1), np.array([30.0]), np.array([200.0])

    def both(depth: float, layers: vc.Layers) -> tuple[float, float]:
        return float(vc.transfer(kx, low, depth, layers)[0]), float(vc.transfer(kx, high, depth, layers)[0])

    near, deep, fat = both(0.002, MUSCLE), both(0.010, MUSCLE), both(0.002, MUSCLE._replace(fat_m=0.010))
    assert deep[0] < near[0]
    assert fat[0] < near[0]
    assert deep[1] / deep[0] < near[1] / near[0]
    assert fat[1] / fat[0] < near[1] / near[0]


def test_a_round_electrode_is_the_mean_of_its_points():
    layers = MUSCLE._replace(electrode_radius_m=0.005)
    k = 150.0
    angles, radii = np.meshgrid(
        np.linspace(0, 2 * np.pi, 400, endpoint=False), 0.005 * np.sqrt((np.arange(400) + 0.5) / 400)
    )
    mean = np.cos(k * radii * np.cos(angles)).mean()
    point, disc = (vc.transfer(np.zeros(1), np.array([k]), 0.004, each)[0] for each in (MUSCLE, layers))
    assert disc / point == pytest.approx(mean, abs=1e-4)
