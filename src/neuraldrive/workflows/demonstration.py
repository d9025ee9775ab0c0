"""The recordings that ship with the package, from file to report."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from neuraldrive.store import SessionSummary, Store, open_store
from neuraldrive.workflows import bring_in, look, reporting
from neuraldrive.workflows.bring_in import FileOutcome, Said
from neuraldrive.workflows.places import Place

# Whose the shipped recordings are; the sources name nobody, so they are called after where they come from.
_SHIPPED = (
    ("greenhouse/unique_reps.csv", "Greenhouse lifter"),
    ("openbarbell/openbarbell_v3_bulk_traces.csv", "OpenBarbell lifters"),
)
SHOWN = "Greenhouse lifter"
REAL = (
    "Real: 907 repetitions of one lifter from an encoder's log (Greenhouse), and 162 repetitions with their encoder "
    "traces from lifters who are not named (OpenBarbell). Both MIT; see NOTICE.md in the package."
)
SIMULATED = "Simulated: nothing."


@dataclass(frozen=True)
class Demonstration:
    """What the demonstration took in and made."""

    place: Place
    outcomes: tuple[FileOutcome, ...]
    athlete: str
    profiles: tuple[look.LiftProfile, ...]
    sessions: tuple[SessionSummary, ...]
    reports: tuple[Path, ...]
    real: str = REAL
    simulated: str = SIMULATED


def take_in(store: Store) -> tuple[FileOutcome, ...]:
    """The shipped recordings into a store, where they are not there yet."""
    with resources.as_file(resources.files("neuraldrive").joinpath("recordings")) as folder:
        return _shipped_in(store, folder)


def _shipped_in(store: Store, folder: Path) -> tuple[FileOutcome, ...]:
    return tuple(bring_in.import_file(store, folder / name, Said(athlete=athlete)) for name, athlete in _SHIPPED)


def demo(place: Place, out: Path | None = None) -> Demonstration:
    """Take the shipped recordings into a store of their own, and write each athlete's report. Twice changes nothing."""
    with (
        open_store(place.location, signals_dir=place.data_dir / "signals") as store,
        resources.as_file(resources.files("neuraldrive").joinpath("recordings")) as folder,
    ):
        outcomes = _shipped_in(store, folder)
        profiles = tuple(look.profiles(store, SHOWN))
        sessions = tuple(store.sessions(SHOWN, limit=5))
        known = all(outcome.already for outcome in outcomes)
        reports = tuple(
            reporting.report(store, athlete, place, out if athlete == SHOWN else None, keep=known)
            for _, athlete in _SHIPPED
        )
    return Demonstration(place, outcomes, SHOWN, profiles, sessions, reports)
