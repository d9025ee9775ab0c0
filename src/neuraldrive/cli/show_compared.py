"""Sessions beside each other on a terminal, and the same as plain values for --json."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from neuraldrive import glossary
from neuraldrive.cli import lift_answers as answers
from neuraldrive.cli.lift_answers import Written
from neuraldrive.cli.trimmed import OUT
from neuraldrive.figures import lift_limits
from neuraldrive.units import load_text
from neuraldrive.workflows import comparing, lift_orders
from neuraldrive.workflows.comparing import Compared

_LETTERS, _RULE = "ABC", "│"
_MOST_ROWS = 30
_THREE_WITH_UNITS = 115
"""Letters in a line that three sessions need with their units and rates; these are in the sums too."""
_LEGEND = (
    "m/s: mean velocity; left: strength left of the rested lifter's, as the repetition begins; drive: level × time, "
    "seconds of maximal drive"
)
_OF_UNITS = "; units: share recruited; pps: discharges a second, mean of the units that are active"


def compared(found: Sequence[Compared], unit: str, written: Written) -> None:
    """Repetition by repetition, then the sums, then what this cannot say, then Python."""
    first = found[0]
    OUT.print(
        Text.assemble(
            (answers.heading(first.order, first.recordings[0].truth, unit), "bold"), f"  seed {first.order.seed}"
        )
    )
    every = [one for each in found for one in each.recordings]
    answers.too_heavy(every, unit)
    for letter, each in zip(_LETTERS, found, strict=False):
        OUT.print(Text.assemble("  ", (letter, "bold"), f"  {told(each, unit)}"))
    OUT.print(Padding(_by_repetition(found), (1, 0, 0, 2)))
    OUT.print(Padding(Text(_LEGEND + (_OF_UNITS if _with_units(found) else ""), "dim"), (0, 0, 0, 2)))
    longest = max(len(each.numbers) for each in found)
    if longest > _MOST_ROWS:
        OUT.print(Padding(Text(f"and {longest - _MOST_ROWS} more; --json lists them all", "dim"), (0, 0, 0, 2)))
    OUT.print(Padding(_sums(found), (1, 0, 0, 2)))
    OUT.print()
    origin = lift_limits.said(every)[-1]  # why all units are recruited, the comparison says itself
    for words in (*comparing.cannot_say(), origin, glossary.TEST_THAT_WOULD_TELL):
        OUT.print(Padding(Text(words, "dim"), (0, 0, 0, 2)))
    answers.notes((), every)
    answers.again(lines(found, written), written)


def told(each: Compared, unit: str) -> str:
    """Sets, repetitions, load and rest in words.

    The load in kg stands behind its share of the 1RM.
    """
    truth = each.recordings[0].truth
    rest = f", {each.order.rest_s / 60:g} min of rest" if each.order.sets > 1 else ""
    share = f"{100 * truth.relative_load:.0f} %" if math.isfinite(truth.relative_load) else ""
    return f"{each.order.sets} × {each.order.repetitions} at {share} ({load_text(truth.load_kg, unit)}){rest}"


def _with_units(found: Sequence[Compared]) -> bool:
    """Whether they are known, and have room."""
    known = not math.isnan(found[0].totals.recruited_share)
    return known and (len(found) < len(_LETTERS) or OUT.width >= _THREE_WITH_UNITS)


def _by_repetition(found: Sequence[Compared]) -> Table:
    """A row for each repetition in order, with its set where a session has several."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    units = _with_units(found)
    table.add_column("", justify="right")
    for letter, each in zip(_LETTERS, found, strict=False):
        letter = letter if each is found[0] else f"{_RULE} {letter}"
        heads = [letter, *(["set"] if each.order.sets > 1 else []), "m/s", "left", *(["units", "pps"] if units else [])]
        for head in (*heads, "drive"):
            table.add_column(
                head,
                justify="left" if head == letter else "right",
                no_wrap=True,
                header_style="bold" if head == letter else "dim",
            )
    rows = min(_MOST_ROWS, max(len(each.numbers) for each in found))
    for k in range(rows):
        cells = [
            cell for each in found for cell in ("" if each is found[0] else _RULE, *_cells(each, k, units))
        ]  # fmt: skip
        table.add_row(str(k + 1), *cells)
    return table


