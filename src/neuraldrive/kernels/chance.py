"""Chance as a function of where it is used: the deviate of (key, unit, k) is the same in any order and on any core.

A counter is hashed instead of a generator stepped, so that unit 7 of effort 12 draws what it draws whether it runs
first or last. The hash is SplitMix64 (Steele, Lea and Flood 2014): for each unit, the deviates k = 0, 1, 2 … are one
SplitMix64 sequence, which starts at a place of its own.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numba import njit
from numpy.typing import NDArray

from neuraldrive.kernels.inner import INNER

STEP = np.uint64(0x9E3779B97F4A7C15)
"""SplitMix64's step from one k to the next."""
UNIT_STEP = np.uint64(0xD1342543DE82EF95)
"""From the start of one unit's sequence to the next: odd, and no small multiple of `STEP`."""
NORMAL_SALT = np.uint64(0xA0761D6478BD642F)
"""Keeps `normal` independent of `uniform` at the same (key, unit, k)."""
MIX_1, MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
CELL_BITS = 11
CELLS = 1 << CELL_BITS


def _normal_edges() -> NDArray[np.float64]:
    """Edges of cells of equal chance under the normal curve; the outermost are put where the variance becomes one."""
    curve = NormalDist()
    edges = np.array([0.0, *(curve.inv_cdf(i / CELLS) for i in range(1, CELLS)), 0.0])
    a, b = edges[1:-2], edges[2:-1]
    inner = edges[-2]
    rest = 1.5 * (CELLS - float(np.sum(a * a + a * b + b * b)) / 3.0)  # of inner² + inner × outer + outer²
    outer = -inner / 2.0 + (rest - 0.75 * inner * inner) ** 0.5
    edges[0], edges[-1] = -outer, outer
    return edges


NORMAL_EDGES = _normal_edges()
NORMAL_LIMIT = float(NORMAL_EDGES[-1])
"""Largest normal deviate, in standard deviations."""


def draw_key(rng: np.random.Generator) -> np.uint64:
    """A key for `uniform` and `normal`: all that a kernel needs to know of a generator.

    >>> int(draw_key(np.random.default_rng(7)))
    11530976094092348043
    """
    return np.uint64(rng.integers(0, 2**64, dtype=np.uint64))


@njit(**INNER)
def _bits(key: np.uint64, unit: int, k: int) -> np.uint64:
    x = np.uint64(key) + np.uint64(unit) * UNIT_STEP + np.uint64(k) * STEP
    x = (x ^ (x >> np.uint64(30))) * MIX_1
    x = (x ^ (x >> np.uint64(27))) * MIX_2
    return x ^ (x >> np.uint64(31))


@njit(cache=True, nogil=True)
def uniform(key: np.uint64, unit: int, k: int) -> float:
    """Deviate k of a unit, uniform between 0 and 1, neither of them included.

    >>> float(uniform(np.uint64(1), 0, 0)) != float(uniform(np.uint64(1), 0, 1))
    True
    """
    return (np.float64(_bits(key, unit, k) >> np.uint64(12)) + 0.5) * 2.0**-52


@njit(cache=True, nogil=True)
def normal(key: np.uint64, unit: int, k: int) -> float:
    """Deviate k of a unit, normal with mean 0 and SD 1, never beyond `NORMAL_LIMIT` (3.8).

    One cell of 2,048 of equal chance, and a place within it: the quantile function as a broken line. Its outermost
    pieces end where the variance is exactly one, so that an interval's coefficient of variation is what was asked for.
    """
    bits = _bits(np.uint64(key) ^ NORMAL_SALT, unit, k)
    cell = np.int64(bits >> np.uint64(64 - CELL_BITS))
    share = np.float64((bits >> np.uint64(1)) & np.uint64((1 << 52) - 1)) * 2.0**-52
    low, high = NORMAL_EDGES[cell], NORMAL_EDGES[cell + 1]
    deviate: float = low + share * (high - low)
    return deviate


@njit(cache=True, nogil=True)
def _firsts(key: np.uint64, first: int, gaussian: bool, out: NDArray[np.float64]) -> None:
    for i in range(out.size):
        out[i] = normal(key, first + i, 0) if gaussian else uniform(key, first + i, 0)


def uniforms(key: np.uint64, first: int, n: int) -> NDArray[np.float64]:
    """The first uniform deviate of `n` units from `first` on, shape (n,)."""
    out = np.empty(n)
    _firsts(key, first, False, out)
    return out


def normals(key: np.uint64, first: int, n: int) -> NDArray[np.float64]:
    """The first normal deviate of `n` units from `first` on, shape (n,)."""
    out = np.empty(n)
    _firsts(key, first, True, out)
    return out
