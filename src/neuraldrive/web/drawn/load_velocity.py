"""Load against velocity: the athlete's own line with its band, the sets that it rests on, and the 1RM that it promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from neuraldrive.records import Measurement
from neuraldrive.units import to_si
from neuraldrive.web.drawn.axis import Axis, axis_over
from neuraldrive.web.drawn.beside import clear, free, of_one_rm
from neuraldrive.web.drawn.picture import Bar, Dot, Label, Path, Picture, Table, area, down, line
from neuraldrive.web.words import counted, number

STEPS = 24


class Point(Protocol):
    """A set's fastest repetition."""

    @property
    def load_kg(self) -> float: ...
    @property
    def velocity_mps(self) -> float: ...
    @property
    def doubt(self) -> str | None: ...
    @property
    def from_history(self) -> bool: ...


class Profile(Protocol):
    """What is drawn of a load-velocity profile; `adapt.LoadVelocityProfile` is one."""

    @property
    def points(self) -> Sequence[Point]: ...
    @property
    def estimated_one_rm_kg(self) -> Measurement: ...
    @property
    def velocity_at_one_rm(self) -> Measurement: ...
    @property
    def on(self) -> date | None: ...
    def velocity_at(self, load_kg: float) -> Measurement: ...


def load_velocity_chart(
    profile: Profile, unit: str = "kg", *, whisker_mps: float = 0.0, height: float = 274.0
) -> Picture:
    """The chart of a profile in kg or lb; `whisker_mps` is how far one repetition's velocity may be off.

    Doubtful points stay, hollow, with their reason.
    """
    per, one_rm = to_si(unit)[0], profile.estimated_one_rm_kg
    low, high = one_rm.interval or (one_rm.value, one_rm.value)
    loads = [*(each.load_kg for each in profile.points), low, high]
    x_axis = axis_over([each / per for each in (min(loads) * 0.9, max(loads))], unit)
    kg = [max(per * (x_axis.low + k * (x_axis.high - x_axis.low) / STEPS), 1.0) for k in range(STEPS + 1)]
    expected = [profile.velocity_at(each) for each in kg]
    ends = [each.interval or (each.value, each.value) for each in expected]
    top = (
        max(*(end[1] for end in ends), *(each.velocity_mps for each in profile.points))
        if profile.points
        else ends[0][1]
    )
    y_axis = axis_over([0.0, top], "m/s")
    places = [
        [(x_axis.at(load / per), y_axis.at(value)) for load, value in zip(kg, values, strict=True)]
        for values in ([end[0] for end in ends], [each.value for each in expected], [end[1] for end in ends])
    ]
    paths = (Path("ar tot", area(places[0], places[2])), Path("ln tot", line(places[1])))
    bars, dots, words = _points(profile, (x_axis, y_axis), per, whisker_mps, height)
    at = down(y_axis, profile.velocity_at_one_rm.value, height)
    ends_kg = [x_axis.at(each / per) for each in (low, high)]
    said = f"1RM {low / per:.0f}–{high / per:.0f} {unit}"
    bar = Bar(ends_kg[0], at, ends_kg[1], at, "tot", 6)
    words = [
        of_one_rm(said, (ends_kg[0], ends_kg[1]), at, dots, height),
        *(free(each, dots, bar, height) for each in words),
    ]
    return Picture(
        _finding(profile, expected, kg, (per, unit), said), height, paths,
        (*bars, bar), (*dots, Dot(x_axis.at(one_rm.value / per), at, "tot", 5.5)),
        tuple(clear(words)), x_axis, y_axis, f"load, {unit}", "mean velocity, m/s", table=_table(profile, per, unit),
    )  # fmt: skip


def _points(
    profile: Profile, axes: tuple[Axis, Axis], per: float, whisker_mps: float, height: float
) -> tuple[list[Bar], list[Dot], list[Label]]:
    bars, dots, words = [], [], []
    (x_axis, y_axis), named = axes, False
    for each in sorted(profile.points, key=lambda point: not point.from_history):
        x, y = x_axis.at(each.load_kg / per), down(y_axis, each.velocity_mps, height)
        if each.doubt:
            dots.append(Dot(x, y, "open", 4.5))
            words.append(Label(x, y, each.doubt.split(":")[0]))
        elif each.from_history:
            dots.append(Dot(x, y, "faint", 3.6))
        else:
            ends = (down(y_axis, each.velocity_mps + sign * whisker_mps, height) for sign in (-1, 1))
            bars += [Bar(x, next(ends), x, next(ends), "", 2)] if whisker_mps else []
            dots.append(Dot(x, y))
            if not named and profile.on is not None:
                words.append(
                    Label(x, y, f"{profile.on.day} {profile.on:%b}", "lb", -9, 16, "end" if x > 12 else "start")
                )
                named = True
    return bars, dots, words


def _finding(
    profile: Profile, expected: Sequence[Measurement], kg: Sequence[float], units: tuple[float, str], said: str
) -> str:
    per, unit = units
    first = next((k for k, each in enumerate(kg) if each >= min((p.load_kg for p in profile.points), default=0)), 0)
    return (
        f"Load and velocity: {number(expected[first].value)} m/s at {kg[first] / per:.0f} {unit}, "
        f"falling to {number(profile.velocity_at_one_rm.value)} m/s at the estimated {said}; "
        f"{counted(len(profile.points), 'set')}, with a 95 % band for a new set."
    )


def _table(profile: Profile, per: float, unit: str) -> Table:
    rows = [
        (
            f"{each.load_kg / per:.1f}",
            number(each.velocity_mps),
            each.doubt or ("earlier" if each.from_history else "last day"),
        )
        for each in sorted(profile.points, key=lambda point: point.load_kg)
    ]
    return Table((f"Load, {unit}", "Mean velocity, m/s", ""), tuple(rows))
