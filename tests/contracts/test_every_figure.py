"""What every figure keeps: the tokens, the size of words, a finding, the same bytes twice."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape

import pytest

import figure_examples as examples
import lift_examples
import pool_examples
from neuraldrive import figures
from neuraldrive.figures import Drawing, style


def _trace() -> Drawing:
    return figures.trace(*examples.recorded_set([0.6, 0.55, 0.5, 0.4], {3: "a spotter's hand on the bar"}))


FIGURES: dict[str, Callable[[], Drawing]] = {
    "trace": _trace,
    "trace by height": lambda: figures.trace(None, [examples.position_triggered(0.5 - 0.05 * k, k) for k in (1, 2, 3)]),
    "load and velocity": lambda: figures.load_velocity(examples.profile()),
    "load and velocity in lb": lambda: figures.load_velocity(examples.profile(), "lb"),
    "velocity by repetition": lambda: figures.velocity_by_repetition([p.entry for p in examples.training_day(0)]),
    "history": lambda: figures.history(examples.lift_part(days=6).estimates, examples.lift_part(days=6).best),
    "lifts without motor units": lambda: lift_examples.three_ways(discharges=False),
    "sets without motor units": lambda: figures.lift_sets([lift_examples.two_sets(discharges=False)]),
    "history of one day": lambda: figures.history(examples.lift_part(days=1).estimates),
}


NEURAL: dict[str, Callable[[], Drawing]] = {
    "ramp": lambda: figures.contraction(pool_examples.ramp(), [pool_examples.ramp(8), pool_examples.ramp(9)]),
    "ramp with EMG": lambda: figures.contraction(pool_examples.ramp(emg="bipolar")),
    "rapid": lambda: figures.contraction(pool_examples.rapid("explosive_trained")),
    "stimulated": lambda: figures.contraction(pool_examples.stimulated()),
    "evoked": lambda: figures.contraction(pool_examples.octet()),
    "two states": pool_examples.two_states,
    "lifts side by side": lift_examples.three_ways,
    "sets": lambda: figures.lift_sets([lift_examples.two_sets()]),
    "sessions beside each other": lift_examples.beside,
    "a bar that does not move": lambda: figures.lifts([lift_examples.stuck()]),
}
EVERY = {**FIGURES, **NEURAL}


@pytest.fixture(scope="module", params=EVERY, ids=str)
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return EVERY[request.param]()


@pytest.fixture(scope="module", params=[style.NARROW_PX, style.WIDE_PX], ids=["narrow", "wide"])
def svg(drawing: Drawing, request: pytest.FixtureRequest) -> str:
    return drawing.svg(request.param)


def test_every_colour_is_a_token_that_the_page_can_change(drawing: Drawing, svg: str) -> None:
    colours, tokens = set(re.findall(r"#[0-9a-f]{6}\b", svg)), style.light(neural=drawing.neural)
    assert colours
    assert colours <= set(tokens.values())
    assert set(re.findall(r"var\(--([\w-]+),(#\w+)\)", svg)) <= set(tokens.items())
    assert len(re.findall(r"(?<!,)#[0-9a-f]{6}\b", svg)) == 0, "a colour outside var()"


@pytest.mark.parametrize("name", FIGURES)
def test_no_neural_hue_is_borrowed_for_the_bar(name: str) -> None:
    drawing = FIGURES[name]()
    assert not drawing.neural
    svg = drawing.html()
    neural = {"#1b5bc2", "#7fb2ff", "#a94a06", "#f79a5a"}
    assert not neural & set(re.findall(r"#[0-9a-f]{6}", svg.lower()))
    assert "--rec" not in svg
    assert "--rate" not in svg


def test_words_stay_words_and_none_is_smaller_than_twelve_pixels(svg: str) -> None:
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", svg)]
    assert len(sizes) == svg.count("<text")
    assert min(sizes) >= 12


def test_the_finding_is_one_sentence_with_a_number(drawing: Drawing, svg: str) -> None:
    label = re.search(r'aria-label="([^"]*)"', svg)
    assert label
    assert unescape(label[1]) == drawing.finding
    assert drawing.finding.endswith(".")
    assert re.search(r"\d", drawing.finding)


def test_both_axes_name_their_unit_or_what_they_count(svg: str) -> None:
    said = [unescape(text) for text in re.findall(r">([^<>]+)</text>", svg)]
    assert any(text.endswith((", m/s", ", m", ", kg", ", lb", "% of MVF", "% of tetanus")) for text in said)
    assert any(
        re.search(r"(load, (kg|lb)|time, s|force, ms|start, m|^date|^set, (load|repetitions))", text) for text in said
    )


def test_drawing_twice_gives_the_same_bytes(drawing: Drawing) -> None:
    assert drawing.svg() == drawing.svg()


def test_names_inside_two_figures_never_meet_on_a_page() -> None:
    pages = [EVERY[name]().html() for name in ("trace", "load and velocity", "velocity by repetition", "rapid", "ramp")]
    names = [name for page in pages for name in set(re.findall(r' id="([^"]+)"', page))]
    assert names
    assert len(names) == len(set(names))
    for page in pages:
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))


def test_a_figure_asks_nothing_of_a_network_and_sets_no_style_for_the_page(svg: str) -> None:
    assert "<style" not in svg
    assert set(re.findall(r"https?://[^\"' )]+", svg)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_figure_can_be_saved_as_a_file(tmp_path, ending: str) -> None:
    path = tmp_path / f"trace.{ending}"
    _trace().save(path)
    assert path.stat().st_size > 2000


def test_importing_the_figures_loads_no_plotting_library() -> None:
    code = "import sys, neuraldrive.figures; print(sorted({'matplotlib', 'jinja2', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_drawing_leaves_no_pyplot_state_behind() -> None:
    code = (
        "import sys; from neuraldrive import figures; from neuraldrive.records import *; import warnings\n"
        "s = SetEntry('back_squat', 100, [Repetition(mean_velocity=0.5)])\n"
        "figures.velocity_by_repetition([s]).svg(); print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
