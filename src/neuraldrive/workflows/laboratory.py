"""A laboratory test → what it found, kept with the athlete: isometric force, its rise, activation, motor units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from neuraldrive import measure
from neuraldrive.errors import MeasureError
from neuraldrive.measure import Finding
from neuraldrive.records import Measurement, Recording
from neuraldrive.store import Store
from neuraldrive.workflows import measuring

_OF_EACH_UNIT = ("recruitment_threshold", "derecruitment_threshold", "delta_f")


@dataclass(frozen=True)
class KeptTest:
    """What a test found and is kept, and what it could not have, with why."""

    athlete: str
    kept: tuple[Measurement, ...]
    refused: tuple[Finding, ...]


def keep_file(
    store: Store, athlete: str, at: datetime, muscle: str, path: Path, asked: measuring.Asked | None = None,
    device: str = "",
) -> KeptTest:  # fmt: skip
    """Every measure that a recording of isometric force allows, kept with the athlete.

    Raises:
        InputError: the file cannot be used. MissingChannel: it holds no force. MeasureError: nothing can be had of it.
    """
    measured = measuring.measure_file(path, asked or measuring.Asked())
    return _keep(store, (athlete, at, muscle, device), [(each.recording, each.findings) for each in measured])


def keep_recordings(
    store: Store, athlete: str, at: datetime, muscle: str, efforts: Sequence[Recording], *,
    resting: Recording | None = None, device: str = "",
) -> KeptTest:  # fmt: skip
    """The same of recordings: efforts of one muscle, and where a stimulus was given, that of the stimulus at rest.

    Of several efforts of one task the strongest counts.

    Raises:
        MeasureError: nothing can be had of them.
    """
    found = [(each, measure.everything(each, resting=resting)) for each in efforts]
    return _keep(store, (athlete, at, muscle, device), found)


def _keep(
    store: Store, whose: tuple[str, datetime, str, str], found: Sequence[tuple[Recording, tuple[Finding, ...]]]
) -> KeptTest:  # fmt: skip
    athlete, at, muscle, device = whose
    strongest: dict[str, tuple[Recording, tuple[Finding, ...]]] = {}
    for recording, findings in sorted(found, key=lambda each: float(each[0]["force"].samples.max())):
        strongest[recording.task or ""] = (recording, findings)
    own = {
        task: tuple(_one_of_each(each for finding in findings for each in finding.measurements))
        for task, (_, findings) in strongest.items()
    }
    refused = tuple(each for _, findings in strongest.values() for each in findings if each.refused is not None)
    kept = tuple(each for of_task in own.values() for each in of_task)
    if not kept:
        raise MeasureError(
            f"test of {muscle}", found="nothing that can be measured", needed="an isometric effort",
            remedy=str(refused[0].refused) if refused else "Record force against what does not move.",
        )  # fmt: skip
    for task, (recording, _) in strongest.items():
        store.add_tests(athlete, at, muscle, own[task], device=device or recording.device or "", note=task)
    return KeptTest(athlete, kept, refused)


def _one_of_each(found: Iterable[Measurement]) -> Iterable[Measurement]:
    """All but the thresholds of single units, of which the highest stands for the upper end of recruitment."""
    thresholds: dict[str, Measurement] = {}
    for each in found:
        if each.measure not in _OF_EACH_UNIT:
            yield each
        elif each.measure not in thresholds or each.value > thresholds[each.measure].value:
            thresholds[each.measure] = each
    yield from thresholds.values()
