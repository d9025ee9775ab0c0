"""A simulated bar as a device would have recorded it: cable encoder, inertial unit, video."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.errors import BadValue
from neuraldrive.records import Recording, Signal
from neuraldrive.simulate import door
from neuraldrive.simulate.inertial_unit import USUAL_UNIT, Inertial, inertial

__all__ = ["BarSensor", "Encoder", "Inertial", "Video", "encoder", "inertial", "seen_by", "video"]

Floats = NDArray[np.float64]

STEP_M = 0.001
"""Of a cable encoder that counts millimetres (Chronojump writes whole ones, one a millisecond)."""
OPENBARBELL_STEP_M = 0.0028
"""One tick of an OpenBarbell V3, from its traces."""
VELOCITY_OVER_S = 0.02
"""A device that tells velocity takes it from tick counts over some 20 ms: over 1 ms, one tick of 1 mm would be 1 m/s. Assumed."""
VIDEO_HZ, TRACKING_NOISE_M = 60.0, 0.003
PIXEL_M = 0.002
"""A phone's 1080 rows over the 2.2 m that a squat and its plates need."""
SCALE_SD = 0.03
"""Metres to a pixel are read from a plate of 45 cm, by a hand that is off by some 1 cm, and the plate is nearer than the
bar's middle: assumed. The pairs behind the catalogue differ by 0.059 m/s from set to set, 10 % of their speeds; the rest of it
is how the app cuts repetitions, which is not the video's."""


@dataclass(frozen=True)
class Encoder:
    """A cable encoder; see `encoder`."""

    step_m: float
    rate_hz: float
    device: str

    def channels(self, bar: Recording, rng: np.random.Generator) -> dict[str, Signal]:
        """Position in whole steps, and velocity from their counts."""
        times, height = _sampled(bar, self.rate_hz)
        counts = np.round(height / self.step_m + rng.uniform(-0.5, 0.5))
        position = self.step_m * counts
        half = max(round(0.5 * VELOCITY_OVER_S * self.rate_hz), 1)
        around = np.pad(position, half, mode="edge")
        velocity = (around[2 * half :] - around[: -2 * half]) * self.rate_hz / (2 * half)
        start = float(times[0])
        return {
            "position": Signal(position, "m", rate_hz=self.rate_hz, start_s=start),
            "velocity": Signal(velocity, "m/s", rate_hz=self.rate_hz, start_s=start),
        }


@dataclass(frozen=True)
class Video:
    """A phone that films the bar; see `video`."""

    rate_hz: float
    noise_m: float
    pixel_m: float
    scale_sd: float
    device: str

    def channels(self, bar: Recording, rng: np.random.Generator) -> dict[str, Signal]:
        """Position, one value a frame."""
        times, height = _sampled(bar, self.rate_hz)
        scale, phase = 1.0 + self.scale_sd * float(np.clip(rng.normal(), -3.0, 3.0)), rng.uniform(-0.5, 0.5)
        seen = scale * height + rng.normal(0.0, self.noise_m, height.size)
        pixels = np.round(seen / self.pixel_m + phase) * self.pixel_m if self.pixel_m else seen
        return {"position": Signal(pixels, "m", rate_hz=self.rate_hz, start_s=float(times[0]))}


def encoder(step_m: float = STEP_M, rate_hz: float = 1000.0, *, device: str = "linear_encoder") -> Encoder:
    """A linear encoder: the cable's length in whole steps, at an even rate. It has no noise but its steps.

    Args:
        step_m: of one count.
        device: a sensor of the catalogue, of which the measures take their error.

    Raises:
        BadValue: a step or a rate that no encoder has.
        CatalogError: no such sensor.
    """
    step = door.number("step_m", step_m, 1e-6, 0.05, "m")
    return Encoder(step, door.number("rate_hz", rate_hz, 10.0, 10_000.0, "Hz"), catalog.sensor(device).name)


