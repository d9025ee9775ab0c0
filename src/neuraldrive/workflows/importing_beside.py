"""Files that come from outside are read by a second process: bounded in memory and time, and no harm where one breaks it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from neuraldrive.workflows.places import Place

MODULE = "neuraldrive.workflows.import_worker"
LONGEST_S = 300.0
_TOO_MUCH = {
    "kind": "UnreadableFile", "what": "file", "found": "one that unpacks to more than this computer may use for it",
    "needed": "a recording of one or a few sessions", "remedy": "Split it by session, or export what is needed of it.",
}  # fmt: skip


@dataclass
class Importer:
    """Hands files to the second process, one at a time; `take` waits for its turn.

    Args:
        place: whose store takes them in.
        longest_s: how long one file may take.
    """

    place: Place
    longest_s: float = LONGEST_S
    _process: subprocess.Popen[str] | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Lets the second process load what it needs, so that the first file need not wait for it."""
        if self._turn.acquire(blocking=False):
            try:
                self._running()
            finally:
                self._turn.release()

    def take(self, path: Path, name: str, said: dict[str, Any], *, ask: bool) -> dict[str, Any]:
        """What became of a file, as `import_worker` tells it: errors stand in it."""
        wanted = json.dumps({"path": str(path), "name": name, "said": said, "ask": ask})
        with self._turn:
            for _ in range(2):  # one that ended while idle is started once more
                process = self._running()
                if self._sent(process, wanted):
                    break
            return self._answer(process, name)

    def close(self) -> None:
        """Ends the second process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-c", f"from {MODULE} import main; main()"], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            )  # fmt: skip
            signals = str(self.place.data_dir / "signals")
            self._sent(self._process, json.dumps({"store": self.place.location, "signals": signals}))
        return self._process

    def _sent(self, process: subprocess.Popen[str], line: str) -> bool:
        assert process.stdin is not None
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
        except (BrokenPipeError, OSError):
            self.close()
            return False
        return True

    def _answer(self, process: subprocess.Popen[str], name: str) -> dict[str, Any]:
        """One line; where none comes, the process broke, or was ended for its time."""
        assert process.stdout is not None
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            process.kill()

        timer = threading.Timer(self.longest_s, end)
        timer.start()
        try:
            line = process.stdout.readline()
        finally:
            timer.cancel()
        if line.endswith("\n"):
            told: dict[str, Any] = json.loads(line)
            return told
        self.close()
        error = {**_TOO_MUCH, "where": name}
        if is_late.is_set():
            error |= {"found": f"one that takes longer than {self.longest_s:.0f} s to read"}
        return {"name": name, "error": error}
