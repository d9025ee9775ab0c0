"""neuraldrive: open software for the neural side of strength.

>>> from neuraldrive import readers, measure, adapt
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"
__all__ = ["adapt", "catalog", "evidence", "measure", "monitor", "plan", "readers", "records", "sensors", "simulate"]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"neuraldrive.{name}")
    raise AttributeError(f"module 'neuraldrive' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
