"""Whatever a device sends, reading it does not fail."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from neuraldrive.sensors.chronojump import Chronojump
from neuraldrive.sensors.clock import Clock, arrivals
from neuraldrive.sensors.doubts import Doubts
from neuraldrive.sensors.interface import Counts
from neuraldrive.sensors.layout import Layout
from neuraldrive.sensors.messages import Lines, Messages

_NUMBER = st.floats() | st.integers() | st.none() | st.text(max_size=3)
_JSON = st.recursive(
    _NUMBER | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["t", "time", "position", "velocity", "ax", "gz", "battery", "x"]), inner)
    ),
)
_SENT = (
    st.binary() | st.text() | _JSON.map(json.dumps) | st.lists(_NUMBER, max_size=8).map(lambda row: f"\n{row}"[1:-1])
)


@pytest.mark.parametrize("form", ["messages", "lines", "chronojump"])
@example(messages=["[[Infinity, 1], [Infinity, 1], [-Infinity, NaN], [1e308, 1e308], [-1e308, 2]]"])
@given(messages=st.lists(_SENT, max_size=12))
def test_nothing_that_is_sent_raises_or_comes_out_of_order(form: str, messages: list[bytes | str]) -> None:
    decoder = {
        "messages": lambda: Messages(Layout(factor=9.8)),
        "lines": lambda: Lines(Layout()),
        "chronojump": Chronojump,
    }[form]()
    clock, doubts, newest_s = Clock(Counts()), Doubts(), -np.inf
    for at_s, message in enumerate(messages):
        if form != "messages" and isinstance(message, str):
            message = message.encode()
        rows = decoder.decode(message, float(at_s))
        sifted = clock.sifted(rows.times_s, rows.values, arrivals(rows.times_s, float(at_s)))
        doubts.about(decoder.channel or "position", *sifted)
        placed = clock.place(*sifted)
        assert (np.diff(placed.times_s) > 0).all()
        assert np.isfinite(placed.values).all()
        if placed.times_s.size:
            assert placed.times_s[-1] >= newest_s - 2.0 or clock._counts.late
            newest_s = max(newest_s, placed.times_s[-1])


@pytest.mark.parametrize(
    "message",
    [
        "[0.1, 0.5]",
        "[[0.1, 0.5]]",
        '{"time": 0.1, "position": 0.5}',
        '[{"t": 0.1, "position": 0.5}]',
        '[{"t": [0.1], "position": [0.5]}]',
        "0.1\t0.5",
        "0.1 ; 0.5",
        b"0.1,0.5,",
        '{\n"t": 0.1,\n"position": 0.5\n}',
        '{"t": 0.1, "velocity": 3, "position": 0.5}',
        np.array([0.1, 0.5], "<f8").tobytes(),
    ],
)
def test_ways_to_write_one_sample(message: bytes | str) -> None:
    rows = Messages(Layout()).decode(message)
    assert (rows.times_s.tolist(), rows.values.tolist(), rows.unread) == ([0.1], [[0.5]], 0)


def test_an_inertial_sample_is_written_with_the_names_of_its_axes_or_in_binary() -> None:
    sample = {"t": 1.0, "ax": 1.0, "ay": 2.0, "az": 3.0, "gx": 4.0, "gy": 5.0, "gz": 6.0}
    for message in (json.dumps(sample), np.array(list(sample.values())).tobytes()):
        decoder = Messages(Layout(channel="inertial"))
        assert decoder.decode(message).values.tolist() == [[1, 2, 3, 4, 5, 6]]


def test_a_sensor_keeps_to_its_first_channel() -> None:
    decoder = Messages(Layout())
    decoder.decode('{"t": 0.0, "velocity": 0.5}')
    rows = decoder.decode('[{"t": 0.1, "velocity": 0.5}, {"t": 0.1, "position": 0.5}, [0.1, 0, 0, 9.8, 0, 0, 0]]')
    assert (rows.times_s.size, rows.unread, decoder.channel) == (1, 2, "velocity")


def test_the_clock_of_a_chronojump_encoder_is_set_by_ours_after_a_silence() -> None:
    encoder = Chronojump()
    encoder.decode(bytes(100), 10.1)
    assert encoder.decode(bytes(100), 10.3).times_s[0] == pytest.approx(0.1)  # late by a tenth: the bytes had waited
    assert encoder.decode(bytes(100), 13.4).times_s[-1] == pytest.approx(3.2, abs=0.101)
