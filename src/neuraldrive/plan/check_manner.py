"""How a line is done, against its method: intent, release, velocity, exercise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from neuraldrive.plan.edits import ItemEdit, clamped
from neuraldrive.plan.lines import RELEASED_KINDS, Line, needs_fast
from neuraldrive.plan.words import listed, spans

Miss = tuple[str, str, str, ItemEdit | None, tuple[str, ...]]
"""About, says, mend, the change, and the numbers of the method that it rests on."""


def fast(line: Line) -> Iterator[Miss]:
    """Whether a line of speed work says that it is fast."""
    if needs_fast(line.method) and not line.item.fast:
        says = f"Nothing says how fast; {line.method_words} is nothing without the intent to be fast."
        yield "intent", says, "as fast as possible", lambda item: replace(item, fast=True), ("intent",)


def unsaid(line: Line) -> Iterator[Miss]:
    """Whether light sets of few repetitions, which claim no method, say that they are meant to be fast."""
    if line.method.name == "dynamic_effort" and line.counted:
        for about, _, mend, edit, numbers in fast(line):
            says = "So light and so few repetitions train speed, and only if each is meant as fast as possible."
            yield about, says, mend, edit, numbers


def release(line: Line) -> Iterator[Miss]:
    """Whether the bar is let go where the method asks for it, and only there."""
    by_itself = line.exercise.kind in RELEASED_KINDS
    if line.method.released and not line.item.release and not by_itself:
        says = f"The bar is held; {line.method_words} lets it go at the end."
        yield "release", says, "release", lambda item: replace(item, release=True), ("intent",)
    if line.item.release and not line.method.released:
        says = f"The bar is let go; in {line.method_words} it is held."
        yield "release", says, "without release", lambda item: replace(item, release=False), ("intent",)


def velocity(line: Line) -> Iterator[Miss]:
    """Whether the velocity asked for is one of the method's."""
    now = line.item.velocity
    if now is None or "bar_velocity_low" not in line.method.numbers:
        return
    low, high = line.method.range("bar_velocity")
    if low <= now.low and now.high <= high:
        return
    wanted = clamped(now, low, high)
    says = f"At {spans(now.low, now.high)} m/s; {line.method_words} asks for {spans(low, high)} m/s."
    mend = f"at {spans(wanted.low, wanted.high)} m/s instead of {spans(now.low, now.high)} m/s"
    yield "velocity", says, mend, lambda item: replace(item, velocity=wanted), ("bar_velocity_low", "bar_velocity_high")


def suits(line: Line) -> Iterator[Miss]:
    """Whether the exercise is one that the method is done with."""
    strangers = [each.label for each in line.exercises if each.methods and line.method.name not in each.methods]
    if strangers:
        says = f"{listed(strangers)} is not among the exercises for {line.method.label.lower()}."
        yield (
            "exercise",
            says,
            f"another exercise, or another method than {line.method.label.lower()}",
            None,
            ("intent",),
        )
