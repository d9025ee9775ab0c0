"""Sets of a simulated session on a terminal, and the same as plain values for --json."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from neuraldrive.cli import lift_answers as answers
from neuraldrive.cli.lift_answers import Written
from neuraldrive.cli.trimmed import OUT
from neuraldrive.figures import words
from neuraldrive.records import LiftTruth, Recording
from neuraldrive.workflows import lift_orders
from neuraldrive.workflows.lift_numbers import Lifted
from neuraldrive.workflows.lift_orders import LiftOrder

_HEADS = (
    "Velocities in m/s; propuls.: propulsive velocity, mean until the bar is braked; loss: from the fastest so far; "
    "strength: share of the rested lifter's that the repetition is made with; units: share recruited; rate: mean of the "
    "units that are active, pps (discharges a second)."
)
_SCATTERED = (
    " Strength varies from one repetition to the next, and the first is not yet the best; not so with --no-scatter."
)


@dataclass(frozen=True)
class Sets:
    """The sets of one order."""

    order: LiftOrder
    recordings: tuple[Recording, ...]
    numbers: tuple[Lifted, ...]
    sensor: str | None
    written: Written


def sets(found: Sets, unit: str) -> None:
    """A row for each repetition, sets apart; a line for each set; doubts and Python."""
    truth: LiftTruth = found.recordings[0].truth
    OUT.print(Text.assemble((answers.heading(found.order, truth, unit), "bold"), f"  seed {found.order.seed}"))
    answers.too_heavy(found.recordings, unit)
    rest = f", {_time(found.order.rest_s)} of rest" if found.order.sets > 1 else ""
    many = "to failure" if found.order.repetitions == "failure" else found.order.repetitions
    OUT.print(f"  {found.order.sets} × {many} with {answers.load_words(truth, unit)}{rest}")
    if " with " in truth.resistance:
        OUT.print(Padding(Text(truth.resistance), (0, 0, 0, 2)))
    OUT.print(Padding(_table(found), (0, 0, 0, 2)))
    OUT.print(Padding(Text(_HEADS + (_SCATTERED if found.order.scatter else ""), "dim"), (0, 0, 1, 2)))
    for k, recording in enumerate(found.recordings):
        OUT.print(Padding(Text(set_in_words(k + 1, recording)), (0, 0, 0, 2)))
    answers.notes((), found.recordings)
    answers.limits(found.recordings)
    answers.again(lines(found), found.written)


def _time(seconds: float) -> str:
    return f"{seconds / 60:g} min" if seconds >= 60 else f"{seconds:g} s"


def _table(found: Sets) -> Table:
    units = not math.isnan(found.numbers[0].made.recruited_share)
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    heads = ["set", "rep.", "mean", "propuls.", "peak", "loss", "strength"]
    heads += ["units", "rate"] if units else []
    heads += ["sensor"] if found.sensor else []
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("")
    for n in found.numbers:
        table.add_row(
            *_cells(n, units), *([answers.plus_minus(n)] if found.sensor else []), "" if n.made.completed else "failed"
        )
    return table


def _cells(n: Lifted, units: bool) -> list[str]:
    made = n.made
    of_units = [f"{100 * made.recruited_share:.0f} %", f"{made.mean_rate_pps:.1f}"] if units else []
    return [
        str(n.set_number) if n.number == 1 else "", str(n.number), f"{made.mean_velocity:.2f}",
        f"{made.mean_propulsive_velocity:.2f}", f"{made.peak_velocity:.2f}",
        "–" if n.loss is None else f"{100 * n.loss:.0f} %", f"{100 * made.capacity:.0f} %", *of_units,
    ]  # fmt: skip


def set_in_words(number: int, recording: Recording) -> str:
    """Repetitions completed and strength left, in a line."""
    truth: LiftTruth = recording.truth
    done = words.counted(sum(each.completed for each in truth.repetitions), "repetition")
    failed = "" if truth.repetitions[-1].completed else ", then one not completed"
    return f"set {number}: {done}{failed}; {100 * truth.capacity_after:.0f} % of strength left"


def lines(found: Sets) -> list[str]:
    """The sets in Python, and their figure."""
    told = list(lift_orders.python(found.order))
    what = "recordings" if found.order.sets > 1 else "[recording]"
    if found.sensor is not None:
        told.append(answers.seen(found.sensor, found.order.seed, what))
    return told + answers.drawn(f"figures.lift_sets([{what}]", found.written)


def sets_json(found: Sets) -> dict[str, Any]:
    """The same, as values."""
    return {
        "sets": [
            {**answers.truth_json(each), "each": [answers.lifted_json(n) for n in found.numbers if n.set_number == k]}
            for k, each in enumerate(found.recordings, 1)
        ],
        "limits": answers.limits_json(found.recordings), "rest_s": found.order.rest_s, "sensor": found.sensor, "python": lines(found),
        **answers.written_json(found.written),
    }  # fmt: skip
