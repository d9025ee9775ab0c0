"""`neuraldrive compare`: two or three ways to train, beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from neuraldrive.cli import preparing
from neuraldrive.cli.lifting import SHARE, WHO, lifter_of, options
from neuraldrive.cli.options import HERE, PLOT, WIDTH, Context, everywhere, width_px


@click.command()
@click.argument("sessions", nargs=-1, required=True, metavar='"SETSxREPS @ LOAD" ...')
@click.option(
    "--lift", default="back_squat", show_default=True, metavar="LIFT", help="Which lift, where it is not named."
)
@click.option(
    "--rest", "rest_s", metavar="TIME", help="Between sets, where it is not said: 3min, 90s; 3min if not given."
)
@click.option("--intent", type=SHARE, default=1.0, show_default=True, metavar="SHARE",
              help="Of the reserve above what the load needs.")  # fmt: skip
@options(WHO)
@PLOT
@WIDTH
@everywhere
def compare(context: Context, sessions: tuple[str, ...], plot: Path | None, width: str | None, **asked: Any) -> None:
    """What two or three sessions ask of the nervous system, and what they cost, repetition by repetition.

    For example: neuraldrive compare "1x1 @ 95%" "1x8 @ 75%" --plot
    """
    wide_px = width_px(width, plot)
    with preparing.simulator():
        from neuraldrive.cli import show_compared as show
        from neuraldrive.workflows import comparing, lift_orders, lift_words, simulating

        wanted = [lift_words.prescribed(each, context.place.unit) for each in sessions]
        order = lift_orders.LiftOrder(
            asked["lift"], wanted[0].load, intent=asked["intent"], lifter=lifter_of(context, asked),
            population=asked["population"], discharges=not asked["rates"], seed=asked["seed"],
            rest_s=lift_orders.REST_S if asked["rest_s"] is None else lift_words.seconds(asked["rest_s"]),
        )  # fmt: skip
        to = None if plot is None else simulating.named_picture(plot, "compare_" + "_".join(map(str, wanted)), HERE)
        found = comparing.compare(wanted, order)
        if to is not None:
            simulating.draw(comparing.figure(found, context.place.unit), to, width_px=wide_px)
    written: dict[str, Any] = {"out": [], "plot": to, "width_px": wide_px, "unit": context.place.unit}
    if context.as_json:
        context.print_json(show.compared_json(found, written))
    else:
        show.compared(found, context.place.unit, written)
