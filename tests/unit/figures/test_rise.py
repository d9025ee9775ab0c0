"""The figure of a rise: what it says, and that it keeps to the design language."""

from __future__ import annotations

import re
from html import unescape

import numpy as np
import pytest

from isometric_force import rapid, recorded
from neuraldrive import figures, measure
from neuraldrive.errors import MeasureError
from neuraldrive.figures import style
from neuraldrive.records import Recording, Signal


def _recording(unit: str = "N", largest: float = 500.0) -> Recording:
    rng = np.random.default_rng(1)
    force = recorded(rapid(rng), rng, noise=0.0005, largest=largest)
    return Recording({"force": Signal(force.samples, unit, rate_hz=1000)})


@pytest.mark.parametrize("width", [style.NARROW_PX, style.WIDE_PX])
@pytest.mark.parametrize(("unit", "largest"), [("N", 500.0), ("N·m", 200.0), ("MVF", 0.9), ("V", 0.001)])
def test_the_drawing_keeps_the_design_language(unit, largest, width):
    svg = figures.rise(_recording(unit, largest)).svg(width)
    assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) <= set(style.LIGHT.values())
    assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", svg)) >= 12
    said = {unescape(text) for text in re.findall(r">([^<>]+)</text>", svg)}
    assert "time, s" in said
    assert "time after the onset, ms" in said
    assert any(text.startswith("force, ") for text in said)


def test_the_finding_is_one_sentence_with_onset_and_rate():
    recording = _recording()
    drawing = figures.rise(recording)
    rate = measure.rate_of_force_development(recording)
    assert drawing.finding.endswith("in the first 50 ms.")
    assert rate.text in drawing.finding
    assert "Tillin 2010" in drawing.caption


def test_the_other_rule_is_dashed_and_a_given_onset_has_none():
    assert "Aagaard 2002" in figures.rise(_recording(), "threshold").caption
    dashed = [figures.rise(_recording(), rule).svg().count("stroke-dasharray") for rule in ("baseline", 2.02)]
    assert dashed[0] == dashed[1] + 1


def test_drawing_twice_gives_the_same_bytes():
    assert figures.rise(_recording()).svg() == figures.rise(_recording()).svg()


def test_a_force_without_a_rise_is_not_drawn():
    with pytest.raises(MeasureError):
        figures.rise(Recording({"force": Signal(np.zeros(2000), "N", rate_hz=1000)}))


def test_words_lie_below_the_curve_and_shares_are_per_cent():
    axes = figures.rise(_recording("MVF", 0.9)).figure().axes[1]
    foot, top = axes.get_ylim()
    lowest = min(float(np.min(line.get_ydata())) for line in axes.lines if len(line.get_ydata()) > 50)
    rows = [text for text in axes.texts if text.get_text().endswith("MVF/s")]
    assert len(rows) == 3
    assert lowest > foot + 3 * 16 / 200 * (top - foot)
    assert {"0", "50"} <= {text.get_text() for text in axes.texts}
    assert "force, % of MVF" in {text.get_text() for text in axes.texts}