def video(
    rate_hz: float = VIDEO_HZ, noise_m: float = TRACKING_NOISE_M, *, pixel_m: float = PIXEL_M, scale_sd: float = SCALE_SD,
    device: str = "phone_video",
) -> Video:  # fmt: skip
    """A video: the bar's end in whole pixels, found a little wrong in each frame, in metres that are a little wrong.

    Args:
        noise_m: s.d. of the place that the tracking finds.
        pixel_m: height of a pixel in the bar's plane; 0 for none.
        scale_sd: s.d. of the metres to a pixel between recordings, as a share.
        device: a sensor of the catalogue, of which the measures take their error.

    Raises:
        BadValue: a value that no video has.
        CatalogError: no such sensor.
    """
    return Video(
        door.number("rate_hz", rate_hz, 5.0, 1000.0, "Hz"), door.number("noise_m", noise_m, 0.0, 0.1, "m"),
        door.number("pixel_m", pixel_m, 0.0, 0.1, "m"), door.share("scale_sd", scale_sd), catalog.sensor(device).name,
    )  # fmt: skip


BarSensor = Encoder | Inertial | Video

_PHONE = Video(VIDEO_HZ, TRACKING_NOISE_M, PIXEL_M, SCALE_SD, "phone_video")
_NAMED: Mapping[str, BarSensor] = MappingProxyType({
    "linear_encoder": Encoder(STEP_M, 1000.0, "linear_encoder"),
    "openbarbell": Encoder(OPENBARBELL_STEP_M, 1000.0, "openbarbell"),
    "bar_imu": USUAL_UNIT, "inertial": USUAL_UNIT, "phone_video": _PHONE, "video": _PHONE,
})  # fmt: skip


def seen_by(recording: Recording, sensor: str | BarSensor = "linear_encoder", *, seed: int = 0) -> Recording:
    """The recording that a device would have made of this bar: its channels alone, and its name as the device.

    Truth, task, load, sources and seed stay. Motor units do not: no bar sensor sees them (the truth has them still).

    Args:
        recording: a simulated lift or set ("position", for an inertial unit "acceleration" too).
        sensor: "linear_encoder", "openbarbell", "bar_imu" (or "inertial"), "phone_video" (or "video"); or a sensor made by
            `encoder`, `inertial` or `video`.
        seed: of what chance does to this sensor; the same seed gives the same bytes.

    Raises:
        BadValue: no such sensor, or a seed that is none.
        MissingChannel: the recording lacks what the sensor sees.

    >>> t = np.arange(0.0, 2.0, 0.001)
    >>> bar = Recording({"position": Signal(0.25 - 0.25 * np.cos(np.pi * t), "m", rate_hz=1000)}, load_kg=60)
    >>> seen = seen_by(bar, "phone_video", seed=1)
    >>> seen, seen["position"].rate_hz
    (Recording(position: 1.983 s, phone_video, 60 kg), 60.0)
    >>> float(np.abs(seen_by(bar)["position"].samples - bar["position"].samples).max()) <= 0.001
    True
    """
    door.check_seed(seed)
    unit = _NAMED.get(sensor) if isinstance(sensor, str) else sensor
    if not isinstance(unit, BarSensor):
        raise BadValue(
            "sensor", found=f"{sensor!r:.60}", needed=f"one of {', '.join(_NAMED)}, or one made by encoder, inertial or video",
            remedy='seen_by(recording, "linear_encoder"), say.',
        )  # fmt: skip
    channels = unit.channels(recording, np.random.default_rng(seed))
    return replace(recording, channels=channels, device=unit.device, motor_units=None)


def _sampled(bar: Recording, rate_hz: float) -> tuple[Floats, Floats]:
    """Times and heights of the bar at the sensor's own rate."""
    position = bar["position"]
    last = int(np.floor(position.duration_s * rate_hz + 1e-9))
    times = position.start_s + np.arange(last + 1, dtype=np.float64) / rate_hz
    return times, np.interp(times, position.times, position.samples)
