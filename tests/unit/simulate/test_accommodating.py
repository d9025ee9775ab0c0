"""Bands and chains: calibration, what they weigh over a range, and how loads are equated."""

from __future__ import annotations

import math

import numpy as np
import pytest

from neuraldrive.errors import BadValue
from neuraldrive.kernels import band_tension, lift
from neuraldrive.kernels.lift import PLACES
from neuraldrive.simulate import accommodating as at
from neuraldrive.simulate import equating

G = 9.80665
RANGE_M = 0.4
HUNG = {1.1: 60.0, 1.3: 150.0, 1.6: 240.0, 1.9: 310.0}


def rubber(length_m, slack_m=1.0, stiff_n=160.0):
    """Neo-Hookean strip: another law than the one that is fitted."""
    stretch = np.maximum(np.asarray(length_m) / slack_m, 1.0)
    return stiff_n * (stretch - stretch**-2)


def band(tensions=HUNG, **more):
    return at.band(tensions, **{"length_at_bottom_m": 1.2, "slack_m": 1.0, "number": 1, **more})


@pytest.mark.parametrize("slack_m", [1.0, None])
def test_a_band_that_follows_the_logarithm_gives_back_its_own_curve(slack_m):
    lengths = np.array([1.15, 1.35, 1.6, 2.0])
    true = band_tension.Curve(1.0, 0.0, 180.0, 0.35)
    found = band_tension.fit(lengths, band_tension.tension(true, lengths), slack_m)
    between = np.linspace(1.1, 2.2, 50)
    # The bend is found on a grid of 1.4 %.
    assert band_tension.tension(found, between) == pytest.approx(band_tension.tension(true, between), rel=2e-3)
    assert band_tension.slack_length(found) == pytest.approx(1.0, abs=0.002)


def test_a_real_law_of_rubber_is_met_between_four_lengths_within_two_percent_of_its_largest_tension():
    lengths = np.array([1.2, 1.4, 1.7, 2.0])
    found = band_tension.fit(lengths, rubber(lengths), slack_m=1.0)
    between = np.linspace(1.2, 2.0, 50)
    assert np.abs(band_tension.tension(found, between) - rubber(between)).max() < 0.02 * rubber(2.0)


def test_lengths_read_a_centimetre_wrong_are_smoothed_and_not_followed():
    lengths, rng = np.array([1.2, 1.4, 1.7, 2.0]), np.random.default_rng(4)
    between, errors = np.linspace(1.2, 2.0, 50), []
    for _ in range(200):
        read = lengths + rng.normal(0.0, 0.01, 4)
        fitted = band_tension.tension(band_tension.fit(read, rubber(lengths), 1.0), between)
        joined = np.interp(between, read, rubber(lengths))
        errors.append([np.sqrt(np.mean((each - rubber(between)) ** 2)) for each in (fitted, joined)])
    fitted, joined = np.mean(errors, axis=0)
    assert fitted < joined


