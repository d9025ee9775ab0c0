"""Surface EMG of a contraction: channels, truth, seeds, size, and errors that say what to do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from neuraldrive import catalog, simulate
from neuraldrive.catalog.emg_numbers import emg_numbers
from neuraldrive.errors import BadValue, CatalogError, NeuraldriveError
from neuraldrive.kernels import chance
from neuraldrive.records import MotorUnits, Recording
from neuraldrive.simulate import emg
from neuraldrive.simulate.contraction import EVERY_SOURCE
from surface_efforts import amplitudes, potentials

MUSCLE = catalog.muscle("first_dorsal_interosseous", units=30)
SHORT = simulate.ramp(to=0.5, rise_s=0.5, hold_s=1, fall_s=0.5)
KEY = chance.draw_key(np.random.default_rng(1))


def grid_of(rec: Recording) -> np.ndarray:
    return np.array([rec[f"emg_{number:03d}"].samples for number in range(1, 65)])


def test_a_contraction_has_the_channels_that_were_asked_for():
    one = simulate.contraction(MUSCLE, SHORT, seed=3, emg="bipolar")
    assert set(one.channels) == {"force", "emg"}
    assert one["emg"].unit == "V"
    assert one["emg"].rate_hz == 2048.0
    assert one["emg"].duration_s == pytest.approx(one["force"].duration_s, abs=0.002)
    assert {"farina_2001", "rosenfalck_1969"} <= set(one.sources)
    many = simulate.contraction(MUSCLE, SHORT, seed=3, emg="grid_8x8")
    assert len(many.channels) == 65
    assert "emg_064" in many
    assert not set(many.sources) - set(one.sources)


def test_papers_of_the_emg_are_sources_only_of_recordings_that_have_emg():
    entry = catalog.muscle("vastus_lateralis")
    papers = {number.source for key, number in entry.numbers.items() if key.startswith("emg_")}
    others = {number.source for key, number in entry.numbers.items() if not key.startswith("emg_")}
    state = catalog.population("untrained").typical(entry)
    alone = papers - others - set(state.sources) - set(EVERY_SOURCE)
    assert alone
    plain, with_emg = (simulate.contraction(entry, SHORT, emg=kind) for kind in (None, "bipolar"))
    assert others <= set(plain.sources)
    assert not alone & set(plain.sources)
    assert alone | set(plain.sources) <= set(with_emg.sources)


def test_emg_changes_nothing_else_of_a_contraction():
    bare, dressed = (simulate.contraction(MUSCLE, SHORT, seed=3, emg=kind) for kind in (None, "bipolar"))
    assert bare["force"].same_as(dressed["force"])
    assert bare.motor_units.discharge_count == dressed.motor_units.discharge_count


def test_the_same_seed_gives_the_same_bytes_and_another_seed_the_same_muscle():
    noisy = emg.electrodes("bipolar", noise_v=2e-6)
    one, again, other = (simulate.contraction(MUSCLE, SHORT, seed=s, emg=noisy)["emg"].samples for s in (3, 3, 4))
    assert one.tobytes() == again.tobytes()
    assert not np.array_equal(one, other)
    quiet = [
        simulate.evoked(MUSCLE, simulate.stimulus(pulses=1, rate_hz=100), emg="bipolar")["emg"].samples for _ in (0, 1)
    ]
    assert quiet[0].tobytes() == quiet[1].tobytes()


def test_another_anatomy_is_another_muscle_with_the_same_numbers():
    a, b = (emg.surface_potentials(MUSCLE, emg.electrodes("bipolar"), anatomy_seed=s) for s in (0, 1))
    assert not np.array_equal(a.territories.depth_m, b.territories.depth_m)
    assert a.phases.shape[0] == b.phases.shape[0] == 30
    assert a.electrodes == b.electrodes


def test_before_the_first_discharge_there_is_silence_and_the_templates_tell_all():
    rec = simulate.contraction(MUSCLE, SHORT, seed=3, emg="grid_8x8")
    first_s = min(train[0] for train in rec.motor_units.discharge_times_s if train.size)
    signals = grid_of(rec)
    assert not signals[:, : int(first_s * 2048)].any()
    shapes = emg.surface_potentials(MUSCLE, emg.electrodes("grid_8x8"))
    total = np.zeros((64, signals.shape[1] + 400))
    for unit, train in enumerate(rec.motor_units.discharge_times_s):
        for at in train:
            tick = round(at * 2048 * 4)
            piece = shapes.phases[unit, tick % 4].T
            total[:, tick // 4 : tick // 4 + piece.shape[1]] += piece
    assert signals == pytest.approx(total[:, : signals.shape[1]], abs=1e-9)


def test_a_stimulus_of_the_nerve_evokes_the_potentials_of_all_units_at_once():
    shapes = emg.surface_potentials(MUSCLE, emg.electrodes("bipolar"))
    silent = MotorUnits([np.zeros(0)] * 30)
    wave = emg.surface_emg(silent, shapes, duration_s=0.5, evoked_s=[0.1])["emg"].samples
    twice = emg.surface_emg(silent, shapes, duration_s=0.5, evoked_s=[0.1, 0.3])["emg"].samples
    assert not wave[: int(0.1 * 2048)].any()
    # Two waves are one wave and the same a fifth of a second later (409.6 samples: to an eighth of a sample).
    assert twice[:600] == pytest.approx(wave[:600], abs=1e-9)
    assert np.ptp(twice[600:]) == pytest.approx(np.ptp(wave), rel=0.05)
    in_phase = np.ptp(shapes.templates[:, :, 0], axis=1).sum()
    assert 0.4 * in_phase < np.ptp(wave) <= in_phase
    # The latency of the M-wave: 80 mm of axons at 45 to 58 m/s.
    onset_s = np.argmax(np.abs(wave) > 1e-6) / 2048 - 0.1
    assert 0.08 / 58 - 0.0005 < onset_s < 0.08 / 45 + 0.0005


def test_evoked_recordings_show_an_m_wave_for_each_pulse():
    rec = simulate.evoked("first_dorsal_interosseous", simulate.stimulus(pulses=2, rate_hz=20), emg="bipolar")
    x = np.abs(rec["emg"].samples)
    at = [round(t * 2048) for t in rec.truth.stimulus_times_s]
    assert len(at) == 2
    sizes = [x[k : k + 60].max() for k in at]
    assert sizes[0] == pytest.approx(sizes[1], rel=0.05)
    assert sizes[0] > 20 * np.median(x + 1e-9)


@pytest.mark.parametrize("name", sorted(catalog.muscles()))
def test_amplitudes_are_those_of_man(name):
    sizes = np.ptp(potentials(name).templates[:, :, 0], axis=1)
    # Bipolar potentials of single units: the large ones tens of µV to some mV. EMG at maximal effort: 0.2 to 2 mV rms.
    assert 50e-6 < np.percentile(sizes, 95) < 2e-3
    assert sizes.max() < 3e-3
    assert 0.15e-3 < amplitudes(name)[-1] < 2e-3


@pytest.mark.parametrize("name", sorted(catalog.muscles()))
def test_emg_rises_with_every_step_of_effort(name):
    levels = amplitudes(name)
    assert (np.diff(levels[::3]) > 0.0).all()


def test_more_fat_means_less_emg():
    fat = MUSCLE.with_number("emg_fat_m", 0.006, why="a test")
    lean, padded = (emg.surface_potentials(each, emg.electrodes("bipolar")).templates for each in (MUSCLE, fat))
    assert np.ptp(padded, axis=1).sum() < 0.6 * np.ptp(lean, axis=1).sum()


def test_noise_and_hum_come_on_top_and_are_off_by_default():
    units = MotorUnits([np.zeros(0)] * 30)
    for electrodes, expected in (
        (emg.electrodes("grid_8x8"), 0.0),
        (emg.electrodes("grid_8x8", noise_v=3e-6), 3e-6),
        (emg.electrodes("grid_8x8", hum_v=10e-6), 10e-6 / 2**0.5),
    ):
        shapes = emg.surface_potentials(MUSCLE, electrodes)
        made = emg.surface_emg(units, shapes, duration_s=2.0, key=KEY)
        samples = np.array([signal.samples for signal in made.values()])
        assert samples.std(axis=1) == pytest.approx([expected] * 64, rel=0.1, abs=1e-12)
    assert np.ptp(samples, axis=0).max() < 1e-12  # the mains are the same on all channels


def test_electrodes_of_one_s_own_may_lie_anywhere():
    along = emg.Electrodes(
        "array", tuple((0.0, 0.005 * k) for k in range(4)), pairs=((1, 0), (2, 1), (3, 2)), along_m=0.0
    )
    assert along.channels == ("emg_001", "emg_002", "emg_003")
    shapes = emg.surface_potentials(MUSCLE, along)
    assert shapes.templates.shape[2] == 3
    mono = emg.surface_potentials(MUSCLE, replace(along, pairs=()))
    assert shapes.templates[..., 0] == pytest.approx(mono.templates[..., 1] - mono.templates[..., 0], abs=1e-12)


def test_templates_do_not_depend_on_the_rate_that_they_are_sampled_at():
    slow, fast = (
        emg.surface_potentials(MUSCLE, emg.electrodes("bipolar"), rate_hz=r).templates for r in (2048.0, 8192.0)
    )
    n = min(slow.shape[1], fast[:, ::4].shape[1])
    # The faster ones are made in finer steps of the fibre: 1 % of the largest, in a muscle right under the skin.
    assert fast[:, ::4][:, :n] == pytest.approx(slow[:, :n], abs=0.02 * float(np.abs(slow).max()))


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: emg.electrodes("tripolar"), "bipolar or grid_8x8"),
        (lambda: emg.electrodes("grid_8x8", inter_electrode_m=0.0), "above 0"),
        (lambda: emg.Electrodes("none", ()), "at least one"),
        (lambda: emg.Electrodes("far", ((0.0, 0.0),), pairs=((0, 1),)), "from 0 to 0"),
        (lambda: emg.electrodes("bipolar", noise_v=-1.0), "0 or more"),
        (lambda: emg.electrodes("bipolar", noise_v=float("nan")), "0 or more"),
        (lambda: simulate.contraction(MUSCLE, SHORT, emg="tripolar"), "bipolar or grid_8x8"),
        (lambda: emg.surface_potentials(MUSCLE, emg.electrodes("bipolar"), rate_hz=100.0), "500 to 20,000"),
        (lambda: emg.surface_emg(MotorUnits([[0.1]]), potentials("soleus"), duration_s=1.0), "600"),
        (
            lambda: emg.surface_emg(
                MotorUnits([np.zeros(0)] * 30),
                emg.surface_potentials(MUSCLE, emg.electrodes("bipolar")),
                duration_s=0.0,
            ),
            "a sample or more",
        ),
        (
            lambda: emg.surface_emg(
                MotorUnits([np.zeros(0)] * 30),
                emg.surface_potentials(MUSCLE, emg.electrodes("bipolar", noise_v=1e-6)),
                duration_s=1.0,
            ),
            "one for the noise",
        ),
    ],
)
def test_what_cannot_be_says_so(call, told):
    with pytest.raises(BadValue) as error:
        call()
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('[emg_fatt_m]\nvalue = 0.004\nunit = "m"', "emg_fat_m"),
        ('[emg_fat_m]\nvalue = 4.0\nunit = "mm"', "m"),
        ('[emg_fat_m]\nvalue = 0.5\nunit = "m"', "0.05"),
    ],
)
def test_a_muscle_with_broken_emg_numbers_is_refused(tmp_path, line, told):
    rest = 'source = "own_value"\nwhere = "a test"\nhow = "assumed"\nrange = [0, 10]'
    path = tmp_path / "mine.toml"
    path.write_text(f'like = "soleus"\n{line}\n{rest}\n')
    with pytest.raises(CatalogError) as error:
        emg.surface_potentials(catalog.muscle(path), emg.electrodes("bipolar"))
    assert told in str(error.value)


def test_every_number_of_emg_has_its_source_and_its_range():
    for name, muscle in catalog.muscles().items():
        for key, number in emg_numbers(muscle).items():
            assert key.startswith("emg_"), (name, key)
            assert number.where, (name, key)
            assert number.allowed[0] <= number.value <= number.allowed[1], (name, key)


def test_errors_of_emg_are_of_the_house():
    assert issubclass(BadValue, NeuraldriveError)
    with pytest.raises(BadValue):
        emg.with_emg(Recording({"force": simulate.contraction(MUSCLE, SHORT)["force"]}), None, "bipolar", KEY)  # type: ignore[arg-type]
