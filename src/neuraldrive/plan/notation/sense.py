"""Stop rules and numbers that can be read and cannot be meant: contradictions are refused, doubts are flagged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from neuraldrive import catalog
from neuraldrive.plan.notation.said import Flag, Misread, Said
from neuraldrive.records.prescription import Prescription
from neuraldrive.records.prescription_text import number_text, stop_text
from neuraldrive.records.sets import Sets, Stop

MANY_REPETITIONS, MANY_SETS, HEAVY_KG = 30, 20, 501.0
"""More than these are flagged. 501 kg: no deadlift was heavier when the 2020s began."""


def refuse_contradictions(stops: Sequence[Said[Stop]]) -> None:
    """Stop rules of which one can never come true beside the others.

    Raises:
        Misread: at the later one of the two.
    """
    for i, (later, place) in enumerate(stops):
        for earlier, _ in stops[:i]:
            if later.kind == earlier.kind:
                raise Misread(place, "stop rules", f"`{stop_text(later)}` after `{stop_text(earlier)}`", "each kind once",
                              "Leave the stricter one.")  # fmt: skip
            left = (_left(earlier), _left(later))
            if None not in left and left[0] != left[1]:
                raise Misread(
                    place, "stop rules", f"`{stop_text(earlier)}` ({_says(left[0])}) and `{stop_text(later)}` ({_says(left[1])})",
                    "rules that agree on how much is left", "Keep one of the two. For example: `until 1 in reserve`.",
                )  # fmt: skip


def _left(stop: Stop) -> float | None:
    """Repetitions that are left when it ends; None where it does not say."""
    return {"failure": 0.0, "reserve": stop.value, "rpe": 10.0 - stop.value}.get(stop.kind)


def _says(left: float | None) -> str:
    return f"leaves {number_text(left or 0.0)}"


def doubts(work: Prescription, stops: Sequence[Said[Stop]], parts: Sequence[Said[Sets]]) -> Iterator[Flag]:
    """What can be done as it stands and is hardly meant so: stop rules that tell nothing, numbers the wrong way round."""
    for stop, place in stops:
        doubt = _loss_doubt(work, stop) or _mean_doubt(work, stop) or _load_doubt(work, stop)
        if doubt:
            yield Flag(f"`until {stop_text(stop)}` {doubt}", place)
    for part, place in parts:
        yield from (Flag(doubt, place) for doubt in _size_doubts(part))


def _loss_doubt(work: Prescription, stop: Stop) -> str:
    if stop.kind != "loss":
        return ""
    needed = _loss_needs()
    most = max(part.repetitions.high if part.repetitions else needed for part in work.parts)
    if most < needed:
        size = {1: "one repetition", 2: "two"}.get(int(most), number_text(most))
        return (
            f"tells nothing in sets of {size}: a loss of velocity needs {number_text(needed)} repetitions. "
            "Write `until 1 in reserve`, or judge the first repetition: `until below 0.3m/s`."
        )
    if work.method and catalog.method(work.method).stop_rule.statistic == "set_mean":
        label = catalog.method(work.method).label.lower()
        return f"judges one repetition, which stops every second session of {label} for noise. Write `until set mean falls 10%`."
    return ""


@cache
def _loss_needs() -> float:
    return catalog.rule("loss_needs")["repetitions"]


def _mean_doubt(work: Prescription, stop: Stop) -> str:
    if stop.kind != "set_mean":
        return ""
    first = (catalog.method(work.method).stop_rule.reference_sets if work.method else None) or 1
    if work.sets > first:
        return ""
    sets, reference = (
        "one set" if work.sets == 1 else f"{work.sets} sets",
        "first set" if first == 1 else f"first {first} sets",
    )
    return f"tells nothing in {sets}: the {reference} is what later ones are held against. Write `until 1 in reserve`."


def _load_doubt(work: Prescription, stop: Stop) -> str:
    told = [part.load for part in work.parts if part.load is not None]
    left, planned = _left(stop), [10 - load.amount.low for load in told if load.unit == "rpe"]
    if left is not None and planned and left > max(planned):
        return (
            f"comes before the load's own RPE, which leaves {number_text(max(planned))}. Lower the load, or the rule."
        )
    aims = [work.velocity.high] if work.velocity is not None else []
    aims += [load.amount.high for load in told if load.unit == "velocity"]
    if stop.kind == "velocity" and aims and stop.value >= max(aims):
        return (
            f"is not below the velocity aimed at, {number_text(max(aims))} m/s: it ends the first set. Lower the rule."
        )
    return ""


def _size_doubts(part: Sets) -> Iterator[str]:
    reps, sets = part.repetitions, part.sets
    if reps is not None and reps.high > MANY_REPETITIONS and reps.high > sets.high:
        n, m = number_text(sets.high), number_text(reps.high)
        yield f"{n}x{m} is {n} sets of {m} repetitions. If {m} sets of {n} are meant, write {m}x{n}."
    if sets.high > MANY_SETS:
        yield f"{number_text(sets.high)} sets of one lift is more than any method asks for. Check the number."
    if part.load is not None and part.load.unit == "kg" and part.load.amount.high > HEAVY_KG:
        yield f"{number_text(part.load.amount.high)}kg is more than anyone has lifted off the floor. Check number and unit."
