"""Same muscle, two neural states, two forces: the paradox as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from neuraldrive import measure
from neuraldrive.errors import MissingChannel, RecordError
from neuraldrive.figures import discharges, words
from neuraldrive.figures.canvas import Canvas, Panel, apart, middle_90
from neuraldrive.figures.drawing import Drawing
from neuraldrive.figures.gaps import Gap, bars
from neuraldrive.records import Recording

Floats = NDArray[np.float64]

_FROM_MS, _TO_MS = -90.0, 300.0
_READ_MS = (50.0, 100.0, 200.0)


def two_states(
    recording_a: Recording, recording_b: Recording, gaps: Sequence[Gap] = (), *,
    repeats: tuple[Sequence[Recording], Sequence[Recording]] = ((), ()),
) -> Drawing:  # fmt: skip
    """Recruitment, rates and force of one muscle in two neural states, from the onset of force, and what explains the gap.

    Args:
        recording_a, recording_b: simulated efforts as fast as possible.
        gaps: what `workflows.paradox` finds.
        repeats: the same with other seeds, for bands that hold 90 % of them.

    Raises:
        MissingChannel: a recording without force or motor units.
        RecordError: a recording that is not simulated, or two muscles.
    """
    sides = _Side(recording_a, tuple(repeats[0])), _Side(recording_b, tuple(repeats[1]))
    if sides[0].recording.truth.muscle != sides[1].recording.truth.muscle:
        raise RecordError(
            "two states", found=f"{recording_a.truth.muscle} and {recording_b.truth.muscle}", needed="one muscle",
            remedy="Simulate both with the same one.",
        )  # fmt: skip
    return Drawing(
        _finding(sides, gaps), _caption(sides, gaps), lambda canvas: _paint(canvas, sides, gaps), neural=True
    )


@dataclass(frozen=True)
class _Side:
    """One state's efforts, on a clock that begins with the force."""

    recording: Recording
    repeats: tuple[Recording, ...]

    def __post_init__(self) -> None:
        for each in (self.recording, *self.repeats):
            if "force" not in each or each.motor_units is None:
                raise MissingChannel(
                    "two states", found=", ".join(each.channels), needed="force and motor units",
                    remedy="Draw simulated contractions.",
                )  # fmt: skip
            if each.truth is None:
                raise RecordError(
                    "two states", found="a measured recording", needed="a simulated one",
                    remedy="Only a simulation knows the muscle.",
                )  # fmt: skip

    @property
    def name(self) -> str:
        return str(self.recording.truth.state.name).replace("_", "-")

    @cached_property
    def at_ms(self) -> Floats:
        return np.linspace(_FROM_MS, _TO_MS, 400)

    @cached_property
    def _clocks_s(self) -> list[tuple[Recording, Floats]]:
        every = (self.recording, *self.repeats)
        return [(each, float(measure.force_onset(each)) + self.at_ms / 1000) for each in every]

    @cached_property
    def forces(self) -> Floats:
        """Per cent of the tetanus, (runs, times)."""
        return np.array([100 * np.interp(at, each["force"].times, _of_tetanus(each)) for each, at in self._clocks_s])

    @cached_property
    def recruited(self) -> Floats:
        """Per cent of units that have discharged, (runs, times)."""
        found = []
        for each, at in self._clocks_s:
            first = np.sort(each.truth.recruited_at_s[np.isfinite(each.truth.recruited_at_s)])
            found.append(100 * np.searchsorted(first, at, side="right") / each.truth.recruited_at_s.size)
        return np.array(found)

    @cached_property
    def rates(self) -> Floats:
        """Mean rate of the active units, pps, (runs, times); doublets are one discharge."""
        found = []
        for each, at in self._clocks_s:
            assert each.motor_units is not None
            pairs = zip(each.motor_units.discharge_times_s, each.truth.is_doublet, strict=True)
            trains = [discharges.without_doublets(times) if double else times for times, double in pairs]
            found.append(discharges.mean_rate(trains, at, 0.0))
        return np.array(found)


def _of_tetanus(recording: Recording) -> Floats:
    """The force channel as shares of the rested muscle's tetanic force."""
    truth, force = recording.truth, recording["force"]
    coarse = np.interp(truth.times_s, force.times, force.samples)
    return np.asarray(force.samples * float(coarse @ truth.tetanic_share / (coarse @ coarse)))


