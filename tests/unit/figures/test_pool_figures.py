"""Figures of the pool on contractions whose answer is known."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pool_examples as examples
from neuraldrive import catalog, figures, simulate
from neuraldrive.errors import MissingChannel, RecordError
from neuraldrive.figures import canvas, discharges, style, vector
from neuraldrive.records import MotorUnits, Recording, Signal


def words_of(svg: str) -> list[str]:
    return [unescape(text) for text in re.findall(r">([^<>]+)</text>", svg)]


def strokes_of(svg: str, token: str) -> int:
    """Strokes of one colour in the paths that hold many."""
    paths = re.findall(rf'd="(m[^"]*)"[^>]*stroke: var\(--{token},', svg)
    return sum(path.count("m") for path in paths)


# ---------------------------------------------------------------- trains


def test_a_steady_train_has_its_rate_whatever_the_window() -> None:
    times = np.arange(0, 5, 0.08)
    at = np.array([1.0, 2.0, 3.0])
    for window_s in (0.0, 0.4, 1.0):
        assert discharges.rate_course(times, at, window_s) == pytest.approx([12.5] * 3)


def test_a_pause_has_no_rate() -> None:
    times = np.concatenate((np.arange(0, 1, 0.1), np.arange(3, 4, 0.1)))
    course = discharges.rate_course(times, np.array([0.5, 2.0, 3.5]), 0.4)
    assert course[[0, 2]] == pytest.approx([10.0, 10.0])
    assert np.isnan(course[1])


def test_the_silence_after_a_stimulus_is_no_slow_rate() -> None:
    times = np.concatenate((np.arange(0, 1, 0.05), np.arange(1.09, 2, 0.05)))
    at = np.array([1.0])
    assert discharges.rate_course(times, at, 0.0)[0] < 12
    assert np.isnan(discharges.rate_course(times, at, 0.0, breaks_s=(1.0,))[0])


@given(st.integers(1, 2000), st.integers(40, 400))
def test_a_raster_shows_no_more_rows_than_have_room(count: int, height_px: int) -> None:
    shown = discharges.rows(count, height_px)
    assert 1 <= shown.size <= max(1, height_px / 2 + 1)
    assert shown.max() < count


def test_the_strokes_of_a_raster_are_bounded_by_its_size_not_by_the_recording() -> None:
    rng = np.random.default_rng(1)
    trains = [np.cumsum(rng.uniform(0.05, 0.15, 40_000)) for _ in range(20)]
    found = discharges.strokes(trains, np.arange(20), px_per_s=400 / 4000)
    assert found.at_s.size == 0
    assert found.bar_row.size < 20 * 400
    few = discharges.strokes([train[:50] for train in trains], np.arange(20), px_per_s=80)
    assert (few.at_s.size, few.bar_row.size) == (1000, 0)


# ---------------------------------------------------------------- paths


@given(st.lists(st.tuples(st.sampled_from("ML"), st.integers(-9999, 9999), st.integers(-9999, 9999)), min_size=1))
def test_a_shortened_path_leads_to_the_same_points(strokes: list[tuple[str, int, int]]) -> None:
    strokes = [("M", *strokes[0][1:]), *strokes[1:]]
    path = " ".join(f"{verb} {x / 10} {y / 10}" for verb, x, y in strokes)
    assert _points(vector._shortened(path)) == [(x, y) for _, x, y in strokes]


def _points(short: str) -> list[tuple[int, int]]:
    """The points of a path of m, l, h and v, in tenths."""
    x = y = 0
    points = []
    for verb, numbers in re.findall(r"([mlhv])([^mlhv]*)", short):
        values = [round(10 * float(word)) for word in re.findall(r"-?(?:\d+\.\d+|\.\d+|\d+)", numbers)]
        steps = list(zip(values[::2], values[1::2], strict=True)) if verb in "ml" else [
            (value, 0) if verb == "h" else (0, value) for value in values
        ]  # fmt: skip
        for across, up in steps:
            x, y = x + across, y + up
            points.append((x, y))
    return points


# ---------------------------------------------------------------- contraction


def test_every_unit_that_discharged_and_has_room_has_its_first_discharge_in_blue() -> None:
    recording = examples.ramp()
    svg = figures.contraction(recording).svg()
    recruited = int(np.isfinite(recording.truth.recruited_at_s).sum())
    assert examples.UNITS <= 100, "every unit has room"
    assert strokes_of(svg, "rec") >= recruited
    assert f"{recruited} of {examples.UNITS} motor units recruited" in figures.contraction(recording).finding


def test_every_stroke_is_a_discharge_where_there_is_room_for_all() -> None:
    recording = examples.rapid()
    assert recording.motor_units is not None
    assert strokes_of(figures.contraction(recording).svg(), "text") >= recording.motor_units.discharge_count


def test_a_long_dense_contraction_stays_a_small_picture() -> None:
    effort = simulate.hold(at=0.2, until="failure")
    recording = simulate.contraction("vastus_lateralis", effort, rate_hz=200.0)
    assert recording.motor_units is not None
    assert recording.motor_units.discharge_count > 1_000_000
    assert len(figures.contraction(recording).svg()) < 300_000
    ramp = simulate.contraction("vastus_lateralis", simulate.ramp(to=0.4))
    assert len(figures.contraction(ramp).svg()) < 300_000


def test_the_force_has_its_axis_in_shares_of_the_maximum_and_its_unit_beside() -> None:
    strong = examples.muscle().with_number("maximal_voluntary_force", 290.0, why="a test", unit="N·m")
    recording = simulate.contraction(strong, simulate.hold(at=0.5, hold_s=3))
    said = words_of(figures.contraction(recording).svg())
    assert "force, % of MVF" in said
    [beside] = [text for text in said if text.endswith("N·m")]
    assert 140 < float(beside.removesuffix(" N·m")) < 160


def test_maximum_and_tetanus_are_named_where_the_force_comes_near_them() -> None:
    assert {"MVF", "tetanus"} <= set(words_of(figures.contraction(examples.octet()).svg()))
    assert "tetanus" not in words_of(figures.contraction(examples.ramp()).svg())


def test_what_is_only_evoked_has_no_raster() -> None:
    drawing = figures.contraction(examples.octet())
    assert "motor unit, by threshold" not in words_of(drawing.svg())
    assert "Upright dashes: stimuli." in drawing.caption


def test_doublets_are_marked_and_not_taken_for_a_rate() -> None:
    recording = examples.rapid("explosive_trained")
    doubled = int(recording.truth.is_doublet.sum())
    assert doubled > 5
    drawing = figures.contraction(recording)
    assert strokes_of(drawing.svg(), "rate") >= doubled
    assert "Copper squares: doublets." in drawing.caption
    [first] = [text for text in words_of(drawing.svg()) if text.startswith("first ")]
    assert 80 < float(first.removeprefix("first ")) < 150


def test_bands_say_how_many_runs_they_rest_on() -> None:
    drawing = figures.contraction(examples.ramp(7), [examples.ramp(8), examples.ramp(9)])
    assert "Bands hold 90 % of 3 runs" in drawing.caption
    assert "Bands" not in figures.contraction(examples.ramp(7)).caption
    assert "fill: var(--tot-soft" in drawing.svg()


def test_emg_is_drawn_in_millivolts_a_grid_as_its_amplitude() -> None:
    assert "EMG, mV" in words_of(figures.contraction(examples.ramp(emg="bipolar")).svg())
    assert "EMG amplitude of 64 channels, mV" in words_of(figures.contraction(examples.ramp(emg="grid_8x8")).svg())


def test_a_measured_recording_with_identified_units_is_drawn_too() -> None:
    simulated = examples.ramp()
    assert simulated.motor_units is not None
    units = MotorUnits(simulated.motor_units.discharge_times_s[::5])
    drawing = figures.contraction(replace(simulated, truth=None, device=None, motor_units=units, flags=()))
    assert drawing.caption.startswith("Measured.")
    assert "motor unit, as identified" in words_of(drawing.svg())


@pytest.mark.filterwarnings("error")
def test_silence_one_discharge_and_force_alone_can_be_drawn() -> None:
    silent = simulate.contraction(examples.muscle(), simulate.drive([0.0, 0.0], rate_hz=1))
    single = replace(examples.ramp(), truth=None, motor_units=MotorUnits([[0.5], []]))
    alone = Recording({"force": Signal(np.linspace(0, 300, 500), "N", rate_hz=100)})
    for recording in (silent, single, alone):
        for width_px in (style.NARROW_PX, style.WIDE_PX, 960):
            assert figures.contraction(recording).svg(width_px).startswith("<svg")


def test_a_recording_without_force_says_so() -> None:
    with pytest.raises(MissingChannel, match="needed force"):
        figures.contraction(Recording({"position": Signal([0.0, 1.0], "m", rate_hz=10)}))


# ---------------------------------------------------------------- two states


def test_the_paradox_names_what_explains_most_and_leaves_out_what_explains_nothing() -> None:
    drawing = examples.two_states()
    said = words_of(drawing.svg())
    assert "recruitment time explains 90 %" in drawing.finding
    assert "recruitment time" in said
    assert "doublets" not in said
    assert "9.0 (90 %)" in said


def test_two_states_need_one_muscle_and_a_simulation() -> None:
    other = simulate.contraction(catalog.muscle("soleus", units=200), simulate.ballistic(to=1.0))
    with pytest.raises(RecordError, match="one muscle"):
        figures.two_states(examples.rapid(), other)
    with pytest.raises(RecordError, match="a measured recording"):
        figures.two_states(examples.rapid(), replace(examples.rapid(), truth=None))


# ---------------------------------------------------------------- the sheet


def test_a_figure_drawn_from_a_bar_cannot_have_the_neural_hues() -> None:
    with pytest.raises(KeyError):
        canvas.Canvas(320).panel(40).line([0, 1], [0, 1], "rec")
    canvas.Canvas(320, neural=True).panel(40).line([0, 1], [0, 1], "rec")


@given(st.lists(st.floats(-500, 500), max_size=8))
def test_labels_pushed_apart_keep_their_order_and_their_distance(levels: list[float]) -> None:
    placed = canvas.apart(levels)
    assert len(placed) == len(levels)
    for (one, where), (other, there) in zip(
        sorted(zip(levels, placed, strict=True)), sorted(zip(levels, placed, strict=True))[1:], strict=False
    ):
        assert one <= other
        assert there - where >= 15 - 1e-6


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_a_figure_of_its_own_is_white_and_says_what_it_shows(tmp_path, ending: str) -> None:
    path = tmp_path / f"ramp.{ending}"
    figures.contraction(examples.ramp()).save(path)
    assert 5_000 < path.stat().st_size < 600_000
    if ending == "svg":
        text = path.read_text()
        assert "motor units recruited" in text
        assert "fill: #ffffff" in text
        assert "Simulated. Each stroke" in text
