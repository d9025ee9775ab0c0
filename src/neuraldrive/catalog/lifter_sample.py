"""Virtual lifters, drawn: bodies of people who lift, with the nervous systems of a population."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from neuraldrive.catalog.entries import numbers_in, tables
from neuraldrive.catalog.population_entry import Population, check_whole
from neuraldrive.records import Lifter
from neuraldrive.sources import Sourced

FURTHEST = 2.5
"""Standard deviations beyond which nobody is drawn."""
POOL = "vastus_lateralis"


@cache
def spread() -> dict[str, Sourced]:
    """How much people who lift differ, each number with its source."""
    return numbers_in(tables("lifters")["usual"], "lifters")


def drawn_lifters(n: int, seed: int, population: Population) -> tuple[Lifter, ...]:
    """`n` lifters; lifter k is the same whatever `n`."""
    for what, value, least in (("lifters", n, 1), ("seed", seed, 0)):
        check_whole(what, value, least, "Give lifters(100, seed=1).")
    states = population.sample(int(n), seed=int(seed), muscle=POOL)
    numbers = {key: each.value for key, each in spread().items()}
    made = []
    for k, state in enumerate(states):
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(k, 1)))
        mass, strength, velocity, reach = (float(z) for z in np.clip(rng.standard_normal(4), -FURTHEST, FURTHEST))
        body_mass_kg = numbers["body_mass"] * math.exp(numbers["body_mass_log_sd"] * mass)
        force = numbers["strength"] * (body_mass_kg / 75.0) ** numbers["strength_by_body_mass"]
        made.append(
            Lifter(
                name=state.name,
                body_mass_kg=body_mass_kg,
                strength=force * math.exp(numbers["strength_log_sd"] * strength),
                shortening_velocity=math.exp(numbers["shortening_velocity_log_sd"] * velocity),
                reach=math.exp(numbers["reach_log_sd"] * reach),
                state=state,
            )
        )
    return tuple(made)
