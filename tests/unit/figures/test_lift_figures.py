"""Figures of lifts and sets on simulations whose answer is known."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lift_examples as examples
import pool_examples
from neuraldrive import figures, simulate
from neuraldrive.errors import MissingChannel, RecordError
from neuraldrive.figures import columns, lift_told, style
from neuraldrive.figures.canvas import Canvas


def words_of(svg: str) -> list[str]:
    return [unescape(text) for text in re.findall(r">([^<>]+)</text>", svg)]


# ---------------------------------------------------------------- columns


@settings(deadline=None)
@given(st.lists(st.floats(0.05, 300.0), min_size=1, max_size=8), st.sampled_from(sorted(style.WIDTHS_PX.values())))
def test_a_second_is_as_wide_in_every_column_and_all_fit(lasts_s: list[float], width_px: int) -> None:
    found = columns.columns(Canvas(width_px), [(0.0, each) for each in lasts_s], left_px=44, right_px=14)
    px = [(width_px - each.left_px - each.right_px) / (each.to_s - each.from_s) for each in found]
    widths = [width_px - each.left_px - each.right_px for each in found]
    assert max(px) / min(px) - 1 < 2.0 / min(widths), "but for the rounding to whole pixels"
    assert all(each.to_s >= s - 1e-9 for each, s in zip(found, lasts_s, strict=True))
    assert found[-1].right_px >= 13
    for one, other in pairwise(found):
        assert width_px - one.right_px < other.left_px


# ---------------------------------------------------------------- lifts side by side


def test_three_ways_to_lift_are_told_with_their_loads_and_the_units_they_recruit() -> None:
    drawing = examples.three_ways()
    assert drawing.neural
    for words in ("heavy", "compensatory", "ballistic", "(90 %)", "of the units recruited"):
        assert words in drawing.finding
    said = words_of(drawing.svg())
    for words in ("A", "B", "C", "velocity of the bar, m/s", "force on the bar, N", "units recruited, %",
                  "mean discharge rate, pps", "time, s"):  # fmt: skip
        assert words in said


def test_the_numbers_in_the_figure_are_those_of_the_truth() -> None:
    recording = examples.lifted(0.9)
    [made] = recording.truth.repetitions
    said = words_of(figures.lifts([recording]).svg())
    assert f"{made.peak_velocity:.2f}" in said
    assert f"{100 * made.recruited_share:.0f} %" in said


def test_a_light_bar_that_is_held_is_braked_and_a_heavy_or_a_thrown_one_is_not() -> None:
    light, heavy, thrown = examples.lifted(0.4), examples.lifted(0.95), examples.lifted(0.4, release=True)
    braked = lift_told.braking_s(light.truth, light.truth.repetitions[0])
    assert braked is not None
    [made] = light.truth.repetitions
    assert made.switch_off_s < braked[0] < braked[1] == made.end_s
    assert lift_told.braking_s(heavy.truth, heavy.truth.repetitions[0]) is None
    assert lift_told.braking_s(thrown.truth, thrown.truth.repetitions[0]) is None
    assert "braking" in figures.lifts([light]).caption
    assert "braking" not in figures.lifts([heavy]).caption
    assert "released" in figures.lifts([thrown]).caption


def test_without_motor_units_the_force_of_the_pool_is_drawn_and_no_neural_hue() -> None:
    drawing = examples.three_ways(discharges=False)
    assert not drawing.neural
    said = words_of(drawing.svg())
    assert "force of the pool, % of tetanus" in said
    assert "mean discharge rate, pps" not in said


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("width_px", sorted(style.WIDTHS_PX.values()))
def test_a_bar_that_does_not_move_can_be_drawn_and_is_told_so(width_px: int) -> None:
    drawing = figures.lifts([examples.stuck()])
    assert "not completed" in drawing.finding
    assert drawing.svg(width_px).startswith("<svg")


def test_the_rate_of_those_last_to_stop_is_no_mean_rate() -> None:
    recording = examples.lifted(0.9)
    [made] = recording.truth.repetitions
    at = np.linspace(made.drive_s, made.end_s, 400)
    rates = lift_told.rates_pps(recording, at)
    plateau = np.nanmedian(rates)
    late = rates[(at > made.switch_off_s - 0.1) & np.isfinite(rates)]
    assert late.max() < 1.15 * plateau


def test_what_is_no_simulated_lift_is_refused() -> None:
    with pytest.raises(RecordError, match="without a lift's truth"):
        figures.lifts([pool_examples.ramp()])
    with pytest.raises(RecordError, match="0 recordings"):
        figures.lifts([])
    with pytest.raises(RecordError, match="2 recordings, 1 names"):
        figures.lifts([examples.single()] * 2, ["one"])
    with pytest.raises(MissingChannel, match="force"):
        figures.lifts([simulate.seen_by(examples.single(), "video")]).svg()


# ---------------------------------------------------------------- sets


def test_sets_show_every_repetition_and_what_was_completed() -> None:
    sets = examples.two_sets()
    drawing = figures.lift_sets([sets])
    first, second = (sum(one.completed for one in each.truth.repetitions) for each in sets)
    assert f"{first}, {second} repetitions" in drawing.finding
    assert "Hollow: not completed." in drawing.caption
    said = words_of(drawing.svg())
    for words in ("mean velocity, m/s", "strength left, %", "units recruited, %", "set, repetitions completed",
                  str(first), str(second)):  # fmt: skip
        assert words in said


def test_two_sessions_lie_beside_each_other_under_their_letters() -> None:
    said = words_of(examples.beside().svg())
    assert {"A", "B"} <= set(said)
    assert any(text.startswith("A 1 × 1, ") for text in said)
    assert any(text.startswith("B 2 × failure, ") for text in said)


def test_sets_without_motor_units_have_no_neural_rows() -> None:
    drawing = figures.lift_sets([examples.two_sets(discharges=False)])
    assert not drawing.neural
    assert "units recruited, %" not in words_of(drawing.svg())
    mixed = figures.lift_sets([[examples.single()], examples.two_sets(discharges=False)])
    assert not mixed.neural


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("width_px", sorted(style.WIDTHS_PX.values()))
def test_a_set_that_fails_at_once_can_be_drawn(width_px: int) -> None:
    assert figures.lift_sets([[examples.stuck()]]).svg(width_px).startswith("<svg")


def test_a_long_session_stays_a_small_picture() -> None:
    sets = simulate.session("back_squat", [(60, 20)] * 5, discharges=False, seed=1)
    assert len(figures.lift_sets([sets]).svg()) < 300_000


def test_no_session_or_an_empty_one_is_refused() -> None:
    for sides in ([], [[]], [[examples.single()]] * 4):
        with pytest.raises(RecordError, match="figure of sets"):
            figures.lift_sets(sides)
    with pytest.raises(RecordError, match="without a lift's truth"):
        figures.lift_sets([[replace(examples.single(), truth=None)]])


# ---------------------------------------------------------------- what a picture says of itself, and where


@pytest.mark.parametrize("units", [True, False])
def test_captions_say_whose_units_they_are_and_what_a_bar_cannot_tell(units: bool) -> None:
    for drawing in (examples.three_ways(discharges=units), figures.lift_sets([examples.two_sets(discharges=units)])):
        assert "which stands for all muscles of the lift (assumed)" in drawing.caption
        assert "ar data cannot tell neural from muscular strength" in drawing.caption
        assert ("every unit that can be called on" in drawing.caption) is units


def test_the_share_of_units_that_all_have_in_common_is_said_once() -> None:
    assert examples.three_ways().finding.count("100 %") == 1


def test_a_load_that_is_far_too_heavy_comes_first_and_has_no_force() -> None:
    drawing = figures.lifts([examples.stuck()])
    assert re.match(r"300 kg is \d\.\d+ times what this lifter can lift once\.", drawing.caption)
    assert not any(text.startswith("force") for text in words_of(drawing.svg()))


@pytest.mark.parametrize("width_px", sorted(style.WIDTHS_PX.values()))
@pytest.mark.parametrize("share", [0.35, 0.5, 0.65, 0.8])
def test_no_label_is_struck_by_the_dashed_line(share: float, width_px: int) -> None:
    for released in (True, False):
        figure = figures.lifts([examples.lifted(share, release=released)]).figure(width_px)
        figure.canvas.draw()
        dashed = [line for axes in figure.axes for line in axes.lines if line.get_linestyle() == "--"]
        assert dashed
        for line in dashed:
            x_px = line.axes.transData.transform((line.get_xdata()[0], 0.0))[0]
            bold = [text for text in line.axes.texts if text.get_weight() == "bold"]
            bold = [text for text in bold if "kg" not in text.get_text()]
            for box in (text.get_window_extent() for text in bold):
                assert not box.x0 < x_px < box.x1


def test_the_velocity_of_a_throw_ends_at_the_top_of_its_flight() -> None:
    axes = figures.lifts([examples.lifted(0.4, release=True)]).figure().axes[0]
    course = max(axes.lines, key=lambda line: len(line.get_xdata()))
    assert course.get_ydata().min() > -0.02


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    for width_px in range(200, 700, 7):
        canvas = Canvas(width_px)
        for line in canvas._wrapped("Bench press, 60 kg (63 %): mean velocity 0.70 m/s, 100 % of the units recruited."):
            assert not re.match(r"(kg|%|m/s)", line)