def test_two_lengths_without_a_slack_length_are_joined_by_a_straight_line():
    found = at.band([(1.0, 100.0), (2.0, 300.0)], length_at_bottom_m=1.2, number=1)
    assert found.bands_n(0.6)[PLACES // 2] == pytest.approx(200.0, rel=2e-3)


def test_the_points_of_a_calibration_may_come_in_any_order():
    assert at.band(list(reversed(HUNG.items())), length_at_bottom_m=1.2, slack_m=1.0) == band(number=2)


def test_two_bands_pull_twice_as_much_as_one():
    assert band(number=2).bands_n(RANGE_M) == pytest.approx(2.0 * band().bands_n(RANGE_M))


def test_a_band_that_is_slack_at_the_bottom_pulls_later_and_says_so():
    found = band(length_at_bottom_m=0.9)
    pulls, height = found.bands_n(RANGE_M), np.linspace(0.0, RANGE_M, PLACES + 1)
    assert (pulls[height < 0.099] == 0.0).all()
    assert (np.diff(pulls[height > 0.101]) > 0.0).all()
    assert "slack for the first 10 cm" in at.told(60, [found], RANGE_M)
    assert "slack" not in at.told(60, [band()], RANGE_M)


def test_a_band_that_never_pulls_is_refused_with_its_lengths():
    with pytest.raises(BadValue, match=r"0\.90 m long at the top of the lift, and slack up to 1\.00 m"):
        at.resistance(60, [band(length_at_bottom_m=0.5)], RANGE_M)


def test_a_band_stretched_beyond_what_was_measured_says_so_and_far_beyond_is_refused():
    assert "stretched 20 cm beyond what was measured" in at.told(60, [band(length_at_bottom_m=1.7)], RANGE_M)
    with pytest.raises(BadValue, match="heavier plate"):
        at.resistance(60, [band(length_at_bottom_m=2.6)], RANGE_M)


@pytest.mark.parametrize(
    ("tensions", "more", "match"),
    [
        ({1.2: 98.0}, {}, "1 length"),
        ({1.2: 98.0, 1.6: 90.0}, {}, "rises with length"),
        ([(1.2, 98.0), (1.2, 120.0)], {}, "rises with length"),
        ({1.2: 98.0, 1.6: -5.0}, {}, "tension of a band"),
        ({1.2: 98.0, 1.6: math.nan}, {}, "tension of a band"),
        ({120.0: 98.0, 160.0: 196.0}, {}, "length of a band"),
        ({1.2: 9.8, 1.6: 98000.0}, {}, "tension of a band"),
        (HUNG, {"slack_m": 1.1}, "none at 1.1 m"),
        (HUNG, {"slack_m": math.nan}, "slack_m"),
        (HUNG, {"number": 0}, "number"),
        (HUNG, {"number": 2.5}, "number"),
        (HUNG, {"length_at_bottom_m": math.inf}, "length_at_bottom_m"),
        ({1.1: 60.0, 1.3: 61.0, 1.5: 62.0, 1.9: 310.0}, {}, "off the band's curve"),
        (7, {}, "newtons by length"),
        ([1.2, 1.6], {}, "newtons by length"),
    ],
)
def test_a_calibration_that_no_band_gives_is_refused(tensions, more, match):
    with pytest.raises(BadValue, match=match):
        band(tensions, **more)


@pytest.mark.parametrize("make", [at.band_of, at.chain])
@pytest.mark.parametrize(("bottom", "top"), [(-1, 20), (20, 10), (10, 10), (0, math.nan), (0, 501), (None, 20)])
def test_bands_and_chains_that_cannot_be_are_refused(make, bottom, top):
    with pytest.raises(BadValue):
        make(bottom, top)


def test_a_band_of_which_the_ends_are_known_bends_upward_between_them():
    straight, bent = (at.band_of(10, 40, shape).bands_n(RANGE_M) / G for shape in ("straight", "log"))
    assert bent[[0, -1]] == pytest.approx([10.0, 40.0])
    assert straight[[0, -1]] == pytest.approx([10.0, 40.0])
    assert (bent[1:-1] > straight[1:-1]).all()
    steps = np.diff(bent)
    assert steps[-1] / steps[0] == pytest.approx(0.5, abs=0.01)
    with pytest.raises(BadValue, match="shape"):
        at.band_of(10, 40, "cubic")


def test_a_hung_chain_leaves_the_floor_link_by_link_until_all_of_it_hangs():
    kg = at.hung_chain(10, 0.5, off_floor_m=0.2, number=2).chains_kg(RANGE_M)
    assert kg[0] == pytest.approx(8.0)
    assert kg[-1] == pytest.approx(20.0)
    height = np.linspace(0.0, RANGE_M, PLACES + 1)
    assert np.diff(kg)[height[1:] < 0.299] == pytest.approx(20.0 / 0.5 * RANGE_M / PLACES)
    assert (np.diff(kg)[height[:-1] > 0.301] == 0.0).all()
    assert "a plate from there on" in at.told(60, [at.hung_chain(10, 0.5, off_floor_m=0.2)], RANGE_M)


@pytest.mark.parametrize("of", [(0, 1, 0, 2), (10, math.nan, 0, 2), (10, 1, 1.0, 2), (10, 1, 0.1, 0)])
def test_a_hung_chain_that_cannot_be_is_refused(of):
    mass, length, hangs, number = of
    with pytest.raises(BadValue):
        at.hung_chain(mass, length, off_floor_m=hangs, number=number)


def test_bands_and_chains_add_up_and_each_stays_what_it_is():
    load = at.resistance(60, [at.band_of(10, 40), at.band_of(5, 10), at.chain(2, 20), at.hung_chain(5, 2.0)], RANGE_M)
    assert load.bar_kg == 60.0
    assert load.bands_n.shape == load.chains_kg.shape == (PLACES + 1,)
    assert load.bands_n[[0, -1]] / G == pytest.approx([15.0, 50.0])
    assert load.chains_kg[[0, -1]] == pytest.approx([2.0, 20.0 + 2 * 5 * RANGE_M / 2.0])


@pytest.mark.parametrize("extras", [["band"], [None], [{"band": 10}]])
def test_what_is_no_band_and_no_chain_is_refused(extras):
    with pytest.raises(BadValue, match="bands and chains"):
        at.resistance(60, extras, RANGE_M)


@pytest.mark.parametrize("range_m", [0.0, -0.4, math.nan, 40.0])
def test_a_range_that_is_none_is_refused(range_m):
    with pytest.raises(BadValue, match="range_m"):
        at.resistance(60, [], range_m)


def test_a_load_is_told_at_bottom_middle_top_and_on_average():
    found = at.described(at.resistance(60, [at.band_of(10, 40, "straight"), at.chain(top_kg=20)], RANGE_M))
    assert (found.bottom_kg, found.middle_kg, found.top_kg, found.mean_kg) == pytest.approx((70, 95, 120, 95))
    assert str(found) == "70.0 kg at the bottom, 95.0 in the middle, 120.0 at the top, 95.0 on average"


def test_plates_alone_are_the_same_everywhere():
    found = at.described(at.resistance(82.5, [], RANGE_M))
    assert {found.bottom_kg, found.middle_kg, found.top_kg, found.mean_kg} == {82.5}


@pytest.mark.parametrize("kind", ["band", "log_band", "chain"])
@pytest.mark.parametrize("share", [0.2, 0.35])
def test_each_rule_keeps_equal_what_it_says(kind, share):
    mean, bottom, top, added = (
        getattr(equating, rule)(100.0, share, kind)
        for rule in ("equated_by_mean", "equated_at_bottom", "equated_at_top", "added_on_top")
    )
    assert mean.loads.mean_kg == pytest.approx(100.0)
    assert bottom.loads.bottom_kg == pytest.approx(100.0)
    assert top.loads.top_kg == pytest.approx(100.0)
    assert (added.load_kg, added.loads.bottom_kg, added.loads.mean_kg) == pytest.approx((100, 100, 100 * (1 + share)))
    assert mean.load_kg == pytest.approx(100 * (1 - share))


def test_a_band_has_four_tenths_of_its_mean_at_the_bottom_and_sixteen_at_the_top_a_chain_none_and_twice():
    band_kg = equating.equated_by_mean(100, 0.2).loads
    chain_kg = equating.equated_by_mean(100, 0.2, "chain").loads
    assert (band_kg.bottom_kg - 80, band_kg.top_kg - 80) == pytest.approx((8.0, 32.0))
    assert (chain_kg.bottom_kg - 80, chain_kg.top_kg - 80) == pytest.approx((0.0, 40.0))


@pytest.mark.parametrize("rule", ["equated_by_mean", "equated_at_bottom", "equated_at_top", "added_on_top"])
def test_the_rule_goes_with_the_bands_into_every_word(rule):
    found = getattr(equating, rule)(100.0, 0.2)
    assert found.rule == found.loads.rule == rule
    words = rule.replace("_", " ")
    assert words in str(found)
    assert words in at.told(found.load_kg, found.accommodating, RANGE_M)


def test_ones_own_bands_are_equated_over_the_lifts_own_range():
    found = equating.plates_with(100, [band(number=2)], RANGE_M, "equated_by_mean")
    again = at.described(at.resistance(found.load_kg, found.accommodating, RANGE_M))
    assert again.mean_kg == pytest.approx(100.0)
    assert found.accommodating[0].rule == "equated_by_mean"


def test_bands_heavier_than_the_load_are_refused():
    with pytest.raises(BadValue, match="thinner bands"):
        equating.plates_with(20, [at.band_of(20, 40)], RANGE_M, "equated_by_mean")
    with pytest.raises(BadValue, match="thinner bands"):
        equating.equated_at_top(100, 0.9)


@pytest.mark.parametrize("of", [(100, 1.2), (100, 0.0), (math.nan, 0.2), (-5, 0.2), (0.0, 0.2), (100, 0.2, "spring")])
def test_a_share_a_load_or_a_kind_that_cannot_be_is_refused(of):
    with pytest.raises(BadValue):
        equating.equated_by_mean(*of)


def test_an_unknown_rule_is_refused():
    with pytest.raises(BadValue, match="equated_by_mean"):
        equating.plates_with(100, [at.band_of(5, 10)], RANGE_M, "by feel")


def lifter():
    strength = np.full(PLACES + 1, 1000.0)
    return lift.Mechanics(strength, RANGE_M, 3.5, 9.0, 0.4, 0.0, 0.1, 0.0, False)


def mean_velocity(load):
    t = np.arange(0.0, 8.0, 0.001)
    drive = lift.Drive(0.1, 1.0, 1.0 - np.exp(-t / 0.06), np.zeros(0), np.zeros(1))
    room = lift.room(0.001)
    last, left, begun = lift.push(lifter(), load, drive, 1.0, lift.NEVER_S, 0.001, room)
    assert left > 0.0
    return RANGE_M / (last * 0.001 - begun)


def test_the_sign_of_the_velocity_effect_depends_on_how_loads_are_equated():
    plates = mean_velocity(at.resistance(55, [], RANGE_M))
    rules = {rule: getattr(equating, rule)(55, 0.2) for rule in ("equated_by_mean", "added_on_top")}
    speeds = {
        rule: mean_velocity(at.resistance(each.load_kg, each.accommodating, RANGE_M)) for rule, each in rules.items()
    }
    assert speeds["equated_by_mean"] > plates > speeds["added_on_top"]
