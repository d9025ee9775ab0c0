"""Our figures of position-triggered traces beside those that the device itself gave of the same repetitions.

python verification/openbarbell_traces.py [trace file; the shipped one unless told]

The device's average velocity is not its range over its duration (that ratio is printed too), nor the mean over its
trace, and how it is taken is not documented with the data: so agreement with it is shown, not asked for.
"""

from __future__ import annotations

import sys
from collections import Counter
from importlib import resources
from pathlib import Path

import matplotlib
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from neuraldrive import measure, readers
from neuraldrive.errors import MeasureError
from neuraldrive.records import Repetition

OUT = Path(__file__).resolve().parent / "out"
SHIPPED = "recordings/openbarbell/openbarbell_v3_bulk_traces.csv"


def compared(rep: Repetition) -> tuple[float, float, float, float, float]:
    """Ours over the device's: peak, mean; the device's range over duration over mean; whether both intervals hold its figure."""
    peak, mean = measure.peak_velocity(rep), measure.mean_velocity(rep)
    assert rep.peak_velocity is not None
    assert rep.mean_velocity is not None
    own = np.nan
    if rep.range_of_motion_m is not None and rep.duration_s is not None:
        own = rep.range_of_motion_m / rep.duration_s / rep.mean_velocity
    holds = [
        float(each.interval is not None and each.interval[0] <= claim <= each.interval[1])
        for each, claim in ((peak, rep.peak_velocity), (mean, rep.mean_velocity))
    ]
    return peak.value / rep.peak_velocity, mean.value / rep.mean_velocity, own, holds[0], holds[1]


def line(name: str, ratios: np.ndarray) -> str:
    """Median, 5 to 95 % and full range."""
    known = ratios[np.isfinite(ratios)]
    low, middle, high = np.quantile(known, [0.05, 0.5, 0.95])
    return f"{name:44s}{known.size:4d}  median {middle:.3f}   5-95 % {low:.3f} to {high:.3f}   full {known.min():.3f} to {known.max():.3f}"


def main(path: Path) -> None:
    """Prints the ratios and what was refused, draws ours against theirs."""
    reading = readers.read(path)
    every = [rep for session in reading.sessions for entry in session.sets for rep in entry.repetitions]
    kept, left, pairs = [], Counter[str](), []
    for rep in every:
        if rep.excluded is not None:
            left[rep.excluded] += 1
        elif rep.rise is None:
            left["no trace"] += 1
        elif rep.peak_velocity is None or rep.mean_velocity is None:
            left["the device gave no figure"] += 1
        else:
            try:
                kept.append(compared(rep))
                pairs.append(
                    (
                        rep.peak_velocity,
                        measure.peak_velocity(rep).value,
                        rep.mean_velocity,
                        measure.mean_velocity(rep).value,
                    )
                )
            except MeasureError as error:
                left[str(error)] += 1
    with_velocity = sum("velocity" in each for each in reading.recordings)
    print(
        f"{path.name}: {len(every)} repetitions, {len(reading.recordings)} traces, {with_velocity} with velocities of their own"
    )
    peak, mean, own, holds_peak, holds_mean = np.array(kept).T
    print(line("our peak / the device's", peak))
    print(line("our mean / the device's", mean))
    print(line("the device's range / duration / its mean", own))
    print(
        f"our interval holds the device's figure: peak {100 * holds_peak.mean():.0f} %, mean {100 * holds_mean.mean():.0f} %"
    )
    for reason, count in left.most_common():
        print(f"left out {count:4d}: {reason}")
    print(f"refused by the reader: {len(reading.refusals)}")
    for refusal in reading.refusals:
        print(f"  {refusal}")
    figure, axes = plt.subplots(1, 2, figsize=(10, 5))
    table = np.array(pairs)
    for axis, columns, name in ((axes[0], table[:, :2], "peak"), (axes[1], table[:, 2:], "mean")):
        axis.plot(*columns.T, ".")
        axis.axline((0, 0), slope=1, color="0.6")
        axis.set(xlabel=f"the device's {name} velocity (m/s)", ylabel="ours (m/s)")
    OUT.mkdir(parents=True, exist_ok=True)
    figure.savefig(OUT / "openbarbell_traces.png", dpi=80)


if __name__ == "__main__":
    with resources.as_file(resources.files("neuraldrive").joinpath(SHIPPED)) as shipped:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped)
