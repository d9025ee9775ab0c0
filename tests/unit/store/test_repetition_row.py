"""A repetition as the columns of its row, and back."""

from __future__ import annotations

import numpy as np
import pytest
from sqlalchemy import create_engine, insert, select

from neuraldrive.records import Recording, Repetition, Signal
from neuraldrive.store import schema
from neuraldrive.store.repetition_row import columns, repetition

BEFORE = ["id", "set_id", "recording_id", "number"]
WHOLE = Repetition(
    3, 100.0, mean_velocity=0.5, mean_propulsive_velocity=0.55, peak_velocity=0.9, range_of_motion_m=0.6, duration_s=1.2,
    time_to_peak_velocity_s=0.8, mean_power_w=500.0, claims={"RPE": 8}, device="bar_imu", start_s=1.0, end_s=2.2,
    flags=("struck",), excluded="unracking",
)  # fmt: skip


def test_a_repetition_fills_the_columns_of_its_table_in_their_order() -> None:
    assert [*BEFORE, *columns(Repetition())] == [each.name for each in schema.repetition.columns]


@pytest.mark.parametrize("written", [WHOLE, Repetition()])
def test_a_repetition_comes_back_from_its_row_as_it_was(written: Repetition) -> None:
    engine = create_engine("sqlite://")
    schema.repetition.create(engine)
    with engine.begin() as connection:
        connection.execute(insert(schema.repetition).values(id=1, set_id=1, number=written.number, **columns(written)))
        read = repetition(connection.execute(select(schema.repetition)).one())
    engine.dispose()
    for name in ("number", "load_kg", *Repetition.LOGGED, "claims", "device", "start_s", "end_s", "flags", "excluded"):
        assert getattr(read, name) == getattr(written, name), name


def test_a_rise_says_when_the_repetition_was_where_nothing_else_does() -> None:
    rise = Recording({"position": Signal(np.zeros(11), "m", rate_hz=10.0, start_s=4.0)})
    found = columns(Repetition(rise=rise))
    assert (found["start_s"], found["end_s"]) == (4.0, 4.0 + rise["position"].duration_s)
