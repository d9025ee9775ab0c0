"""Thomas, Johansson and Bigland-Ritchie 1999: the pulses that get most from single units of the human thumb."""

from __future__ import annotations

import numpy as np

from neuraldrive.evidence import single_unit

PAPER = "thomas_1999"
THUMB = "adductor_pollicis"


def test_a_doublet_gives_three_and_a_half_twitches(row):
    """3.5; one either way. Summed twitches cannot give more than two."""
    found = single_unit.mean_over(THUMB, lambda each: single_unit.doublet(each) / single_unit.twitch(each))
    row.meets("B18", "10 ms doublet over twitch", found, 2.5, 4.5)


def test_a_doublet_gives_half_of_the_tetanus(row):
    """48 ± 13 %."""
    row.meets(
        "B18",
        "10 ms doublet, share of the tetanus",
        single_unit.mean_over(THUMB, single_unit.doublet),
        0.35,
        0.61,
        "ratio",
    )


def test_the_best_doublet_is_5_to_15_ms(row):
    intervals = np.arange(0.002, 0.041, 0.001)

    def best(contraction_time_s: float) -> float:
        return float(intervals[np.argmax([single_unit.doublet(contraction_time_s, each) for each in intervals])])

    row.meets(
        "B18", "best interval of a doublet, units of the thumb", single_unit.mean_over(THUMB, best), 0.005, 0.015, "s"
    )


def test_seven_pulses_give_nearly_the_tetanus(row):
    """5 to 7 well-placed pulses about equal the tetanus: 90 %. The first two 10 ms apart, the others evenly."""

    def most(contraction_time_s: float) -> float:
        rests = np.arange(0.010, 0.061, 0.002)
        trains = [np.concatenate(([0.0], 0.010 + each * np.arange(6))) for each in rests]
        return max(float(single_unit.force(each, contraction_time_s).max()) for each in trains)

    row.meets("B18", "seven pulses, share of the tetanus", single_unit.mean_over(THUMB, most), low=0.90, unit="ratio")


def test_the_twitch_is_a_seventh_of_the_tetanus(row):
    """0.48 / 3.5 is 0.137; 0.08 to 0.25 as in other units of the hand and foot."""
    row.meets(
        "B14", "twitch, share of the tetanus", single_unit.mean_over(THUMB, single_unit.twitch), 0.08, 0.25, "ratio"
    )
