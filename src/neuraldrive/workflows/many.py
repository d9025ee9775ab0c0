"""Any number of simulated contractions into one Parquet file, in memory that does not grow with their number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from neuraldrive import catalog, simulate
from neuraldrive.catalog import Muscle
from neuraldrive.errors import BadValue
from neuraldrive.readers import recording_rows
from neuraldrive.records import NeuralState, Recording
from neuraldrive.simulate import Effort
from neuraldrive.workflows.writing import write_whole

OUTPUT_HZ = 200.0
_TRUTH = [
    name for name, kind in recording_rows.ROW.items() if name.startswith("truth_") and kind not in ("text", "number")
]
_DISCHARGES = [name for name in recording_rows.ROW if name.startswith("discharge_")]


def simulate_many(
    muscle: Muscle | str, effort: Effort, states: Sequence[NeuralState], *, to: str | Path, seed: int = 0,
    rate_hz: float = OUTPUT_HZ, discharges: bool = False, truth: bool = False,
    on_done: Callable[[int, int], None] | None = None, on_each: Callable[[Recording], None] | None = None,
    workers: int | None = None, **settings: Any,
) -> Path:  # fmt: skip
    """One contraction for each state, a row each, into a Parquet file that `readers.read` and other programs read.

    A row has the force (in single precision), seed, state, strength and, where asked for, discharges and truth; the
    header says what was asked for. Same seed, same rows, whatever the number of cores. The file appears whole, under its
    name, when all is done. What was done before an interruption (Ctrl-C; on the command line SIGTERM too) is kept beside
    it as NAME.interrupted.parquet. A process that is killed outright keeps nothing: what it had written is a hidden .part
    without an end, which no reader takes for a file, and which the next run to the same name takes away.

    Args:
        states: one for each contraction, as `catalog.population("untrained").sample(10_000, seed=1)` gives them.
        to: the file; it must end in .parquet.
        rate_hz: samples of force a second.
        discharges: keep the discharge times of every unit: some 30 kB a contraction.
        truth: keep all that the simulation knows: some 30 kB a contraction.
        on_done: is told how many are done, of how many, after each.
        on_each: is given each recording, whole, once its row is written.
        workers: threads; as many as there are cores if not given.
        settings: what `simulate.contraction` takes besides: stimulate, emg, tires, potentiated.

    Returns:
        The file.

    Raises:
        BadValue: no state, another ending, or what `simulate.contraction` refuses.
        StoreNotWritable: the file cannot be written; what stood there still does.

    >>> import tempfile
    >>> from neuraldrive import catalog, readers, simulate
    >>> people = catalog.population("untrained").sample(3, seed=1)
    >>> folder = Path(tempfile.mkdtemp())
    >>> file = simulate_many("vastus_lateralis", simulate.ballistic(to=0.75), people, to=folder / "efforts.parquet")
    >>> readers.read(file).recordings[2]["force"]
    Signal(300 samples, MVF, 200 Hz, from 0 s to 1.495 s)
    """
    from neuraldrive.workflows.recordings_parquet import RecordingsFile  # late: it loads pyarrow

    file = Path(to)
    if file.suffix.lower() != ".parquet":
        raise BadValue("to", found=file.name, needed="a name ending in .parquet", remedy="Name it so.")
    if not states:
        raise BadValue("states", found="none", needed="one for each contraction", remedy="Sample a population.")
    about = {
        "contractions": len(states), "seed": seed, "muscle": _muscle(muscle), "effort": _effort(effort),
        "settings": {name: repr(value) for name, value in settings.items()},
    }  # fmt: skip
    leave_out = [*([] if discharges else _DISCHARGES), *([] if truth else _TRUTH)]
    each = simulate.each_contraction(
        muscle, effort, states=states, seed=seed, workers=workers, rate_hz=rate_hz, **settings
    )

    def write(beside: Path) -> None:
        rows: RecordingsFile | None = None
        try:
            first = next(each)
            with RecordingsFile(beside, first, leave_out=leave_out, single=True, about=about) as rows:
                for done, recording in enumerate(chain((first,), each), 1):
                    rows.add(recording)
                    if on_each is not None:
                        on_each(recording)
                    if on_done is not None:
                        on_done(done, len(states))
        except KeyboardInterrupt as stop:
            _keep(beside, file, stop, (rows.written if rows else 0, len(states)))
            raise

    try:
        write_whole(file, "contractions", write)
    finally:
        each.close()
    return file


def _keep(beside: Path, file: Path, stop: KeyboardInterrupt, done_of: tuple[int, int]) -> None:
    """What is done so far, sound, under a name that no whole file has."""
    done, of = done_of
    if done == 0:
        stop.add_note(f"None of {of} contractions was done yet; nothing is kept.")
        return
    kept = file.with_suffix(f".interrupted{file.suffix}")
    beside.replace(kept)
    stop.add_note(f"{done} of {of} contractions were done; they are in {kept}.")


def _muscle(muscle: Muscle | str) -> dict[str, Any]:
    """The muscle, one's own too, so that each row can be simulated again."""
    entry = catalog.muscle(muscle) if isinstance(muscle, str) else muscle
    numbers = {name: number.value for name, number in entry.numbers.items()}
    return {"name": entry.name, "rate_coding": entry.rate_coding, **numbers}


def _effort(effort: Effort) -> dict[str, Any]:
    return {
        "name": effort.name, "times_s": effort.times_s.tolist(), "levels": effort.levels.tolist(),
        "tracks": effort.tracks, "bursts": effort.bursts, "until_failure": effort.until_failure,
    }  # fmt: skip
