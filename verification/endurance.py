"""How long a force is held, by muscle, beside the joint's curve; and what four numbers of tiring would follow it best.

    python verification/endurance.py            # the table
    python verification/endurance.py --fit      # a few minutes: search the numbers anew, as the catalogue's were found

Curves: Frey Law and Avin 2010, doi 10.1080/00140130903389068, from 369 endurance times (coefficients recalled).
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from neuraldrive import catalog
from neuraldrive.kernels import fatigability, recruitment
from neuraldrive.simulate.pool import Pool, pool

Floats = NDArray[np.float64]

CURVES = {
    "vastus_lateralis": ("knee", 19.38, -1.88),
    "biceps_brachii": ("elbow", 17.98, -2.14),
    "tibialis_anterior": ("ankle", 34.71, -2.06),
    "soleus": ("ankle", 34.71, -2.06),
    "first_dorsal_interosseous": ("hand", 33.55, -1.61),
    "adductor_pollicis": ("hand", 33.55, -1.61),
}
LEVELS = np.array([0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
WEIGHTS = np.array([0.5, 1, 1, 1, 1, 1, 1, 1, 0.5])
LEAST, MOST = np.log([0.005, 60, 2, 60]), np.log([0.15, 400, 40, 4000])
UNITS = 150


def curve(name: str) -> Floats:
    """Endurance times of the joint, s, at the levels."""
    _, factor, exponent = CURVES[name]
    return np.asarray(factor * LEVELS**exponent)


def endurance(made: Pool, cost: fatigability.Fatigability, ceiling: float, reference: Floats) -> Floats:
    """Seconds until each level of MVF is missed, at rate level."""
    most, found = ceiling * made.full_force, []
    for level, usual in zip(LEVELS, reference, strict=True):
        step_s = max(usual / 200.0, 0.25)
        target = np.full(int(3.5 * usual / step_s), level * most)
        highest = float(made.excitation_for(ceiling))
        failed = fatigability.track(target, True, step_s, highest, made.units, cost, True)[-1]
        found.append(failed * step_s)
    return np.array(found)


def search(made: Pool, ceiling: float, reference: Floats) -> Floats:
    """Loss per second, its range, lag and recovery that follow the curve best, in logarithms, from four starts."""
    places = recruitment.places(UNITS)

    def off(x: Floats) -> float:
        loss, span, lag_s, recovery_s = np.exp(np.clip(x, LEAST, MOST))
        cost = fatigability.Fatigability(loss * span ** (places - 1.0), lag_s, recovery_s)
        outside = np.maximum(0, LEAST - x) ** 2 + np.maximum(0, x - MOST) ** 2
        ratio = endurance(made, cost, ceiling, reference) / reference
        return float((WEIGHTS * np.log(ratio) ** 2).sum() + 10 * outside.sum())

    starts = [np.log([0.03, span, 12.0, recovery_s]) for span in (120.0, 220.0) for recovery_s in (100.0, 400.0)]
    steps = np.diag([0.2, 0.3, 0.5, 0.7])
    found = [
        minimize(off, x, method="Nelder-Mead", options={"maxfev": 160, "initial_simplex": np.vstack((x, x + steps))})
        for x in starts
    ]
    return np.asarray(min(found, key=lambda each: each.fun).x)


def main() -> None:
    fit = "--fit" in sys.argv[1:]
    print(f"{'share of MVF':28}{''.join(f'{level:9.0%}' for level in LEVELS)}")
    for name, (joint, *_) in CURVES.items():
        state = catalog.population("untrained").typical(name)
        made, reference = pool(catalog.muscle(name, units=UNITS), state), curve(name)
        found = endurance(made, made.fatigability, state.ceiling, reference)
        print(f"{name:28}{''.join(f'{each:7.0f} s' for each in found)}")
        print(f"  {joint:26}{''.join(f'{each:7.0f} s' for each in reference)}")
        print(f"{'':28}{''.join(f'{each:+9.0%}' for each in found / reference - 1)}")
        if fit:
            print("  best numbers:", *np.exp(search(made, state.ceiling, reference)).round(4))


if __name__ == "__main__":
    main()
