"""A word to who waits while a machine is prepared for measuring, which it is once."""

from __future__ import annotations

from contextlib import AbstractContextManager

import click


def measures() -> AbstractContextManager[None]:
    """Say so on standard error, so that --json stays one document, where what is done inside compiles for a while."""
    from neuraldrive.workflows.first_use import while_preparing  # late: keeps --help quick

    return while_preparing(_told, simulates=False)


def _told() -> None:
    click.echo("Preparing the measures for this machine, once …", err=True)
