"""What answers about lifts share: who lifts, doubts, the lines of Python, values for --json."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from neuraldrive.cli.show import measurement_json
from neuraldrive.records import LiftTruth, Recording
from neuraldrive.units import load_text
from neuraldrive.workflows.lift_numbers import Lifted
from neuraldrive.workflows.lift_orders import LiftOrder

_OUT = Console(highlight=False)

Written = dict[str, Any]
"""`out`, the files with recordings; `plot`, the figure's or None; `width_px` and `unit`, with which it was drawn."""


def heading(order: LiftOrder, truth: LiftTruth, unit: str) -> str:
    """What is lifted by whom."""
    who = truth.lifter
    state = "" if who.state is None else f", {who.state.name.replace('_', '-')}"
    strength = f", strength {who.strength:g}" if who.strength != 1.0 else ""
    jumps = f"1RM {load_text(truth.one_rm_kg, unit)}" if truth.one_rm_kg > 0 else "no 1RM"
    return f"{order.entry().label}, {jumps}; {load_text(who.body_mass_kg, unit)} of body mass{strength}{state}"


def load_words(truth: LiftTruth, unit: str) -> str:
    """The load, and which share of the 1RM it is."""
    share = f", {100 * truth.relative_load:.0f} %" if math.isfinite(truth.relative_load) else ""
    return load_text(truth.load_kg, unit) + share


def notes(doubts: Sequence[str], recordings: Sequence[Recording]) -> None:
    """Doubts in yellow, each once."""
    flags = (flag for each in recordings for flag in each.flags if "not completed" not in flag)
    for each in dict.fromkeys([*doubts, *flags]):
        _OUT.print(Padding(Text(each, "yellow"), (0, 0, 0, 2)))


def again(python: Sequence[str], written: Written) -> None:
    """The lines of Python that make the same, and what was written."""
    _OUT.print(Text("Again in Python", "bold"))
    for line in python:
        _OUT.print(Text(line), soft_wrap=True)
    for path in written["out"]:
        _OUT.print(f"Written: {path}", soft_wrap=True)
    if written["plot"] is not None:
        _OUT.print(f"Drawn: {written['plot']}", soft_wrap=True)


def seen(sensor: str, seed: int, what: str) -> str:
    """The line that makes what a sensor would have recorded."""
    own = f"{seed} + k" if seed else "k"
    return f'seen = [simulate.seen_by(each, "{sensor}", seed={own}) for k, each in enumerate({what})]'


def drawn(call: str, written: Written) -> list[str]:
    """The lines that draw a figure, where one was drawn; `call` is what draws it, without its last bracket."""
    if written["plot"] is None:
        return []
    unit = "" if written["unit"] == "kg" else f', unit="{written["unit"]}"'
    width = "" if written["width_px"] is None else f", width_px={written['width_px']}"
    return ["from neuraldrive import figures", f'{call}{unit}).save("{written["plot"]}"{width})']


def plus_minus(numbers: Lifted) -> str:
    """The sensor's mean velocity with half its interval, m/s."""
    found = numbers.measured
    if found is None:
        return "not found"
    return f"{found.value:.2f}" + (f" ± {(found.interval[1] - found.interval[0]) / 2:.2f}" if found.interval else "")


def truth_json(recording: Recording) -> dict[str, Any]:
    """What is known of a recording of a lift."""
    truth: LiftTruth = recording.truth
    return {
        "lift": truth.lift, "lifter": asdict(truth.lifter), "one_rm_kg": truth.one_rm_kg, "load_kg": truth.load_kg,
        "relative_load": finite(truth.relative_load), "resistance": truth.resistance, "seed": recording.seed,
        "capacity_after": truth.capacity_after, "flags": list(recording.flags), "sources": list(recording.sources),
    }  # fmt: skip


def lifted_json(numbers: Lifted) -> dict[str, Any]:
    """One repetition."""
    made = {name: finite(value) for name, value in asdict(numbers.made).items()}
    own = ("set_number", "number", "loss", "braking_share", "drive_s", "drive_level", "peak_force_n", "mean_force_n")
    told = {name: getattr(numbers, name) for name in own}
    return {
        **{name if name != "drive_s" else "drive_from_s": value for name, value in made.items()}, **told,
        "drive_integral_s": numbers.drive_integral_s,
        "measured": None if numbers.measured is None else measurement_json(numbers.measured),
    }  # fmt: skip


def finite(value: Any) -> Any:
    """None for what JSON cannot say."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def written_json(written: Written) -> dict[str, Any]:
    """Files that were written."""
    return {"out": [str(path) for path in written["out"]], "plot": str(written["plot"]) if written["plot"] else None}
