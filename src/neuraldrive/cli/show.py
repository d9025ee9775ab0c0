"""Answers on a terminal, and the same answers as plain values for --json."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from neuraldrive import glossary
from neuraldrive.cli.trimmed import ERR, OUT
from neuraldrive.records import Measurement
from neuraldrive.units import load_text

if TYPE_CHECKING:
    from neuraldrive.adapt import LoadVelocityProfile
    from neuraldrive.store import AthleteSummary, Correction, SessionSummary, StoredSession, StoredSet
    from neuraldrive.workflows.bring_in import FileOutcome
    from neuraldrive.workflows.demonstration import Demonstration
    from neuraldrive.workflows.keep import Health
    from neuraldrive.workflows.look import LiftProfile
    from neuraldrive.workflows.places import Place

_MOST_REFUSALS = 8


# ---------------------------------------------------------------- progress


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


# ---------------------------------------------------------------- import, log, edit


def outcomes(rows: Sequence[FileOutcome], *, questions: bool = True) -> None:
    """What became of each file, with every refusal counted and the first few told."""
    for row in rows:
        if row.error:
            _item("not taken", str(row.error), "bold red")
        elif row.already:
            _item("known", f"{row.path}: already in the store, nothing changed", "dim")
        else:
            who = ", ".join(row.athletes)
            _item(
                "taken",
                f"{row.path}: {_counted(row.sets, 'set')}, {_counted(row.repetitions, 'repetition')} of {who} ({row.format})",
                "bold",
            )
            _refusals(row)
            for question in row.questions if questions else ():
                _item("", f"? {question}")
    if len(rows) > 1:
        taken = [row for row in rows if not row.error]
        repetitions = sum(row.repetitions for row in taken)
        OUT.print(f"{len(taken)} of {len(rows)} files, {repetitions} repetitions new")


def _refusals(row: FileOutcome) -> None:
    for refusal in row.refusals[:_MOST_REFUSALS]:
        _item("", f"refused {refusal}", text_style="yellow")
    rest = len(row.refusals) - _MOST_REFUSALS
    if rest > 0:
        _item("", f"and {rest} more; --json lists them all")


def outcomes_json(rows: Sequence[FileOutcome]) -> list[dict[str, Any]]:
    """One object a file."""
    return [
        {
            "path": row.path, "format": row.format, "taken": row.error is None, "already": row.already,
            "sets": row.sets, "repetitions": row.repetitions, "athletes": list(row.athletes),
            "refusals": [str(refusal) for refusal in row.refusals], "questions": list(row.questions),
            "error": str(row.error) if row.error else None,
        }
        for row in rows
    ]  # fmt: skip


def logged(stored: StoredSet, unit: str) -> None:
    """The set as it now stands."""
    entry = stored.entry
    rated = "" if entry.reserve is None else f", {entry.reserve:g} in reserve"
    OUT.print(
        f"Logged as set {stored.id}: {_lift(entry.lift)}, {load_text(entry.load_kg, unit)} × {entry.repetition_count}{rated}"
    )
    if entry.reserve is None:
        OUT.print("[dim]Not rated: with --rpe or --rir the set also narrows the estimated 1RM.[/dim]")


def corrections(made: Sequence[Correction]) -> None:
    """Old → new, for each field."""
    for each in made:
        OUT.print(Text(f"{each.kind} {each.target_id}: {each.field} {each.old} → {each.new}"))
    OUT.print("[dim]What stood there before is kept; `neuraldrive session N` shows it.[/dim]")


def corrections_json(made: Sequence[Correction]) -> list[dict[str, Any]]:
    """One object a correction."""
    return [_plain(each) for each in made]


# ---------------------------------------------------------------- athletes, sessions


def athletes(rows: Sequence[AthleteSummary], place: Place) -> None:
    """A line each."""
    if not rows:
        OUT.print("Nobody yet. Begin with: neuraldrive import FILE --athlete NAME, or: neuraldrive demo")
        return
    table = _table("athlete", ">sessions", ">sets", ">repetitions", "last trained")
    for row in rows:
        mark = " (simulated)" if row.athlete.simulated else ""
        table.add_row(Text(row.name + mark), str(row.sessions), str(row.sets), str(row.repetitions), _day(row.last_at))
    OUT.print(table)


def athletes_json(rows: Sequence[AthleteSummary]) -> list[dict[str, Any]]:
    """One object an athlete."""
    return [_plain(row) for row in rows]


def sessions(rows: Sequence[SessionSummary]) -> None:
    """A line each, the newest first."""
    if not rows:
        OUT.print("No session. `neuraldrive athletes` shows who has any.")
        return
    table = _table(">session", "day", "athlete", "lifts", ">sets", ">repetitions", "device")
    for row in rows:
        lifts = ", ".join(_lift(lift) for lift in row.lifts)
        table.add_row(
            str(row.id), _day(row.started_at), Text(row.athlete), lifts, str(row.sets), str(row.repetitions),
            row.device or "",
        )  # fmt: skip
    OUT.print(table)


def sessions_json(rows: Sequence[SessionSummary]) -> list[dict[str, Any]]:
    """One object a session."""
    return [_plain(row) for row in rows]


def session(found: StoredSession, made: Sequence[Correction], unit: str) -> None:
    """Sets and repetitions with their numbers; our figure beside the device's."""
    OUT.print(
        Text.assemble((f"Session {found.id}", "bold"), f"  {found.session.athlete}  {_day(found.session.started_at)}")
    )
    for stored in found.sets:
        entry = stored.entry
        rated = "not rated" if entry.reserve is None else f"{entry.reserve:g} in reserve"
        OUT.print(
            Text.assemble(
                (f"\nset {stored.id}", "bold"),
                f"  {_lift(entry.lift)}  {load_text(entry.load_kg, unit)} × {entry.repetition_count}  {rated}",
            )
        )
        if entry.repetitions:
            OUT.print(_repetitions(stored))
    for each in made:
        OUT.print(
            Text(
                f"corrected {each.at:%Y-%m-%d %H:%M}: {each.kind} {each.target_id}, {each.field} {each.old} → {each.new} {each.why}",
                "dim",
            )
        )


