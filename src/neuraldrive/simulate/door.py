"""What every simulation checks before it begins: seeds, states and levels that come from outside."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuraldrive.errors import BadValue
from neuraldrive.records import NeuralState
from neuraldrive.units import is_number

MOST_THREADS = 1024


def check_seed(seed: object) -> None:
    """A whole number from 0."""
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise BadValue("seed", found=repr(seed), needed="a whole number from 0", remedy="Give seed=7, say.")


def check_state(state: object) -> None:
    """A neural state."""
    if not isinstance(state, NeuralState):
        raise BadValue(
            "state", found=repr(state), needed="a NeuralState",
            remedy='catalog.population("untrained").typical() gives one.',
        )  # fmt: skip


def level(what: str, value: float) -> float:
    """A share of maximal voluntary force."""
    if not is_number(value) or not 0.0 <= value <= 1.0:
        raise BadValue(
            what, found=f"{value}", needed="0 to 1, a share of maximal voluntary force",
            remedy="Write 40 % as 0.40. More than all that a person can give is not theirs to give.",
        )  # fmt: skip
    return float(value)


def course(what: str, values: ArrayLike) -> NDArray[np.float64]:
    """Numbers in a row, at least two; True and False are none."""
    try:
        given = np.array(values)
    except ValueError:  # rows of different lengths
        given = np.array(None)
    if given.dtype.kind not in "iuf" or any(isinstance(each, bool) for each in _items(values)):
        raise BadValue(what, found=f"{values!r:.60}", needed="numbers in a row", remedy="Give shares: 40 % is 0.40.")
    if given.ndim != 1 or given.size < 2:
        raise BadValue(
            what, found=f"shape {given.shape}", needed="at least two values in a row", remedy="Give it a course."
        )
    return given.astype(np.float64)


def _items(values: object) -> Sequence[object]:
    return values if isinstance(values, list | tuple) else ()


def number(what: str, value: object, least: float, most: float, unit: str) -> float:
    """A finite number between two bounds."""
    found = _float(value)
    if not least <= found <= most:
        raise BadValue(what, found=f"{value!r:.40}", needed=f"{least:g} to {most:g} {unit}", remedy=f"Unit: {unit}.")
    return found


def share(what: str, value: object) -> float:
    """A share, 0 to 1."""
    found = _float(value)
    if not 0.0 <= found <= 1.0:
        raise BadValue(what, found=f"{value!r:.40}", needed="0 to 1", remedy="Write 40 % as 0.40.")
    return found


def threads(workers: object) -> int:
    """A number of threads; as many as there are cores where None is given."""
    if workers is None:
        return os.cpu_count() or 1
    if isinstance(workers, bool) or not isinstance(workers, int) or not 1 <= workers <= MOST_THREADS:
        raise BadValue(
            "workers", found=f"{workers!r:.40}", needed=f"1 to {MOST_THREADS} threads",
            remedy="Leave it out to use all cores.",
        )  # fmt: skip
    return workers


def _float(value: object) -> float:
    """A number as a float; NaN, which lies between no bounds, for what is none."""
    try:
        return float(value) if is_number(value) else math.nan
    except OverflowError:
        return math.inf
