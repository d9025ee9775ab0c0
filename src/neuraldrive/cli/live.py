"""`neuraldrive live`: a set as it is lifted, one word after each repetition; `neuraldrive review`: what was said, and done."""

from __future__ import annotations

import sys

import click

from neuraldrive.cli import preparing
from neuraldrive.cli.options import NEW, Context, everywhere


@click.command()
@click.argument("athlete")
@click.option("--lift", required=True, metavar="LIFT", help="What is lifted: back_squat, 'bench press' …")
@click.option("--load", metavar="LOAD", help="Load on the bar with its unit: 140kg, 225lb.")
@click.option(
    "--from",
    "source",
    required=True,
    metavar="SOURCE",
    help="replay:FILE, serial:PORT, mqtt://HOST/TOPIC, ws://HOST:PORT, or ws to be connected to.",
)
@click.option(
    "--sets",
    "sentence",
    metavar="SENTENCE",
    help='What is prescribed: "max effort 5x2 @ 90%"; today\'s plan if not given.',
)
@click.option(
    "--rule",
    default="",
    metavar="RULE",
    help='Another rule: "loss 20%", "loss 20% from first", "floor 0.30", "reserve 2".',
)
@click.option("--sensor", metavar="SENSOR", help="What measures: linear_encoder, bar_imu, wrist_watch …")
@click.option(
    "--speed",
    type=click.FloatRange(0.0, 1000.0),
    default=1.0,
    show_default=True,
    help="Of a replay; 0 is as fast as it goes.",
)
@click.option("--plain", is_flag=True, help="One line a repetition instead of the full screen.")
@click.option("--mute", is_flag=True, help="No tones.")
@NEW
@everywhere
def live(context: Context, athlete: str, lift: str, load: str | None, source: str, sentence: str | None, rule: str,
         sensor: str | None, speed: float, plain: bool, mute: bool, new: bool) -> None:  # fmt: skip
    """A set as it is lifted: go, last rep, stop, while the bar is still at the top; then the rest.

    Everything is on the disk before it is shown. Keys: 0-9 RPE of the set, b bad repetition, u undo, n next set, q quit.

    For example: neuraldrive live Ada --lift back_squat --load 140kg --from replay:set.parquet
    """
    from neuraldrive.cli import show_live
    from neuraldrive.errors import StoreNotWritable
    from neuraldrive.units import parse_load
    from neuraldrive.workflows import at_the_rack, naming, rack_wishes

    load_kg, unit = parse_load(load, context.place.unit) if load else (None, context.place.unit)
    full = not (plain or context.as_json) and sys.stdout.isatty() and sys.stdin.isatty()
    with preparing.measures(), context.store() as store:
        who = naming.meant(store, athlete, new=new)
        wish = rack_wishes.Wish(who.name, lift, load_kg, unit, source, sentence or "", rule, sensor, speed)
        rack = at_the_rack.open_rack(store, wish)
        if who.is_new:
            click.echo(f"New athlete: {who.name}", err=True)
        screen = show_live.Screen(unit, mute=mute) if full else show_live.Lines(unit, as_json=context.as_json)
        try:
            with rack, screen:
                for event in rack.events(screen.keys):
                    screen.show(event)
                if full:
                    screen.stay()
                    for event in rack.afterwards(screen.keys):
                        screen.show(event)
        except KeyboardInterrupt:
            pass
        finally:
            rack.close()
        screen.end(rack.summary())
        if lost := rack.lost():
            raise StoreNotWritable(
                "live set", found=f"a disk that took not all: {lost}", needed="room to write", where=store.place,
                remedy="Free some space; then neuraldrive live or neuraldrive doctor: what is on the disk is sound.",
            )  # fmt: skip


@click.command()
@click.argument("session", type=int)
@click.option(
    "--rule", "rules", multiple=True, metavar="RULE", help="What another rule would have said; may be given again."
)
@everywhere
def review(context: Context, session: int, rules: tuple[str, ...]) -> None:
    """A session's sets: what was said after each repetition, what another rule would have said, and what was done.

    The number of a session stands in `neuraldrive sessions`.
    """
    from neuraldrive.cli import show_live
    from neuraldrive.workflows import reviewing

    with preparing.measures(), context.store() as store:
        found = reviewing.review(store, session, rules or reviewing.USUAL_RULES)
    context.print_json(show_live.review_json(found)) if context.as_json else show_live.review(found, context.place.unit)


@click.command()
@click.argument("athlete")
@click.option("--date", "day", metavar="DATE", help="Another day than the last one.")
@everywhere
def today(context: Context, athlete: str, day: str | None) -> None:
    """Usual or changed: the day's bar speed against the athlete's own days, with their error."""
    from neuraldrive.cli import show_live
    from neuraldrive.workflows import reviewing

    with preparing.measures(), context.store() as store:
        found = reviewing.day_of(store, athlete, day)
    context.print_json(show_live.day_json(found)) if context.as_json else show_live.day(found)
