"""A simulated contraction: same seed same bytes, truth that agrees with its recording, and errors that say what to do."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from neuraldrive import catalog, simulate
from neuraldrive.errors import BadValue, CatalogError
from neuraldrive.records import NeuralState, Recording

MUSCLE = catalog.muscle("vastus_lateralis", units=120)
SHORT = simulate.ramp(to=0.40, rise_s=1, hold_s=2, fall_s=1)


def _same(one: Recording, other: Recording) -> bool:
    assert one.motor_units is not None
    assert other.motor_units is not None
    return one["force"].samples.tobytes() == other["force"].samples.tobytes() and all(
        a.tobytes() == b.tobytes()
        for a, b in zip(one.motor_units.discharge_times_s, other.motor_units.discharge_times_s, strict=True)
    )


def test_a_ramp_reaches_its_level_and_the_truth_agrees_with_the_recording() -> None:
    rec = simulate.contraction(MUSCLE, SHORT, seed=7)
    truth = rec.truth
    assert rec["force"].samples[2000:3500].mean() == pytest.approx(0.40, abs=0.01)
    assert rec["force"].unit == "MVF"
    assert rec.simulated
    assert rec.seed == 7
    assert np.isfinite(truth.recruited_at_s).sum() == sum(t.size > 0 for t in rec.motor_units.discharge_times_s)
    recruited = np.isfinite(truth.recruited_at_s)
    assert (truth.recruitment_threshold[recruited] < 0.44).all()
    assert (truth.recruitment_threshold[~recruited] > 0.38).all()
    at = np.searchsorted(rec["force"].times, 2.5)
    shown = rec["force"].samples[at] * truth.maximal_voluntary_force
    assert np.interp(2.5, truth.times_s, truth.tetanic_share) == pytest.approx(shown, rel=1e-6)
    assert "neuraldrive_pool_2026" in rec.sources


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    one, again, other = (simulate.contraction(MUSCLE, SHORT, seed=seed) for seed in (7, 7, 8))
    assert _same(one, again)
    assert not _same(one, other)


def test_many_at_once_are_the_same_whatever_the_cores_and_the_company() -> None:
    people = catalog.population("untrained").sample(6, seed=1)
    alone, crew = (simulate.contractions(MUSCLE, SHORT, states=people, seed=3, workers=workers) for workers in (1, 3))
    fewer = simulate.contractions(MUSCLE, SHORT, states=people[:2], seed=3)
    assert all(map(_same, alone, crew))
    assert all(map(_same, fewer, alone))
    assert _same(alone[4], simulate.contraction(MUSCLE, SHORT, state=people[4], seed=alone[4].seed or 0))


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib; from neuraldrive import catalog, simulate;"
        "rec = simulate.contraction(catalog.muscle('vastus_lateralis', units=120),"
        "simulate.ramp(to=0.40, rise_s=1, hold_s=2, fall_s=1), seed=7);"
        "print(hashlib.sha256(rec['force'].samples.tobytes()).hexdigest())"
    )
    import hashlib

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    here = simulate.contraction(MUSCLE, SHORT, seed=7)["force"].samples
    assert done.stdout.strip() == hashlib.sha256(here.tobytes()).hexdigest()


def test_the_output_rate_changes_how_often_the_force_is_read_and_not_the_force() -> None:
    fast, usual, slow, odd = (
        simulate.contraction(MUSCLE, SHORT, seed=7, rate_hz=rate)["force"] for rate in (10_000.0, 1000.0, 200.0, 1234.5)
    )
    assert (fast.samples.size, usual.samples.size, slow.samples.size) == (50_000, 5000, 1000)
    assert np.abs(fast.samples[::10] - usual.samples).max() < 1e-9
    assert np.abs(usual.samples[::5] - slow.samples).max() < 0.002
    assert np.abs(np.interp(odd.times, usual.times, usual.samples) - odd.samples).max() < 0.001


def test_every_muscle_and_population_contracts() -> None:
    for name in catalog.muscles():
        for people in catalog.populations():
            state = catalog.population(people).typical(name)
            rec = simulate.contraction(name, simulate.ballistic(to=0.75, hold_s=0.3), state=state, rate_hz=200.0)
            assert 0.4 < rec["force"].samples.max() < 1.0, (name, people)


def test_a_hold_until_failure_ends_when_the_force_cannot_be_held() -> None:
    rec = simulate.contraction(MUSCLE, simulate.hold(at=0.6, until="failure"), rate_hz=200.0)
    truth = rec.truth
    assert 30 < truth.failed_at_s < 120
    assert rec.duration_s == pytest.approx(truth.failed_at_s, abs=1.1)
    assert rec["force"].samples[-300:-100].mean() == pytest.approx(0.6, abs=0.03)
    assert truth.capacity[-1].min() < 0.8
    assert truth.excitation[-60] > truth.excitation[200]


def test_a_hold_that_cannot_be_held_says_since_when() -> None:
    rec = simulate.contraction(MUSCLE, simulate.hold(at=0.9, hold_s=60), rate_hz=200.0)
    assert any("could not be held" in flag for flag in rec.flags)


def test_a_muscle_that_does_not_tire_holds_for_good() -> None:
    rec = simulate.contraction(MUSCLE, simulate.hold(at=0.9, hold_s=60), rate_hz=200.0, tires=False)
    assert rec["force"].samples[8000:12_000].mean() == pytest.approx(0.9, abs=0.02)
    assert rec.truth.failed_at_s is None


def test_a_superimposed_doublet_adds_less_the_more_is_driven() -> None:
    doublet = simulate.stimulus(pulses=2, rate_hz=100, at_s=2.0)

    def added(level: float) -> float:
        force = simulate.contraction(MUSCLE, simulate.hold(at=level, hold_s=3), stimulate=doublet)["force"].samples
        return float(force[2000:2200].max() - force[1900:2000].mean())

    sizes = [added(level) for level in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert sizes == sorted(sizes, reverse=True)


def test_voluntary_discharges_pause_after_a_stimulus() -> None:
    rec = simulate.contraction(MUSCLE, simulate.maximal(hold_s=2), stimulate=simulate.stimulus(2, 100.0, 1.5))
    assert rec.motor_units is not None
    pause = np.concatenate(rec.motor_units.discharge_times_s)
    assert not ((pause > 1.51) & (pause < 1.585)).any()
    assert rec.stimulus_times_s == (1.5,)


def test_force_comes_in_newtons_where_the_strength_is_known() -> None:
    strong = MUSCLE.with_number("maximal_voluntary_force", 600.0, why="a knee extension, measured", unit="N")
    untrained, trained = (
        simulate.contraction(strong, simulate.maximal(hold_s=1), state=catalog.population(name).typical(strong))[
            "force"
        ]
        for name in ("untrained", "explosive_trained")
    )
    assert untrained.unit == "N"
    assert untrained.samples[1200:1900].mean() == pytest.approx(600.0, rel=0.02)
    assert trained.samples[1200:1900].mean() > 630.0


def test_an_evoked_twitch_is_the_whole_muscle_s() -> None:
    twitch = simulate.evoked(MUSCLE, simulate.stimulus(pulses=1))
    tetanic = twitch["force"].samples.max() * twitch.truth.maximal_voluntary_force
    assert 0.10 < tetanic < 0.17
    assert twitch.motor_units is not None
    assert twitch.motor_units.discharge_count == 0


def test_the_drive_that_is_given_is_the_drive_that_is_taken() -> None:
    steps = simulate.drive(np.repeat([0.0, 0.3, 0.6, 0.0], 200), rate_hz=100)
    force = simulate.contraction(MUSCLE, steps)["force"].samples
    assert force[2800:3800].mean() == pytest.approx(0.3, abs=0.02)
    assert force[4800:5800].mean() == pytest.approx(0.6, abs=0.02)


BAD = {
    "a level above all that one has": lambda: simulate.ramp(to=1.2),
    "a level in per cent": lambda: simulate.hold(at=20, hold_s=5),
    "a negative time": lambda: simulate.ramp(to=0.4, rise_s=-1),
    "a time that is not finite": lambda: simulate.maximal(hold_s=float("nan")),
    "a drive with gaps": lambda: simulate.drive([0.1, float("nan"), 0.2], rate_hz=10),
    "a drive above the ceiling": lambda: simulate.drive([0.0, 1.3], rate_hz=10),
    "a drive of one value": lambda: simulate.drive([0.5], rate_hz=10),
    "a drive without a rate": lambda: simulate.drive([0.0, 0.5], rate_hz=0.0),
    "a hold without an end": lambda: simulate.hold(at=0.2),
    "a hold with two ends": lambda: simulate.hold(at=0.2, hold_s=3, until="failure"),
    "a hold of nothing until failure": lambda: simulate.hold(at=0.0, until="failure"),
    "a ballistic effort of nothing": lambda: simulate.ballistic(to=0.0),
    "rests too short for the rises": lambda: simulate.intermittent(at=0.5, on_s=3, off_s=0.2, repetitions=3),
    "an effort of many hours": lambda: simulate.ramp(to=0.5, hold_s=1e6),
    "no pulse": lambda: simulate.stimulus(pulses=0),
    "pulses faster than a unit can follow": lambda: simulate.stimulus(pulses=3, rate_hz=2000),
    "overlapping stimuli": lambda: simulate.contraction(
        MUSCLE, SHORT, stimulate=[simulate.stimulus(8, 100.0, 1.0), simulate.stimulus(2, 100.0, 1.05)]
    ),
    "a stimulus after the end": lambda: simulate.contraction(
        MUSCLE, SHORT, stimulate=simulate.stimulus(2, 100.0, 99.0)
    ),
    "a rate of none": lambda: simulate.contraction(MUSCLE, SHORT, rate_hz=0.0),
    "a rate beyond reason": lambda: simulate.contraction(MUSCLE, SHORT, rate_hz=1e6),
    "a seed that is none": lambda: simulate.contraction(MUSCLE, SHORT, seed=-1),
    "an effort that is none": lambda: simulate.contraction(MUSCLE, 0.4),  # type: ignore[arg-type]
    "a state that is none": lambda: simulate.contraction(MUSCLE, SHORT, state="untrained"),  # type: ignore[arg-type]
    "as many efforts as there are not states": lambda: simulate.contractions(
        MUSCLE, [SHORT], states=[NeuralState()] * 2
    ),
    "no stimulus": lambda: simulate.evoked(MUSCLE, []),
    "a stimulus that is none": lambda: simulate.contraction(MUSCLE, SHORT, stimulate="x"),  # type: ignore[arg-type]
    "an EMG that is none": lambda: simulate.contraction(MUSCLE, SHORT, emg=3),  # type: ignore[arg-type]
    "a stimulus after hours": lambda: simulate.evoked(MUSCLE, simulate.stimulus(1, at_s=1e8)),
    "pulses over hours": lambda: simulate.evoked(MUSCLE, simulate.stimulus(10_000, 0.0001)),
    "an effort shorter than a sample": lambda: simulate.contraction(MUSCLE, simulate.drive([0.1, 0.2], rate_hz=5000)),
    "states that are none": lambda: simulate.contractions(MUSCLE, SHORT, states=3),  # type: ignore[arg-type]
    "a seed of chance": lambda: simulate.contractions(MUSCLE, SHORT, states=[NeuralState()], seed=None),  # type: ignore[arg-type]
    "a steady level above 1": lambda: simulate.steady_state(MUSCLE, at=1.5),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_says_what_was_found_needed_and_to_do(case: str) -> None:
    with pytest.raises(BadValue) as caught:
        BAD[case]()
    assert caught.value.found
    assert caught.value.needed
    assert caught.value.remedy


def test_an_unknown_muscle_is_answered_with_the_nearest_names() -> None:
    with pytest.raises(CatalogError, match="vastus_lateralis"):
        simulate.contraction("vastus_laterals", SHORT)


def test_a_limit_of_recruitment_that_the_rates_cannot_reach_is_refused() -> None:
    stiff = MUSCLE.with_number("upper_limit_of_recruitment", 0.98, why="a trial")
    tiny = replace(stiff, name="tiny").with_number("units", 12, why="a trial") if stiff["units"] > 12 else stiff
    with pytest.raises(CatalogError):
        simulate.contraction(tiny, SHORT)


def test_inward_currents_leave_maximal_force_as_it_was_and_make_recruitment_lag_derecruitment() -> None:
    triangle = simulate.drive(np.concatenate((np.linspace(0, 0.3, 1000), np.linspace(0.3, 0, 1000))), rate_hz=100)
    usual = catalog.population("untrained").typical()
    with_current = replace(usual, inward_current=0.1, noise_scale=0.0)
    found = simulate.contraction(MUSCLE, triangle, state=with_current, tires=False).motor_units
    assert found is not None
    middle = 10.0
    lags = np.array([abs(t[-1] - middle) - abs(t[0] - middle) for t in found.discharge_times_s[20:80] if t.size])
    assert (lags > 0.0).all()
    assert (lags[-15:] > 0.5).all()
    maxima = [
        simulate.contraction(MUSCLE, simulate.maximal(hold_s=2), state=each)["force"].samples[1500:2400].mean()
        for each in (usual, replace(usual, inward_current=0.03))
    ]
    assert maxima[0] == pytest.approx(maxima[1], rel=0.02)


REPEATED = simulate.ballistic(to=0.75, hold_s=0.4, repetitions=5, rest_s=0.5)


def test_doublets_of_the_truth_are_those_of_the_first_discharge() -> None:
    rec = simulate.contraction(MUSCLE, REPEATED, seed=2)
    assert rec.motor_units is not None
    for train, said in zip(rec.motor_units.discharge_times_s, rec.truth.is_doublet, strict=True):
        assert said == (train.size > 1 and train[1] - train[0] <= 0.005)
    assert 0.0 < rec.truth.is_doublet.mean() < 0.3


def test_nothing_discharges_after_the_end() -> None:
    always = replace(catalog.population("untrained").typical(), doublet_share=1.0)
    for effort in (simulate.drive([0.9] * 101, rate_hz=30), simulate.ballistic(to=1.0, hold_s=0.1, after_s=0.0)):
        rec = simulate.contraction(MUSCLE, effort, state=always)
        assert rec.motor_units is not None
        assert max(train[-1] for train in rec.motor_units.discharge_times_s if train.size) < effort.duration_s


@pytest.mark.parametrize("rate_hz", [1001.0, 2000.0, 10_000.0])
def test_force_is_never_negative_and_nothing_before_the_first_discharge(rate_hz: float) -> None:
    rec = simulate.contraction(MUSCLE, SHORT, seed=3, rate_hz=rate_hz)
    assert rec["force"].samples.min() == 0.0
    begins = np.nanmin(rec.truth.recruited_at_s) + MUSCLE["electromechanical_delay_s"]
    assert not rec["force"].samples[rec["force"].times < begins - 1e-3].any()


def test_the_faintest_level_is_not_taken_for_all() -> None:
    assert simulate.contraction(MUSCLE, simulate.hold(at=1e-320, hold_s=2))["force"].samples.max() < 0.02


def test_units_do_not_come_back_together_after_a_stimulus() -> None:
    rec = simulate.contraction(MUSCLE, simulate.maximal(hold_s=2), stimulate=simulate.stimulus(2, 100.0, 1.5))
    assert rec.motor_units is not None
    back = np.array([train[train > 1.55][0] for train in rec.motor_units.discharge_times_s])
    assert np.histogram(back, np.arange(1.58, 1.70, 0.005))[0].max() < 0.35 * back.size


def test_a_batch_left_half_way_can_be_collected_in_any_thread() -> None:
    """Collected by a thread that is just starting, a batch that waited for its workers locked the program up."""
    import gc
    import threading

    people = catalog.population("untrained").sample(40, seed=1)
    begun = simulate.each_contraction(MUSCLE, SHORT, states=people, workers=2, rate_hz=200.0)
    next(begun)
    left = [begun]
    del begun
    collector = threading.Thread(target=lambda: (left.clear(), gc.collect()), daemon=True)
    collector.start()
    collector.join(timeout=30)
    assert not collector.is_alive()
