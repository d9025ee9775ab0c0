"""Options that every command takes, and how a command's end becomes an exit code."""

from __future__ import annotations

import functools
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from neuraldrive.cli.stopping import terminated_like_ctrl_c
from neuraldrive.cli.warned import warnings_in_a_line

if TYPE_CHECKING:
    from neuraldrive.errors import NeuraldriveError
    from neuraldrive.store import Store
    from neuraldrive.workflows.places import Place

_EVERYWHERE = (
    click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts."),
    click.option("--data-dir", metavar="FOLDER", help="Where the data lie, instead of your data folder."),
    click.option("--store", metavar="URL", help="A PostgreSQL store, instead of the embedded one."),
    click.option("--unit", type=click.Choice(["kg", "lb"]), help="Unit of loads, shown and read."),
    click.option("--demo", is_flag=True, help="Look into the demonstration store."),
)


HERE = "."  # what --plot stands for where it names no file
PLOT = click.option(
    "--plot", is_flag=False, flag_value=HERE, type=click.Path(path_type=Path), metavar="[FILE]",
    help="Draw it: .png, .svg or .pdf; alone, in this folder under a name of its own.",
)  # fmt: skip
WIDTH = click.option(
    "--width", type=click.Choice(["phone", "tablet", "laptop"]),
    help="What the figure of --plot is to be read on; a tablet if not given.",
)  # fmt: skip


NEW = click.option(
    "--new", is_flag=True, help="The athlete is somebody new, however near the name is to one who is there."
)


def width_px(width: str | None, plot: Path | None) -> int | None:
    """The width of the figure; None for the usual one."""
    if width is None:
        return None
    if plot is None:
        raise click.UsageError("--width goes with --plot.")
    from neuraldrive.figures.style import WIDTHS_PX  # late: keeps --help quick

    return WIDTHS_PX[width]


def moment(text: str | None) -> datetime | None:
    """The day or time that an option says, None where it says none."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a date; write it as 2026-11-20 or 2026-11-20T18:30") from None


class Context:
    """What a command needs from its options: the place, the wish for JSON, and a way to open the store."""

    def __init__(self, as_json: bool, data_dir: str | None, store: str | None, unit: str | None, demo: bool) -> None:
        from neuraldrive.workflows import places  # late: keeps --help quick

        self.as_json = as_json
        self.place: Place = places.place(data_dir, store, unit, demo=demo)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store, opened and closed."""
        from neuraldrive.store import open_store  # late: keeps --help quick

        with open_store(self.place.location, signals_dir=self.place.data_dir / "signals") as opened:
            yield opened

    def print_json(self, value: Any) -> None:
        """One JSON document on standard output."""
        click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def everywhere(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of every command, as a Context; turn our errors into a message and a code."""

    @functools.wraps(command)
    def run(as_json: bool, data_dir: str | None, store: str | None, unit: str | None, demo: bool, **rest: Any) -> None:
        from neuraldrive.errors import NeuraldriveError  # late: keeps --help quick

        try:
            with terminated_like_ctrl_c(), warnings_in_a_line():
                command(Context(as_json, data_dir, store, unit, demo), **rest)
        except NeuraldriveError as error:
            fail(_in_options(error), as_json)

    for option in reversed(_EVERYWHERE):
        run = option(run)
    return run


def _in_options(error: NeuraldriveError) -> NeuraldriveError:
    """The error with the options of this command where it names what they become in Python: --rate for rate_hz."""
    named = {each.name: each.opts[0] for each in click.get_current_context().command.params if "_" in str(each.name)}
    for part in ("what", "found", "needed", "remedy"):
        words = re.sub(r"[a-z]+(?:_[a-z]+)+", lambda word: named.get(word[0], word[0]), getattr(error, part))
        setattr(error, part, words)
    return error


def fail(error: Any, as_json: bool) -> None:
    """Say what went wrong and leave with the family's exit code."""
    if as_json:
        told = {name: getattr(error, name) for name in ("where", "what", "found", "needed", "remedy")}
        told |= {name: getattr(error, name) for name in ("line", "column", "excerpt") if hasattr(error, name)}
        click.echo(json.dumps({"error": {"kind": type(error).__name__, **told}}, ensure_ascii=False, indent=2))
    else:
        place = f"{error.where}\n  " if error.where else ""
        click.secho("Not done: ", fg="red", bold=True, nl=False, err=True)
        click.echo(
            f"{place}{error.what}\n  found   {error.found}\n  needed  {error.needed}\n  do      {error.remedy}",
            err=True,
        )
        if hasattr(error, "excerpt"):
            click.echo(f"\n{error.excerpt}", err=True)
    sys.exit(error.exit_code)
