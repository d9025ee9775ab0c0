"""The neural profile in its two groups: markers that can be told, and empty ones with the test that would fill them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from neuraldrive import catalog
from neuraldrive.catalog import NeuralMarker
from neuraldrive.sources import source
from neuraldrive.web.drawn.axis import Axis
from neuraldrive.web.drawn.marker import Empty, Evidence, Kind, Marker, Reference, marker
from neuraldrive.web.words import called
from neuraldrive.workflows.neural_profile import MarkerState, Measured

_GROUPS: tuple[tuple[str, str, str, Kind], ...] = (
    ("recruitment", "Recruitment", "Which motor units are switched on, and how soon.", "rec"),
    ("rate_coding", "Rate coding", "How fast the units that are on discharge.", "rate"),
)


@dataclass(frozen=True)
class Group:
    """Markers of a group; `of` counts them all."""

    name: str
    label: str
    meaning: str
    kind: Kind
    measured: tuple[Marker, ...]
    empty: tuple[Empty, ...]

    @property
    def of(self) -> int:
        """Measured and not."""
        return len(self.measured) + len(self.empty)


def groups(states: Sequence[MarkerState], athlete_id: int) -> tuple[Group, ...]:
    """Recruitment and rate coding."""
    return tuple(
        Group(
            name, label, meaning, kind,
            tuple(_drawn(each, each.latest, kind) for each in states if each.marker.group == name and each.latest is not None),
            tuple(_empty(each, athlete_id) for each in states if each.marker.group == name and each.latest is None),
        )
        for name, label, meaning, kind in _GROUPS
    )  # fmt: skip


def _drawn(state: MarkerState, found: Measured, kind: Kind) -> Marker:
    entry = state.marker
    axis = Axis(*entry.axis, entry.unit, entry.step)
    when = f"{found.at.day} {found.at:%b %Y}"
    measured = ", ".join(each for each in (found.method.split(";")[0].split(", unit")[0], found.device, when) if each)
    return marker(
        entry.label, f"{entry.meaning} · {called(found.muscle)}", kind, (found.value, found.interval), axis, places=entry.places,
        reference=_reference(entry, found.muscle), measured=measured,
        evidence=tuple(Evidence(each, f"/evidence#{each}") for each in entry.claims),
    )  # fmt: skip


def _empty(state: MarkerState, athlete_id: int) -> Empty:
    return Empty(
        state.marker.label, state.marker.meaning, state.why, f"/athletes/{athlete_id}/plan?test={state.marker.name}"
    )


def _reference(entry: NeuralMarker, muscle: str) -> Reference | None:
    """What was found in other people, in words and as a band; of another muscle it says so."""
    found = entry.reference(muscle)
    if found is None:
        return None
    words = "; ".join(_ranges((found, *entry.others(muscle)), entry))
    if found.muscle != muscle:
        words = f"Other muscle, {called(found.muscle)}: {words[:1].lower()}{words[1:]}"
    low = None if found.low is None else found.low.value * entry.per
    papers = ", ".join(dict.fromkeys(_paper(each) for each in found.sources))
    return Reference(f"{words} ({papers})", low, None if low is None else found.high.value * entry.per)


def _ranges(found: Sequence[catalog.ReferenceRange], entry: NeuralMarker) -> Iterator[str]:
    for each in found:
        ends = [f"{end.value * entry.per:.{entry.places}f}" for end in (each.low, each.high) if end is not None]
        people = " and ".join(str(count) for count in each.people)
        yield f"{each.who} ({people} people, {each.ends}) {'–'.join(dict.fromkeys(ends))}"


def _paper(key: str) -> str:
    """First author and year."""
    found = source(key).fields
    return f"{found.get('author', key).strip('{}').split(' and ')[0].split(',')[0]} {found.get('year', '')}".strip()
