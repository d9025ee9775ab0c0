"""Small simulated lifts for the tests of figures and commands."""

from __future__ import annotations

from functools import cache

from neuraldrive import figures, simulate
from neuraldrive.figures import Drawing
from neuraldrive.records import Recording


@cache
def lifted(share: float, *, release: bool = False, discharges: bool = True) -> Recording:
    """A bench press of a share of the 1RM."""
    kg = share * simulate.one_rm_kg("bench_press")
    return simulate.lift("bench_press", kg, release=release, discharges=discharges, seed=7)


@cache
def two_sets(discharges: bool = True) -> tuple[Recording, ...]:
    """Back squats to failure, twice, a minute between."""
    kg = 0.85 * simulate.one_rm_kg("back_squat")
    return simulate.session(
        "back_squat", [(kg, "failure")] * 2, rest_s=60.0, scatter=False, discharges=discharges, seed=7
    )


@cache
def single() -> Recording:
    """One squat of 95 % of the 1RM."""
    return simulate.lift("back_squat", 0.95 * simulate.one_rm_kg("back_squat"), seed=7)


@cache
def stuck() -> Recording:
    """A bar that does not leave the floor."""
    return simulate.lift("deadlift", 300.0, seed=7)


def three_ways(*, discharges: bool = True) -> Drawing:
    made = [
        lifted(0.9, discharges=discharges),
        lifted(0.5, discharges=discharges),
        lifted(0.35, release=True, discharges=discharges),
    ]
    return figures.lifts(made, ["heavy", "compensatory", "ballistic"])


def beside() -> Drawing:
    return figures.lift_sets([[single()], two_sets()], ["1 × 1", "2 × failure"])
