"""Athletes, sessions, sets and repetitions on a terminal, and the same as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from neuraldrive.cli.show_pieces import day_text, iso, lift_text, measurement_json, plain, plus_minus, table_of
from neuraldrive.cli.trimmed import OUT
from neuraldrive.units import load_text

if TYPE_CHECKING:
    from neuraldrive.store import AthleteSummary, Correction, SessionSummary, StoredSession, StoredSet
    from neuraldrive.workflows.places import Place


def athletes(rows: Sequence[AthleteSummary], place: Place) -> None:
    """A line each."""
    if not rows:
        OUT.print("Nobody yet. Begin with: neuraldrive import FILE --athlete NAME, or: neuraldrive demo")
        return
    table = table_of("athlete", ">sessions", ">sets", ">repetitions", "last trained")
    for row in rows:
        mark = " (simulated)" if row.athlete.simulated else ""
        table.add_row(
            Text(row.name + mark), str(row.sessions), str(row.sets), str(row.repetitions), day_text(row.last_at)
        )
    OUT.print(table)


def athletes_json(rows: Sequence[AthleteSummary]) -> list[dict[str, Any]]:
    """One object an athlete."""
    return [plain(row) for row in rows]


def sessions(rows: Sequence[SessionSummary]) -> None:
    """A line each, the newest first."""
    if not rows:
        OUT.print("No session. `neuraldrive athletes` shows who has any.")
        return
    table = table_of(">session", "day", "athlete", "lifts", ">sets", ">repetitions", "device")
    for row in rows:
        lifts = ", ".join(lift_text(lift) for lift in row.lifts)
        table.add_row(
            str(row.id), day_text(row.started_at), Text(row.athlete), lifts, str(row.sets), str(row.repetitions),
            row.device or "",
        )  # fmt: skip
    OUT.print(table)


def sessions_json(rows: Sequence[SessionSummary]) -> list[dict[str, Any]]:
    """One object a session."""
    return [plain(row) for row in rows]


def session(found: StoredSession, made: Sequence[Correction], unit: str) -> None:
    """Sets and repetitions with their numbers; our figure beside the device's."""
    OUT.print(
        Text.assemble(
            (f"Session {found.id}", "bold"), f"  {found.session.athlete}  {day_text(found.session.started_at)}"
        )
    )
    for stored in found.sets:
        entry = stored.entry
        OUT.print(
            Text.assemble(
                (f"\nset {stored.id}", "bold"),
                f"  {lift_text(entry.lift)}  {load_text(entry.load_kg, unit)} × {entry.repetition_count}  {entry.rated}",
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
    table = table_of(">rep.", ">mean m/s", ">propuls.", ">peak m/s", ">range m", ">device", "")
    rows = zip(stored.repetition_ids, stored.entry.repetitions, stored.measurements, strict=True)
    for number, repetition, ours in rows:
        by_name = {each.measure: each for each in ours}
        cells = [
            plus_minus(by_name.get(name))
            for name in ("mean_velocity", "mean_propulsive_velocity", "peak_velocity", "range_of_motion")
        ]
        claim = f"{repetition.mean_velocity:.2f}" if repetition.mean_velocity is not None else "–"
        note = f"left out: {repetition.excluded}" if repetition.excluded else ", ".join(repetition.flags)
        table.add_row(str(number), *cells, claim, Text(note))
    return table


def session_json(found: StoredSession, made: Sequence[Correction]) -> dict[str, Any]:
    """The session with its sets, repetitions, measurements and corrections."""
    return {
        "id": found.id, "athlete": found.session.athlete, "started_at": iso(found.session.started_at),
        "sets": [set_json(stored) for stored in found.sets], "corrections": [plain(each) for each in made],
    }  # fmt: skip


def set_json(stored: StoredSet) -> dict[str, Any]:
    """One set with its repetitions."""
    entry = stored.entry
    return {
        "id": stored.id, "lift": entry.lift, "load_kg": entry.load_kg, "repetitions": entry.repetition_count,
        "rpe": entry.rpe, "reps_in_reserve": entry.reserve, "started_at": iso(entry.started_at),
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
