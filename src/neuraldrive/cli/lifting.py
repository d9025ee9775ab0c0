"""`neuraldrive simulate lift` and `simulate set`: a virtual lifter under a bar, in numbers, figures and files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from neuraldrive.cli import preparing
from neuraldrive.cli.options import HERE, PLOT, WIDTH, Context, everywhere, width_px

if TYPE_CHECKING:
    from neuraldrive.records import Recording
    from neuraldrive.workflows.lift_orders import LiftOrder

SHARE = click.FloatRange(0.0, 1.0)
WHO = (
    click.option("--body-mass", "body_mass_kg", metavar="MASS", help="Body mass with its unit; 75kg if not given."),
    click.option("--strength", type=float, metavar="FACTOR", help="Of the muscles, against the typical lifter's: 1.2."),
    click.option("--state", "--population", "population", metavar="NAME",
                 help="Whose nervous system: untrained (if not given), strength_trained, explosive_trained, older."),
    click.option("--rates", is_flag=True, help="Without the single motor units: quicker, no rates and no shares."),
    click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The same seed, the same bytes."),
)  # fmt: skip
_LIFT = (
    click.argument("lift"),
    click.option("--intent", type=SHARE, default=1.0, show_default=True, metavar="SHARE",
                 help="Of the reserve above what the load needs: 1 is all that the lifter can."),
    click.option("--release/--held", default=None,
                 help="Bar or body leaves at the end, or is held; else as the lift has it."),
    *WHO,
    click.option("--band", "bands", multiple=True, metavar="KG-KG",
                 help="Bands: kg at the bottom and at the top of the lift, 10-40kg. May be given again."),
    click.option("--chain", "chains", multiple=True, metavar="KG[-KG]", help="Chains, as bands; 20kg is 0-20kg."),
    click.option("--sensor", type=click.Choice(["linear_encoder", "openbarbell", "inertial", "video"]),
                 help="What a sensor makes of it, in the numbers and in --out."),
    click.option("--out", type=click.Path(path_type=Path), metavar="FILE",
                 help="Keep the recordings: .parquet or .nwb."),
    PLOT,
    WIDTH,
)  # fmt: skip


def options(group: Sequence[Callable[[Any], Any]]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Several options at once, the first first."""

    def give(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(group):
            command = option(command)
        return command

    return give


@click.command("lift")
@options(_LIFT[:1])
@click.option("--load", "load_kg", multiple=True, metavar="LOAD",
              help="60kg, 135lb or 85% of the 1RM, for all methods or each; else the method's usual one.")  # fmt: skip
@click.option("--method", "methods", multiple=True, type=click.Choice(["heavy", "compensatory", "ballistic", "all"]),
              help="How; may be given again, and `all` lays the three side by side.")  # fmt: skip
@options(_LIFT[1:])
@everywhere
def lift(context: Context, **asked: Any) -> None:
    """One repetition of a lift, or one by each method, side by side.

    For example: neuraldrive simulate lift bench_press --load 60 --method all --plot
    """
    if not asked["methods"] and len(asked["load_kg"]) != 1:
        raise click.UsageError("Give --load once, such as --load 60kg or --load 85%, or a --method.")
    wide_px = width_px(asked["width"], asked["plot"])
    with preparing.simulator():
        from neuraldrive import figures
        from neuraldrive.cli import show_lifts as show
        from neuraldrive.workflows import lift_methods, lift_numbers, lift_orders, lift_words

        loads = [lift_words.load(each, context.place.unit) for each in asked["load_kg"]]
        order = _order(context, asked, loads[0] if loads else lift_methods.usual_load("compensatory"))
        named = lift_methods.by_method(order, asked["methods"], loads)
        name = "_".join(["lift", order.entry().name, *(asked["methods"] or [each.text() for each in loads])])
        to = _names_first(asked, name)
        recordings = [lift_orders.run(each.order)[0] for each in named]
        seen = lift_numbers.seen_by(recordings, asked["sensor"], asked["seed"])
        names = [each.name for each in named] if named[0].name else ()
        written = _written(
            context,
            (asked["out"], seen or recordings),
            to,
            wide_px,
            lambda unit: figures.lifts(recordings, names, unit),
        )
    found = show.Lifts(named, tuple(recordings), lift_numbers.lifted_each(recordings, seen), asked["sensor"], written)
    context.print_json(show.lifts_json(found)) if context.as_json else show.lifts(found, context.place.unit)


@click.command("set")
@options(_LIFT[:1])
@click.option("--load", "load_kg", required=True, metavar="LOAD", help="60kg, 135lb or 85% of the 1RM.")
@click.option("--reps", "repetitions", required=True, metavar="N|to-failure", help="Repetitions of each set.")
@click.option("--sets", type=click.IntRange(1, 50), default=1, show_default=True, metavar="N", help="How many sets.")
@click.option("--rest", "rest_s", metavar="TIME", help="Between sets: 3min, 90s; 3min if not given.")
@click.option("--fading", type=SHARE, default=0.0, show_default=True, metavar="SHARE",
              help="Of the intent, lost with each repetition, apart from any fatigability.")  # fmt: skip
@click.option("--no-scatter", is_flag=True, help="Strength that does not vary between repetitions.")
@options(_LIFT[1:])
@everywhere
def set_(context: Context, **asked: Any) -> None:
    """Sets of a lift, repetition by repetition: what each costs the next, and what rests give back.

    For example: neuraldrive simulate set back_squat --load 85% --reps to-failure --rest 3min --sets 5 --plot
    """
    wide_px = width_px(asked["width"], asked["plot"])
    with preparing.simulator():
        from neuraldrive import figures
        from neuraldrive.cli import show_sets as show
        from neuraldrive.workflows import lift_numbers, lift_orders, lift_words

        order = replace(
            _order(context, asked, lift_words.load(asked["load_kg"], context.place.unit)),
            repetitions=lift_words.repetitions(asked["repetitions"]), sets=asked["sets"], fading=asked["fading"],
            rest_s=lift_orders.REST_S if asked["rest_s"] is None else lift_words.seconds(asked["rest_s"]),
            scatter=not asked["no_scatter"],
        )  # fmt: skip
        name = f"set_{order.entry().name}_{order.sets}x{order.repetitions}_{order.load.text()}"
        to = _names_first(asked, name)
        recordings = lift_orders.run(order)
        seen = lift_numbers.seen_by(recordings, asked["sensor"], asked["seed"])
        written = _written(
            context,
            (asked["out"], seen or recordings),
            to,
            wide_px,
            lambda unit: figures.lift_sets([recordings], (), unit),
        )
    found = show.Sets(order, recordings, lift_numbers.lifted(recordings, seen), asked["sensor"], written)
    context.print_json(show.sets_json(found)) if context.as_json else show.sets(found, context.place.unit)


def lifter_of(context: Context, asked: dict[str, Any]) -> dict[str, float]:
    """The numbers of the lifter that were named."""
    from neuraldrive.units import parse_load  # late: keeps --help quick

    found = {}
    if asked["body_mass_kg"] is not None:
        found["body_mass_kg"] = parse_load(asked["body_mass_kg"], context.place.unit)[0]
    if asked["strength"] is not None:
        found["strength"] = asked["strength"]
    return found


def _order(context: Context, asked: dict[str, Any], load: Any) -> LiftOrder:
    from neuraldrive.workflows import lift_orders  # late: keeps --help quick

    return lift_orders.LiftOrder(
        asked["lift"], load, intent=asked["intent"], release=asked["release"], lifter=lifter_of(context, asked),
        population=asked["population"], discharges=not asked["rates"], seed=asked["seed"],
        accommodating=lift_orders.accommodating(asked["bands"], asked["chains"], context.place.unit),
    )  # fmt: skip


def _names_first(asked: dict[str, Any], name: str) -> Path | None:
    """The figure's file; a name that cannot be is told before the work, not after it."""
    from neuraldrive.workflows import recording_files, simulating  # late: keeps --help quick

    if asked["out"] is not None:
        recording_files.writable(asked["out"])
    return None if asked["plot"] is None else simulating.named_picture(asked["plot"], name, HERE)


def _written(
    context: Context, kept: tuple[Path | None, Sequence[Recording]], to: Path | None, wide_px: int | None,
    drawing: Callable[[str], Any],
) -> dict[str, Any]:  # fmt: skip
    """Keep the recordings and draw the figure, where asked for: what was written, and how."""
    from neuraldrive.workflows import recording_files, simulating  # late: keeps --help quick

    out, recordings = kept
    files = [] if out is None else recording_files.export_each(recordings, out)
    if to is not None:
        simulating.draw(drawing(context.place.unit), to, width_px=wide_px)
    return {"out": files, "plot": to, "width_px": wide_px, "unit": context.place.unit}
