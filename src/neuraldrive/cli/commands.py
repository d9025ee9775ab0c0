"""The commands: words in, workflows called, answers shown.

Imports of neuraldrive stand inside the commands, so that `neuraldrive --help` answers at once.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from neuraldrive import __version__
from neuraldrive.cli import preparing
from neuraldrive.cli.comparing import compare
from neuraldrive.cli.evidence import evidence
from neuraldrive.cli.lifting import lift, set_
from neuraldrive.cli.live import live, review, today
from neuraldrive.cli.measuring import measure
from neuraldrive.cli.options import Context, everywhere
from neuraldrive.cli.planning import plan
from neuraldrive.cli.serving import serve
from neuraldrive.cli.simulating import simulate
from neuraldrive.cli.standard_output import lost_in_a_line

_SECTIONS = {
    "Begin": ("demo", "import", "log", "measure"),
    "Look": ("athletes", "sessions", "session", "profile", "report"),
    "Plan": ("plan",),
    "Lift": ("live", "review", "today"),
    "Understand": ("simulate", "compare", "evidence"),
    "Correct": ("edit",),
    "Serve": ("serve",),
    "Keep": ("export", "backup", "restore", "recompute", "doctor", "settings"),
}


_BACK_IN = object()  # told apart from "not given"


class _Sectioned(click.Group):
    """Commands under the heading of what one wants to do; where standard output is lost, all end alike."""

    def main(self, *words: Any, **settings: Any) -> Any:
        with lost_in_a_line():
            return super().main(*words, **settings)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, names in _SECTIONS.items():
            with formatter.section(heading):
                commands = [(name, self.commands[name]) for name in names if name in self.commands]
                formatter.write_dl([(name, command.get_short_help_str(90)) for name, command in commands])


@click.group(cls=_Sectioned, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="neuraldrive")
def main() -> None:
    """Open software for the neural side of strength: a real bar recording goes in, a profile that can defend itself
    comes out. Try `neuraldrive demo` first.

    Every command takes --json, --data-dir, --store, --unit and --demo; `neuraldrive COMMAND --help` says more.
    Exit codes: 0 done, 2 wrong use, 3 unusable input, 4 no such measure or a check that failed, 5 store, 6 not found.
    """


@main.command()
@click.option("--report", is_flag=True, help="Print, write the report and exit; so it does now, and always will.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write the report.")
@everywhere
def demo(context: Context, report: bool, out: Path | None) -> None:
    """The shipped recordings, from file to report.

    Run twice, it changes nothing.
    """
    from neuraldrive.cli import show
    from neuraldrive.workflows import demonstration, places

    del report
    place = context.place if context.place.data_dir.name == places.DEMO_FOLDER else _demo_place(context)
    with preparing.measures():
        done = demonstration.demo(place, out)
    context.print_json(show.demo_json(done)) if context.as_json else show.demo(done, place.unit)


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("--athlete", metavar="NAME", help="Whose recording it is, where the file does not say.")
@click.option("--lift", metavar="LIFT", help="Which lift, where the file does not say: back_squat, 'bench press' …")
@click.option("--load", metavar="LOAD", help="Load on the bar with its unit: 140kg, 225lb.")
@click.option("--format", "file_format", metavar="FORMAT", help="Read as this format instead of recognising it.")
@click.option("--device", metavar="SENSOR", help="The sensor: linear_encoder, bar_imu, wrist_watch …")
@click.option(
    "--date", "when", metavar="DATE", help="When it was, where the file does not say: 2026-11-20 or 2026-11-20T18:30."
)
@everywhere
def import_(
    context: Context, files: tuple[str, ...], athlete: str | None, lift: str | None, load: str | None,
    file_format: str | None, device: str | None, when: str | None,
) -> None:  # fmt: skip
    """Take recordings and logs into the store. A file twice is a file once.

    FILES are CSV, TSV, Parquet or text, gzipped or not, or folders of them.
    """
    from neuraldrive.cli import show
    from neuraldrive.units import parse_load
    from neuraldrive.workflows import bring_in

    load_kg, load_unit = parse_load(load, context.place.unit) if load else (None, None)
    said = bring_in.Said(athlete, file_format, lift, load_kg, load_unit, device, _moment(when))
    with preparing.measures(), context.store() as store, show.progress(len(files), context.as_json) as on_file:
        outcomes = bring_in.import_files(store, files, said, on_file)
    context.print_json(show.outcomes_json(outcomes)) if context.as_json else show.outcomes(outcomes)
    failed = [outcome.error for outcome in outcomes if outcome.error]
    if failed:
        sys.exit(failed[0].exit_code)


@main.command()
@click.argument("athlete")
@click.argument("lift")
@click.argument("load")
@click.argument("repetitions", type=click.IntRange(0, 500))
@click.option("--rpe", type=float, help="Rating of perceived exertion at the end, 0 to 10.")
@click.option("--rir", type=float, help="Repetitions in reserve at the end; 0 is a value.")
@click.option("--velocity", metavar="V,V,…", help="Mean velocity of each repetition in m/s, if you have it.")
@click.option("--date", "when", metavar="DATE", help="When it was; now if not given.")
@click.option("--note", default="", help="Anything worth keeping.")
@everywhere
def log(
    context: Context, athlete: str, lift: str, load: str, repetitions: int, rpe: float | None, rir: float | None,
    velocity: str | None, when: str | None, note: str,
) -> None:  # fmt: skip
    """Log a set by hand.

    For example: neuraldrive log Ada back_squat 142.5kg 3 --rpe 8.5
    """
    from neuraldrive.cli import show
    from neuraldrive.units import parse_load
    from neuraldrive.workflows import bring_in

    load_kg, unit = parse_load(load, context.place.unit)
    with context.store() as store:
        stored = bring_in.log_set(
            store, athlete, lift, load_kg, repetitions, velocities=_numbers(velocity), rpe=rpe, reps_in_reserve=rir,
            when=_moment(when), note=note, load_unit=unit,
        )  # fmt: skip
    if context.as_json:
        context.print_json(show.set_json(stored))
        return
    show.logged(stored, context.place.unit)
    nearest = bring_in.nearest_exercise(stored.entry.lift)
    if nearest is not None:
        click.echo(f"{lift} is none of the catalogue's exercises{nearest}; it is kept under its own name.")


@main.group()
def edit() -> None:
    """Correct a load, lift, athlete, rating or repetition.

    What stood there before is kept.
    """


@edit.command("set")
@click.argument("set_id", type=int)
@click.option("--load", metavar="LOAD", help="The right load with its unit.")
@click.option("--lift", metavar="LIFT", help="The right lift.")
@click.option("--rpe", type=float, help="The right rating.")
@click.option("--rir", type=float, help="The right number of repetitions in reserve.")
@click.option("--athlete", metavar="NAME", help="Who really did it.")
@click.option("--note", help="A note to keep.")
@click.option("--why", default="", help="Why; kept with the correction.")
@everywhere
def edit_set(context: Context, set_id: int, why: str, **values: Any) -> None:
    """Correct one set: neuraldrive edit set 12 --load 102kg --why "typed in lb"

    The number of a set stands in `neuraldrive session N`.
    """
    from neuraldrive import catalog
    from neuraldrive.units import parse_load

    fields = {
        "load_kg": parse_load(values["load"], context.place.unit)[0] if values["load"] else None,
        "lift": catalog.lift_name(values["lift"]) if values["lift"] else None,
        "rpe": values["rpe"],
        "reps_in_reserve": values["rir"],
        "athlete": values["athlete"],
        "note": values["note"],
    }
    _correct(context, "set", set_id, fields, why)


@edit.command("repetition")
@click.argument("repetition_id", type=int)
@click.option("--exclude", metavar="REASON", help="Leave it out, and say why.")
@click.option("--include", is_flag=True, help="Take it back in.")
@click.option("--why", default="", help="Why; kept with the correction.")
@everywhere
def edit_repetition(context: Context, repetition_id: int, exclude: str | None, include: bool, why: str) -> None:
    """Leave a repetition out of every figure, or take it back in. It stays in the record."""
    if include == bool(exclude):
        raise click.UsageError("Say either --exclude REASON or --include.")
    _correct(context, "repetition", repetition_id, {"excluded": exclude} if exclude else {"excluded": _BACK_IN}, why)


@edit.command("session")
@click.argument("session_id", type=int)
@click.option("--athlete", metavar="NAME", help="Who really trained.")
@click.option("--date", "when", metavar="DATE", help="When it really was.")
@click.option("--why", default="", help="Why; kept with the correction.")
@everywhere
def edit_session(context: Context, session_id: int, athlete: str | None, when: str | None, why: str) -> None:
    """Correct whose session it was, or when."""
    moment = _moment(when)
    _correct(
        context, "session", session_id, {"athlete": athlete, "started_at": moment.isoformat() if moment else None}, why
    )


@edit.command("athlete")
@click.argument("name")
@click.option("--name", "new_name", metavar="NAME", help="The right name.")
@click.option("--body-mass", metavar="MASS", help="Body mass with its unit.")
@click.option("--why", default="", help="Why; kept with the correction.")
@everywhere
def edit_athlete(context: Context, name: str, new_name: str | None, body_mass: str | None, why: str) -> None:
    """Correct an athlete's name or body mass."""
    from neuraldrive.units import parse_load
    from neuraldrive.workflows import look

    mass = parse_load(body_mass, context.place.unit)[0] if body_mass else None
    with context.store() as store:
        number = look.athlete(store, name).id
    _correct(context, "athlete", number, {"body_mass_kg": mass, "name": new_name}, why)


