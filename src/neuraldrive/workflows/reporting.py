"""Store → one HTML page of an athlete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from neuraldrive import __version__
from neuraldrive.adapt import LoadVelocityProfile
from neuraldrive.figures import content
from neuraldrive.figures import report as page
from neuraldrive.figures.timeline import BestVelocity, Estimate
from neuraldrive.store import Store, StoredSet
from neuraldrive.workflows import look
from neuraldrive.workflows.places import Place
from neuraldrive.workflows.writing import write_whole


def report(store: Store, athlete: str, place: Place, out: Path | None = None, *, keep: bool = False) -> Path:
    """Write the athlete's page and return where it lies: `out`, else reports/ in the data folder.

    With `keep`, a page that this version has already written for the same unit of load stays as it is.

    Raises:
        NotInStore: no such athlete.
        StoreNotWritable: the file cannot be written.
    """
    to = out or usual_place(place, athlete)
    mark = f"<!-- neuraldrive {__version__}, {place.unit} -->\n"
    if keep and to.is_file() and to.read_text(encoding="utf-8").endswith(mark):
        return to
    html = page.render(report_content(store, athlete, place.unit)) + "\n" + mark
    write_whole(to, "report", lambda file: file.write_text(html, encoding="utf-8"))
    return to


def usual_place(place: Place, athlete: str) -> Path:
    """Where an athlete's page lies if nobody says otherwise."""
    return place.data_dir / "reports" / f"{_file_name(athlete)}.html"


def report_content(store: Store, athlete: str, unit: str = "kg") -> content.ReportContent:
    """All that the page of an athlete says."""
    person = look.athlete(store, athlete).athlete
    found = look.profiles(store, athlete, with_history=True)
    sessions = [store.session(summary.id) for summary in store.sessions(athlete)]
    parts = [
        content.SessionPart(session.session, [_set(store, each, traced=index < page.IN_FULL) for each in session.sets])
        for index, session in enumerate(sessions)
    ]
    simulated = (f"{athlete} is simulated.",) if person.simulated else ()
    real = (
        ()
        if person.simulated
        else (f"All recordings of {athlete} are real: as logged or recorded by the devices named.",)
    )
    return content.ReportContent(
        athlete=person,
        made_at=datetime.now().astimezone(),
        version=__version__,
        lifts=[_lift(each) for each in found],
        sessions=parts,
        exclusions=[exclusion for each in found for exclusion in each.profile.exclusions],
        real=real,
        simulated=simulated or ("Nothing on this page is simulated.",),
        load_unit=unit,
    )


def _set(store: Store, stored: StoredSet, *, traced: bool) -> content.SetPart:
    """A set of a session printed in full has its signals; an older one the figures that were derived from them."""
    if not traced:
        return content.SetPart(look.entry(stored))
    entry = look.with_signals(store, stored)
    return content.SetPart(entry, entry.recording)


def _lift(each: look.LiftProfile) -> content.LiftPart:
    days = [profile for profile in (*each.earlier, each.profile) if profile.on]
    return content.LiftPart(
        each.profile,
        [Estimate(profile.on, profile.estimated_one_rm_kg) for profile in days if profile.on],
        _best(days),
    )


def _best(days: Sequence[LoadVelocityProfile]) -> list[BestVelocity]:
    best: dict[tuple[date, float], float] = {}
    for profile in days:
        for point in profile.points:
            if point.started_at and not point.from_history and point.doubt is None:
                key = (point.started_at.date(), point.load_kg)
                best[key] = max(best.get(key, 0.0), point.velocity_mps)
    return [BestVelocity(day, load, speed) for (day, load), speed in sorted(best.items())]


def _file_name(athlete: str) -> str:
    return re.sub(r"[^\w-]+", "_", athlete).strip("_").lower() or "athlete"
