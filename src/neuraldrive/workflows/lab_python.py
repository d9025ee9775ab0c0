"""The lab as lines of Python: they make the runs that the page shows, and print the numbers of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neuraldrive.workflows import lift_orders, orders
from neuraldrive.workflows.lab_python_said import FUNCTIONS, Told, of_contraction, of_lift
from neuraldrive.workflows.lift_orders import LiftOrder
from neuraldrive.workflows.orders import Order

_ALWAYS = ("import numpy as np", "from neuraldrive.errors import MeasureError")
_SEED_OF_RUN, _EMG = "seed=k", ', emg="bipolar"'


@dataclass(frozen=True)
class Side:
    """One of the two: whose effort, how many runs differ by chance alone, and the unit of loads in words."""

    order: Order | LiftOrder
    runs: int
    unit: str = "kg"


def text(sides: Mapping[str, Side]) -> str:
    """Lines that run as they are: `recording_a` is the run that is drawn of side a, `runs_a` are all of its runs.

    Args:
        sides: by the letter that each gets.

    >>> from neuraldrive.workflows.orders import Call
    >>> lines = text({"a": Side(Order(Call("hold", {"at": 0.2, "hold_s": 2.0})), 9)})
    >>> lines.splitlines()[0], "print(name)" in lines
    ('import numpy as np', True)
    """
    made = {name: _made(side, name) for name, side in sides.items()}
    told = {name: _told(side) for name, side in sides.items()}
    every = [*_ALWAYS, *(line for each in (*made.values(), *(t.imports for t in told.values())) for line in each)]
    blocks = ["\n".join(line for line in each if not _is_import(line)) for each in made.values()]
    functions = [FUNCTIONS[each] for each in dict.fromkeys(name for one in told.values() for name in one.functions)]
    head = "\n\n".join(["\n".join(_merged([each for each in every if _is_import(each)])), *blocks])
    return "\n\n\n".join([head, *functions, _loops(told)]) + "\n"


def _made(side: Side, name: str) -> list[str]:
    """The lines that make the run that is drawn, and those that differ from it by chance alone."""
    seed, order = side.order.seed, side.order
    into = f"recording_{name}"
    lines = lift_orders.python(order, into) if isinstance(order, LiftOrder) else orders.python(order, into)
    again = lines[-1].removeprefix(f"{into} = ").replace(f"seed={seed}", _SEED_OF_RUN).replace(_EMG, "")
    return [*lines, f"runs_{name} = [{into}, *({again} for k in range({seed + 1}, {seed + side.runs}))]"]


def _told(side: Side) -> Told:
    return of_lift(side.order, side.unit) if isinstance(side.order, LiftOrder) else of_contraction(side.order)


def _loops(told: Mapping[str, Told]) -> str:
    """Sides of which the same is told share a loop."""
    shared: dict[tuple[str, ...], list[str]] = {}
    for name, each in told.items():
        shared.setdefault(each.lines, []).append(f'"{name.upper()}": runs_{name}')
    loops = []
    for lines, names in shared.items():
        inside = [f"    {each}" for each in ("print(name)", *lines)]
        loops.append("\n".join([f"for name, runs in {{{', '.join(names)}}}.items():", *inside]))
    return "\n\n".join(loops)


def _is_import(line: str) -> bool:
    return line.startswith(("from ", "import "))


def _merged(imports: Sequence[str]) -> list[str]:
    """One line for each module, with all that is taken from it; ours last."""
    wanted: dict[str, set[str]] = {}
    for line in imports:
        module, _, names = line.removeprefix("from ").partition(" import ")
        wanted.setdefault(module, set()).update(each for each in names.split(", ") if each)
    lines = [f"from {each} import {', '.join(sorted(names))}" if names else each for each, names in wanted.items()]
    return sorted(lines, key=lambda line: ("neuraldrive" in line, line.startswith("import "), line))
