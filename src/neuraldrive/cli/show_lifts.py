"""Simulated lifts on a terminal, side by side, and the same as plain values for --json."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from neuraldrive.cli import lift_answers as answers
from neuraldrive.cli.lift_answers import Written
from neuraldrive.cli.trimmed import OUT
from neuraldrive.figures import lift_told, words
from neuraldrive.records import LiftTruth, Recording
from neuraldrive.workflows import lift_methods, lift_orders
from neuraldrive.workflows.lift_methods import NamedOrder
from neuraldrive.workflows.lift_numbers import Lifted

_WITHOUT_UNITS = (
    "propulsive velocity: mean until the bar is braked; drive: in % of this lifter's maximal voluntary force, and for "
    "how long"
)
_LEGEND = f"{_WITHOUT_UNITS}; pps: discharges a second, mean of the units that are active"
_HEIGHT_PER_MPS2 = 2 * 9.80665

_Cell = Callable[[Lifted, LiftTruth], str]


@dataclass(frozen=True)
class Lifts:
    """Lifts beside each other, with all that is told of them."""

    named: tuple[NamedOrder, ...]
    recordings: tuple[Recording, ...]
    numbers: tuple[Lifted, ...]
    sensor: str | None
    written: Written


def lifts(found: Lifts, unit: str) -> None:
    """A column for each lift, a row for each figure; doubts, and the lines of Python that make the same."""
    truth: LiftTruth = found.recordings[0].truth
    OUT.print(
        Text.assemble(
            (answers.heading(found.named[0].order, truth, unit), "bold"), f"  seed {found.named[0].order.seed}"
        )
    )
    answers.too_heavy(found.recordings, unit)
    resistance = dict.fromkeys(each.truth.resistance for each in found.recordings if " with " in each.truth.resistance)
    for each in resistance:
        OUT.print(Padding(Text(each, "dim"), (0, 0, 0, 2)))
    table = Table(
        box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0), show_header=bool(found.named[0].name)
    )
    table.add_column("", no_wrap=True, min_width=19)
    for named in found.named:
        table.add_column(named.name)
    for label, cell in _rows(found, unit):
        cells = [cell(numbers, one.truth) for numbers, one in zip(found.numbers, found.recordings, strict=True)]
        if any(cells):
            table.add_row(label, *(Text(each or "–", "bold") for each in cells))
    OUT.print(Padding(table, (0, 0, 0, 2)))
    OUT.print(
        Padding(Text(_LEGEND if found.recordings[0].motor_units is not None else _WITHOUT_UNITS, "dim"), (0, 0, 1, 2))
    )
    doubts = [
        doubt
        for each, recording in zip(found.named, found.recordings, strict=True)
        for doubt in lift_methods.doubts(each, recording.truth.relative_load)
    ]
    answers.notes(doubts, found.recordings)
    answers.limits(found.recordings)
    answers.again(lines(found), found.written)


def _rows(found: Lifts, unit: str) -> list[tuple[str, _Cell]]:
    intents = [each.order.intent for each in found.named]
    return [
        ("load", lambda n, t: answers.load_words(t, unit)),
        ("intent", lambda n, t: f"{100 * n.made.intent:.0f} %" if min(intents) < 1.0 else ""),
        ("end", lambda n, t: _end(n, t)),
        ("mean velocity", lambda n, t: _speed(n.made.mean_velocity)),
        ("propulsive velocity", lambda n, t: _speed(n.made.mean_propulsive_velocity)),
        ("peak velocity", lambda n, t: _speed(n.made.peak_velocity)),
        ("by the sensor", lambda n, t: f"{answers.plus_minus(n)} m/s" if found.sensor else ""),
        ("braking", lambda n, t: f"last {100 * n.braking_share:.0f} % of time" if n.braking_share else "none"),
        ("hardest braking", lambda n, t: _hardest(n)),
        ("force, peak", lambda n, t: _newtons(n.peak_force_n)),
        ("  mean", lambda n, t: _newtons(n.mean_force_n)),
        ("drive", lambda n, t: f"{100 * n.drive_level:.0f} % for {n.drive_s:.2f} s"),
        ("units recruited", lambda n, t: _known(100 * n.made.recruited_share, "{:.0f} %")),
        ("mean rate", lambda n, t: _known(n.made.mean_rate_pps, "{:.1f} pps")),
    ]  # fmt: skip


def _known(value: float, shape: str) -> str:
    return "" if math.isnan(value) else shape.format(value)


def _newtons(force_n: float) -> str:
    return _known(force_n, "{:.0f} N") or "–"


def _speed(mps: float) -> str:
    return f"{mps:.2f} m/s"


def _end(numbers: Lifted, truth: LiftTruth) -> str:
    made = numbers.made
    if not lift_told.moved(made):
        return "did not move"
    if not made.completed:
        return f"not completed, stuck at {100 * made.height_m:.0f} of {100 * lift_told.range_m(truth):.0f} cm"
    if made.release_velocity is None:
        return "held"
    return f"released, {100 * made.release_velocity**2 / _HEIGHT_PER_MPS2:.0f} cm up"


def _hardest(numbers: Lifted) -> str:
    """The largest deceleration of a bar that is braked."""
    if not numbers.braking_share:
        return ""
    return f"{words.number(numbers.made.least_acceleration, 1)} m/s²"


def lines(found: Lifts) -> list[str]:
    """The lifts in Python, and their figure."""
    several = len(found.named) > 1
    made = [re.sub(r"\W+", "_", each.name) if several else "recording" for each in found.named]
    told = list(lift_orders.together([each.order for each in found.named], made))
    if found.sensor is not None:
        told.append(answers.seen(found.sensor, found.named[0].order.seed, f"[{', '.join(made)}]"))
    names = f", {[each.name for each in found.named]!r}" if found.named[0].name else ""
    return told + answers.drawn(f"figures.lifts([{', '.join(made)}]{names}", found.written)


def lifts_json(found: Lifts) -> dict[str, Any]:
    """The same, as values: shares as fractions, all else in SI."""
    return {
        "lifts": [
            {"method": each.name or None, **answers.truth_json(recording), **answers.lifted_json(numbers),
             "doubts": list(lift_methods.doubts(each, recording.truth.relative_load))}
            for each, recording, numbers in zip(found.named, found.recordings, found.numbers, strict=True)
        ],
        "limits": answers.limits_json(found.recordings), "sensor": found.sensor, "python": lines(found),
        **answers.written_json(found.written),
    }  # fmt: skip
