"""The checks by name: each a function of a seed that simulates and returns one number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType

from neuraldrive.errors import CatalogError
from neuraldrive.evidence.result import Target

Simulated = Callable[[int], float]

_ROOMS = (
    "strength", "recruitment", "ballistic", "stimulation", "rates", "shared_input", "lifts", "bands", "rests",
    "velocity_loss",
)  # fmt: skip
_FOUND: dict[str, Check] = {}


@dataclass(frozen=True)
class Check:
    """One number that a simulation must give, and where the target comes from.

    Args:
        quantity: what is looked at, in which muscle and effort.
        simulated: seed → number, in the unit of the target.
        why: the papers behind the target, in words.
        seeds: how many runs; 1 where no chance is in it.
        limit: why the model is known to miss the target; the result is then informative.
    """

    name: str
    quantity: str
    target: Target
    simulated: Simulated
    why: str
    seeds: int = 5
    limit: str = ""


def register(
    quantity: str, target: Target, why: str, *, seeds: int = 5, limit: str = "", name: str = ""
) -> Callable[[Simulated], Simulated]:
    """Make a function of a seed a check; its name is the check's, unless `name` gives another."""

    def kept(simulated: Simulated) -> Simulated:
        check = Check(name or simulated.__name__, quantity, target, simulated, why, seeds, limit)
        if check.name in _FOUND:
            raise CatalogError("check", found=f"{check.name} twice", needed="one of that name", remedy="Rename one.")
        _FOUND[check.name] = check
        return simulated

    return kept


@cache
def checks() -> Mapping[str, Check]:
    """All checks by name."""
    for room in _ROOMS:
        import_module(f"neuraldrive.evidence.checks.{room}")  # late: the simulator is slow to load
    return MappingProxyType(_FOUND)
