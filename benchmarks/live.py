"""Twenty bars at 1,000 Hz: sample to verdict, cores used, memory.

Each bar is a live set of its own: its blocks of 20 ms go to the disk, through the detector, into the store, and are judged,
as they come in real time. Beside it, the detector alone, as fast as it goes.

    python benchmarks/live.py              # 60 s
    python benchmarks/live.py 3600 20      # an hour
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from live_blocks import line, squats
from neuraldrive import measure
from neuraldrive.records import SampleBlock
from neuraldrive.store import open_store
from neuraldrive.workflows import live

RATE_HZ, BLOCK_S = 1000.0, 0.02


def main(arguments: list[str]) -> None:
    seconds = float(arguments[0]) if arguments else 60.0
    bars = int(arguments[1]) if len(arguments) > 1 else 20
    times, heights = _track()
    print(f"detector alone: {1e9 * _alone(times, heights):.0f} ns of CPU a sample")
    with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
        session = store.begin_session("Ada", datetime.now(UTC), "linear_encoder")
        watched = live.Watched("Ada", "back_squat", 73.5, line(), "linear_encoder")

        def begin() -> live.LiveSetUnderWay:
            return live.begin(store, session, watched, "position")

        waits, told = _in_real_time(begin, bars, times, heights, seconds)
        kept = sum(each.entry.repetition_count for each in store.sets("Ada", measured=False))
    print(f"{told} repetitions told, {kept} in the store")
    print(
        f"last sample of a block to its verdict, ms: median {np.median(waits):.1f}, p99 {np.percentile(waits, 99):.1f}, worst {max(waits):.1f}"
    )


def _track() -> tuple[np.ndarray, np.ndarray]:
    """A set at 1,000 Hz with a rest after it, to be gone through again and again."""
    signal = squats()["position"]
    times = np.arange(signal.times[0], signal.times[-1], 1.0 / RATE_HZ)
    heights = np.interp(times, signal.times, signal.samples)
    return np.arange(times.size + 5000) / RATE_HZ, np.concatenate([heights, np.full(5000, heights[-1])])


def _alone(times: np.ndarray, heights: np.ndarray) -> float:
    online = measure.OnlineRepetitions(lift="back_squat")
    begin = time.process_time()
    for first in range(0, times.size, 20):
        online.add(times[first : first + 20], heights[first : first + 20])
    return (time.process_time() - begin) / times.size


def _in_real_time(
    begin: Callable[[], live.LiveSetUnderWay], bars: int, times: np.ndarray, heights: np.ndarray, seconds: float
) -> tuple[list[float], int]:
    """Milliseconds from the last sample of a block to the verdict on it, its waiting counted, for blocks that complete a
    repetition; how many were told. A bar whose set is over begins the next; its samples are kept by another thread.
    """
    sets = [begin() for _ in range(bars)]
    size, waits, told = int(BLOCK_S * RATE_HZ), [], 0
    begun, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(1) as keeping:
        for number in range(int(seconds / BLOCK_S)):
            due = begun + number * BLOCK_S
            time.sleep(max(due - time.perf_counter(), 0.0))
            for k in range(bars):
                at = (number * size + k * 1777) % (times.size - size)
                if at < size and number:
                    told += _counted(sets[k].finish())
                    keeping.submit(sets[k].keep)
                    sets[k] = begin()
                clock = number * BLOCK_S + np.arange(size) / RATE_HZ
                found = list(sets[k].feed(SampleBlock("position", clock, heights[at : at + size], due, "bar")))
                if found:
                    waits.append(1e3 * (time.perf_counter() - due))
                    told += _counted(found)
            if number and number % 500 == 0:
                cores = (time.process_time() - cpu) / (time.perf_counter() - begun)
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"{number * BLOCK_S:6.0f} s  {cores:.2f} cores  {peak:.0f} MB at most", flush=True)
        for each in sets:
            told += _counted(each.close())
    return waits, told


def _counted(events: Iterable[object]) -> int:
    """Repetitions among them that were told for the first time and count."""
    told = [each.repetition for each in events if isinstance(each, live.Told)]
    return sum(each.revises is None and each.excluded is None for each in told)


if __name__ == "__main__":
    main(sys.argv[1:])
