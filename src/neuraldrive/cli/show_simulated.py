"""Simulated contractions on a terminal, and the same as plain values for --json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from neuraldrive.cli.show_pieces import measurement_json
from neuraldrive.cli.trimmed import OUT
from neuraldrive.figures import words
from neuraldrive.figures.gaps import Gap, GapPart
from neuraldrive.records import Recording
from neuraldrive.workflows.orders import Order, python
from neuraldrive.workflows.paradox import Paradox
from neuraldrive.workflows.simulated_numbers import Numbers
from neuraldrive.workflows.simulating import repeat_seeds

_LABEL = 21
_WIDE = 110

Written = Mapping[str, Path | None]
Figure = tuple[int | None, int | None]


def simulated(order: Order, recording: Recording, found: Numbers, written: Written, figure: Figure) -> None:
    """A line for each number, doubts, and the lines of Python that make the same; `figure` is (runs, width in px)."""
    chance = "" if order.effort is None else f", seed {order.seed}"
    OUT.print(Text.assemble((_what(order, recording), "bold"), f"  {recording.duration_s:.3g} s{chance}"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=_LABEL)
    table.add_column(no_wrap=True)
    table.add_column(style="dim")
    for label, value, how in _rows(found, order):
        table.add_row(label, Text(value, "bold"), how)
    OUT.print(Padding(table, (0, 0, 0, 2)))
    for flag in found.flags:
        OUT.print(Padding(Text(flag, "yellow"), (0, 0, 0, 2)))
    _again(order, recording, written, figure)
    for what, path in (("Written", written["out"]), ("Drawn", written["plot"])):
        if path is not None:
            OUT.print(f"{what}: {path}", soft_wrap=True)


def _what(order: Order, recording: Recording) -> str:
    entry = order.entry()
    return f"{entry.label}, {entry['units']:.0f} motor units, {recording.truth.state.name.replace('_', '-')}: {order.words}"


def _rows(found: Numbers, order: Order) -> list[tuple[str, str, str]]:
    rows = []
    if found.recruited:
        rows.append(
            ("units recruited", f"{found.recruited} of {found.units}", f"{100 * found.recruited / found.units:.0f} %")
        )
    if found.thresholds is not None:
        low, high = (f"{100 * end:.1f}" for end in found.thresholds)
        rows.append(("their thresholds", f"{low} to {high} % MVF", "steady force"))
    rows += [(each.label, each.found.text, each.note) for each in found.numbers]
    rows.append(("MVF", f"{100 * found.mvf_of_tetanus:.1f} %", "of the muscle's tetanic force"))
    if found.failed_at_s is not None:
        rows.append(("failed at", f"{found.failed_at_s:.0f} s", ""))
    elif order.effort is not None and order.effort().until_failure:
        rows.append(("failed at", "did not fail within an hour", "the longest that is simulated"))
    return rows


def _again(order: Order, recording: Recording, written: Written, figure: Figure) -> None:
    OUT.print(Text("Again in Python", "bold"))
    for line in (*python(order), *_figure_lines(order, recording, written, figure)):
        OUT.print(Text(line), soft_wrap=True)


def _figure_lines(order: Order, recording: Recording, written: Written, figure: Figure) -> list[str]:
    if written["plot"] is None:
        return []
    runs, width_px = figure
    seeds = repeat_seeds(order, recording, runs)
    saved = f'save("{written["plot"]}"{"" if width_px is None else f", width_px={width_px}"})'
    lines = ["from neuraldrive import figures"]
    if not seeds:
        return [*lines, f"figures.contraction(recording).{saved}"]
    call = python(order)[-1].removeprefix("recording = ").replace(f"seed={order.seed}", "seed=k")
    return [
        *lines, f"repeats = [{call} for k in range({seeds.start}, {seeds.stop})]",
        f"figures.contraction(recording, repeats).{saved}",
    ]  # fmt: skip


def simulated_json(order: Order, recording: Recording, found: Numbers, written: Written) -> dict[str, Any]:
    """The same, as values: shares as fractions, times in seconds."""
    return {
        "effort": order.name, "muscle": order.muscle, "units": found.units, "population": order.population,
        "state": asdict(recording.truth.state), "seed": None if order.effort is None else order.seed,
        "duration_s": recording.duration_s, "force_unit": recording["force"].unit,
        "recruited": found.recruited, "thresholds_mvf": found.thresholds, "mvf_of_tetanus": found.mvf_of_tetanus,
        "discharges": recording.motor_units.discharge_count if recording.motor_units is not None else 0,
        "numbers": [{"label": each.label, **measurement_json(each.found)} for each in found.numbers],
        "failed_at_s": found.failed_at_s, "flags": list(found.flags), "sources": list(recording.sources),
        "python": list(python(order)), **{what: str(path) if path else None for what, path in written.items()},
    }  # fmt: skip


# ---------------------------------------------------------------- the paradox


def paradox(found: Paradox, drawn: Path | None) -> None:
    """A row for each part of the state, a column for each force; below, both forces and the gap."""
    OUT.print(Text.assemble(
        (f"{found.muscle.label}, one muscle: A {_name(found.a.name)}, B {_name(found.b.name)}", "bold"),
        f"  {len(found.recordings_a)} seeds from {found.first_seed}",
    ))  # fmt: skip
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("% of tetanus", no_wrap=True)
    for gap in found.gaps:
        table.add_column(gap.at.removesuffix(" after onset").removesuffix(" effort"), justify="right", no_wrap=True)
    table.add_row("A", *(f"{100 * gap.a:.1f}" for gap in found.gaps))
    table.add_row("B", *(f"{100 * gap.b:.1f}" for gap in found.gaps))
    table.add_row(Text("gap", "bold"), *(Text(f"{100 * gap.size:.1f}", "bold") for gap in found.gaps))
    for row in zip(*(gap.parts for gap in found.gaps), strict=True):
        table.add_row(f"  {row[0].name}", *(_part(part, gap) for part, gap in zip(row, found.gaps, strict=True)))
    OUT.print(table)
    OUT.print(Text(
        "Force as fast as possible, by the time after its onset; maximal effort at length. A part explains what the force "
        "gains when it is swapped from A to B, the mean over every order: the parts add up to the gap.", "dim",
    ))  # fmt: skip
    for flag in found.recordings_a[0].flags:
        OUT.print(Text(flag, "yellow"))
    if drawn is not None:
        OUT.print(f"Drawn: {drawn}", soft_wrap=True)


def _part(part: GapPart, gap: Gap) -> Text:
    """What it explains, on a wide terminal with its interval, and its share of the gap."""
    share = f" {words.number(100 * part.explains / gap.size, 0):>4} %" if abs(gap.size) > 0.005 else ""
    margin = f" ± {50 * (part.interval[1] - part.interval[0]):.1f}" if OUT.width >= _WIDE else ""
    return Text.assemble(f"{words.number(100 * part.explains, 1)}{margin}", (share, "dim"))


def _name(state: str) -> str:
    return state.replace("_", "-")


def paradox_json(found: Paradox, drawn: Path | None) -> dict[str, Any]:
    """The same, as values: forces as shares of tetanic force."""
    return {
        "muscle": found.muscle.name, "a": asdict(found.a), "b": asdict(found.b), "seeds": len(found.recordings_a),
        "first_seed": found.first_seed, "gaps": [asdict(gap) for gap in found.gaps],
        "flags": list(found.recordings_a[0].flags), "plot": str(drawn) if drawn else None,
    }  # fmt: skip
