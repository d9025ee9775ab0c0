"""How a lift moves with load, beside what is published; and the mechanics that would follow it best.

    python verification/lift_fit.py                  # the tables
    python verification/lift_fit.py --fit back_squat # some minutes: search the mechanics anew, as the catalogue's were found

Targets: bench press, Gonzalez-Badillo 2010, doi 10.1055/s-0030-1248333; squat, Sanchez-Medina 2017, doi 10.1055/s-0043-102933
(both equations recalled); deadlift, reviews and one lifter's encoder data.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from neuraldrive.kernels import barbell
from neuraldrive.kernels import lift as kernel
from neuraldrive.records import Lifter
from neuraldrive.simulate import lifting
from neuraldrive.simulate.lifting import STEP_S, Lifting, plates
from neuraldrive.simulate.repetition import Push, push

Floats = NDArray[np.float64]

LOADS = np.arange(0.3, 1.01, 0.1)
TARGETS: Mapping[str, tuple[tuple[float, ...], float]] = {
    "bench_press": ((1.32, 1.13, 0.95, 0.78, 0.62, 0.46, 0.32, 0.17), 95.0),
    "back_squat": ((1.46, 1.32, 1.16, 1.01, 0.84, 0.68, 0.50, 0.32), 98.0),
    "deadlift": ((1.15, 1.02, 0.90, 0.77, 0.63, 0.49, 0.34, 0.17), 180.0),
}
"""Mean propulsive velocity at LOADS, m/s, and the 1RM of the typical lifter, kg."""
FREE = {
    "isometric_force": (800.0, 2800.0), "shortening_velocity": (3.0, 14.0), "curvature": (0.2, 6.0),
    "dip_place": (0.3, 0.75), "dip_width": (0.08, 0.35), "dip_depth": (0.02, 0.35), "slope": (-0.2, 0.8),
    "roll_off": (0.0, 1.3), "start_activation": (0.0, 2.2), "enhancement": (0.0, 0.4), "enhancement_decay": (0.04, 0.25),
}  # fmt: skip
"""Enhancement is bounded: more of it would meet light loads better and push heavy ones with twice their weight."""
OTHERWISE = {
    "back_squat": {
        "enhancement": (0.0, 0.6),
        "roll_off": (0.0, 1.3),
        "dip_place": (0.15, 0.75),
        "range_of_motion": (0.6, 0.7),
    }
}
"""A bar that is turned is pushed by muscles that were stretched; a full squat is deeper than the half squats of the files."""
BRAKES = {"brake_constant": (0.0, 0.062), "brake_per_speed": (0.0, 1.2)}
"""The squat's is bounded by the weight of shanks and feet: more would pull the lifter off the floor."""
ALLOWED: Mapping[str, tuple[float, ...]] = {
    "bench_press": (0.12, 0.09, 0.06, 0.05, 0.05, 0.05, 0.05, 0.02),
    "back_squat": (0.10, 0.09, 0.08, 0.07, 0.06, 0.05, 0.05, 0.02),
    "deadlift": (0.06, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.02),
}
"""Errors that weigh alike, m/s: light loads may err more, since the slope at usual loads matters most."""
FASTEST_JUMP_MPS, MOST_BEYOND = 3.2, 1.08
"""Take-off without a load from a full squat; and how far beyond the 1RM a line through lighter squats may end: real ones
end 11 % beyond (Banyard 2017, lines through 20 to 90 %, -5.5 to 27.8 %)."""
EVENNESS, ROUNDS = 4, 6
"""Power of the errors: the largest count most."""


class Moved(NamedTuple):
    """One repetition at full intent: mean and mean propulsive velocity, peak and its place in the range, share of the
    time until the braking, hardest braking, and depth of the sticking minimum as a share of the peak before it.
    """

    mean: float
    propulsive: float
    peak: float
    peak_place: float
    propulsive_share: float
    least: float
    sticking: float


def with_numbers(name: str, values: Mapping[str, float]) -> Lifting:
    """The typical lifter in a lift with other mechanics."""
    usual = lifting.lifting(name, Lifter())
    numbers = {key: replace(each, value=values.get(key, each.value)) for key, each in usual.numbers.numbers.items()}
    other = replace(usual.numbers, numbers=numbers)
    return replace(usual, numbers=other, mechanics=lifting.mechanics(other, usual.lifter))


def lifted(who: Lifting, kg: float, *, released: bool = False) -> Push | None:
    """A repetition with plates; None where it is not completed."""
    load = plates(kg)
    done = push(who, load, who.drive(load, 1.0, 1.0), 1.0, released=released)
    return done if done.completed else None


def moved(done: Push, range_m: float) -> Moved:
    """What the bar did."""
    height, speed = done.height_m[done.begins :], done.speed_mps[done.begins :]
    times_s = np.arange(height.size) * STEP_S
    gained = barbell.acceleration(times_s, speed)[1:-1]
    until_s = barbell.propulsive_end_s(times_s, speed)
    peaks = [k for k in range(1, speed.size - 1) if speed[k - 1] < speed[k] >= speed[k + 1] and speed[k] > 0.02]
    sticking = 1.0 - float(speed[peaks[0] : peaks[-1]].min() / speed[peaks[0]]) if len(peaks) > 1 else 0.0
    return Moved(
        float(height[-1] / times_s[-1]), barbell.mean_velocity_until(until_s, times_s, height), float(speed.max()),
        float(height[np.argmax(speed)] / range_m), until_s / float(times_s[-1]), float(gained.min()), sticking,
    )  # fmt: skip


