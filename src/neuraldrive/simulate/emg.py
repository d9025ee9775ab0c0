"""Surface EMG of a contraction: every discharge, voluntary or evoked, adds its unit's potential to every channel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import BadValue
from neuraldrive.kernels import emg
from neuraldrive.records import MotorUnits, Recording, Signal
from neuraldrive.simulate.pool import Pool
from neuraldrive.simulate.skin_electrodes import Electrodes, electrodes
from neuraldrive.simulate.surface_potentials import SurfacePotentials, surface_potentials
from neuraldrive.units import is_number

Floats = NDArray[np.float64]

__all__ = ["Electrodes", "SurfacePotentials", "electrodes", "surface_emg", "surface_potentials", "with_emg"]


def surface_emg(
    units: MotorUnits, potentials: SurfacePotentials, *, duration_s: float, start_s: float = 0.0,
    evoked_s: Sequence[float] | Floats = (), key: np.uint64 | None = None,
) -> dict[str, Signal]:  # fmt: skip
    """The EMG of units that discharge, as channels of a Recording, V.

    Args:
        units: as many as the potentials have, in the same order.
        evoked_s: stimuli of the nerve, each of which excites every unit: an M-wave.
        key: of the noise (`kernels.chance`); needed where the electrodes add any.

    Raises:
        BadValue: other units than the potentials have, no sample, or noise without a key.

    >>> from neuraldrive import catalog
    >>> hand = catalog.muscle("first_dorsal_interosseous", units=3)
    >>> potentials = surface_potentials(hand, electrodes("bipolar"))
    >>> surface_emg(MotorUnits([[0.1, 0.2], [0.15], []]), potentials, duration_s=0.5)
    {'emg': Signal(1024 samples, V, 2048 Hz, from 0 s to 0.4995 s)}
    """
    for what, value in (("duration_s", duration_s), ("start_s", start_s)):
        if not (is_number(value) and math.isfinite(value)):
            raise BadValue(what, found=f"{value!r}", needed="a number", remedy="Give it in seconds.")
    count, samples = potentials.phases.shape[0], round(duration_s * potentials.rate_hz) if duration_s > 0.0 else 0
    made_by = potentials.electrodes
    if units.count != count:
        raise BadValue(
            "units", found=f"{units.count}", needed=f"{count}, as the potentials have", remedy="Use one muscle."
        )
    if samples < 1:
        raise BadValue("duration_s", found=f"{duration_s}", needed="a sample or more", remedy="Give it in seconds.")
    if key is None and made_by.noise_v > 0.0:
        raise BadValue("key", found="none", needed="one for the noise", remedy="Draw one: chance.draw_key(rng).")
    trains = [np.asarray(train) for train in units.discharge_times_s]
    if len(evoked_s):
        stimuli = np.asarray(evoked_s, dtype=np.float64)
        trains = [
            np.append(train, stimuli + delay) for train, delay in zip(trains, potentials.evoked_delay_s, strict=True)
        ]
    discharges = emg.in_order(trains, start_s, potentials.rate_hz, potentials.phases.shape[1])
    sum_v = emg.superposed(potentials.phases, discharges, samples, potentials.lengths)
    if key is not None and made_by.noise_v > 0.0:
        emg.add_noise(sum_v, key, made_by.noise_v)
    if made_by.hum_v > 0.0:
        times = start_s + np.arange(samples) / potentials.rate_hz
        sum_v += (made_by.hum_v * np.sin(2.0 * math.pi * made_by.hum_hz * times)).astype(np.float32)[:, None]
    channels = emg.by_channel(sum_v)
    return {
        name: Signal(channel, "V", rate_hz=potentials.rate_hz, start_s=start_s)
        for name, channel in zip(made_by.channels, channels, strict=True)
    }


def with_emg(recording: Recording, made: Pool, kind: str | Electrodes, key: np.uint64) -> Recording:
    """The same recording with its EMG: of the voluntary discharges of its units, and of the truth's stimuli.

    Args:
        kind: "bipolar", "grid_8x8", or electrodes of one's own.
        key: of this effort; it draws the noise, not the muscle's anatomy, which is the same for all efforts.

    Raises:
        BadValue: no such electrodes, or a recording without units.
    """
    if recording.motor_units is None:
        raise BadValue("recording", found="no motor units", needed="their discharges", remedy="Simulate a contraction.")
    potentials = surface_potentials(made.muscle, electrodes(kind) if isinstance(kind, str) else kind)
    force = recording["force"]
    channels = surface_emg(
        recording.motor_units, potentials, start_s=force.start_s,
        duration_s=force.samples.size / force.mean_rate_hz,
        evoked_s=recording.truth.stimulus_times_s if recording.truth is not None else (), key=key,
    )  # fmt: skip
    sources = tuple(sorted({*recording.sources, *potentials.sources}))
    return replace(recording, channels={**recording.channels, **channels}, sources=sources)
