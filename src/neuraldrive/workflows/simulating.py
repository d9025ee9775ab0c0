"""An order → its recording, its figure, the figure's file."""

from __future__ import annotations

import re
from pathlib import Path

from neuraldrive import figures, simulate
from neuraldrive.errors import BadValue
from neuraldrive.figures import Drawing
from neuraldrive.records import Recording
from neuraldrive.workflows.orders import Order
from neuraldrive.workflows.writing import write_whole

PICTURES = ("svg", "png", "pdf")
RUNS, LONGEST_RUNS_S = 9, 240.0
"""Runs for the bands of a figure, and the seconds of simulated time after which there are fewer."""


def run(order: Order, seed: int | None = None) -> Recording:
    """The recording.

    Args:
        seed: instead of the order's own.

    Raises:
        BadValue, CatalogError: what was asked for cannot be, or is not there.
    """
    entry, state, stimuli = order.entry(), order.state(), [each() for each in order.stimuli]
    if order.effort is None:
        return simulate.evoked(entry, stimuli, state=state, **order.settings)
    chosen = order.seed if seed is None else seed
    return simulate.contraction(
        entry, order.effort(), state=state, seed=chosen, stimulate=stimuli or None, **order.settings
    )


def figure(order: Order, recording: Recording, runs: int | None = None) -> Drawing:
    """The recording drawn, with bands over `runs` runs that differ by chance alone; fewer where efforts are long."""
    return figures.contraction(recording, [run(order, seed) for seed in repeat_seeds(order, recording, runs)])


def repeat_seeds(order: Order, recording: Recording, runs: int | None = None) -> range:
    """Seeds of the runs besides the order's own; none of what is only evoked, where nothing is left to chance."""
    if order.effort is None:
        return range(0)
    usual = min(RUNS, max(1, int(LONGEST_RUNS_S / max(recording.duration_s, 1e-3))))
    return range(order.seed + 1, order.seed + (usual if runs is None else runs))


def draw(drawing: Drawing, to: Path, *, width_px: int | None = None) -> Path:
    """Write a figure as svg, png or pdf, whole or not at all.

    Raises:
        BadValue: another ending.
        StoreNotWritable: it cannot be written.
    """
    kind = picture_kind(to)
    more = {} if width_px is None else {"width_px": width_px}
    write_whole(to, "figure", lambda file: drawing.save(file, kind=kind, **more))
    return to


def picture_kind(to: Path) -> str:
    """svg, png or pdf, by the ending.

    Raises:
        BadValue: another one.
    """
    kind = to.suffix.lstrip(".").lower()
    if kind not in PICTURES:
        raise BadValue(
            "picture", found=to.name, needed=f"a name ending in .{', .'.join(PICTURES)}", remedy="Name it so."
        )
    return kind


def picture_name(order: Order) -> str:
    """What a figure is called where nobody said: the same order, the same name."""
    muscle = Path(order.muscle).stem if order.muscle.endswith(".toml") else order.muscle
    parts = [order.name, muscle, order.population, f"seed_{order.seed}"]
    return re.sub(r"[^\w-]+", "_", "neuraldrive_" + "_".join(parts)) + ".png"


def named_picture(asked: Path, name: str, here: str) -> Path:
    """Where a figure goes: the file asked for, or where only `here` was said, a name of its own in this folder.

    Raises:
        BadValue: another ending than those of pictures.
    """
    to = asked if str(asked) != here else Path(re.sub(r"[^\w.-]+", "_", f"neuraldrive_{name}").strip("_") + ".png")
    picture_kind(to)
    return to
