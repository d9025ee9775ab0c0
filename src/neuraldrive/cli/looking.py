"""`neuraldrive athletes`, `sessions`, `session`, `profile` and `report`: what is in the store, and what it comes to."""

from __future__ import annotations

from pathlib import Path

import click

from neuraldrive.cli import preparing
from neuraldrive.cli.options import Context, everywhere


@click.command()
@everywhere
def athletes(context: Context) -> None:
    """Who is in the store."""
    from neuraldrive.cli import show_sessions

    with context.store() as store:
        rows = store.athletes()
    context.print_json(show_sessions.athletes_json(rows)) if context.as_json else show_sessions.athletes(
        rows, context.place
    )


@click.command()
@click.argument("athlete", required=False)
@click.option("--lift", metavar="LIFT", help="Only sessions with this lift.")
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@everywhere
def sessions(context: Context, athlete: str | None, lift: str | None, last: int) -> None:
    """What was lifted, the newest first."""
    from neuraldrive import catalog
    from neuraldrive.cli import show_sessions

    with context.store() as store:
        rows = store.sessions(athlete, lift=catalog.lift_name(lift) if lift else None, limit=last)
    context.print_json(show_sessions.sessions_json(rows)) if context.as_json else show_sessions.sessions(rows)


@click.command()
@click.argument("session_id", type=int)
@everywhere
def session(context: Context, session_id: int) -> None:
    """One session, ours beside the device's.

    Sets and repetitions stand with their numbers, for `edit`; below them every correction.
    """
    from neuraldrive.cli import show_sessions
    from neuraldrive.workflows import look

    with context.store() as store:
        found = store.session(session_id)
        corrections = look.corrections_of(store, found)
    context.print_json(show_sessions.session_json(found, corrections)) if context.as_json else show_sessions.session(
        found, corrections, context.place.unit
    )


@click.command()
@click.argument("athlete")
@click.option("--lift", metavar="LIFT", help="The lift; all of them if not given.")
@click.option("--load", metavar="LOAD", help="Also the velocity to expect at this load.")
@everywhere
def profile(context: Context, athlete: str, lift: str | None, load: str | None) -> None:
    """Estimated 1RM and velocity at loads, with intervals.

    Below them stands why the interval is as wide as it is, and what would narrow it.
    """
    from neuraldrive import catalog
    from neuraldrive.cli import show_profiles
    from neuraldrive.units import parse_load
    from neuraldrive.workflows import look

    with preparing.measures(), context.store() as store:
        look.athlete(store, athlete)
        found = [look.profile(store, athlete, catalog.lift_name(lift))] if lift else look.profiles(store, athlete)
    load_kg = parse_load(load, context.place.unit)[0] if load else None
    context.print_json(show_profiles.profiles_json(found, load_kg)) if context.as_json else show_profiles.profiles(
        found, context.place.unit, load_kg
    )


@click.command()
@click.argument("athlete")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; beside your data if not given.")
@click.option("--open", "open_", is_flag=True, help="Open it in the browser.")
@everywhere
def report(context: Context, athlete: str, out: Path | None, open_: bool) -> None:
    """One self-contained HTML page of an athlete.

    Profile, history, sessions, traces, every exclusion with its reason, sources.
    """
    from neuraldrive.workflows import reporting

    with preparing.measures(), context.store() as store:
        path = reporting.report(store, athlete, context.place, out)
    context.print_json({"report": str(path)}) if context.as_json else click.echo(f"Report written: {path}")
    if open_:
        click.launch(str(path))
