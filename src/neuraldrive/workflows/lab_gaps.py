"""Two neural states on one muscle, as the lab opens: how far apart their forces are, and what explains it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from neuraldrive.figures.gaps import GapPart
from neuraldrive.workflows import paradox
from neuraldrive.workflows.lab_courses import spread
from neuraldrive.workflows.orders import Order


@dataclass(frozen=True)
class Apart:
    """Both forces at one moment, shares of the muscle's tetanic force.

    Args:
        at: when, in words.
        a, b: means over runs; the intervals hold 90 % of the runs.
        ratio: b over a, with its interval over pairs of runs with the same chance.
        parts: what explains the gap; none where it was not asked for.
    """

    at: str
    a: float
    b: float
    a_interval: tuple[float, float]
    b_interval: tuple[float, float]
    ratio: float
    ratio_interval: tuple[float, float]
    parts: tuple[GapPart, ...] = ()


def apart(a: Order, b: Order, runs: int = paradox.SEEDS) -> tuple[Apart, ...]:
    """Efforts of both as fast as possible, and at length, with the same chance in each; quick.

    Each order's muscle and state count, its effort does not.

    Raises:
        CatalogError, RecordError: what was asked for is not there, or cannot be.
    """
    found = []
    for label, (mine, others) in paradox.ends((a.entry(), a.state()), (b.entry(), b.state()), runs, a.seed).items():
        ratios = others / mine
        found.append(Apart(
            label, float(mine.mean()), float(others.mean()), spread(mine.tolist()), spread(others.tolist()),
            float(others.mean() / mine.mean()), spread(ratios.tolist()),
        ))  # fmt: skip
    return tuple(found)


def explained(
    a: Order, b: Order, runs: int = paradox.SEEDS, on_run: Callable[[int, int], None] | None = None
) -> dict[str, tuple[GapPart, ...]]:
    """What explains each gap, by its label: every mixture of the two states is simulated, which takes a second or so.

    Nothing where the states are alike, or the muscles differ: then the gap is not the nervous system's alone.
    """
    if a.entry() != b.entry() or not paradox.different(a.state(), b.state()):
        return {}
    found = paradox.paradox(a.entry(), a.state(), b.state(), seeds=runs, first_seed=a.seed, on_run=on_run)
    return {gap.at: gap.parts for gap in found.gaps}
