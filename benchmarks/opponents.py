"""Opponents of the pool simulators on one job: 120 units, 10 s, a ramp of 5 s to half of full drive and a plateau.

A naive NumPy loop is always there. pymuscle and MyoGen are no dependencies of ours (the first forbids some uses, the
second is AGPL and brings NEURON): each is run where it can be imported, or by an interpreter of its own that the
environment names, or gives a row that says "not installed":

    uv venv ../pymuscle-env && uv pip install --python ../pymuscle-env pymuscle
    uv venv --python 3.12 ../myogen-env && uv pip install --python ../myogen-env myogen
    PYMUSCLE_PYTHON=../pymuscle-env/bin/python MYOGEN_PYTHON=../myogen-env/bin/python python benchmarks/opponents.py

Tried in November 2026: pymuscle 0.1.2 installs and runs on Python 3.11. MyoGen 0.12.0 does not install on Python 3.11
(it asks for 3.12 or 3.13); on 3.12 `pip install myogen` works, with NEURON, and so does this job, once `stdrun.hoc` is
loaded and the step is set by hand. This file needs NumPy alone, so that it runs under all of these interpreters.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

UNITS, DURATION_S, SHARE = 120, 10.0, 0.5
STEP_S = 1e-3
LONGEST_RUN_S = 600.0


class Row(NamedTuple):
    """One opponent's result: simulated seconds per second, or None with the reason in `note`."""

    opponent: str
    level: str
    simulated_seconds_per_second: float | None
    note: str


def naive_numpy_force(seed: int = 0) -> np.ndarray:
    """Force of the 1993 pool, shape (10,001,): what one would write first, a loop over time and arrays over units."""
    rng = np.random.default_rng(seed)
    rank = np.arange(1, UNITS + 1) / UNITS
    threshold, twitch = 30.0**rank, 100.0**rank
    peak, contraction_s = 35.0 - 10.0 * threshold / 30.0, 0.09 * 3.0**-rank
    decay, share = np.exp(-STEP_S / contraction_s), STEP_S / contraction_s
    x, y, last, due = np.zeros(UNITS), np.zeros(UNITS), np.full(UNITS, -np.inf), np.full(UNITS, np.inf)
    force = np.zeros(round(DURATION_S / STEP_S) + 1)
    for k in range(force.size):
        now = k * STEP_S
        excitation = 47.0 * SHARE * min(1.0, 2.0 * now / DURATION_S)
        on = excitation >= threshold
        rate = np.minimum(excitation - threshold + 8.0, peak)
        due = np.where(on, np.where(np.isinf(due), now, due), np.inf)
        y = decay * (y + share * x)
        x = decay * x
        fires = np.flatnonzero(due <= now)
        if fires.size:
            normalised = contraction_s[fires] / (now - last[fires])
            steep = np.maximum(normalised, 0.4)
            gain = (1.0 - np.exp(-2.0 * steep**3)) / steep / ((1.0 - np.exp(-2.0 * 0.4**3)) / 0.4)
            x[fires] += np.e * twitch[fires] * gain
            last[fires] = now
            noise = np.clip(rng.standard_normal(fires.size), -3.9, 3.9)
            due[fires] = now + (1.0 + 0.2 * noise) / rate[fires]
        force[k] = y.sum()
    return force


def naive_numpy() -> Row:
    """The naive loop, best of three."""
    return Row(
        "naive NumPy loop", "discharges and force, 1 ms", _speed(naive_numpy_force, 3), f"numpy {np.__version__}"
    )


