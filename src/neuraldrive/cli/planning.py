"""`neuraldrive plan`: build, keep, check, show and export plans, and tell the day's work."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from neuraldrive.cli import preparing
from neuraldrive.cli.gym import gym
from neuraldrive.cli.options import Context, everywhere
from neuraldrive.cli.plan_choices import exercises, test

TITLE = click.option("--title", default="", help="Which plan, where the athlete has several; a name for a new one.")
DATE = click.option("--date", "day", metavar="DATE", help="Another day than today: 2026-12-07, tomorrow.")
SETTING = (
    click.option("--training", type=click.Choice(["untrained", "trained", "advanced"]), default="trained",
                 show_default=True, help="Training age: how much work is borne."),
    click.option("--minutes", type=click.FloatRange(10, 300), help="Longest session, rests and warm-up counted."),
    click.option("--equipment", metavar="A,B,…", help="All that there is: bar, rack, bench, box, bands …"),
    click.option("--spare", metavar="A,B,…", default="", help="Joints to spare: knee, lower back, shoulder …"),
    click.option("--competition", metavar="DATE", help="The day to be ready for: 2027-03-06."),
)  # fmt: skip


@click.group()
def plan() -> None:
    """Training written as sentences: build, check, and the day's work in kilograms.

    For example: neuraldrive plan new Ada --goal "maximal strength" --weeks 8 --days mon,wed,fri --minutes 75
    """


def _with_setting(command: Any) -> Any:
    for option in reversed(SETTING):
        command = option(command)
    return command


@plan.command()
@click.argument("athlete")
@click.option(
    "--goal",
    required=True,
    metavar="GOAL",
    help='"maximal strength", "rate of force development", "power" or "peaking".',
)
@click.option("--weeks", type=click.IntRange(1, 52), help="How long; until the competition, else 8, if not given.")
@click.option("--days", default="mon,wed,fri", show_default=True, metavar="D,D,…", help="Days of training.")
@click.option("--starts", metavar="DATE", help="The Monday of week 1; next Monday if not given.")
@click.option("--lifts", metavar="A,B,…", help="Lifts that it must have: back squat, bench press …")
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Another of plans that are as good.")
@click.option("--dry-run", is_flag=True, help="Print the plan and keep nothing.")
@TITLE
@_with_setting
@everywhere
def new(context: Context, athlete: str, goal: str, weeks: int | None, days: str, starts: str | None, lifts: str | None,
        seed: int, dry_run: bool, title: str, training: str, minutes: float | None, equipment: str | None, spare: str,
        competition: str | None) -> None:  # fmt: skip
    """Build a block that keeps the rules, and keep it.

    Where the wishes conflict it names the few that do, and what would free each.
    """
    from neuraldrive.cli import show_plan
    from neuraldrive.workflows import planning

    weeks, monday = planning.when(date.today(), weeks, starts, competition)
    wish = {
        "goal": goal, "weeks": weeks, "days": days, "minutes": minutes or 75.0, "starts": monday,
        "competition": competition, "training": training, "spare": planning.spared(spare.split(",")), "seed": seed,
        "equipment": planning.at_hand(equipment),
        "lifts": [each.strip() for each in lifts.split(",")] if lifts else (),
    }  # fmt: skip
    with context.store() as store:
        if dry_run:
            made = planning.built(store, athlete, wish, title)
            click.echo(str(made).rstrip("\n"))
            show_plan.verdict(planning.check(made, store, athlete))
            return
        kept = planning.build(store, athlete, wish, title)
    context.print_json(show_plan.kept_json(kept)) if context.as_json else show_plan.kept(kept)


@plan.command()
@click.argument("athlete")
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--why", default="", help="Why it is changed; kept with the version.")
@TITLE
@everywhere
def keep(context: Context, athlete: str, file: str, why: str, title: str) -> None:
    """Keep a plan that you wrote; a plan of the same title gets a new version.

    FILE is a text, or - for standard input.
    """
    from neuraldrive.cli import show_plan
    from neuraldrive.workflows import planning

    text = _text(file)
    with context.store() as store:
        kept = planning.keep(store, athlete, text, title, why)
    context.print_json(show_plan.kept_json(kept)) if context.as_json else show_plan.kept(kept)


@plan.command()
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--athlete", metavar="NAME", help="Whose profiles tell what kilograms are.")
@click.option("--sensor", default="linear_encoder", show_default=True, help="What velocity will be measured with.")
@click.option(
    "--mended",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the plan with every simple mend of an error or warning made.",
)
@_with_setting
@everywhere
def check(context: Context, file: str, athlete: str | None, sensor: str, mended: Path | None, training: str,
          minutes: float | None, equipment: str | None, spare: str, competition: str | None) -> None:  # fmt: skip
    """Check a plan against its methods and the rules: what, by which paper, and the smallest change that mends it.

    FILE is a text, or - for standard input. Ends with code 4 where something cannot be done or harms.
    """
    from neuraldrive import plan as plans
    from neuraldrive.cli import show_plan
    from neuraldrive.errors import PlanSyntaxError
    from neuraldrive.workflows import planning

    setting: dict[str, Any] = {
        "training": training, "minutes": minutes, "spare": planning.spared(spare.split(",")), "sensor": sensor,
        "competition": competition, "equipment": planning.at_hand(equipment),
    }  # fmt: skip
    try:
        read = plans.parse(_text(file))
    except PlanSyntaxError as error:
        raise error.at(file if file != "-" else "standard input") from None
    if athlete is None:
        found = planning.check(read, **setting)
    else:
        with preparing.measures(), context.store() as store:
            found = planning.check(read, store, athlete, **setting)
    if mended is not None:
        planning.write_mended(read, mended, setting)
    if context.as_json:
        context.print_json(show_plan.findings_json(found) | {"flags": list(read.flags)})
    else:
        show_plan.flags(read.flags)
        show_plan.findings(found)
    if any(each.severity == "error" for each in found):
        sys.exit(4)


@plan.command()
@click.argument("athlete")
@DATE
@click.option("--why", is_flag=True, help="Tell of each line where its kilograms come from and what is known of it.")
@everywhere
def today(context: Context, athlete: str, day: str | None, why: bool) -> None:
    """The day's work: kilograms, plates, expected velocity, stop rule, rest, and what the last session changed."""
    from neuraldrive.cli import show_plan
    from neuraldrive.workflows import planning

    on = _day(day)
    with preparing.measures(), context.store() as store:
        found = planning.sheets(store, athlete, on, unit=context.place.unit)
        ahead = None if found else planning.next_day(store, athlete, on)
    if context.as_json:
        context.print_json(show_plan.sheets_json(found, on, ahead))
        return
    show_plan.sheets(found, on, ahead, context.place.unit, why=why)


