"""What answers about lifts share: who lifts, doubts, the lines of Python, values for --json."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.padding import Padding
from rich.text import Text

from neuraldrive.cli.show_pieces import doubt, measurement_json
from neuraldrive.cli.trimmed import OUT
from neuraldrive.figures import lift_limits, lift_told
from neuraldrive.records import LiftTruth, Recording
from neuraldrive.units import load_text
from neuraldrive.workflows.lift_numbers import Lifted
from neuraldrive.workflows.lift_orders import LiftOrder

Written = dict[str, Any]
"""`out`, the files with recordings; `plot`, the figure's or None; `width_px` and `unit`, with which it was drawn."""


def heading(order: LiftOrder, truth: LiftTruth, unit: str) -> str:
    """What is lifted by whom; of jumps and throws from the chest no 1RM, which means nothing there."""
    who = truth.lifter
    state = "" if who.state is None else f", {who.state.name.replace('_', '-')} nervous system"
    strength = f", strength {who.strength:g}" if who.strength != 1.0 else ""
    most = f"1RM {load_text(truth.one_rm_kg, unit)}" if truth.one_rm_kg > 0 else "no 1RM"
    if truth.lift in lift_limits.WITHOUT_ONE_RM:
        most = "provisional"
    return f"{order.entry().label}, {most}; {load_text(who.body_mass_kg, unit)} of body mass{strength}{state}"


def load_words(truth: LiftTruth, unit: str) -> str:
    """The load, which share of the 1RM it is, and what it comes to with bands or chains."""
    if truth.load_kg == 0.0:
        return "none"
    average = lift_told.average_kg(truth)
    bands = "" if average is None else f"; with bands or chains {load_text(average, unit)} on average"
    known = math.isfinite(truth.relative_load) and truth.lift not in lift_told.WITHOUT_SHARE
    share = f", {100 * truth.relative_load:.0f} %" if known else ""
    if share and truth.lift in lift_limits.WITHOUT_ONE_RM:
        share += f" of {load_text(truth.one_rm_kg, unit)}"
    return load_text(truth.load_kg, unit) + share + bands


def too_heavy(recordings: Sequence[Recording], unit: str) -> None:
    """Of loads that this lifter cannot lift: how much too heavy they are."""
    for each in dict.fromkeys(filter(None, (lift_limits.too_heavy(one.truth, unit) for one in recordings))):
        OUT.print(Padding(Text(each, "yellow"), (0, 0, 0, 2)))


def notes(doubts: Sequence[str], recordings: Sequence[Recording]) -> None:
    """Doubts in yellow, each once."""
    for each in dict.fromkeys([*doubts, *lift_limits.doubts(recordings)]):
        doubt(each)


def limits(recordings: Sequence[Recording]) -> None:
    """Why all units are recruited, and what a bar cannot tell."""
    for each in lift_limits.said(recordings):
        OUT.print(Padding(Text(each, "dim"), (0, 0, 0, 2)))


def limits_json(recordings: Sequence[Recording]) -> list[str]:
    """The same for --json, with whose motor units they are."""
    return [*lift_limits.doubts(recordings), *lift_limits.said(recordings)]


def again(python: Sequence[str], written: Written) -> None:
    """The lines of Python that make the same, and what was written."""
    OUT.print(Text("Again in Python", "bold"))
    for line in python:
        OUT.print(Text(line), soft_wrap=True)
    for path in written["out"]:
        OUT.print(f"Written: {path}", soft_wrap=True)
    if written["plot"] is not None:
        OUT.print(f"Drawn: {written['plot']}", soft_wrap=True)


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
    told = {name: finite(getattr(numbers, name)) for name in own}
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
