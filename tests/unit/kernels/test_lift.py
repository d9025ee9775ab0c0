"""The push of a muscle group against a bar, where it can be told in closed form, and where it must come to rest."""

from __future__ import annotations

import math

import numpy as np
import pytest

from neuraldrive.kernels import lift
from neuraldrive.kernels.barbell import GRAVITY_MPS2

FLAT = np.ones(lift.PLACES + 1)
NONE = np.zeros(lift.PLACES + 1)
AT_ONCE = lift.Drive(0.0, 1.0, np.ones(2), np.zeros(2), np.zeros(2))
SLOW = lift.Drive(0.0, 1.0, np.linspace(0.0, 1.0, 150), np.exp(-np.arange(900) / 90.0), np.zeros(2))


def somebody(
    strength_n: float = 1000.0, fastest_mps: float = 1e6, enhancement: float = 0.0, brake: float = 0.0
) -> lift.Mechanics:
    return lift.Mechanics(FLAT * strength_n, 0.5, 0.0, fastest_mps, 1.0, enhancement, 0.1, brake, False)


def plates(kg: float) -> lift.Resistance:
    return lift.Resistance(kg, NONE, NONE)


def pushed(who: lift.Mechanics, load: lift.Resistance, drive: lift.Drive, step_s: float = 0.001) -> tuple[float, float]:
    out = lift.room(step_s)
    last, _, _ = lift.push(who, load, drive, 1.0, lift.NEVER_S, step_s, out)
    return float(out.height_m[last]), float(out.speed_mps[last])


@pytest.mark.parametrize("kg", [20.0, 50.0, 80.0])
def test_a_constant_force_gives_the_speed_of_a_uniform_acceleration(kg: float) -> None:
    height, speed = pushed(somebody(), plates(kg), AT_ONCE, step_s=0.0002)
    assert 0.5 <= height < 0.5 + 0.0002 * speed
    assert speed == pytest.approx(math.sqrt(2.0 * (1000.0 / kg - GRAVITY_MPS2) * 0.5), rel=0.005)


def test_a_band_of_constant_tension_is_weight_without_mass() -> None:
    banded = lift.Resistance(50.0, FLAT * 98.0665, NONE)
    _, speed = pushed(somebody(), banded, AT_ONCE, step_s=0.0002)
    assert speed == pytest.approx(math.sqrt(2.0 * ((1000.0 - 98.0665) / 50.0 - GRAVITY_MPS2) * 0.5), rel=0.005)


def test_chain_that_leaves_the_floor_takes_momentum_from_the_bar() -> None:
    """Power into a chain that is picked up: half of m' v² is lost in the links that jerk (Cayley 1857)."""
    links = np.linspace(0.0, 20.0, lift.PLACES + 1)
    out = lift.room(0.0001)
    last, _, _ = lift.push(somebody(), lift.Resistance(50.0, NONE, links), AT_ONCE, 1.0, lift.NEVER_S, 0.0001, out)
    height, speed = out.height_m[: last + 1], out.speed_mps[: last + 1]
    mass = 50.0 + 40.0 * height
    impulse = np.trapezoid(1000.0 - mass * GRAVITY_MPS2, dx=0.0001)
    assert mass[-1] * speed[-1] == pytest.approx(impulse, rel=0.005)


def test_nothing_moves_until_the_force_exceeds_the_weight() -> None:
    out = lift.room(0.001)
    _, _, begun_s = lift.push(somebody(), plates(80.0), SLOW, 1.0, lift.NEVER_S, 0.001, out)
    assert begun_s == pytest.approx(0.149 * 80.0 * GRAVITY_MPS2 / 1000.0, abs=0.002)
    assert out.height_m[: round(begun_s / 0.001)].max() == 0.0


@pytest.mark.parametrize("brake", [0.0, 60.0])
@pytest.mark.parametrize("kg", [15.0, 30.0, 50.0, 70.0, 85.0])
def test_a_held_bar_comes_to_rest_at_the_end_of_its_range(kg: float, brake: float) -> None:
    full, out = lift.room(0.001), lift.room(0.001)
    drive = SLOW._replace(antagonists=np.linspace(0.0, 1.0, 100))
    who = somebody(fastest_mps=6.0, enhancement=0.3, brake=brake)
    last, off_s, begun_s = lift.hold_at_end(who, plates(kg), drive, 1.0, 0.001, full, out)
    assert begun_s < off_s < last * 0.001
    assert out.height_m[last] == pytest.approx(0.5, abs=2e-4)
    assert out.speed_mps[last] < 0.02
    assert (np.diff(out.height_m[: last + 1]) >= 0.0).all()


def test_before_the_drive_goes_off_a_held_bar_moves_as_a_thrown_one() -> None:
    full, out = lift.room(0.001), lift.room(0.001)
    _, off_s, _ = lift.hold_at_end(somebody(fastest_mps=6.0), plates(40.0), SLOW, 1.0, 0.001, full, out)
    thrown = lift.room(0.001)
    lift.push(somebody(fastest_mps=6.0), plates(40.0), SLOW, 1.0, lift.NEVER_S, 0.001, thrown)
    before = int(off_s / 0.001)
    assert np.array_equal(out.height_m[:before], thrown.height_m[:before])
    assert np.array_equal(out.force_n[:before], thrown.force_n[:before])


def test_what_cannot_be_lifted_is_not() -> None:
    full, out = lift.room(0.001), lift.room(0.001)
    last, _, begun_s = lift.hold_at_end(somebody(), plates(110.0), SLOW, 1.0, 0.001, full, out)
    assert last == -1
    assert begun_s == lift.NEVER_S


def test_a_bar_that_stops_on_its_way_is_not_at_its_end() -> None:
    weak_above = np.where(np.arange(lift.PLACES + 1) < 100, 1000.0, 300.0)
    who = somebody()._replace(strength_n=weak_above)
    out = lift.room(0.001)
    last, left, _ = lift.push(who, plates(70.0), AT_ONCE, 1.0, lift.NEVER_S, 0.001, out)
    assert left < 0.0
    assert 0.15 < out.height_m[last] < 0.5


def test_a_smaller_step_changes_little() -> None:
    who = somebody(fastest_mps=6.0, enhancement=0.3)
    times = []
    for step_s in (0.001, 0.0005):
        full, out = lift.room(step_s), lift.room(step_s)
        last, _, begun_s = lift.hold_at_end(who, plates(30.0), SLOW, 1.0, step_s, full, out)
        times.append(last * step_s - begun_s)
    assert times[0] == pytest.approx(times[1], rel=0.01)


def test_a_course_without_a_fall_is_taken_as_it_is() -> None:
    whole = lift.Drive(0.0, 1.0, np.concatenate([np.ones(200), np.zeros(800)]), np.zeros(0), np.zeros(2))
    out = lift.room(0.001)
    last, _, _ = lift.push(somebody(), plates(80.0), whole, 1.0, 0.05, 0.001, out)
    assert out.activation[150] == 1.0
    assert out.activation[last] == 0.0
