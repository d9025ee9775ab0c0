"""The repetition with which a set to failure ends, simulated, and none of them in recordings of sets that were completed."""

from __future__ import annotations

import re

import numpy as np
import pytest

from neuraldrive import measure, readers, simulate
from neuraldrive.records import Recording, Signal


@pytest.mark.parametrize("discharges", [False, True])
@pytest.mark.parametrize("share", [0.6, 0.7, 0.85, 0.9])
@pytest.mark.parametrize("lift", ["bench_press", "back_squat"])
def test_a_set_to_failure_ends_in_one_repetition_that_is_left_out_with_its_reason(lift, share, discharges):
    """Whether it hardly leaves the bottom, sticks half-way or stays below the lockout. One that stays below it by some 3 mm
    counts as completed, and as the failed one counts a next, of which the bar tells that is left at the bottom.
    """
    for seed in range(4):
        made = simulate.lift_set(lift, share * simulate.one_rm_kg(lift), "failure", seed=seed, discharges=discharges)
        truth = made.truth.repetitions
        reasons = [each.excluded for each in measure.repetitions(simulate.seen_by(made, simulate.encoder(), seed=seed))]
        told_apart = truth[-1].height_m < truth[0].height_m - 0.005
        assert reasons[:-1] == [None] * (len(truth) - 1) or (not told_apart and reasons[:-1] == [None] * len(truth))
        assert _rose(reasons[-1]) == pytest.approx(truth[-1].height_m if len(reasons) == len(truth) else 0.0, abs=0.006)


def _rose(reason: str | None) -> float:
    """What it rose, in whole centimetres."""
    told = re.fullmatch(r"failed attempt: rose (\d\.\d\d) of \d\.\d\d m", reason or "")
    assert told is not None, reason
    return float(told[1])


def test_a_deadlift_that_hardly_leaves_the_floor_is_not_told_from_a_bar_that_is_set_down():
    """Known, and listed: it rises by 1 to 40 mm, as a bar does that is shifted or bounces."""
    made = simulate.lift_set("deadlift", 0.7 * simulate.one_rm_kg("deadlift"), "failure", seed=0)
    found = measure.repetitions(simulate.seen_by(made, simulate.encoder(), seed=0))
    assert len(found) == len(made.truth.repetitions) - 1
    assert all(each.excluded is None for each in found)


VIDEOS = {"20260424-BN-1": 6, "20260527-SQ-1": 10, "20260528-IB-1": 10, "20260529-DL-1": 8}


@pytest.mark.parametrize("name", VIDEOS)
def test_no_completed_set_on_video_ends_in_a_failed_attempt_wherever_it_is_cut(name, shared_data):
    [made] = readers.read(shared_data / "bar" / "wl_analysis" / f"{name}_wl_analysis.txt").recordings
    assert [each.excluded for each in measure.repetitions(made)] == [None] * VIDEOS[name]
    position = made["position"]
    for end_s in np.arange(3.0, position.times[-1], 0.5):
        kept = position.times < end_s
        cut = Recording({"position": Signal(position.samples[kept], "m", times_s=position.times[kept])})
        assert not any("failed" in (each.excluded or "") for each in measure.repetitions(cut))
