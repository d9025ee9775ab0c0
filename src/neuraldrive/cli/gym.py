"""`neuraldrive plan gym`: bars and plates that there are, bands and chains as they were measured."""

from __future__ import annotations

import re
from typing import Any

import click

from neuraldrive.cli.options import Context, everywhere

ATHLETE = click.option("--athlete", metavar="NAME", help="Whose it is; the gym's, for everybody, if not given.")


@click.group(invoke_without_command=True)
@click.pass_context
def gym(group: click.Context) -> None:
    """What there is to lift, so that loads are those that can be loaded.

    `neuraldrive plan gym list` shows it. Bands are hung with plates at two lengths or more, better four.
    """
    if group.invoked_subcommand is None:
        click.echo(group.get_help())


@gym.command("list")
@ATHLETE
@everywhere
def list_(context: Context, athlete: str | None) -> None:
    """What is noted, of the gym and of an athlete."""
    with context.store() as store:
        found = store.equipment(athlete)
    rows = [{"kind": each.kind, "name": each.name, "athlete": each.athlete, **each.facts} for each in found]
    if context.as_json:
        context.print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['athlete'] or 'gym'}  {row['kind']}  {row['name']}  {_in_words(row)}")
    if not rows:
        click.echo("Nothing noted: loads are for a bar of 20 kg and plates of 25 to 1.25 kg.")


@gym.command()
@click.argument("pairs", nargs=-1, required=True, metavar="PLATE…")
@ATHLETE
@everywhere
def plates(context: Context, pairs: tuple[str, ...], athlete: str | None) -> None:
    """Pairs of plates: 25x4 20x2 10 5 2.5 1.25 are four pairs of 25 kg, two of 20, one of each other.

    With --unit lb they are pounds.
    """
    from neuraldrive.workflows import gym as gyms

    unit = context.place.unit
    with context.store() as store:
        gyms.note_plates(store, [_pair(each) for each in pairs], unit, athlete)
    _noted(context, f"{len(pairs)} kinds of plates in {unit}")


@gym.command()
@click.argument("bars", nargs=-1, required=True, metavar="KIND=KG…")
@ATHLETE
@everywhere
def bars(context: Context, bars: tuple[str, ...], athlete: str | None) -> None:
    """Bars by kind with what each weighs empty: bar=20 safety_bar=29 trap_bar=25."""
    from neuraldrive.workflows import gym as gyms

    weighed = dict(_named(each) for each in bars)
    with context.store() as store:
        gyms.note_bars(store, weighed, athlete)
    _noted(context, ", ".join(f"{name} {kg:g} kg" for name, kg in weighed.items()))


@gym.command()
@click.argument("name")
@click.argument("points", nargs=-1, required=True, metavar="KG@M…")
@click.option("--bottom", type=float, required=True, metavar="M", help="Its length when the bar is at the bottom.")
@click.option("--slack", type=float, metavar="M", help="Its length laid flat, without tension.")
@click.option("--number", type=click.IntRange(1, 12), default=2, show_default=True, help="How many hang on the bar.")
@ATHLETE
@everywhere
def band(context: Context, name: str, points: tuple[str, ...], bottom: float, slack: float | None, number: int,
         athlete: str | None) -> None:  # fmt: skip
    """A band, calibrated: plates hung from it and how long it then was.

    For example: neuraldrive plan gym band red 5@1.15 10@1.32 20@1.75 --bottom 1.1
    """
    from neuraldrive.workflows import gym as gyms

    hung = {length: kg for kg, length in (_point(each) for each in points)}
    with context.store() as store:
        made = gyms.note_band(store, athlete, name, hung, at_bottom_m=bottom, slack_m=slack, number=number)
    _noted(context, f"{name}: {made}")


@gym.command()
@click.argument("name")
@click.option("--mass", type=float, required=True, metavar="KG", help="Of one chain.")
@click.option("--length", type=float, required=True, metavar="M", help="Of one chain.")
@click.option("--hangs", type=float, default=0.0, metavar="M", help="How much of it is off the floor at the bottom.")
@click.option("--number", type=click.IntRange(1, 12), default=2, show_default=True, help="How many hang on the bar.")
@ATHLETE
@everywhere
def chain(context: Context, name: str, mass: float, length: float, hangs: float, number: int,
          athlete: str | None) -> None:  # fmt: skip
    """A chain: neuraldrive plan gym chain heavy --mass 8 --length 1.2 --hangs 0.2"""
    from neuraldrive.workflows import gym as gyms

    with context.store() as store:
        made = gyms.note_chain(store, athlete, name, mass_kg=mass, length_m=length, hangs_m=hangs, number=number)
    _noted(context, f"{name}: {made}")


@gym.command()
@click.argument("kind", type=click.Choice(["bars", "plates", "band", "chain"]))
@click.argument("name", required=False)
@ATHLETE
@everywhere
def forget(context: Context, kind: str, name: str | None, athlete: str | None) -> None:
    """Take something away: neuraldrive plan gym forget band red"""
    with context.store() as store:
        store.forget_equipment(kind, name or kind, athlete)
    _noted(context, f"{name or kind}: gone", "Done")


def _noted(context: Context, words: str, done: str = "Noted") -> None:
    context.print_json({"noted": words}) if context.as_json else click.echo(f"{done}: {words}.")


def _in_words(row: dict[str, Any]) -> str:
    if row["kind"] == "bars":
        return ", ".join(f"{name} {kg:g} kg" for name, kg in row["kg"].items())
    if row["kind"] == "plates":
        return ", ".join(f"{number} × {mass:g}" for mass, number in row["pairs"]) + f" {row['unit']}, pairs"
    if row["kind"] == "band":
        hung = ", ".join(f"{kg:g} kg at {length:g} m" for length, kg in row["points"])
        return f"{hung}; {row['at_bottom_m']:g} m at the bottom, {row['number']} on the bar"
    return f"{row['number']} of {row['mass_kg']:g} kg and {row['length_m']:g} m"


def _pair(text: str) -> tuple[float, int]:
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?)(?:\s*[x×*]\s*(\d+))?", text.strip().lower())
    if found is None:
        raise click.BadParameter(f"{text!r} is no plate; write 20x2 for two pairs of 20")
    return float(found[1].replace(",", ".")), int(found[2] or 1)


def _named(text: str) -> tuple[str, float]:
    name, _, kg = text.partition("=")
    try:
        return name.strip().lower().replace("-", "_").replace(" ", "_"), float(kg.replace(",", ".").removesuffix("kg"))
    except ValueError:
        raise click.BadParameter(f"{text!r} is no bar; write bar=20 or safety_bar=29") from None


def _point(text: str) -> tuple[float, float]:
    kg, _, length = text.lower().partition("@")
    try:
        return float(kg.removesuffix("kg").replace(",", ".")), float(length.removesuffix("m").replace(",", "."))
    except ValueError:
        raise click.BadParameter(f"{text!r} is no point; write 10@1.32 for 10 kg hung at a length of 1.32 m") from None
