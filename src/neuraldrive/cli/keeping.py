"""`neuraldrive export`, `backup`, `restore`, `recompute`, `doctor` and `settings`: the store itself."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from neuraldrive import __version__
from neuraldrive.cli.options import Context, everywhere


@click.command()
@click.argument("to", type=click.Path(path_type=Path))
@click.option("--athlete", metavar="NAME", help="Only this athlete.")
@click.option("--set", "set_id", type=int, metavar="N", help="The raw recording of this set, as .parquet or .nwb.")
@everywhere
def export(context: Context, to: Path, athlete: str | None, set_id: int | None) -> None:
    """Every repetition as a table: CSV, Parquet or JSON.

    TO ends in .csv, .parquet or .json. A set that was only counted has one row. With --set it is the samples of one set instead,
    which `neuraldrive live --from replay:TO` plays again. The number of a set stands in `neuraldrive session N`.
    """
    from neuraldrive.cli.show_pieces import counted
    from neuraldrive.workflows import exporting

    if set_id is not None:
        if athlete is not None:
            raise click.UsageError("--set goes without --athlete.")
        with context.store() as store:
            exporting.recording_of_set(store, set_id, to)
        told = f"The recording of set {set_id}: {to}"
        context.print_json({"file": str(to), "set": set_id}) if context.as_json else click.echo(told)
        return
    with context.store() as store:
        count = exporting.export(store, to, athlete)
    context.print_json({"file": str(to), "rows": count}) if context.as_json else click.echo(
        f"{counted(count, 'row')} in {to}"
    )


@click.command()
@click.argument("to", type=click.Path(path_type=Path))
@everywhere
def backup(context: Context, to: Path) -> None:
    """The whole store in one file, read back before it counts."""
    with context.store() as store:
        store.backup(to)
    context.print_json({"backup": str(to)}) if context.as_json else click.echo(f"Backup written and read back: {to}")


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@everywhere
def restore(context: Context, source: Path) -> None:
    """A backup into an empty data folder.

    For example: neuraldrive restore neuraldrive.zip --data-dir NEW
    """
    from neuraldrive.workflows import keep

    keep.restore(source, context.place)
    context.print_json({"data_dir": str(context.place.data_dir)}) if context.as_json else click.echo(
        f"Restored into {context.place.data_dir}"
    )


@click.command()
@everywhere
def recompute(context: Context) -> None:
    """Derive every figure again with this version."""
    from neuraldrive.cli import show
    from neuraldrive.workflows import keep

    with context.store() as store, show.counting("sets", context.as_json) as on_set:
        count = keep.recompute(store, on_set)
    context.print_json({"repetitions": count, "version": __version__}) if context.as_json else click.echo(
        f"{count} repetitions derived again with version {__version__}"
    )


@click.command()
@click.option("--sweep", is_flag=True, help="Remove what a cut-off import left behind.")
@everywhere
def doctor(context: Context, sweep: bool) -> None:
    """What is installed, where data lie, are they sound."""
    from neuraldrive.cli import show
    from neuraldrive.workflows import keep

    health = keep.doctor(context.place, sweep=sweep)
    context.print_json(show.health_json(health)) if context.as_json else show.health(health)
    if not health.sound:
        sys.exit(5)


@click.command()
@click.option("--keep-store", "new_store", metavar="URL", help="Use this store from now on; '' for the embedded one.")
@click.option("--keep-unit", "new_unit", type=click.Choice(["kg", "lb"]), help="Show and read loads in it from now on.")
@everywhere
def settings(context: Context, new_store: str | None, new_unit: str | None) -> None:
    """Show or keep the store's address and the unit of loads."""
    from neuraldrive.workflows import places

    place = places.save_settings(context.place, store=new_store, unit=new_unit)
    told = {"data_dir": str(place.data_dir), "store": place.location, "unit": place.unit}
    context.print_json(told) if context.as_json else click.echo(
        "\n".join(f"{key:9} {value}" for key, value in told.items())
    )
