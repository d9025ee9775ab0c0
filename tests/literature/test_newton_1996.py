"""Newton and others 1996: a bar that is thrown is faster on average than one that is held, at 45 % of the 1RM.

Recalled, and found with people who may press with less than they throw with. Here both have one drive, so that what is asked
is what the release alone does: + 15 to + 40 % of velocity and + 40 to + 90 % of power.
"""

from __future__ import annotations

import numpy as np
import pytest

from lift_efforts import BENCH, lifted, rise, truth

PAPER = "newton_1996"
AT = 0.45


def thrown(intent=1.0):
    return lifted(BENCH, AT, release=True, intent=intent)


def pressed(intent=1.0):
    return lifted(BENCH, AT, intent=intent)


def test_release_alone_makes_the_bar_faster(row):
    gain = 100 * (truth(BENCH, AT, release=True).mean_velocity / truth(BENCH, AT).mean_velocity - 1)
    row.misses("G6", "gain of mean velocity by release, one drive", gain, 15.0, 40.0, unit="%")


def test_release_alone_gives_more_mean_power(row):
    gain = 100 * (rise(thrown()).mean_power() / rise(pressed()).mean_power() - 1)
    row.meets("G6", "gain of mean power by release, one drive", gain, 40.0, 90.0, unit="%")


def test_release_alone_cannot_give_two_thirds_more_peak_power(row):
    """Peak power is over before the drive of a press goes off."""
    gain = 100 * (rise(thrown()).peak_power / rise(pressed()).peak_power - 1)
    row.shows("G6", "gain of peak power by release, one drive", gain, 60.0, 75.0, unit="%")


def test_a_press_slows_over_the_last_part_of_its_range_and_a_throw_does_not(row):
    row.meets("G6", "share of the range over which a press slows", slowing(pressed()), 30.0, 50.0, unit="%")
    row.meets("G6", "share of the range over which a throw slows", slowing(thrown()), high=10.0, unit="%")


def test_a_press_is_fastest_past_the_middle_of_its_range(row):
    """At 60 %; ± 10 points."""
    found = 100 - slowing(pressed())
    row.meets("G6", "place of the largest velocity of a press", found, 50.0, 70.0, unit="%")


@pytest.mark.parametrize("intent", [0.8, 0.7])
def test_a_press_with_less_drive_explains_more_of_the_gap(intent, row):
    """+ 27, + 36 and + 70 % as found, with EMG 19 to 44 % higher in the throw: for information, since who spared how much
    is not known."""
    of = f", press at {intent:g} of the reserve"
    throw, press = thrown(), pressed(intent)
    ratios = {
        "mean velocity": (thrown().truth.repetitions[0].mean_velocity / press.truth.repetitions[0].mean_velocity, 27.0),
        "peak velocity": (throw["velocity"].samples.max() / press["velocity"].samples.max(), 36.0),
        "mean power": (rise(throw).mean_power() / rise(press).mean_power(), 70.0),
        "peak power": (rise(throw).peak_power / rise(press).peak_power, 67.0),
    }
    for name, (ratio, found) in ratios.items():
        row.shows("G6", f"gain of {name}{of}", 100 * (float(ratio) - 1), found - 10, found + 10, unit="%")


def slowing(recording):
    """Share of the range that lies past the largest velocity, %."""
    found = rise(recording)
    return 100 * (1 - float(found.height_m[int(np.argmax(found.speed_mps))]) / float(found.height_m[-1]))
