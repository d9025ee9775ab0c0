"""Recorded signals with the repetitions found in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import MissingChannel
from neuraldrive.figures import words
from neuraldrive.figures.canvas import Canvas, Panel, thinned
from neuraldrive.figures.drawing import Drawing
from neuraldrive.figures.repetitions import velocity
from neuraldrive.records import Recording, Repetition
from neuraldrive.records.recording import POSITION_TRIGGERED

_AXIS = {"position": "height, m", "velocity": "velocity, m/s"}
_LABEL_PX = 34  # a number of two decimals and its room

Samples = NDArray[np.float64]


def trace(
    recording: Recording | None, repetitions: Sequence[Repetition], speeds_mps: tuple[float, float] | None = None
) -> Drawing:
    """Position and velocity against time with the rises found, or velocity against height for single rises.

    Rises are shaded and numbered with their mean velocity; excluded ones are hollow, with their reason.
    Where there is no recording of the whole set, or it was sampled by position, the rises lie over each
    other, velocity against the height gained.

    Args:
        recording: with a channel position or velocity, or None.
        repetitions: as found in it, each with its rise on the recording's clock.
        speeds_mps: lowest and highest on the velocity axis, so that several traces share it; else its own.

    Raises:
        MissingChannel: there is nothing to draw.
    """
    excluded = sum(repetition.excluded is not None for repetition in repetitions)
    finding = f"{words.counted(len(repetitions), 'repetition')} found" + (
        f", {excluded} of them excluded" if excluded else ", none excluded"
    )
    hollow = " Hollow: excluded, with the reason." if excluded else ""
    if recording is not None and POSITION_TRIGGERED not in recording.flags:
        channels = [name for name in _AXIS if name in recording]
        if channels:
            caption = (
                f"Shaded: the rises found, with their number and mean velocity in m/s.{hollow} {_origin(recording)}"
            )
            return Drawing(
                f"Bar {' and '.join(channels)} over time: {finding}.", caption.strip(),
                lambda canvas: _against_time(canvas, recording, repetitions, speeds_mps),
            )  # fmt: skip
    rises = [(repetition, *found) for repetition in repetitions if (found := _by_height(repetition)) is not None]
    if not rises:
        raise MissingChannel(
            "trace", found="no position and no velocity", needed="a recording with one, or recorded rises",
            remedy="Draw a set that was recorded.",
        )  # fmt: skip
    caption = f"Each line is one rise, from the bottom up; first and last are labelled.{hollow}"
    return Drawing(
        f"Bar velocity against height: {finding}.", caption, lambda canvas: _against_height(canvas, rises, speeds_mps)
    )


def drawable(recording: Recording | None, repetitions: Sequence[Repetition]) -> bool:
    """Whether `trace` has something to draw."""
    if recording is not None and POSITION_TRIGGERED not in recording.flags and any(n in recording for n in _AXIS):
        return True
    return any(_by_height(repetition) is not None for repetition in repetitions)


def _origin(recording: Recording) -> str:
    return "Simulated." if recording.simulated else ""


def speeds(recording: Recording | None, repetitions: Sequence[Repetition]) -> tuple[float, float]:
    """Lowest and highest velocity that `trace` would draw, m/s; (0, 0) where it would draw none."""
    if recording is not None and "velocity" in recording:
        samples = recording["velocity"].samples
        return float(samples.min()), float(samples.max())
    highest = [float(found[1].max()) for repetition in repetitions if (found := _by_height(repetition)) is not None]
    return 0.0, max(highest, default=0.0)


def _against_time(
    canvas: Canvas, recording: Recording, repetitions: Sequence[Repetition], speeds_mps: tuple[float, float] | None
) -> None:
    channels = [name for name in _AXIS if name in recording]
    rises = [(each, _ends(each)) for each in repetitions if each.rise is not None]
    start = min(float(recording[name].times[0]) for name in channels)
    end = max(float(recording[name].times[-1]) for name in channels)
    for row, name in enumerate(channels):
        signal = recording[name]
        panel = canvas.panel((90 if row == 0 and len(channels) > 1 else 150), top_px=60 if row == 0 else 24)
        low, high = float(signal.samples.min()), float(signal.samples.max())
        if name == "velocity" and speeds_mps is not None:
            low, high = speeds_mps
        margin = max(0.06 * (high - low), 0.01)
        panel.scale((start, end if end > start else start + 1), (low - margin, high + margin))
        for repetition, (first, last) in rises:
            panel.span(first, last, hollow=repetition.excluded is not None)
        if name == "velocity":
            panel.line([start, end], [0, 0], "line2", 0.75)
        panel.line(*thinned(signal.times, signal.samples, panel.field_px), "text", 1.1)
        panel.y_axis(_AXIS[name], 44 if row == 0 else 12)
        if row == 0:
            _numbers(panel, canvas, rises)
    panel.x_axis("time, s")


def _numbers(panel: Panel, canvas: Canvas, rises: Sequence[tuple[Repetition, tuple[float, float]]]) -> None:
    """The number of each rise above it, its mean velocity where there is room for the words."""
    low, high = panel.axes.get_xlim()
    top, px = panel.axes.get_ylim()[1], panel.field_px / (high - low)
    numbers_free, speeds_free = -99.0, -99.0
    for repetition, (first, last) in rises:
        middle = (first + last) / 2
        x_px = (middle - low) * px
        letter = f" {canvas.mark(repetition.excluded)}" if repetition.excluded else ""
        if x_px - 8 >= numbers_free or letter:
            panel.words(middle, top, f"{repetition.number}{letter}", "text", dy=26, bold=True)
            numbers_free = x_px + 10
        found = velocity(repetition)
        if found is not None and x_px - _LABEL_PX / 2 >= speeds_free:
            panel.words(middle, top, words.shown(found)[0], "text2", dy=12)
            speeds_free = x_px + _LABEL_PX / 2


def _ends(repetition: Repetition) -> tuple[float, float]:
    assert repetition.rise is not None
    signal = next(iter(repetition.rise.channels.values()))
    return float(signal.times[0]), float(signal.times[-1])


def _by_height(repetition: Repetition) -> tuple[Samples, Samples] | None:
    """Height gained and velocity of a recorded rise, each shape (n,)."""
    rise = repetition.rise
    if rise is None or "position" not in rise or rise["position"].samples.size < 2:
        return None
    position = rise["position"]
    if "velocity" in rise and rise["velocity"].samples.size == position.samples.size:
        return position.samples - position.samples[0], rise["velocity"].samples
    speed = np.diff(position.samples) / np.diff(position.times)
    return (position.samples[:-1] + position.samples[1:]) / 2 - position.samples[0], speed


def _against_height(
    canvas: Canvas, rises: Sequence[tuple[Repetition, Samples, Samples]], speeds_mps: tuple[float, float] | None
) -> None:
    panel = canvas.panel(170 if canvas.narrow else 200, right_px=24)
    furthest = max(float(height.max()) for _, height, _ in rises)
    fastest = speeds_mps[1] if speeds_mps is not None else max(float(speed.max()) for _, _, speed in rises)
    panel.scale((0.0, 1.02 * furthest), (0.0, 1.12 * max(fastest, 0.01)))
    labelled = {id(rises[0][0]), id(rises[-1][0])}
    for repetition, height, speed in rises:
        token = "text" if id(repetition) in labelled else "line2"
        panel.line(*thinned(height, np.clip(speed, 0, None), panel.field_px // 2), token, 1.25,
                   dashed=repetition.excluded is not None)  # fmt: skip
        if id(repetition) in labelled or repetition.excluded:
            letter = f" {canvas.mark(repetition.excluded)}" if repetition.excluded else ""
            peak = int(np.argmax(speed))
            panel.words(
                float(height[peak]), float(speed[peak]), f"{repetition.number}{letter}", "text", dy=5, bold=True
            )
    panel.y_axis("velocity, m/s")
    panel.x_axis("height above the start, m")
