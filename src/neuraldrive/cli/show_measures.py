"""Measures of an effort on a terminal, and the same as plain values for --json."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from neuraldrive import glossary
from neuraldrive.cli.show_pieces import doubt, measurement_json
from neuraldrive.cli.trimmed import OUT
from neuraldrive.errors import MissingChannel, NeuraldriveError
from neuraldrive.measure import Finding
from neuraldrive.records import Measurement
from neuraldrive.workflows.measuring import Measured

_WIDE = 110


def measured(found: Sequence[Measured]) -> None:
    """Each measure with value, interval and method; then what cannot be had, the same reason told once."""
    for each in found:
        _heading(each)
        _table(each.findings)
        _doubts(each.findings)
        _refused(each)


def measured_json(found: Sequence[Measured], plot: Path | None) -> list[dict[str, Any]]:
    """One object a recording."""
    return [
        {
            "path": each.path, "format": each.format, "rate_hz": each.recording["force"].mean_rate_hz,
            "unit": each.recording["force"].unit, "duration_s": each.recording.duration_s,
            "recording": each.number, "recordings": each.recordings, "efforts": each.efforts, "effort": each.effort, "plot": str(plot) if plot else None,
            "flags": list(each.recording.flags), "questions": list(each.questions),
            "refusals": [str(refusal) for refusal in each.refusals],
            "measurements": [measurement_json(one) for finding in each.findings for one in finding.measurements],
            "not_allowed": [
                {"measure": finding.measure, **_why(finding.refused)} for finding in each.findings if finding.refused
            ],
        }
        for each in found
    ]  # fmt: skip


def _why(error: NeuraldriveError) -> dict[str, str | None]:
    return {name: getattr(error, name) for name in ("what", "found", "needed", "remedy")}


def _heading(each: Measured) -> None:
    force = each.recording["force"]
    which = (
        f"effort {each.effort} of {each.efforts}"
        if each.effort
        else f"{each.efforts} efforts"
        if each.efforts > 1
        else "1 effort"
    )
    OUT.print(Text.assemble(
        (Path(each.path).name, "bold"), f"  {force.duration_s:.1f} s of force in {force.unit} at {force.mean_rate_hz:.0f} Hz, {which} ({each.format})"
    ))  # fmt: skip
    if each.recordings > 1:
        doubt(
            f"recording {each.number} of {each.recordings}; --recording 1 to {each.recordings} chooses, --json has all"
        )
    if each.efforts > 1 and each.effort is None:
        doubt(f"figures are of the largest; --effort 1 to {each.efforts} chooses")
    for flag in each.recording.flags:
        doubt(flag)
    for refusal in each.refusals[:3]:
        doubt(f"refused {refusal}")
    for question in each.questions:
        doubt(f"? {question}")


def _table(findings: Sequence[Finding]) -> None:
    """Columns on a wide terminal, two lines a measure on a narrow one."""
    rows = [_row(finding.measurements) for finding in findings if finding.measurements]
    OUT.print()
    if OUT.width >= _WIDE:
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column()
        for name, value, how in rows:
            table.add_row(Text(name), Text(value, "bold"), Text(how, "dim"))
        OUT.print(Padding(table, (0, 0, 0, 2)))
        return
    for name, value, how in rows:
        OUT.print(Padding(Text.assemble(f"{name}  ", (value, "bold")), (0, 0, 0, 2)))
        OUT.print(Padding(Text(how, "dim"), (0, 0, 0, 4)))


def _row(found: Sequence[Measurement]) -> tuple[str, str, str]:
    """Name, value and method, the onset's rule only beside the onset; of one measurement a unit, their range."""
    label, first = glossary.term(found[0].measure).label, found[0]
    if len(found) == 1:
        return label, first.text, first.method.split("; onset ")[0]
    ranked = sorted(found, key=lambda each: each.value)
    low, middle, high = (each.text.split(" ", 1) for each in (ranked[0], ranked[len(ranked) // 2], ranked[-1]))
    how = first.method.split(": ", 1)[-1].rsplit(",", 1)[0]
    return (
        label,
        f"{low[0]} to {high[0]} {high[1]}",
        f"{len(found)} units, the middle one {middle[0]}: {how}; --json lists each",
    )


def _doubts(findings: Sequence[Finding]) -> None:
    flags = dict.fromkeys(flag for finding in findings for one in finding.measurements for flag in one.flags)
    told = [flag for flag in flags if not flag.startswith("the largest of")]  # the heading says so
    if told:
        OUT.print()
    for flag in told:
        doubt(flag)


def _refused(each: Measured) -> None:
    """The same reason once; all that needs motor units in one line where the file has none."""
    without_units = each.recording.motor_units is None
    reasons: dict[str, list[str]] = {}
    for finding in each.findings:
        if finding.refused is not None:
            if without_units and isinstance(finding.refused, MissingChannel):
                continue
            error = finding.refused
            text = f"found {error.found}, needed {error.needed}. {error.remedy}"
            reasons.setdefault(text, []).append(glossary.term(finding.measure).label)
    if reasons or without_units:
        OUT.print("\n[bold]Not to be had from this recording[/bold]")
    if without_units:
        OUT.print(Padding(Text("anything of motor units: the recording has no discharge times"), (0, 0, 0, 2)))
    for text, names in reasons.items():
        OUT.print(Padding(Text(", ".join(dict.fromkeys(names))), (0, 0, 0, 2)))
        OUT.print(Padding(Text(text, "dim"), (0, 0, 0, 4)))
