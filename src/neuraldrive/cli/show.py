"""What import, log, edit, demo and doctor answer on a terminal, and the same as plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from neuraldrive.cli.show_pieces import counted, item, lift_text, plain
from neuraldrive.cli.show_profiles import profiles, profiles_json
from neuraldrive.cli.show_sessions import sessions, sessions_json
from neuraldrive.cli.trimmed import ERR, OUT
from neuraldrive.units import load_text

if TYPE_CHECKING:
    from neuraldrive.store import Correction, StoredSet
    from neuraldrive.workflows.bring_in import FileOutcome
    from neuraldrive.workflows.demonstration import Demonstration
    from neuraldrive.workflows.keep import Health

_MOST_REFUSALS = 8


@contextmanager
def progress(total: int, quiet: bool) -> Iterator[Callable[[FileOutcome], None]]:
    """A bar over files on standard error; nothing for --json."""
    with counting("files", quiet) as tell:
        done = 0

        def on_file(outcome: FileOutcome) -> None:
            nonlocal done
            done += 1
            tell(done, max(total, done))

        yield on_file


@contextmanager
def counting(what: str, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told (done, total)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=ERR, transient=True, disable=quiet) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def outcomes(rows: Sequence[FileOutcome], *, questions: bool = True) -> None:
    """What became of each file, with every refusal counted and the first few told; a row that is kept in part is told so."""
    for row in rows:
        if row.error:
            item("not taken", str(row.error), "bold red")
        elif row.already:
            item("known", f"{row.path}: already in the store, nothing changed", "dim")
        else:
            who = ", ".join(row.athletes)
            item(
                "taken",
                f"{row.path}: {counted(row.sets, 'set')}, {counted(row.repetitions, 'repetition')} of {who} ({row.format})",
                "bold",
            )
            if row.new_athletes and questions:
                item("", f"New athlete{'s' * (len(row.new_athletes) > 1)}: {', '.join(row.new_athletes)}")
            for notice in row.notices:
                item("", notice, text_style="yellow")
            _refusals(row)
            for question in row.questions if questions else ():
                item("", f"? {question}")
    if len(rows) > 1:
        taken = [row for row in rows if not row.error]
        repetitions = sum(row.repetitions for row in taken)
        OUT.print(f"{len(taken)} of {counted(len(rows), 'file')}, {counted(repetitions, 'repetition')} new")


def _refusals(row: FileOutcome) -> None:
    for refusal in row.refusals[:_MOST_REFUSALS]:
        item("", str(refusal) if refusal.kept else f"refused {refusal}", text_style="yellow")
    rest = len(row.refusals) - _MOST_REFUSALS
    if rest > 0:
        item("", f"and {rest} more; --json lists them all")


def outcomes_json(rows: Sequence[FileOutcome]) -> list[dict[str, Any]]:
    """One object a file."""
    return [
        {
            "path": row.path, "format": row.format, "taken": row.error is None, "already": row.already,
            "sets": row.sets, "repetitions": row.repetitions, "athletes": list(row.athletes),
            "refusals": [str(refusal) for refusal in row.refusals], "questions": list(row.questions),
            "new_athletes": list(row.new_athletes), "notices": list(row.notices),
            "error": str(row.error) if row.error else None,
        }
        for row in rows
    ]  # fmt: skip


def logged(stored: StoredSet, unit: str) -> None:
    """The set as it now stands."""
    entry = stored.entry
    rated = "" if entry.reserve is None else f", {entry.rated}"
    OUT.print(
        f"Logged as set {stored.id}: {lift_text(entry.lift)}, {load_text(entry.load_kg, unit)} × {entry.repetition_count}{rated}"
    )
    if entry.reserve is None:
        OUT.print("[dim]Not rated: with --rpe or --rir the set also narrows the estimated 1RM.[/dim]")


def corrections(made: Sequence[Correction]) -> None:
    """Old → new, for each field; that nothing was changed where all stood there already."""
    if not made:
        OUT.print("Already so; nothing was changed.")
        return
    for each in made:
        OUT.print(Text(f"{each.kind} {each.target_id}: {each.field} {each.old} → {each.new}"))
    OUT.print("[dim]What stood there before is kept; `neuraldrive session N` shows it.[/dim]")


def corrections_json(made: Sequence[Correction]) -> list[dict[str, Any]]:
    """One object a correction."""
    return [plain(each) for each in made]


def demo(done: Demonstration, unit: str) -> None:
    """The profile, the last sessions, where the report lies, what is real."""
    shipped = [dataclasses.replace(each, path=Path(each.path).name) for each in done.outcomes if not each.already]
    outcomes(shipped, questions=False)
    if not shipped:
        OUT.print("The recordings were already in the demonstration store; nothing changed.")
    OUT.print(Text(f"\n{done.athlete}", style="bold underline"))
    profiles(done.profiles, unit)
    OUT.print("\n[bold]Last sessions[/bold]")
    sessions(done.sessions)
    OUT.print(f"\n{done.real}\n{done.simulated}\n")
    for path in done.reports:
        OUT.print(f"Report: {path}", soft_wrap=True)
    OUT.print("Look further: neuraldrive athletes --demo, neuraldrive session 3 --demo")


def demo_json(done: Demonstration) -> dict[str, Any]:
    """The same, as values."""
    return {
        "imported": outcomes_json(done.outcomes), "athlete": done.athlete, "profiles": profiles_json(done.profiles),
        "sessions": sessions_json(done.sessions), "reports": [str(path) for path in done.reports],
        "real": done.real, "simulated": done.simulated,
    }  # fmt: skip


def health(found: Health) -> None:
    """What is installed, where the data lie, whether they are sound."""
    OUT.print(f"neuraldrive {found.version}, {found.python}")
    OUT.print(Text("installed  " + ", ".join(f"{name} {version}" for name, version in found.parts.items())))
    OUT.print(Text(f"data       {found.data_dir}\nstore      {found.store}"))
    OUT.print(Text("holds      " + ", ".join(f"{count} {name}" for name, count in found.counts.items())))
    if found.swept:
        OUT.print(f"swept      {found.swept} files left behind by a cut-off import")
    for finding in found.findings:
        OUT.print(
            Text(f"{finding.severity:10} {finding.what}", style="red" if finding.severity == "error" else "yellow")
        )
        OUT.print(Text(f"           {finding.remedy}"))
    OUT.print("[bold]sound[/bold]" if found.sound else "[bold red]not sound[/bold red]")


def health_json(found: Health) -> dict[str, Any]:
    """The same, as values."""
    return {**plain(found), "sound": found.sound}
