"""Mean velocity repetition by repetition, set beside set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from neuraldrive import measure
from neuraldrive.errors import MeasureError
from neuraldrive.figures import words
from neuraldrive.figures.canvas import Canvas, Panel
from neuraldrive.figures.drawing import Drawing
from neuraldrive.records import Measurement, Repetition, SetEntry
from neuraldrive.units import load_text

_GAP = 1.4  # between sets, in repetitions


@dataclass(frozen=True)
class _Bar:
    x: float
    velocity: Measurement
    excluded: str | None


def velocity_by_repetition(sets: Sequence[SetEntry], unit: str = "kg", highest_mps: float | None = None) -> Drawing:
    """Mean velocity of each repetition of a session's sets, with the sensor's error and the loss of each set.

    Ours where the rise was recorded, else as the device logged it. Excluded repetitions stay, hollow, with
    their reason. The loss counts from the fastest repetition of the set.

    Args:
        sets: of one lift, in the order they were done.
        unit: kg or lb, of the loads.
        highest_mps: the upper end of the axis, so that several sessions share it; else its own.

    Raises:
        MeasureError: no repetition was recorded or logged with a velocity.
    """
    groups = _groups(sets)
    if not any(group for group in groups):
        raise MeasureError(
            "velocity by repetition",
            found="no repetition with a mean velocity",
            needed="at least one, recorded or logged",
            remedy="Pass sets that were measured.",
        )
    losses = [(entry, loss) for entry in sets if (loss := loss_from_fastest(entry)) is not None]
    count = sum(len(group) for group in groups)
    finding = f"{words.counted(count, 'repetition')} in {words.counted(len(sets), 'set')}"
    if losses:
        entry, most = max(losses, key=lambda pair: pair[1].value)
        finding += f"; the largest loss of mean velocity from the fastest is {words.full(most)}, in set {entry.number}"
    caption = (
        "Bars: 95 % error of the sensor. Under each set: its number, load and loss of mean velocity from its fastest "
        "repetition." + (" Hollow: excluded, with the reason." if any(b.excluded for g in groups for b in g) else "")
    )
    return Drawing(finding + ".", caption, lambda canvas: _paint(canvas, sets, groups, unit, highest_mps))


def velocity(repetition: Repetition) -> Measurement | None:
    """The repetition's mean velocity, None where it was neither recorded nor logged."""
    try:
        return measure.mean_velocity(repetition)
    except MeasureError:
        return None


def loss_from_fastest(entry: SetEntry) -> Measurement | None:
    """The set's velocity loss; None where fewer than two repetitions carry a velocity."""
    used = [repetition for repetition in entry.used if velocity(repetition) is not None]
    return measure.velocity_loss(used, "fastest") if len(used) > 1 else None


def _groups(sets: Sequence[SetEntry]) -> list[list[_Bar]]:
    groups, x = [], 0.0
    for entry in sets:
        group = []
        for repetition in entry.repetitions:
            found = velocity(repetition)
            if found is not None:
                group.append(_Bar(x, found, repetition.excluded))
            x += 1
        x += _GAP if entry.repetitions else 1 + _GAP
        groups.append(group)
    return groups


def _paint(
    canvas: Canvas, sets: Sequence[SetEntry], groups: list[list[_Bar]], unit: str, highest_mps: float | None
) -> None:
    bars = [bar for group in groups for bar in group]
    panel = canvas.panel(150 if canvas.narrow else 190, left_px=36, right_px=6)
    top = highest_mps or max(map(_upper_end, bars))
    panel.scale((-0.8, max(bar.x for bar in bars) + 0.8), (0.0, 1.05 * top))
    dense = panel.field_px / (bars[-1].x + 1.6) < 8
    for group in groups:
        _one_set(panel, canvas, group, dense)
    panel.y_axis("mean velocity, m/s")
    panel.x_axis("", at=[])
    _set_words(panel, sets, groups, unit)


def highest(sets: Sequence[SetEntry]) -> float:
    """The upper end of the fastest repetition's error, m/s; 0 where none has a velocity."""
    return max((_upper_end(bar) for group in _groups(sets) for bar in group), default=0.0)


def _upper_end(bar: _Bar) -> float:
    return bar.velocity.interval[1] if bar.velocity.interval else bar.velocity.value


def _one_set(panel: Panel, canvas: Canvas, group: list[_Bar], dense: bool) -> None:
    for bar in group:
        if bar.velocity.interval:
            low, high = bar.velocity.interval
            panel.line([bar.x, bar.x], [max(0.0, low), high], "line" if bar.excluded else "ref", 3 if dense else 6)
    used = [bar for bar in group if bar.excluded is None]
    panel.line([bar.x for bar in used], [bar.velocity.value for bar in used], "tot", 1.25)
    panel.dots([bar.x for bar in used], [bar.velocity.value for bar in used], "text", 5 if dense else 7)
    for bar in group:
        if bar.excluded is not None:
            panel.dots([bar.x], [bar.velocity.value], "tot", 5 if dense else 7, hollow=True)
            panel.words(bar.x, bar.velocity.value, canvas.mark(bar.excluded), "text", dy=9, bold=True)


def _set_words(panel: Panel, sets: Sequence[SetEntry], groups: list[list[_Bar]], unit: str) -> None:
    """Number, load and loss under each set, as many sets as have room for their words."""
    x_px = panel.field_px / (panel.axes.get_xlim()[1] - panel.axes.get_xlim()[0])
    free_from = -1e9
    for entry, group in zip(sets, groups, strict=True):
        if not group:
            continue
        middle = (group[0].x + group[-1].x) / 2
        load = load_text(entry.load_kg, unit).removesuffix(f" {unit}")
        loss = loss_from_fastest(entry)
        lost = "" if loss is None else f"{words.number(-100 * loss.value, 0)} %"
        half = 3.7 * max(len(load), len(lost), 2)
        if middle * x_px - half < free_from:
            continue
        free_from = middle * x_px + half + 3
        panel.words(middle, 0, str(entry.number), "text3", dy=-17)
        panel.words(middle, 0, load, "text", dy=-34, bold=True)
        panel.words(middle, 0, lost, "text2", dy=-51)
    panel.words(1, 0, f"set, load in {unit}, loss from fastest", "text3", dy=-70, anchor="right", across=True)
    panel.bottom_px = 80
