"""A pool that falls silent: its force goes on from a mark as if it had been computed from the start."""

import numpy as np
import pytest

from neuraldrive import catalog
from neuraldrive.kernels.pool_force import Clock, Spikes, marked_force, pool_force
from neuraldrive.kernels.trains import joined, until
from neuraldrive.records import Signal
from neuraldrive.simulate.pool import rested_units

UNITS = rested_units(catalog.muscle("vastus_lateralis", units=60))
STARTS = np.arange(0, 60 * 20 + 1, 20)
TIMES = np.tile(np.arange(20) * 0.05, 60) + np.repeat(np.arange(60) * 1e-4, 20)
STILL = np.ones((1, 60))


def spikes(times_s, starts):
    return Spikes(times_s, starts, np.zeros(0), 0.01, 0.01)


@pytest.mark.parametrize("mark_at", [1, 2, 250, 400])
def test_the_force_of_a_pool_silenced_after_a_mark_is_that_from_the_start_to_the_last_bit(mark_at):
    whole, mark = marked_force(UNITS, spikes(TIMES, STARTS), Clock(1200, 0.001, 0.5), STILL, 1.0, mark_at=mark_at)
    cut = until(0.4, TIMES, STARTS)
    afresh = pool_force(UNITS, spikes(*cut), Clock(900, 0.001, 0.5), STILL, 1.0)
    known = (whole, mark) if mark is not None else None
    gone_on, _ = marked_force(UNITS, spikes(*cut), Clock(900, 0.001, 0.5), STILL, 1.0, known=known)
    assert (mark is None) == (mark_at == 1)
    assert np.array_equal(afresh, gone_on)
    assert afresh.max() > 0.1


def test_trains_joined_are_those_of_each_part_cut_where_it_ends():
    times_s, starts = joined([(TIMES, STARTS, 0.0, 0.4), (TIMES, STARTS, 0.4, np.inf)])
    one = times_s[starts[7] : starts[8]]
    own = TIMES[STARTS[7] : STARTS[8]]
    assert np.array_equal(one, np.concatenate((own[own < 0.4], own + 0.4)))
    assert np.array_equal(joined([(TIMES, STARTS, 0.0, 0.4)])[0], until(0.4, TIMES, STARTS)[0])


def test_a_signal_takes_frozen_samples_as_they_are_and_copies_what_somebody_could_write_to():
    block = np.arange(6.0)
    view = block[:3]
    view.setflags(write=False)
    copied = Signal(view, "m", rate_hz=10.0)
    block[0] = 9.0
    assert copied.samples[0] == 0.0
    block.setflags(write=False)
    assert np.shares_memory(Signal(block[:3], "m", rate_hz=10.0).samples, block)
