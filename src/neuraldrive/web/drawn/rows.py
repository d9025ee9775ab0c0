"""A row of the team's list: the words, the band of the day, and the line of eight weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from neuraldrive.units import loads_in
from neuraldrive.web.drawn.curves import spark
from neuraldrive.web.drawn.day_band import DayBand, day_band
from neuraldrive.web.drawn.picture import Picture
from neuraldrive.web.drawn.unsure import CANNOT_TELL, NEEDED, earlier, why_of
from neuraldrive.web.words import called, counted, day, signed
from neuraldrive.workflows.glance import WEEKS_SHOWN, Glance
from neuraldrive.workflows.lately import DayStanding

REACH_MPS = 0.16
"""Ends of the band's axis: the same for everybody."""
REACH_SD, USUAL_SD = 4.0, 1.96
_WORDS = {"slower": "Slower than usual", "faster": "Faster than usual", "usual": "Usual"}


@dataclass(frozen=True)
class TeamRow:
    """What stands in a row; `band` and `line` are None where nothing can be drawn yet, and `instead` says why."""

    id: int
    name: str
    simulated: bool
    kind: str
    mark: str
    words: str
    why: str
    session_id: int | None
    trained: tuple[date, ...]
    trained_words: str
    band: DayBand | None
    line: Picture | None
    instead: str
    markers: tuple[tuple[str, int, int], ...]


def team_row(who: Glance, on: date, unit: str = "kg") -> TeamRow:
    """The row of an athlete on a day, loads in kg or lb."""
    said = who.standing
    band = _band(said) if who.kind != "absent" else None
    line = _line(said, on) if said is not None else None
    trained = ", ".join(day(each) for each in who.trained)
    return TeamRow(
        who.id, who.name, who.simulated and "simulated" not in who.name.lower(), who.kind, who.kind if who.kind not in ("absent", "new") else "unsure",
        _words(who, on), loads_in(why_of(said), unit) if said is not None else "", said.session_id if said is not None else None, who.trained,
        f"Trained {trained}" if trained else "Not trained in the last seven days", band, line,
        "" if line is not None else _instead(who, on),
        tuple((group, *who.markers[group]) for group in ("recruitment", "rate_coding")),
    )  # fmt: skip


def _instead(who: Glance, on: date) -> str:
    """Why there is no line."""
    if who.last is not None and on - who.last > WEEKS_SHOWN:
        return "No day in 8 weeks."
    return "Drawn after four days."


def _words(who: Glance, on: date) -> str:
    said, away = who.standing, (on - who.last).days if who.last is not None else 0
    if said is None:
        return "No session has a date" if who.undated else "No session yet"
    if who.kind == "absent":
        return f"No session for {counted(away, 'day')}"
    if who.kind == "unsure":
        count = earlier(said)
        words = f"{counted(count, 'earlier day')} known, needs {NEEDED}" if count < NEEDED else CANNOT_TELL
    elif who.kind == "drift down":
        since = said.change.drift.since if said.change is not None and said.change.drift is not None else None
        weeks = max(1, round((said.on - since).days / 7)) if since else 0
        words = f"Slow drift down{f', {weeks} week' if weeks else ''}{'s' if weeks > 1 else ''}"
    else:
        words = _WORDS[who.kind]
    return words if away == 0 else f"{words}, {said.on:%a}"


def _band(said: DayStanding | None) -> DayBand | None:
    if said is None or said.change is None or not said.change.told_from > 0.0:
        return None
    return day_band(said.change.difference, said.change.told_from, said.change.interval, reach=REACH_MPS)


def _line(said: DayStanding, on: date) -> Picture | None:
    shown = [value for at, value in said.standings if on - at <= WEEKS_SHOWN]
    if len(shown) < 2:
        return None
    finding = f"{called(said.lift).capitalize()}, {len(shown)} days of the last 8 weeks in own standard deviations; last {signed(shown[-1], 1)}"
    return spark(shown, REACH_SD, USUAL_SD, finding, places=1)
