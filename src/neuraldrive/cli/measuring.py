"""`neuraldrive measure`: what a recording of force or of motor units allows, and why not the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from neuraldrive.cli.options import HERE, PLOT, Context, everywhere


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--onset", metavar="RULE", default="baseline", show_default=True,
              help="Where force begins: baseline (Tillin 2010), threshold (Aagaard 2002), or a time in seconds.")  # fmt: skip
@click.option("--mvf", type=float, metavar="FORCE", help="The maximal voluntary force, for figures in shares of it.")
@click.option("--recording", type=click.IntRange(1), metavar="N",
              help="Which recording of a file with several; the first if not given, and with --json all.")  # fmt: skip
@click.option("--effort", type=click.IntRange(1), metavar="N", help="Which effort; the largest if not given.")
@click.option(
    "--column",
    "force_column",
    multiple=True,
    metavar="NAME",
    help="Which column is the force, by name or number; two are summed.",
)
@click.option("--rate", "rate_hz", type=float, metavar="HZ", help="Samples a second, where the file has no time.")
@click.option("--force-unit", metavar="UNIT", help="N, kN, kg, lbf, Nm, V or %MVC, where the file does not say.")
@click.option("--calibration", metavar="FACTOR|FILE", help="Newtons a volt, or a table of reading and force.")
@click.option("--turn-sign", is_flag=True, help="The force points downward in the file: turn it over.")
@click.option("--resting", type=click.Path(path_type=Path), help="The stimulus at rest, for voluntary activation.")
@click.option("--format", "file_format", metavar="FORMAT", help="Read as this format instead of recognising it.")
@PLOT
@everywhere
def measure(
    context: Context, file: Path, force_column: tuple[str, ...], file_format: str | None, plot: Path | None, **given: Any
) -> None:  # fmt: skip
    """Force, rate of force development, steadiness, motor units: each with its method and interval.

    FILE is time and force as plates, load cells and dynamometers write them. What it does not allow is listed with
    the reason.
    """
    from neuraldrive.cli import show_measures as show  # late: keeps --help quick
    from neuraldrive.workflows import measuring, simulating

    asked = measuring.Asked(
        format=file_format, force_column=force_column, onset=_rule(given.pop("onset")),
        calibration=_factor_or_file(given.pop("calibration")), **given,
    )  # fmt: skip
    if plot is not None:
        plot = Path(measuring.picture_name(file)) if str(plot) == HERE else plot
        simulating.picture_kind(plot)  # a name that cannot be is told before the work, not after it
    if asked.recording is None and not context.as_json:
        asked = replace(asked, recording=1)  # nobody reads hundreds of tables
    found = measuring.measure_file(file, asked)
    if plot is not None:
        simulating.draw(measuring.draw(found[0], asked), plot)
    context.print_json(show.measured_json(found, plot)) if context.as_json else show.measured(found)
    if plot is not None and not context.as_json:
        click.echo(f"Drawn: {plot}")


def _rule(text: str) -> Any:
    """A rule by name, or seconds."""
    try:
        return float(text)
    except ValueError:
        return text


def _factor_or_file(text: str | None) -> float | str | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return text
