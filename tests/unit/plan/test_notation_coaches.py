"""What coaches write: read where it can only mean one thing, else told with their own sentence mended."""

from __future__ import annotations

import pytest

from neuraldrive import plan
from neuraldrive.errors import PlanSyntaxError


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("mon: bench 1x5+ @ 85%", "mon: bench 1xmax @ 85%"),
        ("mon: bench 1x5+ reps @ 85%", "mon: bench 1xmax @ 85%"),
        ("mon: bench AMRAP @ 75%", "mon: bench 1xmax @ 75%"),
        ("mon: bench 3x5, AMRAP @ 75%", "mon: bench 3x5, 1xmax @ 75%"),
        ("mon: bench 5x5 (75%) rest 3min", "mon: bench 5x5 @ 75% rest 3min"),
        ("mon: bench 5x5 (@ RPE 8)", "mon: bench 5x5 @ RPE 8"),
        ("mon: bench 5x5 at RPE 8", "mon: bench 5x5 @ RPE 8"),
        ("mon: bench 5x5 3min rest", "mon: bench 5x5 rest 3min"),
        ("mon: bench 5x5, 90s rest until RPE 9", "mon: bench 5x5 rest 90s until RPE 9"),
        ("mon: bench 5x5 @ 80% 2-3 min rest", "mon: bench 5x5 @ 80% rest 2-3min"),
        ("mon: bench 5x5 @ 80%, 90s to 2min rest", "mon: bench 5x5 @ 80% rest 90-120s"),
        ("Monday bench 5x5", "mon: bench 5x5"),
        ("Monday\n  bench 5x5\n  row 5x5", "mon:\n  bench 5x5\n  row 5x5"),
        ("2026-12-07 bench 5x5", "2026-12-07: bench 5x5"),
        ("week 1\n  mon bench 5x5", "week 1:\n  mon: bench 5x5"),
        (
            "week 1: mon: bench 5x5\nweek 2: mon: bench 4x5",
            "week 1:\n  mon: bench 5x5\nweek 2:\n  mon: bench 4x5",
        ),
        ("mon: bench ⑤x②", "mon: bench 5x2"),
    ],
)
def test_what_can_mean_one_thing_only_is_read(written: str, read: str) -> None:
    assert str(plan.parse(written)) == read


@pytest.mark.parametrize(
    ("written", "column", "example"),
    [
        ("mon: lunge 3x8 each side", 16, 'mon: lunge 3x8, note "each side"'),
        ("mon: lunge 3x8 @ RPE 8 per leg rest 2min", 24, 'mon: lunge 3x8 @ RPE 8 rest 2min, note "per leg"'),
        ("mon: back squat 3x5 tempo 3010 @ 70%", 21, 'mon: back squat 3x5 @ 70%, note "tempo 3010"'),
        ("mon: back squat 3x5 @ 70% tempo 3-0-1-0", 27, 'mon: back squat 3x5 @ 70%, note "tempo 3-0-1-0"'),
        ("mon: A1) bench 5x5", 6, 'mon: bench 5x5, note "superset A1"'),
        ("mon: B2. row 3x8", 6, 'mon: row 3x8, note "superset B2"'),
        ("mon: bench 5x5 superset with row 5x5", 16, "mon: bench 5x5; row 5x5"),
        ("mon: bench 1x1 @ 90%, 3x3 @ -10%", 27, 'mon: bench 1x1 @ 90%, 3x3, note "-10%"'),
        ("mon: plank 3x60s", 13, 'mon: plank 3x1, note "60s each"'),
        ("mon: farmer's walk 3x40m", 21, 'mon: farmer\'s walk 3x1, note "40m each"'),
        ("mon: clean and jerk 3x1 @ 85%", 6, 'mon: power clean 3x1 @ 85%, note "clean and jerk"'),
        ("mon: bench 5/3/1 @ 75/85/95", 12, "mon: bench wave 75/85/95 x 5/3/1"),
        ("mon: bench 5/3/1+ @ 75/85/95%", 12, "mon: bench wave 75/85/95 x 5/3/max"),
        ("mon: bench 5/3/1", 12, "mon: bench wave 75/85/95 x 5/3/1"),
        ("mon: bench 5x5 @ 80% (belt)", 22, 'mon: bench 5x5 @ 80%, note "belt"'),
        ("mon: bench 5x5 touch and go", 16, 'mon: bench 5x5, note "touch and go"'),
        ("mon: bench 5x5 @ 85% 3-5min until RPE 9", 22, "mon: bench 5x5 @ 85% rest 3-5min until RPE 9"),
        ("Day 1: bench 5x5", 1, "mon: bench 5x5"),
    ],
)
def test_what_is_not_known_is_told_with_the_sentence_mended(written: str, column: int, example: str) -> None:
    with pytest.raises(PlanSyntaxError) as caught:
        plan.parse(written)
    assert caught.value.column == column
    assert caught.value.remedy.endswith(f"For example: {example}")
    plan.parse(example)


@pytest.mark.parametrize(
    ("written", "example"),
    [
        ("mon: bench 5x5 until", "mon: bench 5x5 until 1 in reserve"),
        ("mon: bench 5x5 @", "mon: bench 5x5 @ 90%"),
        ("mon: bench 4x3 at 85 rest 4min", "mon: bench 4x3 @ 85% rest 4min"),
        ("mon: bench 4x3  at  80-85", "mon: bench 4x3 @ 80-85%"),
        ("mon: bench 5x", "mon: bench 5x2"),
        ("mon: bench @ 90%", "mon: bench 5x2 @ 90%"),
        ("mon: bench 5x5 rset 3min", "mon: bench 5x5 rest 3min"),
        ("mon - bench 5x5", "mon: bench 5x5"),
        ("bench 5x5", "mon: bench 5x5"),
        ('mon: bench 5x5, note "belt', 'mon: bench 5x5, note "belt"'),
        ("plan Base\nmon: rest", 'plan "Base"'),
        ("mon: rotate [bench, row] 1x1", "mon: rotate [bench, row] every 1 week 1x1"),
    ],
)
def test_the_example_is_the_writers_own_sentence(written: str, example: str) -> None:
    with pytest.raises(PlanSyntaxError) as caught:
        plan.parse(written)
    assert caught.value.remedy.endswith(f"For example: {example}")


def test_max_without_sets_is_no_set() -> None:
    with pytest.raises(PlanSyntaxError, match="`1xmax`"):
        plan.parse("mon: bench max @ 90%")
