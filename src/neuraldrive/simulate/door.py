"""What every simulation checks before it begins: seeds, states and levels that come from outside."""

from __future__ import annotations

import numpy as np

from neuraldrive.errors import BadValue
from neuraldrive.records import NeuralState


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
    if not isinstance(value, int | float | np.floating) or not 0.0 <= value <= 1.0:
        raise BadValue(
            what, found=f"{value}", needed="0 to 1, a share of maximal voluntary force",
            remedy="Write 40 % as 0.40. More than all that a person can give is not theirs to give.",
        )  # fmt: skip
    return float(value)
