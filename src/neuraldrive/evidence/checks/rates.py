"""Discharge rates of untrained and trained people, sustained and at the onset of rapid efforts."""

from __future__ import annotations

from neuraldrive.evidence import efforts, readings
from neuraldrive.evidence.registry import register
from neuraldrive.evidence.result import Target

_KNEE = "vastus_lateralis"


def _sustained(population: str, seed: int) -> float:
    return readings.mean_rate(efforts.maximal(_KNEE, efforts.person(population, _KNEE), seed), efforts.PLATEAU_S)


def _initial(population: str, seed: int) -> float:
    return readings.first_rate(efforts.ballistic(_KNEE, efforts.person(population, _KNEE), seed, to=1.0))


@register(
    "mean rate of all units in a maximal effort, untrained, vastus lateralis",
    Target(20.0, 28.0, "pps"),
    "Kamen and Knight 2004: 24.7 pps; its spread was not seen, 15 % either way are taken, rounded",
)
def vastus_rate_at_maximum(seed: int) -> float:
    return _sustained("untrained", seed)


@register(
    "mean rate of all units in a maximal effort, strength-trained over untrained, vastus lateralis",
    Target(0.9, 1.2),
    "Elgueta-Cancino 2022: no change on average; Kamen and Knight 2004: +15 %; far from 25-30 to 35-45",
)
def sustained_rate_trained_over_untrained(seed: int) -> float:
    return _sustained("strength_trained", seed) / _sustained("untrained", seed)


@register(
    "mean rate of the first interval, doublets left out, rapid effort, strength-trained over untrained, vastus lateralis",
    Target(1.15, 1.55),
    "Skarabot 2024: 102 over 76 is 1.34; 0.2 either way, less than the confidence intervals of the two allow",
)
def initial_rate_trained_over_untrained(seed: int) -> float:
    return _initial("strength_trained", seed) / _initial("untrained", seed)
