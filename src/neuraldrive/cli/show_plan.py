"""Plans on a terminal, and the same as plain values for --json."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from neuraldrive.cli.trimmed import ERR, OUT
from neuraldrive.plan import sheet_words
from neuraldrive.records.day_sheet import DaySheet, SheetLine
from neuraldrive.records.finding import Finding
from neuraldrive.records.prescribed import Prescribed

if TYPE_CHECKING:
    from neuraldrive.plan import DatedDay
    from neuraldrive.store import StoredPlan
    from neuraldrive.workflows.plan_history import PlanHistory
    from neuraldrive.workflows.plan_told import Told
    from neuraldrive.workflows.planning import KeptPlan

_SEVERITY = {"error": "bold red", "warning": "bold yellow", "note": "dim"}
_NOTES_SHOWN = 4
_LEGEND = (
    "In brackets 95 %: where the load may truly lie, since the 1RM is an estimate; velocity of the first repetitions."
)
_DAY = "%A %-d %B %Y"


# ---------------------------------------------------------------- the day's sheet


def sheets(found: Sequence[DaySheet], on: date, ahead: tuple[date, str] | None, unit: str, *, why: bool) -> None:
    """The day's work, or when the next comes."""
    if not found:
        OUT.print(Text(f"{on:{_DAY}}: rest.", "bold"))
        OUT.print(f"Next: {ahead[0]:{_DAY}}, {ahead[1]}." if ahead else "No day of a plan lies ahead.")
    for sheet in found:
        _sheet(sheet, unit, why=why)


def _sheet(sheet: DaySheet, unit: str, *, why: bool) -> None:
    day = date.fromisoformat(sheet.day)
    facts = [f"{sheet.plan}, week {sheet.week}{f' ({sheet.label})' if sheet.label else ''}"]
    facts += [f"at {sheet.at}"] if sheet.at else []
    facts += [f"about {sheet.minutes:.0f} min"] if sheet.minutes else []
    OUT.print(Text.assemble((f"{sheet.athlete}, {day:{_DAY}}", "bold"), f"  {' · '.join(facts)}"))
    for note in (sheet.note, *sheet.notes):
        if note:
            OUT.print(Padding(Text(note, "yellow" if note in sheet.notes else ""), (0, 0, 0, 2)))
    for number, line in enumerate(sheet.lines, 1):
        _line(number, line, unit, why=why)
    if any(each.unsure_kg or each.velocity for line in sheet.lines for each in line.sets):
        OUT.print(Text(f"\n{_LEGEND}", "dim"))
    if sheet.findings:
        OUT.print(Text("Checks", "bold"))
        findings(sheet.findings)


def _line(number: int, line: SheetLine, unit: str, *, why: bool) -> None:
    OUT.print(Text.assemble(f"\n{number}. ", (str(line.line), "bold")))
    if len(line.line.lifts) > 1 and line.sets:
        _under(f"→ {line.sets[0].called}", "bold")
    if line.change is not None:
        _under(f"Changed from “{line.written}”. {line.change}", "yellow")
    if line.problem:
        _under(line.problem, "bold red")
    OUT.print(Padding(_sets(line.sets, unit), (0, 0, 0, 3)))
    if not line.sets:
        return
    first = line.sets[0]
    for each in dict.fromkeys(each.on_the_way for each in line.sets if each.on_the_way is not None):
        _under(str(each))
    _under(" ".join(each for each in (sheet_words.rest(first), first.stop) if each))
    for doubt in dict.fromkeys(doubt for each in line.sets for doubt in each.doubts):
        _under(f"! {doubt}", "yellow")
    if why:
        _under(first.why, "dim")


