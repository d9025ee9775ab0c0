"""Packages that not everybody needs, and what to install where one is missing."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from neuraldrive.errors import MissingExtra

_EXTRAS = {"pynwb": "bio", "h5py": "bio", "neo": "bio", "quantities": "bio", "icalendar": "plan"}


def extra(module: str) -> Any:
    """A module of an optional package.

    Raises:
        MissingExtra: it is not installed, with what to install.
    """
    require(module)
    return import_module(module)


def require(module: str) -> None:
    """Check that a module of an optional package is there, without loading it.

    Raises:
        MissingExtra: it is not installed, with what to install.
    """
    if sys.modules.get(module) is None and (module in sys.modules or find_spec(module) is None):
        raise MissingExtra(
            module, found="a Python without it", needed=f"the extra {_EXTRAS[module]!r} of neuraldrive",
            remedy=f"Install it: pip install 'neuraldrive[{_EXTRAS[module]}]'",
        )  # fmt: skip
