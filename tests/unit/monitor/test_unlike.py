"""A repetition that another lifted is told from the scatter of one lifter."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from neuraldrive import monitor


def test_the_latest_that_is_unlike_the_others_is_named() -> None:
    found = monitor.unlike([0.62, 0.61, 0.50, 0.63, 0.51])
    assert found is not None
    assert (found.which, found.rise_m, found.others_m) == (4, 0.51, 0.62)


def test_two_repetitions_alone_tell_nothing() -> None:
    assert monitor.unlike([0.62, 0.40]) is None


def test_a_lockout_at_another_height_is_another_body() -> None:
    found = monitor.unlike([0.60, 0.60, 0.60], [1.50, 1.51, 1.36])
    assert found is not None
    assert found.which == 2
    assert round(found.higher_m, 3) == -0.145


def test_of_real_sets_of_one_lifter_few_are_said_to_be_anothers(shared_data: Path) -> None:
    """Of 302 sets with an OpenBarbell; those named were misread by the device (0.38 m that became 0.76) or set up anew."""
    sets = defaultdict(list)
    with (shared_data / "bar" / "openbarbell_observational" / "openbarbell_reps_tidy.csv").open() as opened:
        for row in csv.DictReader(opened):
            if row["fail"] == "False":
                sets[row["subject"], row["exercise"], row["workout"], row["set_no"]].append(float(row["rom_mm"]) / 1000)
    named = [rises for rises in sets.values() if any(monitor.unlike(rises[:n]) for n in range(3, len(rises) + 1))]
    assert len(sets) > 250
    assert len(named) <= 4