def _cells(each: Compared, k: int, units: bool) -> list[str]:
    """Set, velocity, strength left, units and rate, drive."""
    sets = each.order.sets > 1
    if k >= len(each.numbers):
        return [""] * (3 + sets + 2 * units)
    n, made = each.numbers[k], each.numbers[k].made
    of_units = [f"{100 * made.recruited_share:.0f} %", f"{made.mean_rate_pps:.1f}"] if units else []
    return [
        *([str(n.set_number) if n.number == 1 else ""] if sets else []),
        f"{made.mean_velocity:.2f}" if made.completed else "failed", f"{100 * made.capacity:.0f} %", *of_units,
        f"{n.drive_integral_s:.2f} s",
    ]  # fmt: skip


def _sums(found: Sequence[Compared]) -> Table:
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column()
    for _ in found:
        table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim")
    sums = [each.totals for each in found]
    rows = [
        ("", list(_LETTERS[: len(found)]), ""),
        ("repetitions", [_of(each.completed, each.repetitions) for each in sums], "completed"),
        ("drive", [f"{each.drive_integral_s:.1f} s" for each in sums], "level × time, seconds of maximal drive"),
        ("units recruited", [_percent(each.recruited_share) for each in sums], "of the pool, mean of the repetitions"),
        ("mean rate", [_or_none(each.mean_rate_pps, "{:.1f} pps") for each in sums], "of the units that discharge"),
        ("velocity lost", [_percent(each.velocity_loss) for each in sums], "fastest to last completed repetition"),
        ("strength lost", [_percent(each.capacity_lost) for each in sums], "after the last set"),
    ]  # fmt: skip
    for label, values, how in rows:
        table.add_row(label, *(Text(value, "bold") for value in values), how)
    return table


def _of(completed: int, done: int) -> str:
    return f"{completed}" if completed == done else f"{completed} of {done}"


def _percent(share: float) -> str:
    return _or_none(100 * share, "{:.0f} %")


def _or_none(value: float, shape: str) -> str:
    return "–" if math.isnan(value) else shape.format(value)


def lines(found: Sequence[Compared], written: Written) -> list[str]:
    """The sessions in Python, and their figure."""
    names = [f"session_{letter.lower()}" for letter, _ in zip(_LETTERS, found, strict=False)]
    made = list(lift_orders.together([each.order for each in found], names))
    sides = ", ".join(name if each.order.sets > 1 else f"[{name}]" for name, each in zip(names, found, strict=True))
    return made + answers.drawn(f"figures.lift_sets([{sides}], {[comparing.title(each) for each in found]!r}", written)


def compared_json(found: Sequence[Compared], written: Written) -> dict[str, Any]:
    """The same, as values."""
    return {
        "sessions": [
            {
                "asked": str(each.prescribed), "rest_s": each.order.rest_s,
                "totals": {name: answers.finite(value) for name, value in asdict(each.totals).items()},
                "sets": [
                    {**answers.truth_json(one),
                     "each": [answers.lifted_json(n) for n in each.numbers if n.set_number == k]}
                    for k, one in enumerate(each.recordings, 1)
                ],
            }
            for each in found
        ],
        "limits": answers.limits_json([one for each in found for one in each.recordings]),
        "cannot_say": list(comparing.cannot_say()), "origin": glossary.ORIGIN_NOT_IDENTIFIABLE,
        "test_that_would_tell": glossary.TEST_THAT_WOULD_TELL, "python": lines(found, written),
        **answers.written_json(written),
    }  # fmt: skip
