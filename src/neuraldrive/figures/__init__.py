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
    from neuraldrive.figures.contractions import contraction
    from neuraldrive.figures.drawing import Drawing
    from neuraldrive.figures.gaps import Gap, GapPart
    from neuraldrive.figures.lifts_beside import lifts
    from neuraldrive.figures.profiles import load_velocity
    from neuraldrive.figures.repetitions import velocity_by_repetition
    from neuraldrive.figures.rises import rise
    from neuraldrive.figures.sets_lifted import lift_sets
    from neuraldrive.figures.states import two_states
    from neuraldrive.figures.timeline import BestVelocity, Estimate, history
    from neuraldrive.figures.traces import trace

__all__ = [
    "BestVelocity",
    "Drawing",
    "Estimate",
    "Gap",
    "GapPart",
    "contraction",
    "history",
    "lift_sets",
    "lifts",
    "load_velocity",
    "report",
    "rise",
    "trace",
    "two_states",
    "velocity_by_repetition",
]

_HOME = {
    "BestVelocity": "timeline",
    "Drawing": "drawing",
    "Estimate": "timeline",
    "Gap": "gaps",
    "GapPart": "gaps",
    "contraction": "contractions",
    "history": "timeline",
    "lift_sets": "sets_lifted",
    "lifts": "lifts_beside",
    "load_velocity": "profiles",
    "rise": "rises",
    "trace": "traces",
    "two_states": "states",
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
