"""What a rack's page is told of a verdict: a reason that leaves out what the page shows as numbers."""

from __future__ import annotations

import pytest

from neuraldrive.records import Verdict
from neuraldrive.web.racks import seen

OTHERS = "mostly other lifters'"
SURE = "0.52 m/s with a floor of 0.46 m/s (your own): 4 % sure that 2 or fewer are in reserve, 0 to 7 left"


@pytest.mark.parametrize(
    ("why", "short"),
    [
        (f"{SURE}.", "0.52 m/s; such sets end near 0.46 m/s (the floor, as your own do)."),
        (
            f"{SURE.replace('your own', OTHERS)}.",
            "0.52 m/s; such sets end near 0.46 m/s (the floor, mostly from other lifters).",
        ),
        (
            f"One of 6 repetitions is left: {SURE}; slow from the first repetition on.",
            "One of 6 repetitions is left: 0.52 m/s; such sets end near 0.46 m/s (the floor, as your own do); slow from the first repetition on.",
        ),
        ("The bar is not seen.", "The bar is not seen."),
    ],
)
def test_the_chance_and_what_is_left_are_not_said_a_second_time(why: str, short: str) -> None:
    verdict = Verdict(word="last rep", why=why, rule="until 2 in reserve", probability=0.04, reserve=(0.0, 7.0))
    told = seen.verdict(verdict, 0.0)
    assert told is not None
    assert told["short"] == short
    assert told["why"] == why


@pytest.mark.parametrize(
    ("rule", "words"),
    [("until 2 in reserve", "chance of 2 or fewer reps left"), ("until 0 in reserve", "chance that no rep is left")],
)
def test_a_chance_is_said_in_words(rule: str, words: str) -> None:
    told = seen.verdict(Verdict(word="go", why="0.5 m/s.", rule=rule, probability=0.04, reserve=(0.0, 7.0)), 0.0)
    assert told is not None
    assert told["chance"] == words