def beyond(rows: list[Moved]) -> float:
    """Where a straight line through the mean velocities at 50 to 80 % has that of the 1RM, as a share of the 1RM."""
    slope, start = np.polyfit(LOADS[2:6], [row.mean for row in rows[2:6]], 1)
    return float((rows[7].mean - start) / slope)


def fails_at(who: Lifting, best_kg: float) -> float:
    """Where in the range a load just above the 1RM stops: a lift fails where it is hardest, not a hand below the end."""
    load, room = plates(1.015 * best_kg), kernel.room(STEP_S)
    last, _, _ = kernel.push(who.mechanics, load, who.drive(load, 1.0, 1.0), 1.0, kernel.NEVER_S, STEP_S, room)
    return float(room.height_m[last] / who.mechanics.range_m)


def misfit(name: str, who: Lifting) -> float:
    """How far a lift is from what is published; what is asserted of single lifts weighs in softly."""
    target, usual_kg = TARGETS[name]
    best = lifting.one_rm(who)
    pushes = [lifted(who, share * best) for share in LOADS]
    if any(each is None for each in pushes) or best < 20.0:
        return 1e3
    rows = [moved(each, who.mechanics.range_m) for each in pushes if each is not None]
    off = np.array([row.propulsive for row in rows]) - target
    cost = 3.0 * float(((off / ALLOWED[name]) ** EVENNESS).sum()) + ((best - usual_kg) / 1.0) ** 2
    if name == "bench_press":
        cost += float(np.interp(0.76, LOADS, [row.least for row in rows]) + barbell.GRAVITY_MPS2) ** 2
        cost += 100.0 * (max(rows[5].sticking, 0.0) ** 2 + 4.0 * max(0.06 - rows[6].sticking, 0.0) ** 2)
        cost += ((rows[1].peak_place - 0.6) / 0.08) ** 2
    if name == "back_squat":
        cost += (max(rows[1].propulsive_share - 0.875, 0.0) / 0.006) ** 2
        cost += ((rows[7].peak / rows[7].mean - 2.1) / 0.3) ** 2
        jump = lifted(who, 0.0, released=True)
        cost += 10.0 if jump is None else (max(float(jump.speed_mps[-1]) - FASTEST_JUMP_MPS, 0.0) / 0.1) ** 2
        cost += (max(beyond(rows) - MOST_BEYOND, 0.0) / 0.02) ** 2
        cost += (max(fails_at(who, best) - 0.7, 0.0) / 0.03) ** 2
    return cost


def search(name: str) -> dict[str, float]:
    """Mechanics from where the catalogue's are, by a simplex that is begun anew where it has ended."""
    usual = lifting.lifting(name, Lifter()).numbers
    brake = "brake_per_speed" if usual["brake_per_speed"] > 0.0 else "brake_constant"
    bounds = {**FREE, brake: BRAKES[brake], **OTHERWISE.get(name, {})}
    low, high = (np.array([each[side] for each in bounds.values()]) for side in (0, 1))

    def off(x: Floats) -> float:
        if (x < low).any() or (x > high).any():
            return 1e4
        return misfit(name, with_numbers(name, dict(zip(bounds, x.tolist(), strict=True))))

    x = np.clip(np.array([usual[key] for key in bounds]), low + 1e-9, high - 1e-9)
    for _ in range(ROUNDS):
        x = minimize(off, x, method="Nelder-Mead", options={"maxfev": 800, "adaptive": True}).x
    return dict(zip(bounds, x.tolist(), strict=True))


def table(name: str, who: Lifting) -> str:
    """Published and simulated, load by load."""
    best = lifting.one_rm(who)
    lines = [f"{name}: 1RM {best:.1f} kg, misfit {misfit(name, who):.1f}"]
    lines.append("  load  published  simulated  mean   peak   at     share  brake  sticking")
    for share, published in zip(LOADS, TARGETS[name][0], strict=True):
        done = lifted(who, share * best)
        if done is not None:
            row = moved(done, who.mechanics.range_m)
            lines.append(
                f"  {share:4.0%}  {published:9.2f}  {row.propulsive:9.3f}  {row.mean:.3f}  {row.peak:.3f}  {row.peak_place:.2f}"
                f"   {row.propulsive_share:.2f}   {row.least:6.1f}  {row.sticking:.2f}"
            )
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--fit"]:
        for name in arguments[1:] or list(TARGETS):
            found = search(name)
            print({key: round(value, 4) for key, value in found.items()})
            print(table(name, with_numbers(name, found)))
        return
    for name in TARGETS:
        print(table(name, lifting.lifting(name, Lifter())))


if __name__ == "__main__":
    main(sys.argv[1:])
