"""An isometric contraction: effort → excitation → discharges → force, with the truth of each stage."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.catalog import Muscle
from neuraldrive.errors import BadValue
from neuraldrive.kernels import chance, courses
from neuraldrive.kernels.activation import POTENTIATED_GAIN
from neuraldrive.kernels.pool_force import Clock, Spikes, pool_force
from neuraldrive.kernels.trains import trains, until
from neuraldrive.records import MotorUnits, NeuralState, PoolTruth, Recording, Signal
from neuraldrive.simulate.door import check_seed, check_state
from neuraldrive.simulate.efforts import LONGEST_S, Effort
from neuraldrive.simulate.excitation import LONGEST_DOUBLET_S, Excitation, excite
from neuraldrive.simulate.pool import Pool, pool
from neuraldrive.simulate.skin_electrodes import Electrodes
from neuraldrive.simulate.stimuli import Stimulus, in_order
from neuraldrive.units import is_number

Floats = NDArray[np.float64]

STEP_HZ = 1000.0
"""Fastest that the force itself is stepped; a finer output is read between its steps, where the force, thrice
filtered, holds nothing that they miss."""
SLOWEST_STEP_HZ = 200.0
TRUTH_STEP_S = 0.02
EVOKED_DELAY_S = 0.012
"""From a stimulus to the first force: 5 to 20 ms in people (recalled; 12 assumed). The catalogue's delay, from a voluntary
discharge to force, is longer, since units discharge before force moves at all (Desmedt and Godaux 1977)."""
EVERY_SOURCE = ("fuglevand_1993", "neuraldrive_pool_2026", "potvin_fuglevand_2017")


def contraction(
    muscle: Muscle | str, effort: Effort, *, state: NeuralState | None = None, seed: int = 0,
    stimulate: Stimulus | Sequence[Stimulus] | None = None, rate_hz: float = STEP_HZ, emg: str | Electrodes | None = None,
    tires: bool = True, potentiated: bool = False,
) -> Recording:  # fmt: skip
    """An isometric contraction of a muscle, as a force transducer and a perfect decomposition would record it.

    Args:
        muscle: an entry of the catalogue, its name, or one's own.
        effort: `ramp`, `hold`, `ballistic`, `maximal`, `intermittent` or `drive`.
        state: whose nervous system; a typical untrained one for this muscle if not given.
        seed: the same seed gives the same bytes.
        stimulate: supramaximal stimuli on top of the effort; voluntary discharge then pauses for 80 ms.
        rate_hz: samples of force a second, 10 to 20,000.
        emg: "bipolar" or "grid_8x8" adds surface EMG in volts; or `electrodes` of one's own.
        tires: whether units tire while the effort lasts.
        potentiated: whether the muscle is conditioned by an earlier contraction (twitch × 1.20).

    Returns:
        A Recording with "force" in newtons (or N·m) where the muscle's strength is known, else in "MVF", shares of
        maximal voluntary force; `motor_units` with the voluntary discharges; `truth`, a PoolTruth; seed and sources.

    Raises:
        BadValue: what was asked for cannot be.
        CatalogError: no such muscle.

    >>> from neuraldrive import simulate
    >>> rec = simulate.contraction("vastus_lateralis", simulate.ramp(to=0.40, rise_s=3, hold_s=5, fall_s=3), seed=7)
    >>> rec["force"]
    Signal(12000 samples, MVF, 1000 Hz, from 0 s to 12 s)
    >>> rec.truth.maximal_voluntary_force < 1
    True
    """
    entry = catalog.muscle(muscle) if isinstance(muscle, str) else muscle
    person = state if state is not None else catalog.population("untrained").typical(entry)
    _check(effort, person, seed, rate_hz)
    if emg is not None and not isinstance(emg, str | Electrodes):
        raise BadValue(
            "emg", found=repr(emg), needed='"bipolar", "grid_8x8" or electrodes', remedy="Leave it out for none."
        )
    made = pool(entry, person)
    stimuli = in_order(stimulate, effort.duration_s)
    key = chance.draw_key(np.random.default_rng(seed))
    drive = excite(made, effort, person, key, tires=tires)
    run = _run(made, drive, stimuli, key, rate_hz, potentiated)
    recording = _recording(made, effort.name, person, run, seed)
    if emg is None:
        return recording
    from neuraldrive.simulate import emg as surface  # late: templates are made only where EMG is asked for

    return surface.with_emg(recording, made, emg, key)


def evoked(
    muscle: Muscle | str, stimulate: Stimulus | Sequence[Stimulus], *, state: NeuralState | None = None,
    duration_s: float | None = None, rate_hz: float = STEP_HZ, emg: str | Electrodes | None = None, potentiated: bool = False,
) -> Recording:  # fmt: skip
    """What stimuli alone evoke from the resting muscle.

    >>> from neuraldrive import simulate
    >>> rec = simulate.evoked("vastus_lateralis", simulate.stimulus(pulses=8, rate_hz=300))
    >>> bool(0.6 < rec["force"].samples.max() < 1.0)
    True
    """
    each = in_order(stimulate, math.inf)
    if not each:
        raise BadValue(
            "stimulate", found="no stimulus", needed="at least one", remedy="Give simulate.stimulus(pulses=2)."
        )
    lasts = each[-1].last_s + 1.0 if duration_s is None else duration_s
    if not is_number(lasts) or not 0.0 < lasts <= LONGEST_S:
        raise BadValue(
            "duration_s", found=f"{lasts} s", needed=f"above 0 and at most {LONGEST_S:g} s",
            remedy="Stimulate earlier or faster, or split it.",
        )  # fmt: skip
    rest = Effort("evoked", np.array([0.0, lasts]), np.zeros(2), tracks=False)
    return contraction(
        muscle, rest, state=state, stimulate=each, rate_hz=rate_hz, emg=emg, potentiated=potentiated, tires=False
    )


@dataclass(frozen=True, eq=False)
class _Run:
    """What came of an excitation: trains, force as a share of the tetanus, and how both are clocked."""

    drive: Excitation
    times_s: Floats
    starts: NDArray[np.int64]
    evoked_s: Floats
    force: Floats
    rate_hz: float
    stimuli: tuple[Stimulus, ...]


def _run(
    made: Pool, drive: Excitation, stimuli: tuple[Stimulus, ...], key: np.uint64, rate_hz: float, potentiated: bool
) -> _Run:
    silence = np.array([(one.at_s, one.silent_until_s) for one in stimuli]).reshape(-1, 2)
    trained = trains(made.units, drive.shared, drive.bursts, silence, key)
    times_s, starts = until(drive.duration_s, *trained)  # the last step of the drive may go beyond the recording
    evoked_s = np.concatenate([np.zeros(0), *(one.times_s for one in stimuli)])
    delay_s = made.muscle["electromechanical_delay_s"]
    spikes = Spikes(times_s, starts, evoked_s, delay_s, min(EVOKED_DELAY_S, delay_s))
    factor, thin = _steps(rate_hz)
    n = math.floor(drive.duration_s * rate_hz + 1e-9)
    clock = Clock(math.ceil(n / factor) * thin + 1, factor / thin / rate_hz, drive.shared.coarse_s)
    force = pool_force(made.units, spikes, clock, drive.capacity, POTENTIATED_GAIN if potentiated else 1.0)
    output = courses.between(force, factor)[:n] if factor > 1 else force[::thin][:n]
    return _Run(drive, times_s, starts, evoked_s, output, rate_hz, stimuli)


def _steps(rate_hz: float) -> tuple[int, int]:
    """Output samples a step of the force, and steps an output sample: one of them is 1."""
    if rate_hz >= STEP_HZ:
        return math.ceil(rate_hz / STEP_HZ - 1e-9), 1
    return 1, max(math.ceil(SLOWEST_STEP_HZ / rate_hz - 1e-9), 1)


def _recording(made: Pool, task: str, state: NeuralState, run: _Run, seed: int) -> Recording:
    scale, unit = _strength(made, state)
    return Recording(
        {"force": Signal(run.force * scale, unit, rate_hz=run.rate_hz)}, task=task, device="simulated",
        origin=f"{made.muscle.name}, {state.name}", flags=run.drive.flags, truth=_truth(made, state, run),
        motor_units=MotorUnits.of(run.times_s, run.starts),
        stimulus_times_s=tuple(one.at_s for one in run.stimuli),
        sources=tuple(sorted({*EVERY_SOURCE, *made.sources, *state.sources})), seed=seed,
    )  # fmt: skip


def _strength(made: Pool, state: NeuralState) -> tuple[float, str]:
    """Factor from shares of the tetanus to the unit of the force channel.

    A muscle's strength is that of a typical untrained person's maximal voluntary effort, who has the same muscle and
    may have another ceiling.
    """
    known = made.muscle.numbers.get("maximal_voluntary_force")
    if known is None:
        return 1.0 / made.maximal_voluntary_force(state), "MVF"
    usual = catalog.population("untrained").typical(made.muscle)
    return known.value / pool(made.muscle, usual).maximal_voluntary_force(usual), known.unit


def _truth(made: Pool, state: NeuralState, run: _Run) -> PoolTruth:
    units, drive = made.units, run.drive
    times_s = np.arange(math.floor(drive.duration_s / TRUTH_STEP_S + 1e-9) + 1, dtype=np.float64) * TRUTH_STEP_S
    active = courses.active_units(run.times_s, run.starts, times_s.size, TRUTH_STEP_S)
    first, second = np.full(units.threshold.size, np.nan), np.full(units.threshold.size, np.nan)
    begin, discharges = run.starts[:-1], np.diff(run.starts)
    on, twice = discharges > 0, discharges > 1
    first[on] = run.times_s[begin[on]]
    second[twice] = run.times_s[begin[twice] + 1]
    every = round(drive.shared.rate_hz * TRUTH_STEP_S)  # whole: drives are stepped at 200 or 1,000 Hz
    return PoolTruth(
        muscle=made.muscle.name, state=state, recruitment_threshold=made.recruitment_thresholds(state),
        tetanic_force=units.tetanic_force, contraction_time_s=units.contraction_time_s, times_s=times_s,
        excitation=drive.shared.excitation[::every][: times_s.size], recruited_share=active / units.threshold.size,
        tetanic_share=np.interp(times_s, np.arange(run.force.size) / run.rate_hz, run.force),
        capacity_times_s=np.arange(drive.capacity.shape[0], dtype=np.float64) * drive.shared.coarse_s, capacity=drive.capacity,
        recruited_at_s=first, is_doublet=second - first <= LONGEST_DOUBLET_S,
        maximal_voluntary_force=made.maximal_voluntary_force(state), stimulus_times_s=run.evoked_s,
        failed_at_s=drive.failed_at_s,
    )  # fmt: skip


def _check(effort: object, state: object, seed: object, rate_hz: object) -> None:
    if not isinstance(effort, Effort):
        raise BadValue("effort", found=repr(effort), needed="an effort", remedy="Make one: simulate.ramp(to=0.4).")
    check_state(state)
    check_seed(seed)
    if not is_number(rate_hz) or not 10.0 <= rate_hz <= 20_000.0:
        raise BadValue("rate_hz", found=repr(rate_hz), needed="10 to 20,000 samples a second", remedy="1000 is usual.")
    if effort.duration_s * rate_hz < 1.0:
        raise BadValue(
            "effort", found=f"{effort.duration_s:g} s", needed=f"at least one sample, {1.0 / rate_hz:g} s",
            remedy="Make the effort longer.",
        )  # fmt: skip
