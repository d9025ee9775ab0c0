"""Ten thousand rapid efforts into one Parquet file: efforts a second, peak memory, size; and what the file alone costs.

    python benchmarks/streaming.py            # two minutes; --efforts 1000 for less

Peak memory is that of the process, of which NumPy, Numba and Arrow are most. The opponent is a list of recordings.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
import tracemalloc
from pathlib import Path

from neuraldrive import catalog, simulate
from neuraldrive.readers.recording_rows import ROW
from neuraldrive.workflows.many import simulate_many
from neuraldrive.workflows.recordings_parquet import RecordingsFile

EFFORT = simulate.ballistic(to=0.75, hold_s=1.0)


def peak_mb() -> float:
    """Of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def streamed(efforts: int, units: int, folder: Path) -> None:
    """The whole way, on all cores."""
    muscle = catalog.muscle("vastus_lateralis", units=units)
    people = catalog.population("untrained").sample(efforts, seed=1)
    simulate_many(muscle, EFFORT, people[:2], to=folder / "warm.parquet")
    before, begin = peak_mb(), time.perf_counter()
    file = simulate_many(muscle, EFFORT, people, to=folder / "efforts.parquet", seed=7)
    took = time.perf_counter() - begin
    print(
        f"{efforts} efforts of {EFFORT.duration_s:g} s, {units} units, 200 Hz: {took:.1f} s, {efforts / took:.0f} a second"
    )
    print(f"peak memory {peak_mb():.0f} MB, {before:.0f} before; file {file.stat().st_size / 1e6:.1f} MB")


def in_memory(efforts: int, units: int) -> None:
    """What keeping them all would take, as Python counts it."""
    people = catalog.population("untrained").sample(efforts, seed=1)
    muscle = catalog.muscle("vastus_lateralis", units=units)
    tracemalloc.start()
    kept = simulate.contractions(muscle, EFFORT, states=people, seed=7, rate_hz=200.0)
    print(f"a list of recordings: {tracemalloc.get_traced_memory()[0] / len(kept) / 1e3:.0f} kB each")


def rows_alone(folder: Path, rows: int = 5000) -> None:
    """CPU of a row, the simulation left out."""
    one = simulate.contraction("vastus_lateralis", EFFORT, seed=1, rate_hz=200.0)
    long = [name for name, kind in ROW.items() if kind in ("numbers", "lists", "switches") and "stimulus" not in name]
    kept = {"force alone": long, "with discharges": [name for name in long if "truth" in name], "with truth": []}
    for name, left_out in kept.items():
        begin = time.process_time()
        with RecordingsFile(folder / "rows.parquet", one, leave_out=left_out, single=True) as file:
            for _ in range(rows):
                file.add(one)
        print(f"{name}: {(time.process_time() - begin) / rows * 1e6:.0f} µs a row")


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("--efforts", type=int, default=10_000)
    words.add_argument("--units", type=int, default=120)
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as place:
        streamed(given.efforts, given.units, Path(place))
        rows_alone(Path(place))
        in_memory(min(given.efforts, 100), given.units)
