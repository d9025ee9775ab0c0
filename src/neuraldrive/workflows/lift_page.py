"""All that a page shows of one lift of one athlete: the last day, the profile, and how fast heavy and light loads moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from neuraldrive import catalog
from neuraldrive.adapt import LoadVelocityProfile, Point
from neuraldrive.errors import NeuraldriveError
from neuraldrive.plan.told import old_profile
from neuraldrive.records import Measurement
from neuraldrive.store import Store
from neuraldrive.workflows import lately, look
from neuraldrive.workflows.lately import DayStanding

Z95 = 1.96


@dataclass(frozen=True)
class AtLoad:
    """The speed of a load on the last day with what one repetition may be off, and what the own line of earlier days expects."""

    load_kg: float
    velocity_mps: float
    error_mps: float
    expected: Measurement | None


@dataclass(frozen=True)
class LiftPage:
    """One lift; `profile` is None where it cannot be learnt, and `why` says why.

    Args:
        sensor: the sensor's label of the last day, "" if it is not known.
        error_mps: 95 % of one repetition's error.
        heavy, light: speeds of the heaviest and lightest load of the last day; None where no set of it has a speed.
        old: how old the profile is and what follows, where it is older than what a profile remembers; else "".
    """

    lift: str
    label: str
    standing: DayStanding | None
    profile: LoadVelocityProfile | None
    why: str
    sensor: str
    error_mps: float
    heavy: AtLoad | None
    light: AtLoad | None
    rated: int
    old: str = ""


def lift_page(store: Store, athlete_id: int, lift: str, until: date | None = None) -> LiftPage:
    """A lift as it stands on its last day (until a day, if given).

    Raises:
        NotInStore: nobody of that number.
    """
    days = store.lift_days(athlete_id)
    found = lately.lift_lately(store, athlete_id, days, lift, until or date.max)
    profile, why = _profile(store, athlete_id, lift, found)
    device = found.sets[-1].device if found is not None and found.sets else None
    sensor = catalog.sensors().get(device or "")
    error = Z95 * sensor.mean_velocity_sd() if sensor is not None else 0.0
    before = lately.profile_before(store, athlete_id, found) if found is not None and found.sets else None
    points = (
        [] if profile is None else [each for each in profile.points if not each.from_history and each.doubt is None]
    )
    entry = catalog.lift(lift, or_any=True)
    return LiftPage(
        lift, entry.label if entry.name == lift else lift.replace("_", " ").capitalize(),
        lately.standing(found) if found is not None and found.sets else None, profile, why,
        sensor.label if sensor is not None else "", error, _at(points, before, error, heavy=True),
        _at(points, before, error, heavy=False), len(store.hard_sets(athlete_id, lift, lately.HARD_SETS)),
        old_profile(profile, until or date.today()) if profile is not None else "",
    )  # fmt: skip


def _profile(
    store: Store, athlete_id: int, lift: str, found: lately.LiftLately | None
) -> tuple[LoadVelocityProfile | None, str]:
    try:
        if found is None or not found.sets:
            return look.profile(store, look.on_roster(store, athlete_id).name, lift).profile, ""
        return lately.profile(store, athlete_id, found), ""
    except NeuraldriveError as error:
        return None, f"Found {error.found}; needed {error.needed}. {error.remedy}"


def _at(points: Sequence[Point], before: LoadVelocityProfile | None, error: float, *, heavy: bool) -> AtLoad | None:
    if not points or (not heavy and len({each.load_kg for each in points}) < 2):
        return None
    extreme = (max if heavy else min)(points, key=lambda each: each.load_kg)
    best = max((each for each in points if each.load_kg == extreme.load_kg), key=lambda each: each.velocity_mps)
    expected = before.velocity_at(best.load_kg) if before is not None else None
    return AtLoad(best.load_kg, best.velocity_mps, error, expected)
