"""Lifts: a set of five squats at both levels, many virtual lifters, and a plain Python loop of the same push.

Times are process-CPU, the best of several after a warm-up; the lifters' are wall-clock, on all cores.

    python benchmarks/lifts.py            # a minute or two
    python benchmarks/lifts.py 500        # fewer lifters; the time for 10,000 is told
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from neuraldrive import catalog, simulate
from neuraldrive.kernels import lift as kernel
from neuraldrive.kernels.barbell import GRAVITY_MPS2
from neuraldrive.records import Lifter
from neuraldrive.simulate import lifting
from neuraldrive.simulate.lifting import STEP_S, plates

LIFTERS = 10_000


def best(job: Callable[[], Any], repeats: int = 40) -> float:
    """Seconds of CPU of the quickest of several runs, after one that does not count."""
    job()
    taken = []
    for _ in range(repeats):
        begin = time.process_time()
        job()
        taken.append(time.process_time() - begin)
    return min(taken)


def plain(who: lifting.Lifting, kg: float) -> float:
    """One push at full drive, as one would write it down: mean velocity, m/s."""
    load = plates(kg)
    drive, lifter = who.drive(load, 1.0, 1.0), who.mechanics
    height = speed = 0.0
    mass, begun, k = kg + who.moved_kg, -1.0, 0
    while height < lifter.range_m and k * STEP_S < kernel.LONGEST_S:
        t = k * STEP_S
        rise = drive.rise[min(k, drive.rise.size - 1)]
        active = drive.held + (drive.level - drive.held) * rise
        more = 0.0 if begun < 0.0 else lifter.enhancement * 2.718281828 ** (-(t - begun) / lifter.enhancement_s)
        share = max(speed, 0.0) / lifter.fastest_mps
        strength = lifter.strength_n[int(height / lifter.range_m * kernel.PLACES)]
        force = strength * active * (1.0 + more) * (1.0 - share) / (1.0 + share / lifter.curvature)
        gained = force / mass - GRAVITY_MPS2
        if begun < 0.0 and gained > 0.0:
            begun = t
        if begun >= 0.0:
            speed += STEP_S * gained
            height += STEP_S * speed
        k += 1
    return height / max(k * STEP_S - begun, STEP_S)


def main(lifters: int) -> None:
    kg = 0.8 * simulate.one_rm_kg("back_squat")
    who = lifting.lifting("back_squat", Lifter())
    room = kernel.room(STEP_S)
    load = plates(kg)
    drive = who.drive(load, 1.0, 1.0)
    rows = {
        "5 squats at 80 %, rate level": best(lambda: simulate.lift_set("back_squat", kg, 5, discharges=False)),
        "5 squats at 80 %, every discharge": best(lambda: simulate.lift_set("back_squat", kg, 5, seed=3), 12),
        "one push, our kernel": best(
            lambda: kernel.push(who.mechanics, load, drive, 1.0, kernel.NEVER_S, STEP_S, room), 200
        ),
        "one push, plain Python": best(lambda: plain(who, kg)),
    }
    for what, seconds in rows.items():
        print(f"{what:40} {seconds * 1e3:9.3f} ms of CPU")
    people = catalog.lifters(lifters, seed=1)
    simulate.load_velocity("bench_press", people[:2])
    begin, cpu = time.perf_counter(), time.process_time()
    simulate.load_velocity("bench_press", people)
    taken, spent = time.perf_counter() - begin, time.process_time() - cpu
    print(f"{lifters:,} lifters x 8 loads, with their 1RM      {taken:6.1f} s, {spent:.1f} s of CPU", end="")
    print("" if lifters == LIFTERS else f"; 10,000 would take {taken * LIFTERS / lifters:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LIFTERS)
