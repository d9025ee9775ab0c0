"""A word to who waits while a machine is prepared for measuring, which it is once."""

from __future__ import annotations

from contextlib import AbstractContextManager

import click


def measures() -> AbstractContextManager[None]:
    """Say so where what is done inside measures, and compiles for a while."""
    return _prepared("measures", None)


def simulator() -> AbstractContextManager[None]:
    """The same where it simulates."""
    from neuraldrive.workflows.compiling_beside import FORCE

    return _prepared("simulator", FORCE)


def _prepared(what: str, beside: str | None) -> AbstractContextManager[None]:
    """Told on standard error, so that --json stays one document."""
    from neuraldrive.workflows.first_use import while_preparing  # late: keeps --help quick

    text = f"Preparing the {what} for this machine, once …"
    return while_preparing(lambda: click.echo(text, err=True), beside=beside)
