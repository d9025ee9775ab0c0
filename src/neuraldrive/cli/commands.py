"""All commands under `neuraldrive`, and those that one begins with: words in, workflows called, answers shown.

Imports of neuraldrive stand inside the commands, so that `neuraldrive --help` answers at once.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from neuraldrive import __version__
from neuraldrive.cli import preparing
from neuraldrive.cli.comparing import compare
from neuraldrive.cli.editing import edit
from neuraldrive.cli.evidence import evidence
from neuraldrive.cli.keeping import backup, doctor, export, recompute, restore, settings
from neuraldrive.cli.lifting import lift, set_
from neuraldrive.cli.live import live, review, today
from neuraldrive.cli.looking import athletes, profile, report, session, sessions
from neuraldrive.cli.measuring import measure
from neuraldrive.cli.options import NEW, Context, everywhere, moment
from neuraldrive.cli.personal import person
from neuraldrive.cli.planning import plan
from neuraldrive.cli.serving import demo, serve
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
    "Keep": ("export", "backup", "restore", "person", "recompute", "doctor", "settings"),
}


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
@NEW
@everywhere
def import_(
    context: Context, files: tuple[str, ...], athlete: str | None, lift: str | None, load: str | None,
    file_format: str | None, device: str | None, when: str | None, new: bool,
) -> None:  # fmt: skip
    """Take recordings and logs into the store. A file twice is a file once.

    FILES are CSV, TSV, Parquet or text, gzipped or not, or folders of them. A file that names somebody who looks like a slip of
    somebody who is there is not taken without --new.
    """
    from neuraldrive.cli import show
    from neuraldrive.units import parse_load
    from neuraldrive.workflows import bring_in, naming

    load_kg, load_unit = parse_load(load, context.place.unit) if load else (None, None)
    with preparing.measures(), context.store() as store, show.progress(len(files), context.as_json) as on_file:
        whose = naming.meant(store, athlete, new=new).name if athlete else None
        said = bring_in.Said(whose, file_format, lift, load_kg, load_unit, device, moment(when), new)
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
@click.option("--new", is_flag=True, help="Athlete or lift are new, however near the names are to known ones.")
@everywhere
def log(
    context: Context, athlete: str, lift: str, load: str, repetitions: int, rpe: float | None, rir: float | None,
    velocity: str | None, when: str | None, note: str, new: bool,
) -> None:  # fmt: skip
    """Log a set by hand.

    A name that nobody has makes a new athlete, and a lift that the catalogue lacks is kept under its own name; both are
    said. A name that looks like a slip of a known one is refused without --new.

    For example: neuraldrive log Ada back_squat 142.5kg 3 --rpe 8.5
    """
    from neuraldrive.cli import show, show_sessions
    from neuraldrive.units import parse_load
    from neuraldrive.workflows import bring_in, naming, naming_lifts

    load_kg, unit = parse_load(load, context.place.unit)
    with context.store() as store:
        who = naming.meant(store, athlete, new=new)
        kept_as = naming_lifts.meant(store, who.name, lift, new=new)
        stored = bring_in.log_set(
            store, who.name, kept_as, load_kg, repetitions, velocities=_numbers(velocity), rpe=rpe, reps_in_reserve=rir,
            when=moment(when), note=note, load_unit=unit,
        )  # fmt: skip
    if context.as_json:
        context.print_json(show_sessions.set_json(stored) | {"athlete": who.name, "new_athlete": who.is_new})
        return
    if who.is_new:
        click.echo(f"New athlete: {who.name}")
    show.logged(stored, context.place.unit)
    if said := naming_lifts.of_its_own(stored.entry.lift):
        click.echo(said)


for _command in (
    athletes,
    profile,
    report,
    session,
    sessions,
    edit,
    person,
    backup,
    doctor,
    export,
    recompute,
    restore,
    settings,
):
    main.add_command(_command)
main.add_command(compare)
main.add_command(demo)
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


def _numbers(text: str | None) -> list[float]:
    try:
        return [float(part) for part in text.split(",")] if text else []
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a list of numbers; write them as 0.52,0.50,0.47") from None
