"""From the end of the push to the telling: a tenth of a second of signal time, and not before the bar is up."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

import kinematics
from neuraldrive import measure, simulate
from neuraldrive.records import Recording, Repetition, Signal

RATE_HZ = 200.0
SOON_S = 0.1005
"""A tenth of a second, and half a millisecond for the clock of what is told."""


def go(height_m, duration_s):
    """A minimum-jerk move by `height_m`."""
    u = np.arange(1, round(duration_s * RATE_HZ) + 1) / round(duration_s * RATE_HZ)
    return height_m * (10 * u**3 - 15 * u**4 + 6 * u**5)


def stay(duration_s):
    return np.zeros(round(duration_s * RATE_HZ))


def slow_lockout(height_m, duration_s, tail):
    """A move that is fast at first and ever slower: its speed falls as the time left to the power `tail`."""
    u = np.linspace(0.0, 1.0, round(duration_s * RATE_HZ))
    speed = u * (1.0 - u) ** tail
    return height_m * np.cumsum(speed) / speed.sum()


def squat(depth_m=0.6):
    return go(-depth_m, 1.5), stay(0.3), go(depth_m, 1.2), stay(1.0)


def path(*moves):
    """Times and whole millimetres of an encoder."""
    height = [np.full(1, 1.0)]
    for move in moves:
        height.append(height[-1][-1] + move)
    x = np.round(np.concatenate(height), 3)
    return Recording({"position": Signal(x, "m", rate_hz=RATE_HZ)}, task="back_squat")


class Telling(NamedTuple):
    """A repetition of the whole recording; when it was first told after its end, and how far from its end that end was (s)."""

    repetition: Repetition
    after_s: float
    short_s: float


def tellings(recording):
    """Each repetition that counts; after infinite seconds where it was told with the end of the set only."""
    (channel,) = {"position", "velocity"} & set(recording.channels)
    signal = recording[channel]
    online = measure.OnlineRepetitions(channel, recording.task)
    size, told = max(1, int(0.004 * signal.times.size / recording.duration_s)), []
    for at in range(0, signal.times.size, size):
        part = slice(at, at + size)
        new = online.add(signal.times[part], signal.samples[part])
        told += [(float(signal.times[part][-1]), each) for each in new if each.revises is None]
    return [_of(each, told) for each in measure.repetitions(recording) if each.excluded is None]


def _of(each, told):
    lying = [(when, one) for when, one in told if min(one.end_s, each.end_s) > max(one.start_s, each.start_s)]
    when, first = lying[0] if lying else (np.inf, each)
    return Telling(each, when - each.end_s, each.end_s - first.end_s)


def assert_soon(telling):
    assert 0.0 <= telling.after_s <= SOON_S


def encoder_set(seed, rate_hz):
    """A set as the tests' own generator makes it, with sticking, stops, partials, failures, slow lockouts and racking."""
    rng = np.random.default_rng(seed)
    lift = RACKED_OR_FROM_FLOOR[seed % len(RACKED_OR_FROM_FLOOR)]
    t, x, _ = kinematics.encoder_set(rng, int(rng.integers(2, 9)), lift, rate_hz)
    t, first = np.unique(t, return_index=True)
    return Recording({"position": Signal(x[first], "m", times_s=t)}, task={"row": "barbell_row"}.get(lift, lift))


RACKED_OR_FROM_FLOOR = ("back_squat", "bench_press", "overhead_press", "deadlift", "row", "hip_thrust")


def lift_set(seed, channel, lift, share, rate_hz):
    made = simulate.lift_set(lift, share * simulate.one_rm_kg(lift), 5, discharges=False, seed=seed)
    seen = simulate.seen_by(made, simulate.encoder(rate_hz=rate_hz), seed=seed)
    return Recording({channel: seen[channel]}, task=lift, device=seen.device)


def test_a_bar_that_creeps_to_its_lockout_is_told_when_it_is_there_and_not_on_the_way():
    slow = go(-0.6, 1.5), slow_lockout(0.6, 4.0, tail=4), stay(2.0)
    third = tellings(path(stay(1.0), *squat(), *squat(), *slow))[2]
    assert_soon(third)
    assert third.short_s < 0.05


def test_a_bar_that_creeps_for_seconds_after_it_became_slow_is_not_forgotten():
    slow = go(-0.6, 1.5), slow_lockout(0.6, 6.0, tail=3), stay(2.0)
    assert tellings(path(stay(1.0), *squat(), *squat(), *slow))[2].after_s <= SOON_S


def test_a_bar_that_was_pushed_up_before_it_was_lowered_is_measured_by_where_it_had_stood():
    first = go(0.09, 0.5), go(-0.69, 1.2), go(0.6, 1.0), stay(1.0)
    assert_soon(tellings(path(stay(1.0), *first))[0])


@pytest.mark.parametrize("lift", ["jump_squat", "countermovement_jump", "bench_throw"])
def test_a_bar_that_turns_at_once_is_told_as_it_falls(lift):
    after = [each.after_s for seed in range(3) for each in tellings(lift_set(seed, "position", lift, 0.4, 100.0))]
    assert 0.0 < min(after) <= max(after) < 0.07


def test_a_first_rise_higher_than_any_rack_is_told_at_once_where_the_lift_is_not_known():
    whole = path(stay(1.0), go(0.15, 0.7), stay(1.0), go(-0.15, 0.7), stay(1.0))
    assert_soon(tellings(Recording(whole.channels))[0])


def test_few_repetitions_are_told_late_or_on_the_way_by_sensors_of_50_hz_and_more():
    """One of 177 is late: a first rise that is lower than a rack may be. Those told on the way had stopped there."""
    sets = [encoder_set(seed, (50.0, 60.0, 100.0, 200.0, 1000.0)[seed % 5]) for seed in range(30)]
    told = [each for recording in sets for each in tellings(recording)]
    assert len(told) > 120
    assert sum(each.after_s > SOON_S for each in told) <= 0.01 * len(told)
    assert sum(each.short_s > 0.15 for each in told) <= 0.025 * len(told)


def test_few_repetitions_of_the_lift_model_are_told_late():
    """Those that are, by ten milliseconds or so, end a set of throws: the bar stays short of where it went, and sinks slowly."""
    lifts = ("back_squat", "bench_press", "deadlift", "bench_throw", "jump_squat", "chest_throw")
    sets = [
        lift_set(seed, channel, lift, (0.4, 0.7, 0.85)[seed % 3], (100.0, 1000.0)[seed % 2])
        for seed, lift in enumerate(4 * lifts)
        for channel in ("position", "velocity")
    ]
    after = [each.after_s for recording in sets for each in tellings(recording)]
    assert sum(each > SOON_S for each in after) <= 0.03 * len(after)
    assert max(after) < 0.115
