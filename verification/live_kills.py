"""A live set killed at random moments: every repetition that was shown must be in the store, and the store sound.

python verification/live_kills.py        # 100 kills, some minutes
python verification/live_kills.py 20
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from neuraldrive.store import open_store
from neuraldrive.workflows import live_kept

TESTS = Path(__file__).resolve().parents[1] / "tests"
CHILD = """
import sys, time
sys.path.insert(0, sys.argv[2])
from datetime import UTC, datetime
from live_blocks import blocks, line, squats
from neuraldrive.store import open_store
from neuraldrive.workflows import live
recording = squats(8, 0.7)
store = open_store(sys.argv[1])
session = store.begin_session("Ada", datetime.now(UTC), "linear_encoder")
watched = live.Watched("Ada", "back_squat", 70.0, line(), "linear_encoder")
print("begun", flush=True)
while True:
    under_way = live.begin(store, session, watched, "position")
    for block in blocks(recording, 0.02):
        for told in under_way.feed(block):
            print(under_way.row.set_id, told.repetition.number, flush=True)
    under_way.close()
"""


def main(arguments: list[str]) -> None:
    kills, chance = int(arguments[0]) if arguments else 100, random.Random(1)
    lost = unsound = shown_in_all = recovered = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(kills):
            shown = _killed(folder, chance.uniform(0.0, 3.0))
            shown_in_all += len(shown)
            with open_store(folder) as store:
                kept = {
                    (each.id, repetition.number)
                    for each in store.sets("Ada", measured=False)
                    for repetition in each.entry.repetitions
                }
                lost += len(shown - kept)
                recovered += len(live_kept.recover(store))
                unsound += bool(store.check()) or bool(store.sets_under_way())
            print(f"\r{number + 1} kills, {shown_in_all} repetitions shown, {lost} lost", end="", flush=True)
    print(
        f"\n{kills} kills, {shown_in_all} repetitions shown, {lost} lost; {recovered} sets closed again; {unsound} unsound stores"
    )


def _killed(folder: str, after_s: float) -> set[tuple[int, int]]:
    """What a process had shown when it was killed so long after it began."""
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, folder, str(TESTS)], stdout=subprocess.PIPE, text=True
    ) as child:  # fmt: skip
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(after_s)
        child.send_signal(signal.SIGKILL)
        lines = child.stdout.read().splitlines()
    return {(int(one), int(other)) for one, other in (line.split() for line in lines if len(line.split()) == 2)}


if __name__ == "__main__":
    main(sys.argv[1:])
