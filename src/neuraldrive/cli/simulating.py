"""`neuraldrive simulate`: contractions of a motor-unit pool, in numbers, figures and files."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from neuraldrive.cli import preparing
from neuraldrive.cli.many_people import OPTION, many_people
from neuraldrive.cli.options import HERE, PLOT, WIDTH, Context, everywhere, width_px

if TYPE_CHECKING:
    from neuraldrive.workflows.orders import Call

_ALWAYS = (
    click.option("--muscle", metavar="NAME|FILE", default="vastus_lateralis", show_default=True,
                 help="A muscle of the catalogue, or a TOML file of your own."),
    click.option("--population", metavar="NAME", default="untrained", show_default=True,
                 help="Whose nervous system: untrained, strength_trained, explosive_trained, older."),
    click.option("--units", type=click.IntRange(1), metavar="N", help="Another number of motor units."),
    click.option("--rate-hz", type=float, metavar="HZ", help="Samples of force a second; 1000 if not given."),
    click.option("--emg", type=click.Choice(["bipolar", "grid_8x8"]), help="Surface EMG as well."),
    click.option("--potentiated", is_flag=True, help="A muscle conditioned by an earlier contraction."),
    click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Keep the recording: .parquet or .nwb."),
    PLOT,
    WIDTH,
)  # fmt: skip
_VOLUNTARY = (
    click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The same seed, the same bytes."),
    click.option("--stimulus", "stimuli", multiple=True, metavar="PULSESxHZ@S",
                 help="Stimulate on top: 2x100@2.0 is two pulses at 100 Hz, the first at 2 s. May be given again."),
    click.option("--no-fatigue", is_flag=True, help="Units that do not tire."),
    click.option("--runs", type=click.IntRange(1, 200), metavar="N",
                 help="Runs that differ by chance alone, for the figure's bands; 9, or fewer where the effort is long."),
    OPTION,
)  # fmt: skip
_LEVEL = click.FloatRange(0.0, 1.0)


def _options(*groups: tuple[Callable[[Any], Any], ...]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options that commands share, those of the first group first."""

    def give(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return give


def _effort(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that names an effort: with every option, and everything done that follows from it."""

    @functools.wraps(command)
    def run(context: Context, **given: Any) -> None:
        names = ("muscle", "population", "units", "rate_hz", "emg", "potentiated", "out", "plot", "width", "seed", "stimuli",
                 "no_fatigue", "runs", "people")  # fmt: skip
        asked = {name: given.pop(name) for name in names}
        _answer(context, command(**given), asked)

    return _options(_ALWAYS, _VOLUNTARY)(everywhere(run))


@click.group()
def simulate() -> None:
    """Contractions of a motor-unit pool: ramps, holds, rapid and maximal efforts, stimuli; and lifts and sets of a bar.

    Levels are shares of maximal voluntary force: 0.4 is 40 %. Each answer ends with the lines of Python that make the
    same recording. For example: neuraldrive simulate ramp --to 0.4 --plot
    """


@simulate.command()
@click.option("--to", type=_LEVEL, required=True, metavar="SHARE", help="The level to reach.")
@click.option("--rise", "rise_s", type=float, metavar="S", help="How long it rises; 3 s if not given.")
@click.option("--hold", "hold_s", type=float, metavar="S", help="How long it is held; 5 s if not given.")
@click.option("--fall", "fall_s", type=float, metavar="S", help="How long it falls; 3 s if not given.")
@_effort
def ramp(**given: Any) -> Call:
    """Rise evenly, hold, and fall.

    For example: neuraldrive simulate ramp --to 0.4 --plot
    """
    return _call("ramp", **given)


@simulate.command()
@click.option("--at", type=_LEVEL, required=True, metavar="SHARE", help="The level to hold.")
@click.option("--for", "hold_s", type=float, metavar="S", help="For so long.")
@click.option("--until", type=click.Choice(["failure"]), help="Until it can be held no more.")
@_effort
def hold(**given: Any) -> Call:
    """Hold a force for a time or until it fails.

    For example: neuraldrive simulate hold --at 0.2 --until failure
    """
    if (given["hold_s"] is None) == (given["until"] is None):
        from neuraldrive.errors import BadValue  # late: keeps --help quick

        raise BadValue(
            "hold", found="both" if given["until"] else "neither", needed="one of --for SECONDS and --until failure",
            remedy="Say --for 12 or --until failure.",
        )  # fmt: skip
    return _call("hold", **given)


@simulate.command()
@click.option("--to", type=_LEVEL, required=True, metavar="SHARE", help="The level to reach, as fast as possible.")
@click.option("--hold", "hold_s", type=float, metavar="S", help="How long it is driven; 0.5 s if not given.")
@click.option("--repetitions", type=int, metavar="N", help="How often; once if not given.")
@click.option("--rest", "rest_s", type=float, metavar="S", help="Rest between them; 2 s if not given.")
@_effort
def ballistic(**given: Any) -> Call:
    """As fast as possible, with the drive that would hold a level; the force is what comes of it.

    For example: neuraldrive simulate ballistic --to 0.75 --population explosive_trained
    """
    return _call("ballistic", **given)


@simulate.command()
@click.option("--hold", "hold_s", type=float, metavar="S", help="How long it is kept up; 3 s if not given.")
@_effort
def maximal(**given: Any) -> Call:
    """All that the person can.

    For example: neuraldrive simulate maximal --stimulus 2x100@2.0
    """
    return _call("maximal", **given)


@simulate.command()
@click.option("--at", type=_LEVEL, required=True, metavar="SHARE", help="The level to hold.")
@click.option("--on", "on_s", type=float, required=True, metavar="S", help="How long it is held each time.")
@click.option(
    "--off", "off_s", type=float, required=True, metavar="S", help="Rest between, with the fall and the rise in it."
)
@click.option("--repetitions", type=int, required=True, metavar="N", help="How often.")
@_effort
def intermittent(**given: Any) -> Call:
    """Hold and rest in turn.

    For example: neuraldrive simulate intermittent --at 0.5 --on 6 --off 4 --repetitions 10
    """
    return _call("intermittent", **given)


@simulate.command()
@click.argument("file", type=click.Path())
@click.option("--drive-hz", type=float, required=True, metavar="HZ", help="Numbers a second in the file.")
@_effort
def drive(file: str, drive_hz: float) -> Call:
    """Any drive, from a file.

    FILE is text with one number a line, each a share of the voluntary ceiling, 0 to 1.
    """
    from neuraldrive.workflows.orders import DriveFile  # late: keeps --help quick

    return DriveFile(given={"file": file, "rate_hz": drive_hz})


@simulate.command()
@click.argument("stimuli", nargs=-1, required=True, metavar="PULSESxHZ[@S]...")
@_options(_ALWAYS)
@everywhere
def evoked(context: Context, **given: Any) -> None:
    """What stimuli alone evoke at rest.

    8x300 is eight pulses at 300 Hz, 1 a single one; 8x300@0.5 begins at 0.5 s.
    """
    _answer(context, None, {"seed": 0, "no_fatigue": False, "runs": None, "people": None, **given})


@simulate.command()
@click.option("--muscle", metavar="NAME|FILE", default="vastus_lateralis", show_default=True,
              help="The one muscle: of the catalogue, or a TOML file of your own.")  # fmt: skip
@click.option("--a", metavar="POPULATION", default="untrained", show_default=True, help="Whose nervous system A is.")
@click.option("--b", metavar="POPULATION", default="explosive_trained", show_default=True, help="And B.")
@click.option("--seeds", type=click.IntRange(2, 100), default=6, show_default=True, help="Runs, for the intervals.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The first of them.")
@PLOT
@WIDTH
@everywhere
def paradox(
    context: Context, muscle: str, a: str, b: str, seeds: int, seed: int, plot: Path | None, width: str | None
) -> None:
    """Same muscle, two neural states, two forces.

    How much of the gap recruitment time, initial rate, doublets, ceiling and the rest explain, each swapped from A to
    B in every order.
    """
    wide_px = width_px(width, plot)
    with preparing.simulator():
        from neuraldrive.cli import show, show_simulated
        from neuraldrive.workflows import paradox as room
        from neuraldrive.workflows import simulating

        with show.counting("mixtures", context.as_json) as tell:
            found = room.paradox(muscle, a, b, seeds=seeds, first_seed=seed, on_run=tell)
        drawn = None
        if plot is not None:
            to = Path(room.picture_name(found)) if str(plot) == HERE else plot
            drawn = simulating.draw(room.figure(found), to, width_px=wide_px)
    if context.as_json:
        context.print_json(show_simulated.paradox_json(found, drawn))
    else:
        show_simulated.paradox(found, drawn)


def _call(name: str, **given: Any) -> Call:
    from neuraldrive.workflows.orders import Call  # late: keeps --help quick

    return Call(name, {key: value for key, value in given.items() if value is not None})


def _answer(context: Context, effort: Call | None, asked: dict[str, Any]) -> None:
    """Simulate, tell, draw, keep."""
    wide_px = width_px(asked["width"], asked["plot"])
    with preparing.simulator():
        from neuraldrive.cli import show_simulated as show
        from neuraldrive.workflows import recording_files, simulated_numbers, simulating

        order = _order(effort, asked)
        if asked["plot"] is not None and str(asked["plot"]) != HERE:
            simulating.picture_kind(asked["plot"])  # a name that cannot be is told before the work, not after it
        if asked["out"] is not None:
            recording_files.writable(asked["out"])
        if asked["people"] is not None:
            many_people(context, order, asked["people"], asked)
            return
        recording = simulating.run(order)
        found = simulated_numbers.numbers(order, recording)
        written = {"out": _keep(recording, asked["out"]), "plot": _draw(order, recording, asked, wide_px)}
    if context.as_json:
        context.print_json(show.simulated_json(order, recording, found, written))
    else:
        show.simulated(order, recording, found, written, (asked["runs"], wide_px))


def _order(effort: Call | None, asked: dict[str, Any]) -> Any:
    from neuraldrive.workflows import orders  # late: keeps --help quick

    settings = {
        **({} if asked["rate_hz"] is None else {"rate_hz": asked["rate_hz"]}),
        **({} if asked["emg"] is None else {"emg": asked["emg"]}),
        **({"potentiated": True} if asked["potentiated"] else {}),
        **({"tires": False} if asked["no_fatigue"] else {}),
    }
    return orders.Order(
        effort, asked["muscle"], asked["population"], asked["seed"], asked["units"],
        orders.stimuli(asked["stimuli"], effort), settings,
    )  # fmt: skip


def _keep(recording: Any, out: Path | None) -> Path | None:
    if out is None:
        return None
    from neuraldrive.workflows.recording_files import export_recording  # late: keeps start-up quick

    export_recording(recording, out)
    return out


def _draw(order: Any, recording: Any, asked: dict[str, Any], wide_px: int | None) -> Path | None:
    if asked["plot"] is None:
        return None
    from neuraldrive.workflows import simulating  # late: keeps --help quick

    named = str(asked["plot"]) != HERE
    to = asked["plot"] if named else Path(simulating.picture_name(order))
    return simulating.draw(simulating.figure(order, recording, asked["runs"]), to, width_px=wide_px)
