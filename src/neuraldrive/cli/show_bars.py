"""Repetitions of a bar on a terminal, and the same as plain values for --json."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from neuraldrive import glossary
from neuraldrive.cli.show_pieces import doubt, measurement_json, plus_minus
from neuraldrive.cli.trimmed import OUT
from neuraldrive.figures import lift_limits, words
from neuraldrive.records import LiftTruth, Recording
from neuraldrive.units import load_text
from neuraldrive.workflows.measuring_bars import MeasuredBar

_COLUMNS = {
    "mean_velocity": "mean m/s", "mean_propulsive_velocity": "propuls.", "peak_velocity": "peak m/s",
    "range_of_motion": "range m",
}  # fmt: skip


def bars(found: Sequence[MeasuredBar], unit: str) -> None:
    """A row for each repetition, speeds with half their 95 % interval; then the loss, and what a bar cannot say."""
    for each in found:
        _heading(each, unit)
        OUT.print(Padding(_repetitions(each), (0, 0, 0, 2)))
        if each.loss is not None:
            OUT.print(Padding(Text(f"{each.loss.text} in mean velocity, from the fastest"), (0, 0, 0, 2)))
    OUT.print(Padding(Text("propuls.: propulsive velocity, mean until the bar is braked, m/s", "dim"), (1, 0, 0, 0)))
    OUT.print(Padding(Text(f"{glossary.ORIGIN_NOT_IDENTIFIABLE} {glossary.TEST_THAT_WOULD_TELL}", "dim"), (0, 0, 0, 0)))


def _heading(each: MeasuredBar, unit: str) -> None:
    bar = each.recording
    load = "" if bar.load_kg is None else f", {load_text(bar.load_kg, unit)}"
    what = f"{words.lift_label(bar.task)}{load}: " if bar.task else ""
    OUT.print(Text.assemble(
        (Path(each.path).name, "bold"), f"  {what}{_counted(each)} in {bar.duration_s:.1f} s, {bar.device or 'unknown sensor'} ({each.format})"
    ))  # fmt: skip
    if each.recordings > 1:
        doubt(
            f"recording {each.number} of {each.recordings}; --recording 1 to {each.recordings} chooses, --json has all"
        )
    for flag in _flags(bar):
        doubt(flag)
    for refusal in each.refusals[:3]:
        doubt(f"refused {refusal}")
    for question in each.questions:
        doubt(f"? {question}")


def _counted(each: MeasuredBar) -> str:
    """The repetitions, and apart from them those that were not completed."""
    done = words.counted(len(each.repetitions) - each.not_completed, "repetition")
    return f"{done}, {each.not_completed} not completed," if each.not_completed else done


def _flags(bar: Recording) -> tuple[str, ...]:
    """The recording's; of a simulated lift in the words in which the simulation tells them."""
    if not isinstance(bar.truth, LiftTruth):
        return tuple(bar.flags)
    return (*lift_limits.doubts([bar]), *(flag for flag in bar.flags if "not completed" in flag))


def _repetitions(each: MeasuredBar) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for head in ("rep.", *_COLUMNS.values()):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("")
    for repetition, measurements in zip(each.repetitions, each.measurements, strict=True):
        by_name = {one.measure: one for one in measurements}
        note = f"left out: {repetition.excluded}" if repetition.excluded else ", ".join(repetition.flags)
        table.add_row(str(repetition.number), *(plus_minus(by_name.get(name)) for name in _COLUMNS), Text(note))
    return table


def bars_json(found: Sequence[MeasuredBar], plot: Path | None) -> list[dict[str, Any]]:
    """One object a recording."""
    return [
        {
            "path": each.path, "format": each.format, "lift": each.recording.task, "load_kg": each.recording.load_kg,
            "device": each.recording.device, "duration_s": each.recording.duration_s, "recording": each.number,
            "not_completed": each.not_completed,
            "recordings": each.recordings, "plot": str(plot) if plot else None, "flags": list(each.recording.flags),
            "questions": list(each.questions), "refusals": [str(refusal) for refusal in each.refusals],
            "repetitions": [
                {"number": one.number, "excluded": one.excluded, "flags": list(one.flags),
                 "measurements": [measurement_json(each_one) for each_one in measurements]}
                for one, measurements in zip(each.repetitions, each.measurements, strict=True)
            ],
            "velocity_loss": None if each.loss is None else measurement_json(each.loss),
            "origin": glossary.ORIGIN_NOT_IDENTIFIABLE,
        }
        for each in found
    ]  # fmt: skip
