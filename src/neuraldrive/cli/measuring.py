"""`neuraldrive measure`: what a recording of force, of motor units or of a bar allows, and why not the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from neuraldrive.cli import preparing
from neuraldrive.cli.options import HERE, PLOT, WIDTH, Context, everywhere, width_px


def _windows(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> tuple[tuple[float, float], ...] | None:
    """0-50,50-100 as pairs."""
    if text is None:
        return None
    found = []
    for part in text.split(","):
        ends = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*[-–]\s*(\d+(?:\.\d+)?)\s*", part)
        if ends is None:
            raise click.BadParameter(
                f"{part!r} is no window; write them in ms after the onset, as 0-50,50-100,100-200."
            )
        start, end = float(ends[1]), float(ends[2])
        if not start < end:
            raise click.BadParameter(f"{part!r} does not end after it begins; write the earlier time first.")
        found.append((start, end))
    return tuple(found)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--onset", metavar="RULE", default="baseline", show_default=True,
              help="Where force begins: baseline (Tillin 2010), threshold (Aagaard 2002), or a time in seconds.")  # fmt: skip
@click.option("--mvf", type=float, metavar="FORCE", help="The maximal voluntary force, for figures in shares of it.")
@click.option("--windows", "windows_ms", metavar="MS-MS,…", callback=_windows,
              help="Windows of the rate of force development after the onset: 0-50,50-100; 0-50,0-100,0-200 if not given.")  # fmt: skip
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
@WIDTH
@everywhere
def measure(
    context: Context, file: Path, force_column: tuple[str, ...], file_format: str | None, plot: Path | None,
    width: str | None, **given: Any,
) -> None:  # fmt: skip
    """Force, rate of force development, steadiness, motor units, or a bar's repetitions: each with its interval.

    FILE is time and force as plates, load cells and dynamometers write them, or the movement of a bar. What it does not
    allow is listed with the reason.
    """
    wide_px = width_px(width, plot)
    with preparing.measures():
        from neuraldrive.cli import show_measures as show  # late: keeps --help quick
        from neuraldrive.workflows import measuring, measuring_bars, simulating

        if given["windows_ms"] is None:
            del given["windows_ms"]
        asked = measuring.Asked(
            format=file_format, force_column=force_column, onset=_rule(given.pop("onset")),
            calibration=_factor_or_file(given.pop("calibration")), **given,
        )  # fmt: skip
        if plot is not None and str(plot) != HERE:
            simulating.picture_kind(plot)  # a name that cannot be is told before the work, not after it
        if asked.recording is None and not context.as_json:
            asked = replace(asked, recording=1)  # nobody reads hundreds of tables
        reading = measuring.read(file, asked)
        of = measuring_bars if measuring_bars.bars_in(reading) else measuring
        if str(plot) == HERE:
            plot = Path(of.picture_name(file))
        if of is measuring_bars:
            _bars(context, reading, asked, plot, wide_px)
        else:
            found = measuring.measure_reading(reading, asked)
            if plot is not None:
                simulating.draw(measuring.draw(found[0], asked), plot, width_px=wide_px)
            context.print_json(show.measured_json(found, plot)) if context.as_json else show.measured(found)
    if plot is not None and not context.as_json:
        click.echo(f"Drawn: {plot}")


def _bars(context: Context, reading: Any, asked: Any, plot: Path | None, wide_px: int | None) -> None:
    """The same for a bar."""
    from neuraldrive.cli import show_bars as show  # late: keeps --help quick
    from neuraldrive.workflows import measuring_bars, simulating

    found = measuring_bars.measure_bars(reading, asked)
    if plot is not None:
        simulating.draw(measuring_bars.draw(found[0]), plot, width_px=wide_px)
    context.print_json(show.bars_json(found, plot)) if context.as_json else show.bars(found, context.place.unit)


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
