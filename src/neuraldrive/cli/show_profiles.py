"""Load-velocity profiles on a terminal, and the same as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from neuraldrive import glossary
from neuraldrive.cli.show_pieces import day_text, lift_text, measurement_json, plain
from neuraldrive.cli.trimmed import OUT
from neuraldrive.records import Measurement
from neuraldrive.units import load_text, to_si

if TYPE_CHECKING:
    from neuraldrive.adapt import LoadVelocityProfile
    from neuraldrive.workflows.look import LiftProfile


def profiles(found: Sequence[LiftProfile], unit: str, load_kg: float | None = None) -> None:
    """Each lift's estimated 1RM with its interval, the line as a table, doubts, and what bar data cannot say."""
    if not found:
        OUT.print("No lift with both a load and a velocity yet; rated sets are kept for when there is one.")
        return
    for each in found:
        _profile(each.profile, unit, load_kg)
    OUT.print(Text(f"\n{glossary.ORIGIN_NOT_IDENTIFIABLE} {glossary.TEST_THAT_WOULD_TELL}", style="dim"))


def _profile(profile: LoadVelocityProfile, unit: str, load_kg: float | None) -> None:
    day = f" on {profile.on}" if profile.on else ""
    OUT.print(Text.assemble(("\n" + lift_text(profile.lift), "bold"), day))
    OUT.print(f"  estimated 1RM    [bold]{_in_unit(profile.estimated_one_rm_kg, unit)}[/bold]  95 % interval")
    OUT.print(f"  velocity at 1RM  {profile.velocity_at_one_rm.text}    slope {profile.slope.text}")
    for load in [load_kg] if load_kg else _loads(profile):
        OUT.print(f"  at {load_text(load, unit):>9}     {profile.velocity_at(load).text}")
    used = len([point for point in profile.points if point.doubt is None])
    why = f" ({'; '.join(profile.left_out)})" if profile.exclusions else ""
    OUT.print(
        Text(f"  from {used} set{'' if used == 1 else 's'} with a velocity; {len(profile.exclusions)} left out{why}")
    )
    for point in profile.points:
        if point.doubt:
            OUT.print(
                Text(f"  doubtful: {day_text(point.started_at)} set {point.set_number}, {point.doubt}", style="yellow")
            )
    for note in profile.notes:
        OUT.print(Text(f"  {note}", style="dim"))


def _loads(profile: LoadVelocityProfile) -> list[float]:
    one_rm = profile.estimated_one_rm_kg.value
    return [round(one_rm * share / 2.5) * 2.5 for share in (0.5, 0.6, 0.7, 0.8, 0.9)]


def profiles_json(found: Sequence[LiftProfile], load_kg: float | None = None) -> list[dict[str, Any]]:
    """One object a lift."""
    return [
        {
            "athlete": each.athlete, "lift": each.profile.lift, "on": str(each.profile.on) if each.profile.on else None,
            "estimated_one_rm_kg": measurement_json(each.profile.estimated_one_rm_kg),
            "velocity_at_one_rm": measurement_json(each.profile.velocity_at_one_rm),
            "slope": measurement_json(each.profile.slope),
            "velocity_at": [
                {"load_kg": load, **measurement_json(each.profile.velocity_at(load))}
                for load in ([load_kg] if load_kg else _loads(each.profile))
            ],
            "points": [plain(point) for point in each.profile.points],
            "exclusions": [plain(exclusion) for exclusion in each.profile.exclusions],
            "notes": list(each.profile.notes),
            "origin": glossary.ORIGIN_NOT_IDENTIFIABLE, "test_that_would_tell": glossary.TEST_THAT_WOULD_TELL,
        }
        for each in found
    ]  # fmt: skip


def _in_unit(each: Measurement, unit: str) -> str:
    ends = each.interval or (each.value, each.value)
    value, low, high = [f"{kg / to_si(unit)[0]:.0f}" for kg in (each.value, *ends)]  # rounded once, as in the report
    return f"{value} {unit} [{low}, {high}]"
