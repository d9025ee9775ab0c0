"""`neuraldrive person`: all that is known of somebody in one archive, and the removal of all of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from neuraldrive.cli.options import Context, everywhere


@click.group()
def person() -> None:
    """One person's data whole: take all of it out, or remove it."""


@person.command("export")
@click.argument("name")
@click.argument("to", type=click.Path(path_type=Path))
@everywhere
def export_person(context: Context, name: str, to: Path) -> None:
    """All that is known of somebody, as one .zip: rows, repetitions, raw signals, plans, tests, corrections, pages.

    For example: neuraldrive person export "Ada Smith" ada.zip
    """
    from neuraldrive.workflows import look, personal_data

    with context.store() as store:
        size = personal_data.write(store, look.on_roster(store, name).id, context.place, to)
    context.print_json({"file": str(to), "bytes": size}) if context.as_json else click.echo(
        f"All that is known of {name}: {to}, {max(size // 1000, 1):,} kB"
    )


@person.command("delete")
@click.argument("name")
@click.option("--again", metavar="NAME", required=True, help="The name once more, so that nobody is removed by a slip.")
@everywhere
def delete_person(context: Context, name: str, again: str) -> None:
    """Removes somebody whole. It cannot be undone; backups made before still hold them.

    While the data folder is served, the athlete's page does it.

    For example: neuraldrive person delete "Ada Smith" --again "Ada Smith"
    """
    from neuraldrive.workflows import look, personal_data

    with context.store() as store:
        gone = personal_data.delete_unserved(store, look.on_roster(store, name).id, context.place, name=again)
    context.print_json(asdict(gone)) if context.as_json else click.echo(
        f"{gone.name} is removed: {gone.rows:,} rows and {gone.files:,} files. Backups made before still hold them."
    )
