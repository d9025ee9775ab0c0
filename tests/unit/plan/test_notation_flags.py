"""What can be done as it stands and is hardly meant so is kept and flagged at its place."""

from __future__ import annotations

import subprocess
import sys

import pytest

from neuraldrive import plan


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("mon: bench 5x2 @ 90% until velocity falls 10%", 28, "in sets of two"),
        ("mon: bench 5x1 @ 95% until RPE 9 or velocity falls 20%", 37, "in sets of one repetition"),
        ("mon: bench 1x3 @ 80% until set mean falls 10%", 28, "in one set"),
        ("mon: speed bench 3x3 @ 50% until set mean falls 10%", 34, "in 3 sets"),
        ("mon: speed bench 9x3 @ 50% until velocity falls 10%", 34, "`until set mean falls 10%`"),
        ("mon: bench 5x5 @ RPE 9 until RPE 8", 30, "the load's own RPE"),
        ("mon: bench 5x5, at 0.5m/s, until below 0.6m/s", 34, "the velocity aimed at"),
        ("mon: back squat 2x50 @ 50%", 17, "write 50x2"),
        ("mon: back squat 25x2", 17, "25 sets"),
        ("mon: back squat 1x1 @ 600kg", 17, "600kg"),
    ],
)
def test_a_doubt_is_flagged_and_the_plan_kept(text: str, column: int, words: str) -> None:
    read = plan.parse(text)
    assert str(read) == text
    (flag,) = read.flags
    assert flag.startswith(f"line 1, column {column}: ")
    assert words in flag


@pytest.mark.parametrize(
    "text",
    [
        "mon: bench 5x3 @ 80% until velocity falls 10%",
        "mon: bench wave 85/90/95 x 3/2/1, until velocity falls 10%",
        "mon: bench 3xmax @ 60% until velocity falls 20%",
        "mon: bench 2x3 @ 80% until set mean falls 10%",
        "mon: bench 5x5 @ RPE 8 until RPE 9 or 1 in reserve",
        "mon: push-up 3x30",
    ],
)
def test_what_can_be_meant_is_not_flagged(text: str) -> None:
    assert plan.parse(text).flags == ()


def test_flags_are_no_part_of_a_plan() -> None:
    text = "mon: bench 5x2 @ 90% until velocity falls 10%"
    assert plan.parse(text) == plan.parse(f"# so\n{text}")
    assert plan.parse(f"# so\n{text}").flags[0].startswith("line 2, column 28")


def test_the_parser_is_loaded_only_where_plans_are() -> None:
    code = "import neuraldrive, sys; neuraldrive.records.Plan; import neuraldrive.cli; assert 'lark' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
