"""Blocks of live samples check themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from neuraldrive.errors import RecordError
from neuraldrive.records import SampleBlock

GOOD: dict[str, Any] = {
    "channel": "position", "times_s": [0.0, 0.1], "samples": [0.5, 0.6], "received_at_s": 1.0, "sensor": "bar",
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "force"},
        {"channel": "inertial"},
        {"samples": [0.5]},
        {"samples": [[0.5], [0.6]]},
        {"samples": [0.5, np.nan]},
        {"times_s": [0.0, np.inf]},
        {"times_s": [0.1, 0.1]},
        {"times_s": [0.1, 0.0]},
        {"battery": 4.0},
        {"times_s": [], "samples": []},
    ],
)
def test_what_contradicts_itself_is_refused(wrong: dict[str, Any]) -> None:
    SampleBlock(**GOOD)
    with pytest.raises(RecordError, match="sample block: "):
        SampleBlock(**{**GOOD, **wrong})


def test_there_may_be_only_something_to_tell() -> None:
    block = SampleBlock("inertial", np.zeros(0), np.zeros((0, 6)), 1.0, "bar", notes=("connection lost",))
    assert (len(block), block.notes) == (0, ("connection lost",))


def test_nobody_can_write_to_its_samples() -> None:
    with pytest.raises(ValueError, match="read-only"):
        SampleBlock(**GOOD).samples[0] = 1.0
