"""Packages that only live sensors need, and what to install where one is missing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from neuraldrive.errors import MissingExtra


def extra(module: str) -> Any:
    """A module of a package of the extra "live".

    Raises:
        MissingExtra: it is not installed, with what to install.
    """
    package = module.partition(".")[0]
    if find_spec(package) is None:
        raise MissingExtra(
            package, found="a Python without it", needed="the extra 'live' of neuraldrive",
            remedy="Install it: pip install 'neuraldrive[live]'",
        )  # fmt: skip
    return import_module(module)
