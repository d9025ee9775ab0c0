"""A verdict checks itself."""

from __future__ import annotations

import pytest

from neuraldrive.errors import RecordError
from neuraldrive.records import Verdict


@pytest.mark.parametrize(
    "broken",
    [
        {"word": "halt"}, {"why": ""}, {"probability": 1.2}, {"threshold": float("nan")}, {"reserve": (3.0, 1.0)},
        {"reserve": (-1.0, 1.0)}, {"ends": "week"}, {"word": "stop", "ends": ""}, {"word": "go", "ends": "set"},
        {"pace": "tired"},
    ],
)  # fmt: skip
def test_a_verdict_that_contradicts_itself_is_refused(broken: dict) -> None:
    with pytest.raises(RecordError):
        Verdict(**{"word": "go", "why": "0.5 m/s.", **broken})


def test_a_verdict_reads_as_word_and_reason() -> None:
    assert str(Verdict("stop", "0.21 m/s.", ends="set")) == "stop: 0.21 m/s."