@main.command()
@everywhere
def athletes(context: Context) -> None:
    """Who is in the store."""
    from neuraldrive.cli import show

    with context.store() as store:
        rows = store.athletes()
    context.print_json(show.athletes_json(rows)) if context.as_json else show.athletes(rows, context.place)


@main.command()
@click.argument("athlete", required=False)
@click.option("--lift", metavar="LIFT", help="Only sessions with this lift.")
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, help="How many.")
@everywhere
def sessions(context: Context, athlete: str | None, lift: str | None, last: int) -> None:
    """What was lifted, the newest first."""
    from neuraldrive import catalog
    from neuraldrive.cli import show

    with context.store() as store:
        rows = store.sessions(athlete, lift=catalog.lift_name(lift) if lift else None, limit=last)
    context.print_json(show.sessions_json(rows)) if context.as_json else show.sessions(rows)


@main.command()
@click.argument("session_id", type=int)
@everywhere
def session(context: Context, session_id: int) -> None:
    """One session, ours beside the device's.

    Sets and repetitions stand with their numbers, for `edit`; below them every correction.
    """
    from neuraldrive.cli import show
    from neuraldrive.workflows import look

    with context.store() as store:
        found = store.session(session_id)
        corrections = look.corrections_of(store, found)
    context.print_json(show.session_json(found, corrections)) if context.as_json else show.session(
        found, corrections, context.place.unit
    )