def pymuscle() -> Row:
    """pymuscle's Potvin and Fuglevand 2017: rates only, stepped at 50 Hz as its first example does, and at 1 kHz."""
    from importlib.metadata import version

    from pymuscle import PotvinFuglevandMuscle

    def run(rate_hz: int) -> None:
        muscle = PotvinFuglevandMuscle(UNITS)
        for k in range(round(DURATION_S * rate_hz)):
            muscle.step(67.0 * SHARE * min(1.0, 2.0 * k / rate_hz / DURATION_S), 1.0 / rate_hz)

    fine = _speed(lambda: run(1000), 1)
    note = f"pymuscle {version('pymuscle')}; {fine:.1f} at 1 ms"
    return Row("pymuscle", "rates and force, 20 ms", _speed(lambda: run(50), 3), note)


def myogen() -> Row:
    """MyoGen's NEURON pool and its twitch force, at the step of 0.05 ms of its examples."""
    from importlib.metadata import version

    import quantities as pq
    from myogen.simulator import RecruitmentThresholds
    from myogen.simulator.core.force.force_model import ForceModel
    from myogen.simulator.neuron.populations import AlphaMN__Pool
    from myogen.utils.currents import create_trapezoid_current
    from myogen.utils.neuron import inject_currents_into_populations as injection
    from myogen.utils.nmodl import load_nmodl_mechanisms
    from neuron import h

    h.load_file("stdrun.hoc")
    load_nmodl_mechanisms()
    h.dt = 0.05
    thresholds, _ = RecruitmentThresholds(N=UNITS, recruitment_range__ratio=50, mode="combined", deluca__slope=5)

    def run() -> None:
        half = [500.0 * DURATION_S * pq.ms]
        current = create_trapezoid_current(
            n_pools=1, t_points=round(DURATION_S * 1000.0 / h.dt), timestep__ms=h.dt * pq.ms, amplitudes__nA=[15.0 * pq.nA],
            rise_times__ms=half, plateau_times__ms=half, fall_times__ms=[1.0 * pq.ms], offsets__nA=[5.0 * pq.nA],
            delays__ms=[0.0 * pq.ms],
        )  # fmt: skip
        block = injection.inject_currents_and_simulate_spike_trains(
            [AlphaMN__Pool(recruitment_thresholds__array=thresholds)], current, 50.0 * pq.mV
        )
        ForceModel(thresholds, recording_frequency__Hz=2048 * pq.Hz).generate_force(block)
        counts.append(sum(len(train) for train in block.segments[0].spiketrains))

    counts: list[int] = []
    speed = _speed(run, 1, warm_up=False)
    return Row("MyoGen", "discharges and force, 0.05 ms", speed, f"myogen {version('myogen')}, {counts[-1]} discharges")


OPPONENTS: dict[str, tuple[str, Callable[[], Row]]] = {
    "naive": ("numpy", naive_numpy),
    "pymuscle": ("pymuscle", pymuscle),
    "myogen": ("myogen", myogen),
}


def row(name: str) -> Row:
    """One opponent's row: run here, or by its own interpreter, or not installed."""
    module, run = OPPONENTS[name]
    if find_spec(module) is not None:
        return run()
    interpreter = os.environ.get(f"{name.upper()}_PYTHON")
    if interpreter is None:
        return Row(name, "", None, "not installed")
    words = [interpreter, str(Path(__file__).resolve()), name]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=LONGEST_RUN_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Row(name, "", None, f"not run: {error}")
    if done.returncode:
        return Row(name, "", None, f"not run: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
    return Row(*json.loads(done.stdout.splitlines()[-1]))


def rows() -> list[Row]:
    """A row for each opponent."""
    return [row(name) for name in OPPONENTS]


def _speed(job: Callable[[], Any], repeats: int, warm_up: bool = True) -> float:
    """Simulated seconds per second of the quickest run."""
    if warm_up:
        job()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return DURATION_S / min(taken)


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(OPPONENTS[sys.argv[1]][1]()))
        return
    for each in rows():
        speed = each.simulated_seconds_per_second
        print(f"{each.opponent:18}{each.level:32}{'-' if speed is None else f'{speed:.3g}':>10}  {each.note}")


if __name__ == "__main__":
    main()
