"""The second process of `importing_beside`: lines of JSON in, a line of JSON for each out."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from neuraldrive.errors import NeuraldriveError, UnreadableFile
from neuraldrive.store import Store, open_store
from neuraldrive.workflows.asking_first import Handed, hand_in
from neuraldrive.workflows.bring_in import Said

MOST_BYTES = 2 << 30
"""Memory for one file, beside what the process has loaded."""
MOST_WORDS = 160
"""Characters of what a library says of a file."""


def main() -> None:
    """Serves until nothing more comes in. Standard output is for answers alone: what libraries print goes to the errors."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    about = json.loads(sys.stdin.readline() or "{}")
    if not about:
        return
    _load()
    bound_memory(MOST_BYTES)
    try:
        with open_store(about["store"], signals_dir=about["signals"]) as store:
            for line in sys.stdin:
                _answer(answers, _taken(store, json.loads(line)))
    except NeuraldriveError as error:  # the store does not open: the next file finds another process
        if line := sys.stdin.readline():
            _answer(answers, {"name": json.loads(line)["name"], "error": _error(error)})


def bound_memory(more_bytes: int) -> None:
    """No more memory than the process has now and `more_bytes`; beyond it Python raises MemoryError. Where the system has
    no such bound, none is set.
    """
    with contextlib.suppress(ImportError, OSError, ValueError, StopIteration):
        import resource

        status = Path("/proc/self/status").read_text(encoding="ascii")
        now = next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmSize:"))
        resource.setrlimit(resource.RLIMIT_AS, (now + more_bytes, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _taken(store: Store, wanted: dict[str, Any]) -> dict[str, Any]:
    said = dict(wanted["said"])
    if said.get("started_at"):
        said["started_at"] = datetime.fromisoformat(said["started_at"])
    path, name = Path(wanted["path"]), wanted["name"]
    try:
        return told(hand_in(store, path, Said(**said), name=name, ask=wanted["ask"]))
    except MemoryError:
        error: NeuraldriveError = UnreadableFile(
            "file", found=f"one that unpacks to more than {MOST_BYTES >> 30} GiB", needed="less",
            remedy="Split it by session, or export what is needed of it.", where=name,
        )  # fmt: skip
    except Exception as cause:  # whatever a file makes of a library
        error = UnreadableFile(
            "file", found=f"content that cannot be read: {_in_words(cause, path, name)}", needed="a sound file",
            remedy="Export it again; if it stays, send it to those who make neuraldrive.", where=name,
        )  # fmt: skip
    return {"name": name, "error": _error(error)}


def _in_words(cause: Exception, path: Path, name: str) -> str:
    """What a library says of a file, in a line; at least the kind of what it says."""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(cause).__name__).lower()
    says = " ".join(str(cause).replace(str(path), name).replace(path.name, name).split())[:MOST_WORDS]
    return f"{says} ({kind})" if says else kind


def told(handed: Handed) -> dict[str, Any]:
    """What became of a file, as JSON has it."""
    outcome = handed.outcome
    return {
        "name": outcome.path, "format": outcome.format, "sets": outcome.sets, "repetitions": outcome.repetitions,
        "already": outcome.already, "kept": outcome.error is None and not handed.asks,
        "athletes": list(outcome.athletes),
        "refusals": [
            {"where": r.where, "what": r.what, "found": r.found, "needed": r.needed, "kept": r.kept, "words": str(r)}
            for r in outcome.refusals
        ],
        "questions": list(outcome.questions),
        "asks": [{"field": each.field, "question": each.question, "needed": each.needed} for each in handed.asks],
        "new_athletes": list(outcome.new_athletes), "notices": list(outcome.notices),
        "slips": [{"name": each.name, "meant": list(each.near)} for each in handed.slips],
        "error": None if outcome.error is None else _error(outcome.error),
    }  # fmt: skip


def _error(error: NeuraldriveError) -> dict[str, str]:
    return {"kind": type(error).__name__, **error.parts}


def _answer(answers: TextIO, told: dict[str, Any]) -> None:
    answers.write(json.dumps(told) + "\n")
    answers.flush()


def _load() -> None:
    """What reading needs is loaded before memory is bounded."""
    for name in ("pyarrow.parquet", "scipy.io", "neuraldrive.measure"):
        importlib.import_module(name)


if __name__ == "__main__":
    main()