@main.command()
@click.argument("athlete")
@click.option("--lift", metavar="LIFT", help="The lift; all of them if not given.")
@click.option("--load", metavar="LOAD", help="Also the velocity to expect at this load.")
@everywhere
def profile(context: Context, athlete: str, lift: str | None, load: str | None) -> None:
    """Estimated 1RM and velocity at loads, with intervals.

    Below them stands why the interval is as wide as it is, and what would narrow it.
    """
    from neuraldrive import catalog
    from neuraldrive.cli import show
    from neuraldrive.units import parse_load
    from neuraldrive.workflows import look

    with preparing.measures(), context.store() as store:
        look.athlete(store, athlete)
        found = [look.profile(store, athlete, catalog.lift_name(lift))] if lift else look.profiles(store, athlete)
    load_kg = parse_load(load, context.place.unit)[0] if load else None
    context.print_json(show.profiles_json(found, load_kg)) if context.as_json else show.profiles(
        found, context.place.unit, load_kg
    )


@main.command()
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


@main.command()
@click.argument("to", type=click.Path(path_type=Path))
@click.option("--athlete", metavar="NAME", help="Only this athlete.")
@everywhere
def export(context: Context, to: Path, athlete: str | None) -> None:
    """Every repetition as a table, CSV or Parquet.

    TO ends in .csv or .parquet. A set that was only counted has one row.
    """
    from neuraldrive.workflows import keep

    with context.store() as store:
        count = keep.export(store, to, athlete)
    context.print_json({"file": str(to), "rows": count}) if context.as_json else click.echo(f"{count} rows in {to}")


