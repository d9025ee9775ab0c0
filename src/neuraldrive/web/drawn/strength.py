"""What the bar shows of a lift: today's band, total strength with its markers, and the load-velocity chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from neuraldrive.units import loads_in, to_si
from neuraldrive.web.drawn.axis import axis_over
from neuraldrive.web.drawn.day_band import DayBand, day_band
from neuraldrive.web.drawn.load_velocity import load_velocity_chart
from neuraldrive.web.drawn.marker import Marker, Reference, marker
from neuraldrive.web.drawn.picture import Picture
from neuraldrive.web.drawn.unsure import CANNOT_TELL, why_of
from neuraldrive.web.plainly import plainly
from neuraldrive.web.words import counted, day, number
from neuraldrive.workflows.lately import DayStanding
from neuraldrive.workflows.lift_page import AtLoad, LiftPage

_WORD = {
    "slower": "Slower than usual",
    "faster": "Faster than usual",
    "usual": "Usual",
    "unsure": CANNOT_TELL,
}


@dataclass(frozen=True)
class LiftDrawn:
    """A lift as it is drawn; `why` says why there is no profile, `old` how old it is where that matters."""

    label: str
    kind: str
    word: str
    told: str
    rests_on: str
    session_id: int | None
    band: DayBand | None
    markers: tuple[Marker, ...]
    chart: Picture | None
    caption: str
    why: str
    sensor: str
    notes: tuple[str, ...]
    old: str


def lift_drawn(found: LiftPage, unit: str) -> LiftDrawn:
    """Loads in kg or lb."""
    said, profile = found.standing, found.profile
    kind, word = _verdict(said)
    chart = load_velocity_chart(profile, unit, whisker_mps=found.error_mps) if profile is not None else None
    return LiftDrawn(
        found.label, kind, word, loads_in(plainly(why_of(said)), unit),
        _rests_on(said), said.session_id if said is not None else None, _band(said), tuple(_markers(found, unit)), chart,
        _caption(found), plainly(found.why), found.sensor, profile.notes if profile is not None else (), found.old,
    )  # fmt: skip


def _verdict(said: DayStanding | None) -> tuple[str, str]:
    if said is None:
        return "unsure", CANNOT_TELL
    drift = said.change.drift if said.change is not None else None
    if said.kind == "drift down":
        return (
            said.kind,
            f"Slow drift down{f' since {drift.since.day} {drift.since:%b}' if drift and drift.since else ''}",
        )
    return said.kind, _WORD[said.kind]


def _band(said: DayStanding | None) -> DayBand | None:
    if said is None or said.change is None or not said.change.told_from > 0.0:
        return None
    when = "today" if said.on == date.today() else f"{said.on.day} {said.on:%b}"
    return day_band(said.change.difference, said.change.told_from, said.change.interval, when=when)


def _rests_on(said: DayStanding | None) -> str:
    if said is None or said.change is None:
        return ""
    change = said.change
    return f"Rests on {counted(change.days, 'earlier day')}. Wrong flags: about 1 day in {1 / change.false_alarm:.0f}."


def _markers(found: LiftPage, unit: str) -> list[Marker]:
    if found.profile is None:
        return []
    per, one_rm = to_si(unit)[0], found.profile.estimated_one_rm_kg
    low, high = (each / per for each in one_rm.interval or (one_rm.value, one_rm.value))
    reach = high - low
    anchored = (
        f"anchored on {found.rated} rated set{'s' if found.rated != 1 else ''}"
        if found.rated
        else "without a rated set"
    )
    on = f", {day(found.profile.on)}" if found.profile.on else ""
    made = [marker(
        f"Estimated 1RM, {found.label.lower()}", f"95 % interval, {anchored}", "tot", (one_rm.value / per, (low, high)),
        axis_over([max(low - reach / 2, 0.0), high + reach / 2], unit), measured=f"{found.sensor or 'Logged'}{on}",
    )]  # fmt: skip
    for at, meaning in ((found.heavy, "Heaviest load of the day: the gauge of strength"),
                        (found.light, "Lightest load of the day: the gauge of intent")):  # fmt: skip
        if at is not None:
            made.append(_speed(at, meaning, (per, unit), f"{found.sensor or 'Logged'}{on}"))
    return made


def _speed(at: AtLoad, meaning: str, units: tuple[float, str], measured: str) -> Marker:
    per, unit = units
    ends = (at.velocity_mps - at.error_mps, at.velocity_mps + at.error_mps) if at.error_mps else None
    usual = at.expected.interval if at.expected is not None else None
    axis = axis_over([at.velocity_mps, *(ends or ()), *(usual or ())], "m/s")
    reference = (
        Reference(f"Own line of the days before, 95 % for a set: {number(usual[0])}–{number(usual[1])}", *usual)
        if usual is not None
        else None
    )
    return marker(
        f"Speed at {at.load_kg / per:.4g} {unit}", meaning, "tot", (at.velocity_mps, ends), axis, places=2,
        reference=reference, measured=measured,
    )  # fmt: skip


def _caption(found: LiftPage) -> str:
    if found.profile is None:
        return ""
    earlier = sum(each.from_history for each in found.profile.points)
    whisker = f" Whiskers: ±{number(found.error_mps)} m/s a repetition." if found.error_mps else ""
    if not found.profile.points:
        return "No set of the last day or of the 60 days before has a velocity: the line is that of other people."
    return f"Dark: the last day. Grey: {counted(earlier, 'set')} of the 60 days before.{whisker}"
