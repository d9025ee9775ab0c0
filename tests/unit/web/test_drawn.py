"""Charts: what lies where, and the sentence that says the finding."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest

from neuraldrive.adapt import LoadVelocityProfile, Point
from neuraldrive.web import drawn
from neuraldrive.web.drawn import history
from neuraldrive.web.render import template
from profile_examples import TESTED, profile


def _macro(name: str, *given: object) -> str:
    return str(getattr(template("chart.html.j2").module, name)(*given))


@pytest.mark.parametrize(
    "ends", [(0.0, 1.0), (157.0, 175.0), (-0.163, 0.163), (0.0123, 0.0131), (3.0, 3.0), (0.0, 0.0), (-5e-4, 9e3)]
)
def test_an_axis_holds_its_values_between_two_and_five_round_ticks(ends: tuple[float, float]) -> None:
    axis = drawn.axis_over(ends)

    assert axis.low <= ends[0] <= ends[1] <= axis.high
    assert 2 <= len(axis.ticks) <= 5
    assert len({tick.text for tick in axis.ticks}) == len(axis.ticks)


def test_a_value_beyond_the_axis_is_drawn_at_its_end() -> None:
    axis = drawn.Axis(0, 10)

    assert (axis.at(-3), axis.at(30)) == (0.0, 100.0)


def test_a_marker_says_value_interval_and_population() -> None:
    found = drawn.marker(
        "First rates", "", "rate", (83.0, (71.0, 95.0)), drawn.Axis(40, 120, "pps", 20),
        reference=drawn.Reference("Untrained 63 to 90", 63, 90), measured="decomposed EMG",
        evidence=(drawn.Evidence("S16", "/evidence#S16"),),
    )  # fmt: skip

    assert found.finding == "First rates: 83 pps, interval 71 to 95. Untrained 63 to 90."
    text = _macro("marker", found)
    assert "71 to 95" in text
    assert 'href="/evidence#S16"' in text
    assert 'aria-label="First rates: 83 pps' in text


def test_a_marker_of_unknown_error_says_so_and_draws_no_interval() -> None:
    found = drawn.marker("Span", "", "rec", (61.0, None), drawn.Axis(0, 150, "ms", 50))

    assert found.bar is None
    assert "error not known" in found.finding


def test_names_of_people_cannot_become_markup() -> None:
    found = drawn.marker("<script>alert(1)</script>", '"onload="x', "rec", (1.0, None), drawn.Axis(0, 2))

    text = _macro("marker", found)
    assert "<script>" not in text
    assert '"onload="x' not in text


def test_an_empty_marker_names_the_test_that_would_fill_it() -> None:
    text = _macro("empty", drawn.Empty("Rate at full effort", "", "A 5 s maximal hold with high-density EMG."))

    assert "not measured" in text
    assert "maximal hold with high-density EMG" in text


def test_a_day_beyond_the_band_is_said_to_be_beyond_it() -> None:
    found = drawn.day_band(-0.11, 0.074, (-0.147, -0.073))

    assert "beyond the own day-to-day band" in found.finding
    assert found.dot is not None
    assert found.dot < found.band[0]


def test_a_day_that_is_over_is_not_called_today() -> None:
    found = drawn.day_band(0.009, 0.128, (-0.1, 0.11), when="27 Mar")

    assert found.finding.startswith("27 Mar +0.009 m/s")
    assert found.label == "27 Mar +0.009"


def test_a_day_without_a_reading_has_a_band_and_no_point() -> None:
    found = drawn.day_band(None, 0.074)

    assert found.dot is None
    assert "no reading" in found.finding


@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_the_load_velocity_chart_falls_and_names_the_interval_of_the_1rm(unit: str) -> None:
    chart = drawn.load_velocity_chart(profile("back_squat"), unit)

    low, high = profile("back_squat").estimated_one_rm_kg.interval
    per = 1.0 if unit == "kg" else 0.45359237
    assert f"1RM {low / per:.0f}–{high / per:.0f} {unit}" in chart.finding
    line = chart.paths[1].d.removeprefix("M").split("L")
    heights = [float(each.split()[1]) for each in line]
    assert heights == sorted(heights)  # down the page with the load
    assert all(math.isfinite(each) for each in heights)


def _with_slow_sets(lift: str) -> LoadVelocityProfile:
    """With tired sets, as slow as the 1RM with less on the bar."""
    found = profile(lift)
    load, speed = found.estimated_one_rm_kg.value, found.velocity_at_one_rm.value
    slow = tuple(Point(share * load, speed + 0.01, TESTED, 9) for share in (0.7, 0.75, 0.8, 0.85))
    return replace(found, points=(*found.points, *slow))


@pytest.mark.parametrize(
    "known",
    [
        profile("back_squat"),
        profile("deadlift"),
        profile("bench_press", rated=False),
        _with_slow_sets("back_squat"),
        _with_slow_sets("bench_press"),
    ],
)
def test_no_set_lies_on_the_words_of_the_1rm(known: LoadVelocityProfile) -> None:
    chart = drawn.load_velocity_chart(known)

    (words,) = [each for each in chart.labels if each.text.startswith("1RM")]
    left = words.x - 28 if words.anchor == "end" else words.x
    bottom = words.y + words.dy
    for dot in chart.dots:
        if dot.kind != "tot":
            assert not (left < dot.x < left + 28 and bottom - 12 < dot.y < bottom + 2)
    assert 0 < words.y + words.dy < chart.height


@pytest.mark.parametrize("lift", ["back_squat", "deadlift", "bench_press"])
@pytest.mark.parametrize("short_of_it", [-0.15, -0.05, 0.0, 0.04, 0.1])
@pytest.mark.parametrize("slower", [-0.05, 0.0, 0.04, 0.1])
def test_the_doubt_of_a_set_is_not_printed_over_the_bar_of_the_1rm(
    lift: str, short_of_it: float, slower: float
) -> None:
    known = profile(lift)
    low, high = known.estimated_one_rm_kg.interval
    odd = Point(
        low + short_of_it * (high - low) / 0.1, max(known.velocity_at_one_rm.value - slower, 0.02), TESTED, 9,
        "off the line: another lift",
    )  # fmt: skip
    chart = drawn.load_velocity_chart(replace(known, points=(*known.points, odd)))

    (bar,) = [each for each in chart.bars if each.kind == "tot"]
    for words in [each for each in chart.labels if each.text == "off the line"]:
        left = words.x - 28 if words.anchor == "end" else words.x
        bottom = words.y + words.dy
        on_its_height = bottom - 10 < bar.y1 + 3 and bottom + 3 > bar.y1 - 3
        assert not (on_its_height and left < bar.x2 and left + 28 > bar.x1)


def test_a_history_that_stays_says_unchanged_and_one_week_is_one() -> None:
    first, later = date(2026, 11, 2), date(2026, 11, 9)
    same = history.history_chart([(first, (140.0, 130.0, 150.0)), (later, (139.8, 131.0, 149.0))], [], "kg")
    assert same.caption.startswith("Unchanged in 1 week; the first estimate lies inside the last interval")
    fallen = history.history_chart([(first, (140.0, 130.0, 150.0)), (later, (136.0, 131.0, 139.0))], [], "kg")
    assert fallen.caption.startswith("Down 4 kg in 1 week")


@pytest.mark.parametrize(
    "picture",
    [
        drawn.load_velocity_chart(profile("bench_press"), whisker_mps=0.05),
        drawn.spark([0.0, 0.1, -0.05], 0.16, 0.07, "A line."),
        drawn.line_chart([drawn.Series([0, 1], [1, 2])], drawn.Axis(0, 1), drawn.Axis(0, 2), "Up."),
    ],
)
def test_each_chart_is_sound_markup_with_its_finding_and_its_numbers(picture: drawn.Picture) -> None:
    text = _macro("chart", picture)

    root = ET.fromstring(f"<div>{text}</div>")
    assert root[0].get("aria-label") == picture.finding
    assert (root.find("details") is not None) == (picture.table is not None)
