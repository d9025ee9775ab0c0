"""The parts of a report as the template prints them: every number already a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from neuraldrive import catalog, measure
from neuraldrive.errors import MeasureError
from neuraldrive.figures import words
from neuraldrive.figures.content import LiftPart, SessionPart
from neuraldrive.figures.profiles import load_velocity
from neuraldrive.figures.repetitions import highest, loss_from_fastest, velocity, velocity_by_repetition
from neuraldrive.figures.timeline import history
from neuraldrive.figures.traces import drawable, speeds, trace
from neuraldrive.records import Measurement, Repetition, SetEntry
from neuraldrive.units import kilograms, load_text, to_si

TRACES = 4  # drawing a trace is slow and its lines are long: the last session's heaviest sets are shown
WIDE = 0.5  # width of the interval over the estimate; our choice: half the load apart is two different plans
STEPS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)  # of the estimated 1RM, for the table of velocities


@dataclass(frozen=True)
class LiftSection:
    """One lift: headline, figures, table, doubts."""

    label: str
    one_rm: tuple[str, str, str, str]
    wide: bool
    level: str
    sentence: str
    method: str
    figure: Markup
    steps: list[tuple[str, str, str, str]]
    notes: tuple[str, ...]
    doubts: list[tuple[str, str]]
    history: Markup | None
    on: str


def lift_section(part: LiftPart, unit: str) -> LiftSection:
    """One lift, loads in `unit`."""
    profile = part.profile
    one_rm = profile.estimated_one_rm_kg
    doubts = [(_point_place(point.started_at, point.set_number, point.load_kg, unit), point.doubt)
              for point in profile.points if point.doubt]  # fmt: skip
    return LiftSection(
        words.lift_label(profile.lift),
        words.shown(one_rm, unit),
        one_rm.interval is not None and _too_wide(one_rm),
        f"{one_rm.level * 100:.0f} % interval",
        _sentence(one_rm, unit),
        one_rm.method,
        Markup(load_velocity(profile, unit).html()),
        [_step(part, share, unit) for share in STEPS],
        profile.notes,
        doubts,
        Markup(history(part.estimates, part.best, unit).html()) if len(part.estimates) > 1 else None,
        words.day(profile.on) if profile.on else "",
    )


def _too_wide(one_rm: Measurement) -> bool:
    """Whether the interval is too wide to choose loads from: its middle then says nothing by itself."""
    if one_rm.interval is None:
        return True
    return one_rm.interval[1] - one_rm.interval[0] > WIDE * one_rm.value


def _sentence(one_rm: Measurement, unit: str) -> str:
    if one_rm.interval is None:
        return "How far this may be off is not known."
    _, low, high, _ = words.shown(one_rm, unit)
    odds = f"with a chance of about {one_rm.level / (1 - one_rm.level):.0f} to 1"
    if _too_wide(one_rm):
        return (
            f"The 1RM lies between {low} and {high} {unit} {odds}: too wide to choose loads from. What would narrow it "
            "stands below."
        )
    below, above = (abs(end / one_rm.value - 1) * 100 for end in one_rm.interval)
    return (
        f"The 1RM lies between {low} and {high} {unit} {odds}: {below:.0f} % below to {above:.0f} % above the estimate."
    )


def _point_place(started_at: datetime | None, set_number: int, load_kg: float, unit: str) -> str:
    on = words.day(started_at) + ", " if started_at else ""
    return f"{on}set {set_number}, {load_text(load_kg, unit)}"


def _step(part: LiftPart, share: float, unit: str) -> tuple[str, str, str, str]:
    """Share, load in whole units, and the velocity to expect at that very load."""
    load = round(share * part.profile.estimated_one_rm_kg.value / to_si(unit)[0])
    value, low, high, _ = words.shown(part.profile.velocity_at(kilograms(load, unit)))
    low = "0.00" if low.startswith("−") else low
    return f"{share * 100:.0f} %", f"{load} {unit}", value, f"{low}–{high}" if low else "–"


@dataclass(frozen=True)
class _Row:
    number: int
    ours: str
    error: str
    claim: str
    peak: str
    range: str
    excluded: str


@dataclass(frozen=True)
class _Set:
    number: int
    what: str
    rating: str
    fastest: str
    loss: str
    loss_interval: str
    doubts: tuple[str, ...]
    note: str
    rows: list[_Row]


@dataclass(frozen=True)
class SessionSection:
    """One session in full."""

    title: str
    facts: str
    lifts: list[tuple[str, Markup | None, list[_Set]]]
    traces: list[tuple[str, Markup]]
    untraced: int


def shared_scales(sessions: Sequence[SessionPart]) -> dict[str, float]:
    """Upper end of the velocity axis for each lift: the same quantity keeps its scale from session to session."""
    sets: dict[str, list[SetEntry]] = {}
    for each in (each for part in sessions for each in part.sets):
        sets.setdefault(each.entry.lift, []).append(each.entry)
    return {lift: highest(entries) for lift, entries in sets.items()}


def session_section(part: SessionPart, unit: str, shared: dict[str, float], *, traced: bool) -> SessionSection:
    """One session; with `traced`, its heaviest recorded sets are drawn."""
    lifts = []
    for lift in dict.fromkeys(each.entry.lift for each in part.sets):
        chosen = [each.entry for each in part.sets if each.entry.lift == lift]
        lifts.append(
            (
                words.lift_label(lift),
                _by_repetition(chosen, unit, shared[lift]),
                [_set(entry, unit) for entry in chosen],
            )
        )
    signals = [each for each in part.sets if drawable(each.recording, each.entry.repetitions)]
    heaviest = sorted(signals, key=lambda each: -(each.entry.load_kg or 0.0))[: TRACES if traced else 0]
    ends = [speeds(each.recording, each.entry.repetitions) for each in heaviest]
    scale = (min(low for low, _ in ends), max(high for _, high in ends)) if ends else None
    return SessionSection(
        words.day(part.session.started_at), _facts(part), lifts,
        [(_set_title(each.entry, unit), Markup(trace(each.recording, each.entry.repetitions, scale).html()))
         for each in sorted(heaviest, key=lambda each: each.entry.number)],
        len(signals) - len(heaviest),
    )  # fmt: skip


def _facts(part: SessionPart) -> str:
    done = sum(each.entry.repetition_count for each in part.sets)
    left_out = sum(r.excluded is not None for each in part.sets for r in each.entry.repetitions)
    facts = [words.counted(len(part.sets), "set"), words.counted(done, "repetition")]
    facts += [f"{left_out} excluded"] if left_out else []
    device = part.session.device or next((each.entry.device for each in part.sets if each.entry.device), None)
    facts += [_device(device)] if device else []
    return " · ".join([*facts, part.session.note] if part.session.note else facts)


def _device(name: str) -> str:
    return catalog.sensor(name).label if name in catalog.sensors() else name


def _by_repetition(entries: Sequence[SetEntry], unit: str, highest_mps: float) -> Markup | None:
    try:
        return Markup(velocity_by_repetition(entries, unit, highest_mps).html())
    except MeasureError:
        return None


def _set_title(entry: SetEntry, unit: str) -> str:
    return f"{words.lift_label(entry.lift)}, set {entry.number}, {load_text(entry.load_kg, unit)}"


def _set(entry: SetEntry, unit: str) -> _Set:
    found = [value.value for each in entry.used if (value := velocity(each)) is not None]
    loss = loss_from_fastest(entry)
    lost, low, high, _ = words.shown(loss) if loss else ("–", "", "", "")
    return _Set(
        entry.number, f"{load_text(entry.load_kg, unit)} × {entry.repetition_count}", entry.rated,
        words.number(max(found), 2) if found else "–", f"{lost} %" if loss else "–", f"{low} to {high}" if low else "",
        entry.flags, entry.note, [_row(each) for each in entry.repetitions],
    )  # fmt: skip


def _row(repetition: Repetition) -> _Row:
    """Our figures where the rise was recorded; the device's own figure always as its claim."""
    ours = {each.measure: each for each in measure.all_of(repetition)} if repetition.rise is not None else {}
    found = velocity(repetition)
    error = f"±{words.number((found.interval[1] - found.interval[0]) / 2, 2)}" if found and found.interval else ""
    peak = ours.get("peak_velocity", repetition.peak_velocity)
    reach = ours.get("range_of_motion", repetition.range_of_motion_m)
    return _Row(
        repetition.number, _optional(ours.get("mean_velocity")), error, _optional(repetition.mean_velocity),
        _optional(peak), _optional(reach), repetition.excluded or "",
    )  # fmt: skip


def _optional(value: Measurement | float | None) -> str:
    return "–" if value is None else words.number(float(value), 2)


def session_line(part: SessionPart, unit: str) -> tuple[str, str, str]:
    """Day, lifts with their heaviest load, and what was done."""
    lifts = []
    for lift in dict.fromkeys(each.entry.lift for each in part.sets):
        loads = [each.entry.load_kg for each in part.sets if each.entry.lift == lift and each.entry.load_kg]
        lifts.append(f"{words.lift_label(lift)}" + (f" to {load_text(max(loads), unit)}" if loads else ""))
    return words.day(part.session.started_at), ", ".join(lifts), _facts(part)
