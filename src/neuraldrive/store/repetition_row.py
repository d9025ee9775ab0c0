"""A repetition as the columns of its row, and back."""

from __future__ import annotations

from sqlalchemy import Row

from neuraldrive.records import Repetition
from neuraldrive.store.delivery import span
from neuraldrive.store.rows import listed, mapped, plain, unlisted, unmapped


def columns(repetition: Repetition) -> dict[str, object]:
    """What is known of a repetition by column, in their order; its id, set, recording and number come before these.

    >>> list(columns(Repetition(mean_velocity=0.42, load_kg=140)).items())[:2]
    [('load_kg', 140), ('mean_velocity', 0.42)]
    """
    start_s, end_s = repetition.start_s, repetition.end_s
    if start_s is None and repetition.rise is not None:
        start_s, end_s = span(repetition.rise)
    return {
        "load_kg": repetition.load_kg, **{name: getattr(repetition, name) for name in Repetition.LOGGED},
        "claims": mapped(repetition.claims), "device": plain(repetition.device), "start_s": start_s, "end_s": end_s,
        "flags": listed(repetition.flags), "excluded": plain(repetition.excluded),
    }  # fmt: skip


def repetition(row: Row[tuple[object, ...]]) -> Repetition:
    """The repetition that `columns` wrote, without its signals."""
    return Repetition(
        number=row.number, load_kg=row.load_kg, **{name: getattr(row, name) for name in Repetition.LOGGED},
        claims=unmapped(row.claims) or {}, device=row.device, start_s=row.start_s, end_s=row.end_s,
        flags=unlisted(row.flags), excluded=row.excluded,
    )  # fmt: skip
