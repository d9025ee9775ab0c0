"""Laboratory tests: measured, kept with the athlete, and the strongest of several efforts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from neuraldrive.errors import MeasureError
from neuraldrive.records import Recording, Signal
from neuraldrive.store import open_store
from neuraldrive.workflows import laboratory

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def _effort(most_n: float, task: str = "maximal") -> Recording:
    rise = np.clip(np.arange(4000) / 1000 - 1.0, 0.0, 0.3) / 0.3
    return Recording({"force": Signal(most_n * rise, "N", rate_hz=1000)}, task=task)


def test_of_several_efforts_the_strongest_counts(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        laboratory.keep_recordings(store, "Ada", AT, "vastus_lateralis", [_effort(300), _effort(500), _effort(400)])
        [found] = [each for each in store.tests("Ada") if each.measurement.measure == "maximal_voluntary_force"]
    assert found.measurement.value == pytest.approx(500, rel=0.01)
    assert (found.muscle, found.note, found.tested_at) == ("vastus_lateralis", "maximal", AT)


def test_kept_twice_a_test_is_there_once_and_another_day_beside_it(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for at in (AT, AT, AT.replace(day=21)):
            laboratory.keep_recordings(store, "Ada", at, "vastus_lateralis", [_effort(300)])
        found = store.tests("Ada")
        forces = [each for each in found if each.measurement.measure == "maximal_voluntary_force"]
        assert [each.tested_at.day for each in forces] == [21, 20]
        windows = [each for each in found if each.measurement.measure == "rate_of_force_development"]
        assert len(windows) == 2 * 3


def test_what_cannot_be_had_says_why(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        kept = laboratory.keep_recordings(store, "Ada", AT, "vastus_lateralis", [_effort(300)])
    refused = {each.measure: str(each.refused) for each in kept.refused}
    assert "the stimulus at rest" in refused["voluntary_activation"]


def test_nothing_to_measure_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    flat = Recording({"force": Signal(np.zeros(3000), "N", rate_hz=1000)})
    with open_store(tmp_path) as store:
        with pytest.raises(MeasureError):
            laboratory.keep_recordings(store, "Ada", AT, "vastus_lateralis", [flat])
        assert store.athletes() == []


def test_a_result_can_be_taken_back(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        laboratory.keep_recordings(store, "Ada", AT, "vastus_lateralis", [_effort(300)])
        first, *rest = store.tests("Ada")
        store.take_test_back(first.id)
        assert [each.id for each in store.tests("Ada")] == [each.id for each in rest]
