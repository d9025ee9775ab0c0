"""Small simulated contractions for the tests of figures and commands."""

from __future__ import annotations

from functools import cache

from neuraldrive import catalog, figures, simulate
from neuraldrive.catalog import Muscle
from neuraldrive.figures import Drawing, Gap, GapPart
from neuraldrive.records import Recording

UNITS = 60


def muscle() -> Muscle:
    return catalog.muscle("vastus_lateralis", units=UNITS)


@cache
def ramp(seed: int = 7, emg: str | None = None) -> Recording:
    effort = simulate.ramp(to=0.4, rise_s=2, hold_s=3, fall_s=2)
    return simulate.contraction(muscle(), effort, seed=seed, emg=emg)


@cache
def rapid(population: str = "untrained", seed: int = 7) -> Recording:
    state = catalog.population(population).typical()
    return simulate.contraction(muscle(), simulate.ballistic(to=1.0), state=state, seed=seed)


@cache
def octet() -> Recording:
    return simulate.evoked(muscle(), simulate.stimulus(8, 300, 0.1))


@cache
def stimulated() -> Recording:
    return simulate.contraction(muscle(), simulate.maximal(), stimulate=simulate.stimulus(2, 100, 2.0), seed=7)


GAP = Gap("50 ms after onset", 0.13, 0.23, (
    GapPart("recruitment time", "recruitment", 0.09, (0.08, 0.10), (0.085, 0.095)),
    GapPart("doublets", "rate", 0.0, (-0.0001, 0.0001), (0.0, 0.0)),
    GapPart("voluntary ceiling", "both", 0.01, (0.009, 0.011), (0.008, 0.012)),
))  # fmt: skip


def two_states() -> Drawing:
    repeats = [rapid(seed=8)], [rapid("explosive_trained", 8)]
    return figures.two_states(rapid(), rapid("explosive_trained"), [GAP], repeats=repeats)
