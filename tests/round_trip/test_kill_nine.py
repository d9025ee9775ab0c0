"""An import that is killed at any moment loses nothing that it acknowledged, and can simply be done again."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from neuraldrive.store import open_store
from store_examples import recording

_TESTS = Path(__file__).resolve().parents[1]
FILES, DAYS, SETS, REPS = 8, 5, 10, 5
IN_A_FILE = DAYS * SETS * REPS

# For every line of stdin, "KEPT DELAY FOLDER", one fresh process imports 8 files into the folder and says so
# after each commit; DELAY seconds after the KEPT-th it is killed. The library is loaded once for all of them.
_NURSERY = f"""
import os, signal, sys, time
sys.path.insert(0, {str(_TESTS)!r})
from store_examples import measured, reading, recording, session
from neuraldrive.store import open_store
readings = [
    reading(*(session("Ada", {DAYS} * file + day, {SETS}, {REPS}) for day in range({DAYS})),
            recordings=(recording(file),), name=str(file))
    for file in range({FILES})
]
for line in iter(sys.stdin.readline, ""):
    kept, delay, folder = line.strip().split(" ", 2)
    hear, say = os.pipe()
    if (child := os.fork()) == 0:
        with open_store(folder, wait_s=30) as store:
            for each in readings:
                store.add_reading(each, measurements=measured)
                os.write(say, (each.path + " ").encode())
        os._exit(0)
    os.close(say)
    said = b""
    while said.count(b" ") < int(kept) and (more := os.read(hear, 1)):
        said += more
    if float(delay) >= 0:
        time.sleep(float(delay))
        os.kill(child, signal.SIGKILL)
    while more := os.read(hear, 100):
        said += more
    os.close(hear)
    os.waitpid(child, 0)
    print(said.decode(), flush=True)
"""


class Importer:
    """Imports into a folder, killed on the way or left to finish."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.say, self.hear = process.stdin, process.stdout

    def run(self, folder: Path, kept: int = FILES, delay_s: float = -1.0) -> set[str]:
        """The files that were said to be kept; killed `delay_s` after the first `kept` of them, if not negative."""
        print(kept, delay_s, folder, file=self.say, flush=True)
        return set(self.hear.readline().split())


@contextmanager
def _importer() -> Iterator[Importer]:
    words = [sys.executable, "-c", _NURSERY]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Importer(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(30) == 0


def _check(folder: Path, acknowledged: set[str]) -> int:
    """Holds a store against what was acknowledged; says how many files it has."""
    with open_store(folder) as store:
        assert [each for each in store.check() if each.severity != "note"] == []
        kept = {each.path for each in store.imports()}
        assert acknowledged <= kept, "an acknowledged file is gone"
        assert len(store.repetitions()) == len(kept) * IN_A_FILE, "half a file was kept"
        assert len(store.measurements()) == len(kept) * IN_A_FILE * 2
        assert len(store.recordings()) == len(kept)
        return len(kept)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is a matter of POSIX systems")
def test_no_acknowledged_repetition_is_lost_to_kill_nine(tmp_path: Path) -> None:
    chance = random.Random(9)
    folders = [tmp_path / f"store-{number}" for number in range(10)]
    with _importer() as importer:
        start = time.monotonic()
        assert len(importer.run(tmp_path / "whole")) == FILES
        file_s = (time.monotonic() - start) / FILES
        for number in range(20):
            # Every store is killed twice: early, and when it is nearly done.
            after = chance.randint(0, 3) if number < 10 else chance.randint(4, 7)
            acknowledged = importer.run(folders[number % 10], after, chance.uniform(0, file_s))
            assert len(acknowledged) >= after
            _check(folders[number % 10], acknowledged)
        for folder in folders:
            assert importer.run(folder) == {str(file) for file in range(FILES)}
    for folder in folders:
        assert _check(folder, set()) == FILES
        with open_store(folder) as store:
            store.sweep(older_than_s=0)
            assert store.check() == []
            assert [each.sessions for each in store.athletes()] == [FILES * DAYS]
            found = [store.recording(each)["position"] for each in store.recordings()]
            assert all(each.same_as(recording(file)["position"]) for file, each in enumerate(found))
