"""`--people N` of `neuraldrive simulate`: as many people of a population, each in one effort, into one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from neuraldrive.cli.options import Context

if TYPE_CHECKING:
    from neuraldrive.workflows.orders import Order
    from neuraldrive.workflows.people_numbers import Spread

OPTION = click.option(
    "--people", type=click.IntRange(1), metavar="N",
    help="So many people of the population, one effort each, at 200 Hz into --out FILE.parquet.",
)  # fmt: skip


def many_people(context: Context, order: Order, people: int, asked: Mapping[str, Any]) -> None:
    """Simulate them all into `--out`, and say how it is read."""
    if asked["out"] is None or asked["plot"] is not None or asked["runs"] is not None:
        raise click.UsageError("--people needs --out FILE.parquet, and goes without --plot and --runs.")
    from neuraldrive import catalog
    from neuraldrive.cli import show
    from neuraldrive.workflows.many import simulate_many
    from neuraldrive.workflows.people_numbers import Tally

    assert order.effort is not None
    entry, stimuli = order.entry(), [each() for each in order.stimuli]
    tally = Tally(rapid=order.effort.name == "ballistic")
    with show.counting("contractions", context.as_json) as tell:
        try:
            states = catalog.population(order.population).sample(people, seed=order.seed, muscle=entry)
            file = simulate_many(
                entry, order.effort(), states, to=asked["out"], seed=order.seed, on_done=tell,
                on_each=tally.add, stimulate=stimuli or None, **order.settings,
            )  # fmt: skip
        except KeyboardInterrupt as stop:
            nothing = f"None of {people} contractions was done yet; nothing is kept."
            click.echo("\n".join(getattr(stop, "__notes__", [nothing])), err=True)
            raise
    _tell(context, file, people, tally.spreads())


def _tell(context: Context, file: Path, people: int, found: Sequence[Spread]) -> None:
    size = file.stat().st_size
    if context.as_json:
        numbers = [asdict(each) for each in found]
        context.print_json({"out": str(file), "contractions": people, "bytes": size, "numbers": numbers})
        return
    for each in found:
        of = f"mean ± s.d. of {each.people} people" if each.people > 1 else "one person"
        click.echo(f"  {each.label:<17}{each.text}, {of}")
    click.echo(f"Written: {file}, {people} contractions, {max(size // 1000, 1):,} kB")
    click.echo("Read it with neuraldrive.readers.read, pandas.read_parquet or any other reader of Parquet: a row each.")
