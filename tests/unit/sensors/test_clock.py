"""What a sensor's clock and its packets can do, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neuraldrive.sensors.clock import Clock, arrivals
from neuraldrive.sensors.interface import Counts

RATE_HZ = 100
DELAY_S = 1000.0  # ours, when the sensor's clock is at 0


class Played:
    """Samples (own time, time by our clock) through a clock, in packets."""

    def __init__(self, samples: Sequence[tuple[float, float]], packet: int = 2) -> None:
        self.counts, self.notes, times = Counts(), [], []
        clock = Clock(self.counts)
        for at in range(0, len(samples), packet):
            own, ours = np.array(samples[at : at + packet]).T
            placed = clock.place(own, own.reshape(-1, 1), arrivals(own, ours[-1]))
            assert (np.diff(placed.times_s) > 0).all()
            times.append(placed.times_s)
            self.notes += placed.notes
        self.times_s = np.concatenate(times)


def _steady(start_s: float, end_s: float, ahead_s: float = 0.0) -> list[tuple[float, float]]:
    """From start to end by our clock, on a clock that is so far ahead of it."""
    times = np.round(np.arange(round(start_s * RATE_HZ), round(end_s * RATE_HZ)) / RATE_HZ, 3)
    return [(float(time + ahead_s), float(DELAY_S + time)) for time in times]


def test_a_steady_sensor_is_given_on_as_it_is() -> None:
    played = Played(_steady(0, 5))
    assert played.times_s == pytest.approx(np.arange(500) / RATE_HZ)
    assert played.counts == Counts(samples=500)
    assert played.notes == []


def test_five_seconds_without_samples_are_a_gap_and_no_jump() -> None:
    played = Played(_steady(0, 2) + _steady(7, 9))
    assert played.notes == ["gap of 5.0 s"]
    assert (played.counts.gaps, played.counts.clock_jumps, played.counts.lost) == (1, 0, 500)
    assert played.times_s[-1] == pytest.approx(8.99)


def test_one_sample_in_ten_lost_is_counted() -> None:
    rng = np.random.default_rng(7)
    samples = _steady(0, 20)
    kept = [samples[0]] + [each for each in samples[1:-1] if rng.random() > 0.1] + [samples[-1]]
    played = Played(kept, packet=5)
    assert played.times_s.size == len(kept)
    assert played.counts.lost == pytest.approx(len(samples) - len(kept), abs=2)  # those before the rate is known
    assert played.counts.gaps == 0


@pytest.mark.parametrize("jump_s", [3600.0, -3600.0])
@pytest.mark.parametrize("packet", [1, 2, 7])
def test_a_clock_that_jumps_by_an_hour_goes_on_without_a_gap(jump_s: float, packet: int) -> None:
    played = Played(_steady(0, 3) + _steady(3, 6, ahead_s=jump_s), packet)
    assert played.notes == [f"clock jumped by {jump_s:.0f} s"]
    assert played.times_s == pytest.approx(np.arange(600) / RATE_HZ, abs=1e-6)
    assert (played.counts.clock_jumps, played.counts.gaps, played.counts.misdated) == (1, 0, 0)


@pytest.mark.parametrize("jump_s", [3600.0, -3600.0])
def test_a_clock_that_jumps_back_and_forth_ends_where_it_was(jump_s: float) -> None:
    played = Played(_steady(0, 3) + _steady(3, 6, ahead_s=jump_s) + _steady(6, 9))
    assert played.counts.clock_jumps == 2
    assert played.times_s == pytest.approx(np.arange(900) / RATE_HZ, abs=1e-6)


@pytest.mark.parametrize("first_s", [0.0, 0.0033])
def test_a_device_that_starts_anew_goes_on_when_ours_says(first_s: float) -> None:
    anew = [(own + first_s, ours + 24.0) for own, ours in _steady(0, 2)]
    played = Played(_steady(0, 20) + anew)
    assert played.times_s[2000:] == pytest.approx(np.arange(2400, 2600) / RATE_HZ, abs=0.02)
    assert played.notes == ["clock jumped by -24 s", "gap of 4.0 s"]


@pytest.mark.parametrize("wild_s", [3605.2, -50.0, 1e9])
def test_one_wild_time_is_left_out_and_moves_nothing(wild_s: float) -> None:
    samples = _steady(0, 4)
    samples[200] = (wild_s, samples[200][1])
    played = Played(samples, packet=1)
    assert (played.counts.misdated, played.counts.clock_jumps) == (1, 0)
    assert played.times_s == pytest.approx(np.delete(np.arange(400), 200) / RATE_HZ)


def test_packets_that_come_twice_are_left_out_the_second_time() -> None:
    samples = _steady(0, 4)
    twice = [each for at in range(0, 400, 4) for each in samples[at : at + 4] * 2]
    played = Played(twice, packet=4)
    assert played.counts.doubled == 400
    assert played.times_s == pytest.approx(np.arange(400) / RATE_HZ)


def test_packets_in_the_wrong_order_are_kept_with_their_own_times() -> None:
    samples = _steady(0, 4)
    own = [time for time, _ in samples]
    for at in range(40, 400, 40):
        own[at - 4 : at + 4] = own[at : at + 4] + own[at - 4 : at]
    played = Played([(time, ours) for time, (_, ours) in zip(own, samples, strict=True)], packet=4)
    assert np.sort(played.times_s) == pytest.approx(np.arange(400) / RATE_HZ)
    assert (played.counts.late, played.counts.lost, played.counts.clock_jumps) == (36, 0, 0)


def test_what_fills_a_gap_long_afterwards_is_late_and_no_jump() -> None:
    before, missing, after = _steady(0, 2), _steady(2, 7), _steady(7, 20)
    late = [(own, DELAY_S + 20.0) for own, _ in missing]
    played = Played(before + after + late)
    assert (played.counts.late, played.counts.lost, played.counts.clock_jumps) == (500, 0, 0)
    assert np.sort(played.times_s) == pytest.approx(np.arange(2000) / RATE_HZ)


def test_an_old_packet_that_comes_again_is_no_jump() -> None:
    samples = _steady(0, 30)
    played = Played(samples + [(own, DELAY_S + 30.0) for own, _ in samples[1000:1020]] + _steady(30, 31))
    assert (played.counts.doubled, played.counts.clock_jumps) == (20, 0)
    assert played.times_s.size == 3100


def test_a_network_that_held_all_up_for_three_seconds_makes_no_gap() -> None:
    held = [(own, max(ours, DELAY_S + 5.0)) for own, ours in _steady(2, 5)]
    played = Played(_steady(0, 2) + held + _steady(5, 8))
    assert (played.counts.gaps, played.counts.clock_jumps, played.counts.late) == (0, 0, 0)
    assert played.times_s == pytest.approx(np.arange(800) / RATE_HZ)


def test_a_phone_that_sends_ten_seconds_at_a_time_makes_no_jump() -> None:
    samples = [(own, DELAY_S + 10.0 * (own // 10 + 1)) for own, _ in _steady(0, 60)]
    played = Played(samples, packet=1000)
    assert played.counts == Counts(samples=6000)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -1e300])
def test_what_is_not_finite_is_left_out(bad: float) -> None:
    counts = Counts()
    values = np.array([[1.0] * 6, [bad] + [1.0] * 5, [1.0] * 6])
    times, kept, at = Clock(counts).sifted(np.array([0.0, 0.1, bad]), values, np.full(3, 5.0))
    assert (times.tolist(), kept.shape, at.tolist()) == ([0.0], (1, 6), [5.0])
    assert counts.not_finite == 2


@pytest.mark.parametrize("drift", [1 + 1e-4, 1 - 1e-4])
def test_after_hours_of_drift_a_jump_is_still_told_from_a_gap(drift: float) -> None:
    ours = np.arange(0, 4 * 3600, 0.2)
    own = np.append(ours * drift, (14_400 + np.arange(0, 2, 0.2)) * drift - 3600)
    played = Played(list(zip(own, DELAY_S + np.arange(0, 14_402, 0.2), strict=True)), packet=50)
    assert played.notes == ["clock jumped by -3600 s"]
    assert np.diff(played.times_s).max() < 0.25


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=40), st.integers(0, 2**32 - 1))
def test_however_a_stream_is_cut_the_samples_are_the_same(cuts: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    own = np.delete(np.arange(600) / RATE_HZ, rng.choice(np.arange(1, 599), 60, replace=False))
    own[own > 3.0] += 3600.0
    ours = (
        DELAY_S + np.where(own > 3.0, own - 3600.0, own) if own.max() < 3000 else DELAY_S + own - 3600.0 * (own > 3000)
    )
    told = []
    for packets in (cuts, [own.size]):
        counts, at, times = Counts(), 0, []
        clock = Clock(counts)
        while at < own.size:
            size = packets[len(times) % len(packets)]
            part = slice(at, at + size)
            times.append(clock.place(own[part], own[part].reshape(-1, 1), ours[part]).times_s)
            at += size
        told.append(np.concatenate(times))
        assert counts.clock_jumps == 1
    assert told[0] == pytest.approx(told[1], abs=0.011)
    assert told[0].size == own.size
