"""How much of a muscle its owner can use: activation, units and force are three things."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from neuraldrive.evidence import efforts, readings
from neuraldrive.evidence.registry import register
from neuraldrive.evidence.result import Target

_KNEE = "vastus_lateralis"
_CEILINGS = (0.74, 0.78, 0.82, 0.86, 0.90, 0.94, 0.98, 1.0)

_RESERVES = {
    "adductor_pollicis": (
        Target(-0.02, 0.05, "ratio"),
        "Merton 1954, Bigland and Lippold 1954: tetanus equals effort, to 5 %",
    ),
    "tibialis_anterior": (Target(-0.02, 0.05, "ratio"), "Connelly 1999: activated to 99.1 %"),
    "biceps_brachii": (Target(0.03, 0.10, "ratio"), "Kohn 2018: activated to 93 to 96 %, rounded to 90 to 97 %"),
    "vastus_lateralis": (Target(0.05, 0.20, "ratio"), "Kooistra 2007 about 90 %, Quinlan 2018 80.1 %"),
}


def _reserve(muscle: str, seed: int) -> float:
    return 1.0 - efforts.voluntary_activation(muscle, efforts.person("untrained", muscle), seed)


for _muscle, (_target, _why) in _RESERVES.items():
    register(
        f"reserve (1 − activation by doublet) of the typical untrained person, {_muscle.replace('_', ' ')}",
        _target, _why, name=f"reserve_{_muscle}",
    )(partial(_reserve, _muscle))  # fmt: skip


def _at_activation(activation: float, seed: int, of: Callable[[float], float]) -> float:
    """A quantity of a ceiling, read where the activation by doublet comes to a value."""
    people = [efforts.person("untrained", _KNEE, ceiling=each) for each in _CEILINGS]
    activations = [efforts.voluntary_activation(_KNEE, each, seed) for each in people]
    order = np.argsort(activations)
    return float(np.interp(activation, np.array(activations)[order], np.array([of(each) for each in _CEILINGS])[order]))


def _force(seed: int, ceiling: float) -> float:
    return efforts.tetanic_share(_KNEE, efforts.person("untrained", _KNEE, ceiling=ceiling), seed)


def _units(seed: int, ceiling: float) -> float:
    recording = efforts.maximal(_KNEE, efforts.person("untrained", _KNEE, ceiling=ceiling), seed)
    return readings.mean_of(readings.truth(recording).recruited_share, recording, efforts.PLATEAU_S)


@register(
    "force at an activation of 0.97 over that at 0.80, the same vastus lateralis",
    Target(1.12, 1.28),
    "Kooistra 2007 and Quinlan 2018 bound activation in healthy people; 0.97 / 0.80 is 1.21, within 0.08",
)
def force_ratio_of_two_activations(seed: int) -> float:
    return _at_activation(0.97, seed, partial(_force, seed)) / _at_activation(0.80, seed, partial(_force, seed))


@register(
    "share of units that discharge at an activation of 0.80, vastus lateralis",
    Target(low=0.95, unit="ratio"),
    "if activation were the share of units, it would be 80 %",
)
def units_on_at_an_activation_of_80_percent(seed: int) -> float:
    return _at_activation(0.80, seed, partial(_units, seed))


@register(
    "share of tetanic force at an activation of 0.80, vastus lateralis",
    Target(0.65, 0.90, "ratio"),
    "Kooistra 2007: an activation of 91.5 % with 79.6 % of the torque, so force may lie well below activation, and not far above",
)
def force_at_an_activation_of_80_percent(seed: int) -> float:
    return _at_activation(0.80, seed, partial(_force, seed))


@register(
    "activation by doublet at 80 % of maximal force, vastus lateralis of a fully activated person",
    Target(0.88, 0.95, "ratio"),
    "Kooistra 2007: 91.5 ± 2.6 % at 79.6 % of maximal torque",
    limit="In the model activation and share of force nearly coincide; in people the curve bends more, and why is not settled.",
)
def activation_at_80_percent_of_maximal_force(seed: int) -> float:
    full = efforts.person("untrained", _KNEE, ceiling=1.0)
    return readings.activation(efforts.held(_KNEE, 0.80, full, seed), efforts.resting_doublet(_KNEE, full))