def _sets(sets: Sequence[Prescribed], unit: str) -> Table:
    """Sets that are alike in one row: 5 × 2  127.5 kg  [118, 136]  25 + 20 a side  0.38 m/s [0.31, 0.45]."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for alike in sheet_words.alike(sets):
        first = alike[0]
        style = "" if first.warm_up else "bold"
        load = sheet_words.weight(first.load_kg, unit) if first.load_kg is not None else first.load_in_words
        often = f"{len(alike)} × {sheet_words.repetitions(first)}{' more' if first.optional else ''}"
        table.add_row(
            Text(often, style), Text(load, style), sheet_words.unsure(first, unit), sheet_words.plates(first),
            sheet_words.speed(first),
        )  # fmt: skip
    return table


def _under(words: str, style: str = "") -> None:
    if words:
        OUT.print(Padding(Text(words, style), (0, 0, 0, 3)))


def sheets_json(found: Sequence[DaySheet], on: date, ahead: tuple[date, str] | None) -> dict[str, Any]:
    """The day's work as plain values."""
    return {
        "day": on.isoformat(), "rest": not found, "sheets": [_sheet_json(each) for each in found],
        "next": {"day": ahead[0].isoformat(), "plan": ahead[1]} if ahead else None,
    }  # fmt: skip


def _sheet_json(sheet: DaySheet) -> dict[str, Any]:
    return {
        "athlete": sheet.athlete, "plan": sheet.plan, "version": sheet.version, "week": sheet.week, "label": sheet.label,
        "at": sheet.at, "minutes": sheet.minutes, "note": sheet.note, "notes": list(sheet.notes),
        "lines": [
            {
                "written": str(line.written), "line": str(line.line), "problem": line.problem,
                "change": {**asdict(line.change), "in_words": str(line.change)} if line.change else None,
                "sets": [_set_json(each) for each in line.sets],
            }
            for line in sheet.lines
        ],
        "findings": findings_json(sheet.findings)["findings"],
    }  # fmt: skip


def _set_json(each: Prescribed) -> dict[str, Any]:
    velocity = each.velocity
    return asdict(each) | {
        "velocity": {"value": velocity.value, "interval": velocity.interval, "unit": "m/s"} if velocity else None,
        "doubts": list(each.doubts),
    }


# ---------------------------------------------------------------- checks


def findings(found: Sequence[Finding]) -> None:
    """What the rules say, the worst first; of notes the first few."""
    told = [each for each in found if each.severity != "note"]
    notes = [each for each in found if each.severity == "note"]
    if not told:
        OUT.print(Text("No rule is broken.", "bold green"))
    for each in told:
        _finding(each, f"{each.severity:8}", "mend")
    if notes:
        OUT.print(Text("Advice", "bold"))
    for each in notes[:_NOTES_SHOWN]:
        _finding(each, "", "try")
    if len(notes) > _NOTES_SHOWN:
        OUT.print(Padding(Text(f"and {len(notes) - _NOTES_SHOWN} more; --json lists them all", "dim"), (0, 0, 0, 2)))


def _finding(each: Finding, severity: str, mend: str) -> None:
    OUT.print(Padding(Text.assemble((severity, _SEVERITY[each.severity]), f"{each.where}: {each.says}"), (0, 0, 0, 2)))
    OUT.print(Padding(Text(f"{mend}: {each.mend}  [{_basis(each)}]", "dim"), (0, 0, 0, 4)))


def verdict(found: Sequence[Finding]) -> None:
    """How many rules are broken, on standard error, so that the plan's text can be sent to a file."""
    counted = {kind: sum(each.severity == kind for each in found) for kind in _SEVERITY}
    ERR.print(
        Text(", ".join(f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in counted.items()), "dim")
    )


def flags(found: Sequence[str]) -> None:
    """What can be read and will hardly be meant."""
    for each in found:
        OUT.print(Padding(Text(f"! {each}", "yellow"), (0, 0, 0, 2)))


def _basis(each: Finding) -> str:
    return f"{each.rule}: {', '.join(each.sources)}" if each.sources else each.rule


def findings_json(found: Sequence[Finding]) -> dict[str, Any]:
    """What the rules say as plain values."""
    names = ("where", "rule", "about", "says", "mend", "severity")
    rows = [
        {name: getattr(each, name) for name in names}
        | {"sources": list(each.sources), "mended": str(each.mended) if each.mended is not None else None}
        for each in found
    ]
    return {"sound": all(each.severity != "error" for each in found), "findings": rows}


# ---------------------------------------------------------------- plans