def _repetitions(stored: StoredSet) -> Table:
    """Speeds in m/s with half their 95 % interval, range in m, and the device's own mean velocity beside ours."""
    table = _table(">rep.", ">mean m/s", ">propuls.", ">peak m/s", ">range m", ">device", "")
    rows = zip(stored.repetition_ids, stored.entry.repetitions, stored.measurements, strict=True)
    for number, repetition, ours in rows:
        by_name = {each.measure: each for each in ours}
        cells = [
            _plus_minus(by_name.get(name))
            for name in ("mean_velocity", "mean_propulsive_velocity", "peak_velocity", "range_of_motion")
        ]
        claim = f"{repetition.mean_velocity:.2f}" if repetition.mean_velocity is not None else "–"
        note = f"left out: {repetition.excluded}" if repetition.excluded else ", ".join(repetition.flags)
        table.add_row(str(number), *cells, claim, Text(note))
    return table


def _plus_minus(each: Measurement | None) -> str:
    if each is None:
        return "–"
    error = f" ± {(each.interval[1] - each.interval[0]) / 2:.2f}" if each.interval else ""
    return f"{each.value:.2f}{error}"


def session_json(found: StoredSession, made: Sequence[Correction]) -> dict[str, Any]:
    """The session with its sets, repetitions, measurements and corrections."""
    return {
        "id": found.id, "athlete": found.session.athlete, "started_at": _iso(found.session.started_at),
        "sets": [set_json(stored) for stored in found.sets], "corrections": [_plain(each) for each in made],
    }  # fmt: skip


def set_json(stored: StoredSet) -> dict[str, Any]:
    """One set with its repetitions."""
    entry = stored.entry
    return {
        "id": stored.id, "lift": entry.lift, "load_kg": entry.load_kg, "repetitions": entry.repetition_count,
        "rpe": entry.rpe, "reps_in_reserve": entry.reserve, "started_at": _iso(entry.started_at),
        "device": entry.device, "note": entry.note, "flags": list(entry.flags),
        "each": [
            {
                "id": number, "number": repetition.number, "excluded": repetition.excluded,
                "flags": list(repetition.flags), "measurements": [measurement_json(each) for each in ours],
                "logged": {name: getattr(repetition, name) for name in repetition.LOGGED if getattr(repetition, name) is not None},
                "claims": dict(repetition.claims),
            }
            for number, repetition, ours in zip(
                stored.repetition_ids, entry.repetitions, stored.measurements, strict=True
            )
        ],
    }  # fmt: skip


# ---------------------------------------------------------------- profile


def profiles(found: Sequence[LiftProfile], unit: str, load_kg: float | None = None) -> None:
    """Each lift's estimated 1RM with its interval, the line as a table, doubts, and what bar data cannot say."""
    if not found:
        OUT.print("No lift with both a load and a velocity yet; rated sets are kept for when there is one.")
        return
    for each in found:
        _profile(each.profile, unit, load_kg)
    OUT.print(Text(f"\n{glossary.ORIGIN_NOT_IDENTIFIABLE} {glossary.TEST_THAT_WOULD_TELL}", style="dim"))


