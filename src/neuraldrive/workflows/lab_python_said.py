"""The numbers of the lab's table as expressions of Python: how each is taken of a run, and with how many decimals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from neuraldrive.figures import lift_told
from neuraldrive.workflows.lift_orders import LiftOrder
from neuraldrive.workflows.orders import Order
from neuraldrive.workflows.simulated_numbers import SHORTEST_S, held_window_s, long_enough

FUNCTIONS: Mapping[str, str] = {
    "say": '''
def say(runs, label, number, unit, decimals):
    """The mean of the runs, in brackets the middle 90 % of them."""
    values = []
    for run in runs:
        try:
            values.append(float(number(run)))
        except MeasureError:
            pass  # what a run does not allow is not told
    if values:
        low, high = (f"{end:.{decimals}f}" for end in np.percentile(values, (5, 95)))
        around = f" [{low}, {high}]" if low != high else ""
        print(f"  {label}: {np.mean(values):.{decimals}f} {unit}{around}")
''',
    "largest_force": '''
def largest_force(run):
    """Best mean over 50 ms, as a share of the tetanic force."""
    force = run["force"]
    n = round(0.05 * force.mean_rate_hz)
    return np.convolve(force.samples, np.ones(n) / n, "valid").max() * run.truth.maximal_voluntary_force
''',
    "first_interval": '''
def first_interval(run):
    """Rate of each unit's first interval, doublets left out, mean of the units."""
    pairs = zip(run.motor_units.discharge_times_s, run.truth.is_doublet)
    firsts = [np.diff(times[int(doublet) : int(doublet) + 2]) for times, doublet in pairs]
    return np.mean([1 / first[0] for first in firsts if first.size])
''',
    "largest_of_rise": '''
def largest_of_rise(run):
    """Largest force on the bar, from the drive to the end of the rise."""
    rise, force = run.truth.repetitions[0], run["force"]
    return force.samples[(force.times >= rise.drive_s) & (force.times <= rise.end_s)].max()
''',
}  # fmt: skip
FUNCTIONS = {name: each.strip() for name, each in FUNCTIONS.items()}
"""What the expressions call, by name."""
_ON = "np.isfinite(run.truth.recruited_at_s)"
_RISE = "run.truth.repetitions[0]"


@dataclass(frozen=True)
class Told:
    """What is printed of one side: lines, with the functions and imports that they need."""

    lines: tuple[str, ...]
    functions: tuple[str, ...]
    imports: tuple[str, ...] = ()


def of_contraction(order: Order) -> Told:
    """What is printed of an isometric effort."""
    lines = (
        _say("largest force, of tetanic", "100 * largest_force(run)", "%", 1),
        _say("units that discharge", f"100 * {_ON}.mean()", "%", 0),
    )  # fmt: skip
    measures = ("from neuraldrive import measure",)
    if order.name == "ballistic":
        return Told((*lines, *_fast()), ("say", "largest_force", "first_interval"), measures)
    return Told((*lines, *_held(order)), ("say", "largest_force"), measures)


def of_lift(order: LiftOrder, unit: str) -> Told:
    """What is printed of a lift."""
    known = order.entry().name not in lift_told.WITHOUT_SHARE
    share = " = {100 * truth.relative_load:.0f} % of the 1RM" if known else ""
    best = (f'print("  1RM:", load_text(truth.one_rm_kg, "{unit}"))',) if known else ()
    lines = (
        "truth = runs[0].truth",
        f'print(f"  load: {{load_text(truth.load_kg, {unit!r})}}{share}")', *best,
        "rise = truth.repetitions[0]",
        'print("  completed:", "yes" if rise.completed else f"no, stuck at {100 * rise.height_m:.0f} cm")',
        _say("mean velocity", f"{_RISE}.mean_velocity", "m/s", 2),
        _say("peak velocity", f"{_RISE}.peak_velocity", "m/s", 2),
        _say("units on at most", f"100 * {_RISE}.recruited_share", "%", 0),
        _say("mean discharge rate", f"{_RISE}.mean_rate_pps", "pps", 1),
        _say("largest force", "largest_of_rise(run)", "N", 0),
    )  # fmt: skip
    return Told(lines, ("say", "largest_of_rise"), ("from neuraldrive.units import load_text",))


def _fast() -> tuple[str, ...]:
    return (
        _say("first to last unit", f"1000 * np.ptp(run.truth.recruited_at_s[{_ON}])", "ms", 0),
        _say("doublets", f"100 * run.truth.is_doublet[{_ON}].mean()", "%", 0),
        _say("first interval", "first_interval(run)", "pps", 1),
        _say("force after 50 ms", "100 * measure.force_at(run, 50).value", "% MVF", 1),
        _say("force after 100 ms", "100 * measure.force_at(run, 100).value", "% MVF", 1),
        _say("steepest rise", "100 * measure.peak_rate_of_force_development(run).value", "% MVF/s", 0),
    )


def _held(order: Order) -> tuple[str, ...]:
    """Of what is held, half a second from its ends; less than a second of it tells the rate alone."""
    window = held_window_s(order)
    seconds = f"({round(window[0], 4)}, {round(window[1], 4)})"
    if window[1] - window[0] < SHORTEST_S:
        within = f"run, {seconds}" if long_enough(window) else "run"
        return (_say("discharge rate", f"measure.discharge_rate({within}).value", "pps", 1),)
    return (
        _say("discharge rate", f"measure.discharge_rate(run, {seconds}).value", "pps", 1),
        _say("interval variability", f"100 * measure.interspike_variability(run, {seconds}).value", "%", 1),
        _say("steadiness", f"100 * measure.steadiness(run, {seconds}).value", "%", 1),
    )


def _say(label: str, number: str, unit: str, decimals: int) -> str:
    called = number.removesuffix("(run)")
    taken = called if called in FUNCTIONS else f"lambda run: {number}"
    return f'say(runs, "{label}", {taken}, "{unit}", {decimals})'