def _finding(sides: tuple[_Side, _Side], gaps: Sequence[Gap]) -> str:
    a, b = sides
    places = [int(np.argmin(np.abs(a.at_ms - after))) for after in _READ_MS[:2]]
    forces = [
        (a.forces[0][at], b.forces[0][at], f"{after:.0f} ms after onset")
        for at, after in zip(places, _READ_MS, strict=False)
    ]
    if gaps:
        forces = [(100 * gap.a, 100 * gap.b, gap.at) for gap in gaps]
    said = f"{words.lift_label(a.recording.truth.muscle)}, {a.name} and {b.name}: force "
    said += ", ".join(f"{of_a:.0f} and {of_b:.0f} % of tetanus {at}" for of_a, of_b, at in forces[:2])
    first = next((gap for gap in gaps if gap.parts), None)
    if first is not None:
        most = max(first.parts, key=lambda part: part.explains)
        said += f"; of the gap {first.at}, {most.name} explains {100 * most.explains / first.size:.0f} %"
    return said + "."


def _caption(sides: tuple[_Side, _Side], gaps: Sequence[Gap]) -> str:
    said = [
        f"Simulated: efforts as fast as possible, one muscle. Dashed: A, {sides[0].name}. Solid: B, {sides[1].name}. Blue: recruitment; copper: rates."
    ]
    if sides[0].repeats or sides[1].repeats:
        said.append(f"Bands hold 90 % of {len(sides[0].repeats) + 1} runs that differ by chance alone.")
    if gaps:
        said.append(
            "Bars: what the force gains when a part of the state is swapped from A to B, the mean over every order of "
            "swapping, so that they add up to the gap; parts that explain nothing are left out. "
            "Grey line: from what it gains when swapped first to what it gains when swapped last. Black line: 95 % interval "
            "over the runs."
        )
    return " ".join([*said, *(f"{flag[:1].upper()}{flag[1:]}." for flag in sides[0].recording.flags)])


# ---------------------------------------------------------------- painting


def _paint(canvas: Canvas, sides: tuple[_Side, _Side], gaps: Sequence[Gap]) -> None:
    height = 74 if canvas.narrow else 90
    first = _courses(canvas, sides, "recruited", ("units that have discharged, %", "rec", height), (0.0, 100.0))
    for line, name in ((50, f"A, dashed: {sides[0].name}"), (34, f"B: {sides[1].name}")):
        first.words(0, 100, name, "text", dx=4 - first.left_px, dy=line, anchor="left", bold=True, across=True)
    first.base_line()
    top = 1.1 * float(max(np.nanmax(side.rates) for side in sides))
    _courses(canvas, sides, "rates", ("mean discharge rate, pps", "rate", height), (0.0, top)).base_line()
    highest = 1.08 * float(max(side.forces.max() for side in sides))
    force = _courses(canvas, sides, "forces", ("force, % of tetanus", "text", height + 50), (0.0, highest))
    for after in _READ_MS:
        force.line([after, after], [0.0, highest], "line2", 1, dashed=True)
    force.x_axis("time from the onset of force, ms", at=[(each, f"{each:g}") for each in (0.0, *_READ_MS, _TO_MS)])
    ends = [100 * end for gap in gaps for part in gap.parts for end in (*part.interval, *part.by_order)]
    reach = min([0.0, *ends]), max([0.0, *ends])
    for gap in gaps:
        bars(canvas, gap, reach, last=gap is gaps[-1])


def _courses(
    canvas: Canvas, sides: tuple[_Side, _Side], what: str, told: tuple[str, str, int], reach: tuple[float, float]
) -> Panel:
    """One quantity of both states: bands, then lines, then their ends in words."""
    phrase, token, height = told
    panel = canvas.panel(height, left_px=40, right_px=58, top_px=70 if what == "recruited" else 30)
    panel.scale((_FROM_MS, _TO_MS), reach)
    panel.y_axis(phrase, at=[0, 50, 100] if what == "recruited" else None)
    soft = "tot-soft" if token == "text" else f"{token}-soft"
    ends = []
    for side, name in zip(sides, "AB", strict=True):
        every = getattr(side, what)
        if len(every) > 1:
            panel.band(side.at_ms, *middle_90(every), soft)
        ends.append((name, float(every[0][np.isfinite(every[0])][-1])))
    for side, dashed in zip(sides, (True, False), strict=True):
        panel.line(side.at_ms, getattr(side, what)[0], token, 1.75, dashed=dashed)
    px = panel.height_px / (reach[1] - reach[0])
    for (name, level), placed in zip(ends, apart([level * px for _, level in ends]), strict=True):
        panel.words(
            _TO_MS, level, f"{name} {level:.0f}", token, dx=8, dy=placed - level * px - 4, anchor="left", bold=True
        )
    return panel
