"""Warnings of our own as one plain line on standard error; those of others as Python has them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click


@contextmanager
def warnings_in_a_line() -> Iterator[None]:
    """Inside, a warning whose category is of this package is its message alone."""
    usual = warnings.showwarning

    def show(message: Warning | str, category: type[Warning], *rest: Any, **more: Any) -> None:
        if category.__module__.startswith("neuraldrive."):
            click.echo(str(message), err=True)
        else:
            usual(message, category, *rest, **more)

    warnings.showwarning = show
    try:
        yield
    finally:
        warnings.showwarning = usual