@plan.command()
@click.argument("athlete")
@click.option("--week", type=click.IntRange(1, 104), help="That week alone, with its kilograms.")
@TITLE
@everywhere
def show(context: Context, athlete: str, week: int | None, title: str) -> None:
    """The plan's text; with --week that week on its dates, in kilograms."""
    from neuraldrive.cli import show_plan
    from neuraldrive.workflows import plan_told, planning

    with preparing.measures(), context.store() as store:
        if week is None:
            stored = planning.one_of(store, athlete, title)
            context.print_json(show_plan.stored_json(stored)) if context.as_json else show_plan.text(stored)
            return
        told = plan_told.tell(store, athlete, title, week, context.place.unit)
    parts = plan_told.week_of(told, week)
    context.print_json(show_plan.week_json(told, parts)) if context.as_json else show_plan.week(told, week, parts)


@plan.command("list")
@click.argument("athlete", required=False)
@everywhere
def list_(context: Context, athlete: str | None) -> None:
    """Plans that hold, of one athlete or of everybody; of one athlete the retired ones too."""
    from neuraldrive.cli import show_plan

    with context.store() as store:
        found = store.plans(athlete, retired=athlete is not None)
    told = [show_plan.stored_json(each) for each in found]
    context.print_json(told) if context.as_json else show_plan.plans(found)


@plan.command()
@click.argument("athlete")
@TITLE
@everywhere
def history(context: Context, athlete: str, title: str) -> None:
    """What was planned beside what was done, day by day, and every version of the plan."""
    from neuraldrive.cli import show_plan
    from neuraldrive.workflows import plan_history

    with context.store() as store:
        found = plan_history.history(store, athlete, title)
    context.print_json(show_plan.history_json(found)) if context.as_json else show_plan.history(found)


@plan.command()
@click.argument("athlete")
@click.option("--to", "to", required=True, metavar="ics|csv|html|FILE", help="A format, or a file that ends in it.")
@click.option("--zone", default="", metavar="ZONE", help="Time zone of the calendar's times: Europe/Berlin.")
@click.option(
    "--weeks",
    type=click.IntRange(1, 104),
    default=8,
    show_default=True,
    help="How many weeks of a plan that has no end.",
)
@TITLE
@everywhere
def export(context: Context, athlete: str, to: str, zone: str, weeks: int, title: str) -> None:
    """The plan as a calendar, a table or a page to print."""
    from neuraldrive.workflows import plan_exports, plan_told

    with preparing.measures(), context.store() as store:
        told = plan_told.tell(store, athlete, title, weeks, context.place.unit)
        file = plan_exports.named(told, to)
        days = plan_exports.export(told, file, zone)
    done = {"file": str(file), "days": days}
    context.print_json(done) if context.as_json else click.echo(f"{days} days in {file}")


@plan.command()
@click.argument("athlete")
@TITLE
@everywhere
def end(context: Context, athlete: str, title: str) -> None:
    """The plan no longer holds. It is kept, with its history."""
    from neuraldrive.cli import show_plan
    from neuraldrive.workflows import planning

    with context.store() as store:
        stored = planning.retire(store, athlete, title)
    context.print_json(show_plan.stored_json(stored)) if context.as_json else click.echo(
        f"{stored.title} of {stored.athlete} has ended; its history is kept."
    )


def _text(file: str) -> str:
    from neuraldrive.workflows import planning

    return planning.read_text(file, sys.stdin.buffer if file == "-" else None)


def _day(text: str | None) -> date:
    words = {None: 0, "today": 0, "tomorrow": 1, "yesterday": -1}
    if text in words:
        return date.today() + timedelta(days=words[text])
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a date; write it as 2026-12-07") from None


plan.add_command(exercises)
plan.add_command(gym)
plan.add_command(test)
