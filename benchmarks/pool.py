"""The motor-unit pool: simulated seconds per second, what output rate and size cost, two cores, and the opponents.

The job is that of `opponents.py`: 120 units, 10 s, a ramp of 5 s to half of maximum and a plateau. Ours is the whole
model: shared and independent noise, fatigue, every unit's activation cascade, truth and records included. Times are
process-CPU, the best of several after a warm-up; the opponents' are wall-clock on the same machine in the same run.

    python benchmarks/pool.py            # a minute; opponents as opponents.py says
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import opponents

from neuraldrive import catalog, simulate

DURATION_S = opponents.DURATION_S
EFFORT = simulate.ramp(to=0.5, rise_s=5.0, hold_s=5.0, fall_s=0.0, before_s=0.0, after_s=0.0)
BATCH = 1000
COLD = """
import time; begin = time.perf_counter()
from neuraldrive import simulate
simulate.contraction("vastus_lateralis", simulate.ramp(to=0.4), seed=7)
print(time.perf_counter() - begin)
"""


def best(job: Callable[[], Any], repeats: int = 80, clock: Callable[[], float] = time.process_time) -> float:
    """Seconds of the quickest of several runs, after one that does not count."""
    job()
    taken = []
    for _ in range(repeats):
        begin = clock()
        job()
        taken.append(clock() - begin)
    return min(taken)


def ours() -> dict[str, float]:
    """Seconds of CPU for the job, by what is asked for."""
    small, large = (catalog.muscle("vastus_lateralis", units=n) for n in (120, 400))
    state = catalog.population("untrained").typical()

    def run(muscle: Any, rate_hz: float) -> Callable[[], Any]:
        return lambda: simulate.contraction(muscle, EFFORT, state=state, seed=1, rate_hz=rate_hz)

    twitches = simulate.fuglevand_1993()
    excitation = 0.5 * twitches.maximal_excitation * np.minimum(1.0, np.arange(10_001) / 5000.0)
    return {
        "120 units, force at 1 kHz": best(run(small, 1000.0)),
        "120 units, force at 200 Hz": best(run(small, 200.0)),
        "120 units, force at 10 kHz": best(run(small, 10_000.0)),
        "400 units, force at 1 kHz": best(run(large, 1000.0)),
        "120 units, summed twitches (Fuglevand 1993), 1 kHz": best(
            lambda: twitches.contraction_by_twitch_bank(excitation, rate_hz=1000.0, seed=1)
        ),
    }


def batch() -> dict[int, float]:
    """Seconds of wall for 1,000 efforts in one call, by threads."""
    muscle, people = (
        catalog.muscle("vastus_lateralis", units=120),
        catalog.population("untrained").sample(BATCH, seed=1),
    )

    def run(workers: int) -> Callable[[], Any]:
        def all_of_them() -> None:
            for _ in simulate.each_contraction(muscle, EFFORT, states=people, seed=1, workers=workers):
                pass

        return all_of_them

    return {workers: best(run(workers), 2, time.perf_counter) for workers in (1, 2)}


def first_calls() -> tuple[float, float]:
    """Seconds to a first result in a new process: with an empty cache of compiled kernels, and with a full one."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NUMBA_CACHE_DIR": folder}
        taken = [
            float(subprocess.run([sys.executable, "-c", COLD], env=environment, capture_output=True, text=True, check=True).stdout)
            for _ in range(2)
        ]  # fmt: skip
    return taken[0], taken[1]


def main() -> None:
    print(f"{sys.platform}, {os.cpu_count()} cores, {Path(__file__).name}: 120 units, 10 s, ramp to half and plateau\n")
    seconds = ours()
    for name, taken in seconds.items():
        print(f"{name:52}{1000 * taken:8.2f} ms{DURATION_S / taken:10.0f} simulated s per s of CPU")
    usual = seconds["120 units, force at 1 kHz"]
    print(f"\n400 units cost {seconds['400 units, force at 1 kHz'] / usual:.2f} times 120 units")
    print(f"steps of 0.1 ms cost {seconds['120 units, force at 10 kHz'] / usual:.2f} times those of 1 ms")
    threads = batch()
    print(
        f"{BATCH} efforts: {threads[1]:.2f} s on one core, {threads[2]:.2f} s on two: {threads[1] / threads[2]:.2f} times"
    )
    cold, warm = first_calls()
    print(f"first result of a process: {cold:.1f} s with nothing compiled yet, {warm:.2f} s afterwards\n")
    for each in opponents.rows():
        speed = each.simulated_seconds_per_second
        told = "-" if speed is None else f"{speed:10.3g} s/s; ours is {DURATION_S / usual / speed:8.3g} times as fast"
        print(f"{each.opponent:18}{each.level:32}{told}  {each.note}")


if __name__ == "__main__":
    main()
