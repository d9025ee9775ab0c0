"""What repetitions cost, beside what is published of sets to failure and rests; and the costs that would follow it best.

    python verification/lift_sets.py                   # the table
    python verification/lift_sets.py --fit bench_press # a minute: search the costs anew, as the catalogue's were found

Targets are recalled from several papers (repetitions to failure; Gonzalez-Badillo 2017 and Sanchez-Medina and
Gonzalez-Badillo 2011 for the loss over a set; de Salles 2009 for rests; Hakkinen 1993 for 20 x 1RM): read them again before
they are leant on.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from neuraldrive.kernels import capacity
from neuraldrive.kernels.capacity import Cost, Losses
from neuraldrive.records import Lifter
from neuraldrive.simulate import bar_course, lifting
from neuraldrive.simulate.lifting import STEP_S, Lifting, plates
from neuraldrive.simulate.performed import best_kg, cost_of
from neuraldrive.simulate.repetition import push

Floats = NDArray[np.float64]

MOST = 60
SLOWEST_S = 82.0
"""Of the fast recovery: phosphocreatine comes back with half-times of 20 to 57 s."""
LOADS = (0.6, 0.7, 0.8, 0.9)
FAILED_AFTER: Mapping[str, tuple[float, ...]] = {
    "bench_press": (20, 13.5, 8, 3.8), "back_squat": (20, 13, 8, 3.9), "deadlift": (18, 12, 7.5, 3.7),
}  # fmt: skip
DONE_AT_LOSS: Mapping[str, Mapping[float, float]] = {
    "bench_press": {0.2: 0.41, 0.3: 0.55, 0.4: 0.68, 0.5: 0.80},
    "back_squat": {0.1: 0.30, 0.2: 0.50, 0.3: 0.68, 0.4: 0.83},
    "deadlift": {0.1: 0.30, 0.2: 0.48, 0.3: 0.64, 0.4: 0.78},
}
"""Share of all repetitions that are done when velocity has fallen by so much, at 70 % of the 1RM."""
AFTER_REST: Mapping[float, float] = {60.0: 0.5, 180.0: 0.70, 300.0: 0.85}
"""Repetitions of a second set to failure at 75 %, as a share of the first's; after a minute at most so many."""


class Found(NamedTuple):
    """Repetitions to failure at LOADS, share done at each loss, second sets after each rest, strength lost by 20 × 1RM."""

    failed_after: list[int]
    done_at_loss: dict[float, float]
    after_rest: dict[float, float]
    lost: float


def velocities(who: Lifting, cost: Cost, share: float, losses: Losses, most: int = MOST) -> tuple[Floats, Losses]:
    """Mean velocities of a set's repetitions until one fails, or `most`; and what is lost after it."""
    best, found = best_kg(who.lift.name, who.lifter), []
    load = plates(share * best)
    between_s = bar_course.timing(who, first=False).onset_s + bar_course.TOP_S
    for _ in range(most):
        left = losses.capacity
        done = push(who, load, who.drive(load, 1.0, left), left, released=False)
        activation_s = float(done.activation[done.begins :].sum()) * STEP_S
        moved = (share * best + who.moved_kg) / (best + who.moved_kg)
        losses = capacity.spent(losses, cost, activation_s, moved, share)
        if not done.completed:
            break
        lasts_s = (done.height_m.size - 1 - done.begins) * STEP_S
        found.append(float(done.height_m[-1]) / lasts_s)
        losses = capacity.rested(losses, cost, lasts_s + between_s)
    return np.array(found), losses


def measured(who: Lifting, cost: Cost) -> Found:
    """All that the targets speak of."""
    sets = [velocities(who, cost, share, Losses())[0] for share in LOADS]
    lost = 1.0 - sets[1] / np.maximum.accumulate(sets[1])
    done = np.arange(1, lost.size + 1) / lost.size
    first, after = velocities(who, cost, 0.75, Losses())
    seconds = {
        rest_s: velocities(who, cost, 0.75, capacity.rested(after, cost, rest_s))[0].size / max(first.size, 1)
        for rest_s in AFTER_REST
    }
    losses = Losses()
    for _ in range(20):
        losses = capacity.rested(velocities(who, cost, 1.0, losses, 1)[1], cost, 180.0)
    curve = {loss: float(np.interp(loss, lost, done)) for loss in DONE_AT_LOSS[who.lift.name]}
    return Found([each.size for each in sets], curve, seconds, 1.0 - losses.capacity)


def misfit(who: Lifting, cost: Cost) -> float:
    """How far sets are from the targets."""
    name, found = who.lift.name, measured(who, cost)
    off = sum(((a - b) / (0.1 * b + 0.5)) ** 2 for a, b in zip(found.failed_after, FAILED_AFTER[name], strict=True))
    off += 0.5 * sum(((found.done_at_loss[loss] - share) / 0.06) ** 2 for loss, share in DONE_AT_LOSS[name].items())
    off += sum(((found.after_rest[rest_s] - AFTER_REST[rest_s]) / 0.06) ** 2 for rest_s in (180.0, 300.0))
    return off + (max(found.after_rest[60.0] - AFTER_REST[60.0], 0.0) / 0.04) ** 2


def search(who: Lifting) -> Cost:
    """Gain, fast share, both recoveries and the cost of a repetition, from where the catalogue's are."""
    usual = cost_of(who)

    def cost(x: Floats) -> Cost:
        return usual._replace(
            gain_per_s=x[0], fast_share=x[1], fast_recovery_s=x[2], slow_recovery_s=x[3], repetition_s=x[4]
        )

    def off(x: Floats) -> float:
        inside = (
            0 < x[0] < 0.05 and 0.3 < x[1] < 0.98 and 20 < x[2] < SLOWEST_S and 300 < x[3] < 4000 and 0 <= x[4] < 12
        )
        return misfit(who, cost(x)) if inside else 1e3

    begun = np.array(usual[:5])
    begun[2] = min(begun[2], 0.8 * SLOWEST_S)
    simplex = np.vstack([begun, *(begun * np.where(np.arange(5) == k, 1.25, 1.0) for k in range(5))])
    found = minimize(off, begun, method="Nelder-Mead", options={"maxfev": 400, "initial_simplex": simplex})
    return cost(found.x)


def table(who: Lifting, cost: Cost) -> str:
    """Targets and simulated."""
    name, found = who.lift.name, measured(who, cost)
    lines = [f"{name}: misfit {misfit(who, cost):.1f}"]
    for share, target, number in zip(LOADS, FAILED_AFTER[name], found.failed_after, strict=True):
        lines.append(f"  to failure at {share:.0%}: {number} repetitions ({target:g})")
    for loss, target in DONE_AT_LOSS[name].items():
        lines.append(f"  done at {loss:.0%} loss: {found.done_at_loss[loss]:.0%} ({target:.0%})")
    for rest_s, target in AFTER_REST.items():
        lines.append(f"  second set after {rest_s / 60.0:g} min: {found.after_rest[rest_s]:.0%} ({target:.0%})")
    return "\n".join([*lines, f"  strength lost by 20 x 1RM: {found.lost:.0%} (24 ± 14 %)"])


def main(arguments: list[str]) -> None:
    fits = arguments[:1] == ["--fit"]
    for name in arguments[1:] or list(FAILED_AFTER):
        who = lifting.lifting(name, Lifter())
        cost = search(who) if fits else cost_of(who)
        print(table(who, cost) if not fits else f"{cost}\n{table(who, cost)}")


if __name__ == "__main__":
    main(sys.argv[1:])
