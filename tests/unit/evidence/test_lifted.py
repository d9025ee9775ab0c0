"""What checks of lifts read, against closed forms and the model's own arithmetic."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from neuraldrive import catalog
from neuraldrive.evidence import Target, lifted
from neuraldrive.evidence.checks import rests
from neuraldrive.evidence.lifted import BENCH, SQUAT
from neuraldrive.evidence.rises import Rise, rise
from neuraldrive.kernels import barbell

G = barbell.GRAVITY_MPS2


def thrown_up(kg: float, pushed_s: float, up_mps2: float) -> Rise:
    """A bar that is pushed with a steady acceleration and then braked twice as hard as free flight, to rest."""
    brake = 2 * G
    ends_s = pushed_s + up_mps2 * pushed_s / brake
    times = np.arange(0.0, ends_s, 1e-4)
    pushed = times <= pushed_s
    late = times - pushed_s
    speed = np.where(pushed, up_mps2 * times, up_mps2 * pushed_s - brake * late)
    height = np.where(
        pushed, up_mps2 * times**2 / 2, up_mps2 * pushed_s**2 / 2 + up_mps2 * pushed_s * late - brake * late**2 / 2
    )
    return Rise(times, height, speed, np.where(pushed, kg * (G + up_mps2), kg * (G - brake)))


def test_a_bar_braked_harder_than_gravity_is_pushed_only_before() -> None:
    bar = thrown_up(50.0, 0.6, 2.0)
    assert bar.push_s == pytest.approx(0.6, abs=2e-3)
    assert bar.pushed_share == pytest.approx(2 * G / (2 * G + 2.0), abs=5e-3)
    assert bar.slowing_share == pytest.approx(2.0 / (2 * G + 2.0), abs=5e-3)


def test_power_is_work_over_time_of_the_whole_rise_or_of_the_push() -> None:
    bar = thrown_up(50.0, 0.6, 2.0)
    top_m = float(bar.height_m[-1])
    assert bar.mean_power == pytest.approx(50.0 * G * top_m / float(bar.times_s[-1]), rel=5e-3)
    assert bar.mean_push_power == pytest.approx(50.0 * (G + 2.0) * 0.5 * 2.0 * 0.6, rel=5e-3)
    assert bar.peak_power == pytest.approx(50.0 * (G + 2.0) * 2.0 * 0.6, rel=1e-3)


@pytest.mark.parametrize("lift", [BENCH, SQUAT])
@pytest.mark.parametrize("share", [0.4, 0.6, 0.8])
def test_the_rise_of_a_lift_is_that_of_its_truth(lift: str, share: float) -> None:
    recording = lifted.lifted(lift, share)
    found, known = rise(recording), lifted.first(recording)
    assert found.times_s[-1] == pytest.approx(known.end_s - known.start_s, abs=0.010)
    assert found.height_m[-1] / found.times_s[-1] == pytest.approx(known.mean_velocity, rel=0.02)
    assert found.speed_mps.max() == pytest.approx(known.peak_velocity, rel=1e-3)


@pytest.mark.parametrize("lift", [BENCH, SQUAT])
def test_a_twelve_repetition_load_goes_twelve_times_and_a_hundredth_more_does_not(lift: str) -> None:
    share = lifted.load_for(lift, 12)
    done = [lifted.completed(lifted.sets(lift, each, "failure", 1, 0.0)[0]) for each in (share, share + 0.01)]
    assert done[0] >= 12 > done[1]


def test_velocity_is_lost_from_the_fastest_repetition_and_failed_ones_do_not_count() -> None:
    [made] = lifted.sets(BENCH, 0.80, "failure", 1, 0.0)
    loss = lifted.velocity_loss(made)
    assert len(loss) == lifted.completed(made) == len(lifted.truth(made).repetitions) - 1
    assert loss[0] == 0.0
    assert all(later > earlier for earlier, later in pairwise(loss))


@pytest.mark.parametrize("lift", [BENCH, SQUAT])
def test_half_of_the_strength_is_back_a_little_after_the_fast_part_is(lift: str) -> None:
    """Slow losses put it off; it cannot come before half of the fast ones."""
    fast_s = catalog.lift(lift).mechanics.numbers["fast_recovery"].value * np.log(2.0)
    assert fast_s < rests._half_back_s(lift, 1) < 1.6 * fast_s


def test_bands_that_are_added_keep_all_plates() -> None:
    plain, added = lifted.lifted(SQUAT, 0.55), lifted.banded(SQUAT, 0.55, 0.20, added=True)
    assert added.load_kg == plain.load_kg
    assert lifted.banded(SQUAT, 0.55, 0.20).load_kg == pytest.approx(0.8 * lifted.truth(plain).load_kg)


def test_each_of_the_twenty_singles_goes_and_none_is_heavier_than_the_one_before() -> None:
    loads = rests._heaviest_singles()
    made = lifted.session(SQUAT, [(each, 1) for each in loads], 180.0)
    assert [lifted.completed(each) for each in made] == [1] * 20
    assert all(after <= before for before, after in pairwise(loads))


@pytest.mark.parametrize(
    ("target", "value", "shown"),
    [
        (Target(20.0, 64.0, "s"), 50.6, "50.6 s"),
        (Target(low=2.0, unit="s"), 0.5, "0.5 s"),
        (Target(high=0.5, unit="s"), 2.0, "2000 ms"),
    ],
)
def test_a_time_is_told_in_seconds_where_its_band_reaches_one(target: Target, value: float, shown: str) -> None:
    assert target.text(value, (value, value)) == shown


def test_targets_are_known_without_loading_the_simulator() -> None:
    script = (
        "import sys; from neuraldrive import evidence; evidence.planned()\n"
        "heavy = {'neuraldrive.simulate', 'numba', 'scipy'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