@main.command()
@click.argument("to", type=click.Path(path_type=Path))
@everywhere
def backup(context: Context, to: Path) -> None:
    """The whole store in one file, read back before it counts."""
    with context.store() as store:
        store.backup(to)
    context.print_json({"backup": str(to)}) if context.as_json else click.echo(f"Backup written and read back: {to}")


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
@everywhere
def restore(context: Context, source: Path) -> None:
    """A backup into an empty data folder.

    For example: neuraldrive restore neuraldrive.zip --data-dir NEW
    """
    from neuraldrive.workflows import keep

    keep.restore(source, context.place)
    context.print_json({"data_dir": str(context.place.data_dir)}) if context.as_json else click.echo(
        f"Restored into {context.place.data_dir}"
    )


@main.command()
@everywhere
def recompute(context: Context) -> None:
    """Derive every figure again with this version."""
    from neuraldrive.cli import show
    from neuraldrive.workflows import keep

    with context.store() as store, show.counting("sets", context.as_json) as on_set:
        count = keep.recompute(store, on_set)
    context.print_json({"repetitions": count, "version": __version__}) if context.as_json else click.echo(
        f"{count} repetitions derived again with version {__version__}"
    )


@main.command()
@click.option("--sweep", is_flag=True, help="Remove what a cut-off import left behind.")
@everywhere
def doctor(context: Context, sweep: bool) -> None:
    """What is installed, where data lie, are they sound."""
    from neuraldrive.cli import show
    from neuraldrive.workflows import keep

    health = keep.doctor(context.place, sweep=sweep)
    context.print_json(show.health_json(health)) if context.as_json else show.health(health)
    if not health.sound:
        sys.exit(5)


@main.command()
@click.option("--keep-store", "new_store", metavar="URL", help="Use this store from now on; '' for the embedded one.")
@click.option("--keep-unit", "new_unit", type=click.Choice(["kg", "lb"]), help="Show and read loads in it from now on.")
@everywhere
def settings(context: Context, new_store: str | None, new_unit: str | None) -> None:
    """Show or keep the store's address and the unit of loads."""
    from neuraldrive.workflows import places

    place = places.save_settings(context.place, store=new_store, unit=new_unit)
    told = {"data_dir": str(place.data_dir), "store": place.location, "unit": place.unit}
    context.print_json(told) if context.as_json else click.echo(
        "\n".join(f"{key:9} {value}" for key, value in told.items())
    )


main.add_command(compare)
main.add_command(evidence)
main.add_command(live)
main.add_command(measure)
main.add_command(plan)
main.add_command(review)
main.add_command(serve)
main.add_command(simulate)
main.add_command(today)
simulate.add_command(lift)
simulate.add_command(set_)


def _correct(context: Context, kind: str, number: int, fields: dict[str, Any], why: str) -> None:
    from neuraldrive.cli import show
    from neuraldrive.workflows import keep

    given = {name: value for name, value in fields.items() if value is not None}
    wanted = {name: None if value is _BACK_IN else value for name, value in given.items()}
    if not wanted:
        raise click.UsageError("Say what to correct; --help lists it.")
    with context.store() as store:
        made = keep.correct(store, kind, number, wanted, why)
    context.print_json(show.corrections_json(made)) if context.as_json else show.corrections(made)


def _demo_place(context: Context) -> Any:
    from neuraldrive.workflows import places

    return places.Place(context.place.data_dir / places.DEMO_FOLDER, None, context.place.unit)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a date; write it as 2026-11-20 or 2026-11-20T18:30") from None


def _numbers(text: str | None) -> list[float]:
    try:
        return [float(part) for part in text.split(",")] if text else []
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a list of numbers; write them as 0.52,0.50,0.47") from None