def _profile(profile: LoadVelocityProfile, unit: str, load_kg: float | None) -> None:
    day = f" on {profile.on}" if profile.on else ""
    OUT.print(Text.assemble(("\n" + _lift(profile.lift), "bold"), day))
    OUT.print(f"  estimated 1RM    [bold]{_in_unit(profile.estimated_one_rm_kg, unit)}[/bold]  95 % interval")
    OUT.print(f"  velocity at 1RM  {profile.velocity_at_one_rm.text}    slope {profile.slope.text}")
    for load in [load_kg] if load_kg else _loads(profile):
        OUT.print(f"  at {load_text(load, unit):>9}     {profile.velocity_at(load).text}")
    used = len([point for point in profile.points if point.doubt is None])
    OUT.print(f"  from {used} sets with a velocity; {len(profile.exclusions)} left out")
    for point in profile.points:
        if point.doubt:
            OUT.print(
                Text(f"  doubtful: {_day(point.started_at)} set {point.set_number}, {point.doubt}", style="yellow")
            )
    for note in profile.notes:
        OUT.print(Text(f"  {note}", style="dim"))


def _loads(profile: LoadVelocityProfile) -> list[float]:
    one_rm = profile.estimated_one_rm_kg.value
    return [round(one_rm * share / 2.5) * 2.5 for share in (0.5, 0.6, 0.7, 0.8, 0.9)]


def profiles_json(found: Sequence[LiftProfile], load_kg: float | None = None) -> list[dict[str, Any]]:
    """One object a lift."""
    return [
        {
            "athlete": each.athlete, "lift": each.profile.lift, "on": str(each.profile.on) if each.profile.on else None,
            "estimated_one_rm_kg": measurement_json(each.profile.estimated_one_rm_kg),
            "velocity_at_one_rm": measurement_json(each.profile.velocity_at_one_rm),
            "slope": measurement_json(each.profile.slope),
            "velocity_at": [
                {"load_kg": load, **measurement_json(each.profile.velocity_at(load))}
                for load in ([load_kg] if load_kg else _loads(each.profile))
            ],
            "points": [_plain(point) for point in each.profile.points],
            "exclusions": [_plain(exclusion) for exclusion in each.profile.exclusions],
            "notes": list(each.profile.notes),
            "origin": glossary.ORIGIN_NOT_IDENTIFIABLE, "test_that_would_tell": glossary.TEST_THAT_WOULD_TELL,
        }
        for each in found
    ]  # fmt: skip


# ---------------------------------------------------------------- demo, doctor


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
    return {**_plain(found), "sound": found.sound}


# ---------------------------------------------------------------- small pieces


def measurement_json(each: Measurement) -> dict[str, Any]:
    """A measurement as plain values."""
    return {
        "measure": each.measure, "value": each.value, "unit": each.unit, "method": each.method,
        "interval": list(each.interval) if each.interval else None, "level": each.level, "flags": list(each.flags),
        "sources": list(each.sources),
    }  # fmt: skip


def _plain(record: Any) -> Any:
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {field.name: _plain(getattr(record, field.name)) for field in dataclasses.fields(record)}
    if isinstance(record, Mapping):
        return {str(key): _plain(value) for key, value in record.items()}
    if isinstance(record, list | tuple):
        return [_plain(value) for value in record]
    return record if isinstance(record, str | int | float | bool | None) else str(record)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in headings:
        right = heading.startswith(">")
        table.add_column(heading.lstrip(">"), justify="right" if right else "left", no_wrap=right)
    return table


def _lift(name: str) -> str:
    return name.replace("_", " ")


def _day(moment: Any) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "day not known"


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _in_unit(each: Measurement, unit: str) -> str:
    low, high = each.interval or (each.value, each.value)
    bare = [load_text(value, unit).removesuffix(f" {unit}") for value in (each.value, low, high)]
    rounded = [f"{float(value):.0f}" for value in bare]
    return f"{rounded[0]} {unit} [{rounded[1]}, {rounded[2]}]"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _item(label: str, text: str, style: str = "", *, text_style: str = "", width: int = 11) -> None:
    """A label and a text that wraps beside it."""
    grid = Table.grid(padding=0)
    grid.add_column(width=width)
    grid.add_column(overflow="fold")
    grid.add_row(Text(label, style), Text(text, text_style))
    OUT.print(grid)


def _indented(text: str, style: str = "") -> None:
    OUT.print(Padding(Text(text, style), (0, 0, 0, 2)))
