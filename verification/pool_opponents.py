"""Our published pools beside pymuscle 0.1.2 (PyPI) and a naive NumPy loop, on the same inputs.

pymuscle models Potvin and Fuglevand 2017 and is no dependency of ours; run it for once with

    uv run --with pymuscle python verification/pool_opponents.py

Without it, its part is skipped with a message. Prints quantity, ours, theirs, difference and pass or fail, and writes
out/pool_opponents.png. Rested quantities must agree to 1e-9. Over time two differences are known, and the limits say
what they are worth: pymuscle tires the first step too, and its clock of adaptation is one step behind the authors'.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from opponents import DURATION_S, SHARE, naive_numpy_force

from neuraldrive.simulate.published import fuglevand_1993, potvin_fuglevand_2017

OUT = Path(__file__).resolve().parent / "out"
POOL = potvin_fuglevand_2017()
STEP_S = 0.1
SAME = 1e-9
OVER_TIME = 0.002
"""What 0.1 s more of adaptation and 0.1 s less of fatigue are worth; measured: 0.11 % of force at most."""


class Compared(NamedTuple):
    """One quantity by both; `limit` is relative."""

    quantity: str
    ours: float
    theirs: float
    limit: float

    @property
    def difference(self) -> float:
        return abs(self.ours - self.theirs) / max(abs(self.theirs), 1e-300)

    def line(self) -> str:
        verdict = "pass" if self.difference <= self.limit else "FAIL"
        return f"{self.quantity:58}{self.ours:>16.8f}{self.theirs:>16.8f}{self.difference:>11.1e}{self.limit:>9.0e}  {verdict}"


def _pymuscle() -> Any:
    from pymuscle import PotvinFuglevandMuscle

    return PotvinFuglevandMuscle(120)


def rested() -> Iterator[Compared]:
    """Forces of the rested pool, and rates after ten seconds at full excitation."""
    for excitation in (5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 67.0):
        theirs = float(_pymuscle().step(excitation, STEP_S))
        yield Compared(f"rested force at excitation {excitation:g}", POOL.force(excitation), theirs, SAME)
    rates = _pymuscle()._pool
    full = np.full(120, 67.0)
    first, *_, last = [float(rates.step(full, 1.0).sum()) for _ in range(11)]
    yield Compared("sum of rates at full excitation", float(POOL.discharge_rates(67.0).sum()), first, SAME)
    yield Compared("... after 10 s", float(POOL.discharge_rates(67.0, active_s=10.0).sum()), last, SAME)


def over_time() -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """Courses of force under one excitation: that of our own hold, and a full effort."""
    held = POOL.hold(at=0.5, duration_s=120.0).excitation
    for name, excitation in (("hold at 50 %", held), ("full effort", np.full(600, 67.0))):
        theirs = _pymuscle()
        force = np.array([theirs.step(float(level), STEP_S) for level in excitation])
        yield name, POOL.follow(excitation).force_share, force / POOL.maximal_force


def _compare_pymuscle() -> list[Compared]:
    compared = list(rested())
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    for name, ours, theirs in over_time():
        times = STEP_S * np.arange(1, ours.size + 1)
        for at_s in (1.0, 10.0, 30.0, 60.0, 100.0):
            k = round(at_s / STEP_S) - 1
            if k < ours.size:
                compared.append(Compared(f"force share, {name}, at {at_s:g} s", ours[k], theirs[k], OVER_TIME))
        axes.plot(times, ours, label=f"neuraldrive, {name}")
        axes.plot(times, theirs, "--", label=f"pymuscle, {name}")
    axes.set(xlabel="time, s", ylabel="force, share of rested maximum", ylim=(0.0, 1.02))
    axes.legend()
    OUT.mkdir(exist_ok=True)
    figure.savefig(OUT / "pool_opponents.png", dpi=150)
    return compared


def _compare_naive() -> Iterator[Compared]:
    """The naive loop discharges on its grid of 1 ms, half a step late on average: 1 to 2 % of an interval."""
    pool = fuglevand_1993()
    times = np.arange(round(DURATION_S * 1000.0) + 1) / 1000.0
    ramp = pool.maximal_excitation * SHARE * np.minimum(1.0, 2.0 * times / DURATION_S)
    ours = np.array([pool.contraction(ramp, seed=seed).force[6000:] for seed in range(10)])
    naive = np.array([naive_numpy_force(seed)[6000:] for seed in range(10)])
    yield Compared("mean summed twitches at half excitation (naive loop)", ours.mean(), naive.mean(), 0.02)
    variation = [100.0 * float(np.mean(each.std(axis=1) / each.mean(axis=1))) for each in (ours, naive)]
    yield Compared("... coefficient of variation, %", *variation, 0.15)


def main() -> None:
    compared = list(_compare_naive())
    if find_spec("pymuscle") is None:
        print(
            "pymuscle is not installed: its part is skipped. uv run --with pymuscle python verification/pool_opponents.py"
        )
    else:
        compared += _compare_pymuscle()
    print(f"{'quantity':58}{'ours':>16}{'theirs':>16}{'relative':>11}{'limit':>9}")
    for each in compared:
        print(each.line())
    failed = sum(each.difference > each.limit for each in compared)
    print(f"{len(compared) - failed} of {len(compared)} within their limits")
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
