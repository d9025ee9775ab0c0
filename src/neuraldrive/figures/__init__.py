"""Records → figures and the report. Nothing is loaded until it is asked for.

>>> from neuraldrive import figures
>>> "trace" in dir(figures)
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from neuraldrive.figures import report
    from neuraldrive.figures.drawing import Drawing
    from neuraldrive.figures.profiles import load_velocity
    from neuraldrive.figures.repetitions import velocity_by_repetition
    from neuraldrive.figures.timeline import BestVelocity, Estimate, history
    from neuraldrive.figures.traces import trace

__all__ = [
    "BestVelocity",
    "Drawing",
    "Estimate",
    "history",
    "load_velocity",
    "report",
    "trace",
    "velocity_by_repetition",
]

_HOME = {
    "BestVelocity": "timeline",
    "Drawing": "drawing",
    "Estimate": "timeline",
    "history": "timeline",
    "load_velocity": "profiles",
    "trace": "traces",
    "velocity_by_repetition": "repetitions",
}


def __getattr__(name: str) -> Any:
    if name == "report":
        return import_module("neuraldrive.figures.report")
    if name in _HOME:
        return getattr(import_module(f"neuraldrive.figures.{_HOME[name]}"), name)
    raise AttributeError(f"module 'neuraldrive.figures' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return list(__all__)
