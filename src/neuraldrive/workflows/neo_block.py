"""A recording as a block of Neo, for Elephant, SpikeInterface and the other programs that take its objects."""

from __future__ import annotations

from typing import Any

import numpy as np

from neuraldrive.readers.extras import extra
from neuraldrive.readers.nwb_layout import emg_together
from neuraldrive.records import Recording, Signal
from neuraldrive.workflows.recordings_nwb import observed

_UNITS = {"N": "N", "V": "V", "m": "m", "m/s": "m/s", "m/s2": "m/s**2", "rad/s": "rad/s", "N·m": "N*m"}


def to_neo(recording: Recording) -> Any:
    """A `neo.Block` with one segment: signals, a spike train for each motor unit, stimuli as events.

    Units that Neo does not know (MVF) are dimensionless there and stand in the annotation `unit`. Seed, sources, task and,
    of a simulation, muscle and state are annotations of the block.

    Raises:
        MissingExtra: Neo is not installed.

    >>> from neuraldrive import simulate
    >>> ramp = simulate.contraction("vastus_lateralis", simulate.ramp(to=0.20), seed=7)
    >>> segment = to_neo(ramp).segments[0]
    >>> segment.analogsignals[0].name, len(segment.spiketrains)
    ('force', 400)
    """
    neo = extra("neo")
    block = neo.Block(name=recording.task or "recording", file_origin=recording.origin, **_said(recording))
    segment = neo.Segment(name=block.name, rec_datetime=recording.started_at)
    block.segments.append(segment)
    grid = emg_together(recording.channels)
    for name, signal in recording.channels.items():
        if name not in grid:
            _append(segment, _signal(neo, name, signal, signal.samples[:, None]), [name])
    if grid:
        samples = np.column_stack([recording[name].samples for name in grid])
        _append(segment, _signal(neo, "emg", recording[grid[0]], samples), grid)
    _trains(neo, segment, recording)
    if recording.stimulus_times_s:
        times = np.array(recording.stimulus_times_s)
        segment.events.append(neo.Event(times, units="s", labels=["stimulus"] * times.size, name="stimuli"))
    return block


def _said(recording: Recording) -> dict[str, Any]:
    """Annotations, in the types that Neo allows."""
    truth = recording.truth
    said = {
        "simulated": recording.simulated, "task": recording.task, "device": recording.device,
        "athlete": recording.athlete, "load_kg": recording.load_kg, "flags": list(recording.flags),
        "sources": list(recording.sources), "seed": None if recording.seed is None else str(recording.seed),
        "muscle": getattr(truth, "muscle", None), "state": getattr(getattr(truth, "state", None), "name", None),
    }  # fmt: skip
    return {name: value for name, value in said.items() if value is not None}


def _signal(neo: Any, name: str, signal: Signal, samples: Any) -> Any:
    about = {"name": name, "units": _UNITS.get(signal.unit, "dimensionless"), "unit": signal.unit}
    if signal.times_s is not None:
        return neo.IrregularlySampledSignal(signal.times_s, samples, time_units="s", **about)
    hertz, second = (getattr(extra("quantities"), each) for each in ("Hz", "s"))
    return neo.AnalogSignal(samples, sampling_rate=signal.rate_hz * hertz, t_start=signal.start_s * second, **about)


def _append(segment: Any, signal: Any, channels: list[str]) -> None:
    signal.array_annotate(channel=channels)
    steady = hasattr(signal, "sampling_period")
    (segment.analogsignals if steady else segment.irregularlysampledsignals).append(signal)


def _trains(neo: Any, segment: Any, recording: Recording) -> None:
    if recording.motor_units is None:
        return
    first, last = observed(recording)
    for number, times in enumerate(recording.motor_units.discharge_times_s, 1):
        train = neo.SpikeTrain(times, units="s", t_start=first, t_stop=last, name=f"unit {number}", unit_number=number)
        segment.spiketrains.append(train)