def kept(found: KeptPlan) -> None:
    """A plan that was kept: its text, then what the rules say of it."""
    text(found.stored)
    OUT.print()
    flags((*found.plan.flags, *found.notes))
    findings(found.findings)
    name = f'"{found.stored.athlete}"' if " " in found.stored.athlete else found.stored.athlete
    OUT.print(Text(f"\nKept. The day's work: neuraldrive plan today {name}", "dim"))


def kept_json(found: KeptPlan) -> dict[str, Any]:
    """A plan that was kept, as plain values."""
    return stored_json(found.stored) | findings_json(found.findings) | {"flags": [*found.plan.flags, *found.notes]}


def text(stored: StoredPlan) -> None:
    """The plan's text as it was written, and nothing else, so that it can be sent to a file and kept again."""
    OUT.print(stored.text.rstrip("\n"), soft_wrap=True, markup=False)


def stored_json(stored: StoredPlan) -> dict[str, Any]:
    """A plan as plain values."""
    return {
        "id": stored.id, "athlete": stored.athlete, "title": stored.title, "version": stored.latest.number,
        "made_at": stored.made_at.isoformat(), "retired_at": stored.retired_at.isoformat() if stored.retired_at else None,
        "why": stored.latest.why, "text": stored.text,
    }  # fmt: skip


def plans(found: Sequence[StoredPlan]) -> None:
    """One line a plan."""
    if not found:
        OUT.print("No plan yet: neuraldrive plan new, or neuraldrive plan keep.")
    for each in found:
        until = f"ended {each.retired_at:%Y-%m-%d}" if each.retired_at else f"version {each.latest.number}"
        OUT.print(f"{each.athlete}  {each.title}  {until}, made {each.made_at:%Y-%m-%d}", markup=False)


def week(told: Told, number: int, days: Sequence[tuple[DatedDay, list[tuple[str, str]]]]) -> None:
    """A week on its dates, each line with its kilograms."""
    OUT.print(Text.assemble((f"{told.stored.title}, {told.stored.athlete}", "bold"), f"  week {number}"))
    for day, lines in days:
        OUT.print(Text(f"\n{day.date:{_DAY}}{f', {day.day.at}' if day.day.at else ''}", "bold"))
        for sentence, kilograms in lines:
            OUT.print(Padding(Text(sentence), (0, 0, 0, 2)))
            if kilograms:
                OUT.print(Padding(Text(f"→ {kilograms}", "bold"), (0, 0, 0, 4)))


def week_json(told: Told, days: Sequence[tuple[DatedDay, list[tuple[str, str]]]]) -> dict[str, Any]:
    """A week as plain values."""
    rows = [
        {
            "date": day.date.isoformat(), "week": day.week, "at": day.day.at,
            "lines": [{"sentence": sentence, "kilograms": kilograms} for sentence, kilograms in lines],
        }
        for day, lines in days
    ]  # fmt: skip
    return {"athlete": told.stored.athlete, "title": told.stored.title, "days": rows}


def history(found: PlanHistory) -> None:
    """Versions, then days: planned, changed, done."""
    OUT.print(Text(f"{found.stored.title}, {found.stored.athlete}", "bold"))
    for each in found.versions:
        why = f": {each.why}" if each.why else ""
        OUT.print(f"  version {each.number}  {each.written_at:%Y-%m-%d %H:%M} UTC by {each.who}{why}", markup=False)
    for day in found.days:
        OUT.print(Text(f"\n{day.day:{_DAY}}", "bold"))
        for label, lines in (
            ("planned", day.planned),
            ("changed", day.changes),
            ("done", day.done or ("nothing logged",)),
        ):
            for line in lines:
                OUT.print(Padding(Text.assemble((f"{label:8}", "dim"), line), (0, 0, 0, 2)))
    if not found.days:
        OUT.print("No day was shown yet: neuraldrive plan today.")


def history_json(found: PlanHistory) -> dict[str, Any]:
    """Versions and days as plain values."""
    return stored_json(found.stored) | {
        "versions": [
            {"number": each.number, "why": each.why, "who": each.who, "written_at": each.written_at.isoformat(),
             "text": each.text}
            for each in found.versions
        ],
        "days": [
            {"day": each.day.isoformat(), "version": each.version, "planned": each.planned, "changes": each.changes,
             "done": each.done}
            for each in found.days
        ],
    }  # fmt: skip
