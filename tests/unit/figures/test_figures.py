"""Each figure on cases whose answer is known."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import figure_examples as examples
from neuraldrive import figures
from neuraldrive.errors import MeasureError, MissingChannel, RecordError
from neuraldrive.figures import canvas
from neuraldrive.figures.timeline import BestVelocity, Estimate
from neuraldrive.records import Measurement, Recording, Repetition, SetEntry, Signal


def words_of(svg: str) -> list[str]:
    return [unescape(text) for text in re.findall(r">([^<>]+)</text>", svg)]


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e4))
def test_an_axis_has_two_to_five_ticks_and_all_lie_on_it(low: float, span: float) -> None:
    found = canvas.ticks(low, low + span)
    assert 1 <= len(found) <= 5
    assert all(low - 1e-6 * span <= tick <= low + span + 1e-6 * span for tick in found)


@given(st.integers(1, 5000), st.integers(1, 300))
def test_a_thinned_line_keeps_its_highest_and_lowest_sample(count: int, columns: int) -> None:
    x = np.arange(count, dtype=float)
    y = np.random.default_rng(count).normal(size=count)
    thin_x, thin_y = canvas.thinned(x, y, columns)
    assert thin_x.size <= max(2 * columns, count if count <= 2 * columns else 0)
    assert (thin_y.min(), thin_y.max()) == (y.min(), y.max())
    assert (np.diff(thin_x) > 0).all()


def test_a_doubted_point_is_drawn_with_its_reason() -> None:
    profile = examples.profile()
    doubts = [point.doubt for point in profile.points if point.doubt]
    assert doubts, "the example holds a load in the wrong unit"
    said = " ".join(words_of(figures.load_velocity(profile).svg()))
    assert doubts[0] in said
    assert "doubted" in figures.load_velocity(profile).finding


def test_the_profile_names_the_interval_and_never_the_estimate_alone() -> None:
    profile = examples.profile()
    low, high = (f"{end:.0f}" for end in profile.estimated_one_rm_kg.interval)
    drawing = figures.load_velocity(profile)
    assert f"{low} to {high} kg, 95 % interval" in drawing.finding
    assert any(text.startswith("1RM") and text.endswith(f"{low} to {high}") for text in words_of(drawing.svg()))


def test_an_excluded_repetition_stays_and_says_why() -> None:
    recording, repetitions = examples.recorded_set([0.6, 0.5, 0.4], {2: "rerack"})
    drawing = figures.trace(recording, repetitions)
    said = words_of(drawing.svg())
    assert "2 a" in said
    assert "a: rerack" in said
    assert "3 repetitions found, 1 of them excluded" in drawing.finding


def test_the_loss_names_its_reference() -> None:
    entry = SetEntry("back_squat", 100.0, [Repetition(k, mean_velocity=v) for k, v in enumerate((0.5, 0.6, 0.45), 1)])
    drawing = figures.velocity_by_repetition([entry])
    said = words_of(drawing.svg())
    assert "−25 %" in said
    assert any("loss from fastest" in text for text in said)
    assert "from the fastest is 25.0 %" in drawing.finding


def test_loads_are_drawn_in_the_unit_asked_for() -> None:
    entry = SetEntry("back_squat", 102.058, [Repetition(mean_velocity=0.5)])
    assert "225" in words_of(figures.velocity_by_repetition([entry], "lb").svg())


def test_a_cord_device_is_drawn_against_height() -> None:
    drawing = figures.trace(None, [examples.position_triggered(0.5), examples.position_triggered(0.4, 2)])
    assert drawing.finding.startswith("Bar velocity against height")
    assert "height above the start, m" in words_of(drawing.svg())


def test_a_change_inside_the_intervals_is_not_called_a_change() -> None:
    def one_rm(value: float, half: float) -> Measurement:
        return Measurement("estimated_one_rm_kg", value, "kg", "", (value - half, value + half))

    first, second = datetime(2026, 3, 1), datetime(2026, 4, 1)
    same = figures.history([Estimate(first, one_rm(140, 10)), Estimate(second, one_rm(146, 10))])
    other = figures.history([Estimate(first, one_rm(140, 5)), Estimate(second, one_rm(160, 5))])
    assert "a change is not shown" in same.finding
    assert "do not overlap" in other.finding


def test_days_with_and_without_a_time_zone_share_an_axis() -> None:
    aware = datetime(2025, 12, 20, 9, tzinfo=UTC)
    best = [BestVelocity(aware, 100.0, 0.5), BestVelocity(datetime(2026, 1, 20), 100.0, 0.55)]
    assert "20 Jan 26" in words_of(figures.history([], best).svg())


def test_what_cannot_be_drawn_says_what_is_missing() -> None:
    with pytest.raises(MeasureError, match="no repetition with a mean velocity"):
        figures.velocity_by_repetition([SetEntry("back_squat", 100.0, [Repetition()])])
    with pytest.raises(MissingChannel, match="no position and no velocity"):
        figures.trace(Recording({"force": Signal([1.0, 2.0], "N", rate_hz=100)}), [])
    with pytest.raises(RecordError, match="no estimate"):
        figures.history([])


@pytest.mark.parametrize(
    "reason", ["costs $5 and $6", "<script>alert(1)</script>", "日本語の理由", "a\x00b\n\tc", "x" * 400]
)
def test_whatever_a_reason_holds_it_is_only_text(reason: str) -> None:
    entry = SetEntry(
        "back_squat", 100.0, [Repetition(1, mean_velocity=0.5), Repetition(2, mean_velocity=0.4, excluded=reason)]
    )
    svg = figures.velocity_by_repetition([entry]).svg()
    assert "<script" not in svg
    assert "\x00" not in svg
    assert any(text.startswith("a: ") for text in words_of(svg))


def test_one_point_one_sample_and_one_day_can_be_drawn() -> None:
    single = Recording({"velocity": Signal([0.0], "m/s", rate_hz=100)})
    assert "<svg" in figures.trace(single, []).svg()
    entry = SetEntry("skull_crushers", None, [Repetition(mean_velocity=0.3)])
    assert "–" in words_of(figures.velocity_by_repetition([entry]).svg())
    at = datetime(2026, 1, 1)
    best = [BestVelocity(at + timedelta(days=k), 100.0, 0.5) for k in range(2)]
    assert "<svg" in figures.history([], best).svg()
