"""An inertial unit on a bar's sleeve: what its accelerometers and gyroscopes give of a vertical motion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.kernels.barbell import GRAVITY_MPS2
from neuraldrive.records import Recording, Signal
from neuraldrive.simulate import door

Floats = NDArray[np.float64]

FINE_HZ = 1000.0
NOISE_MPS2, NOISE_RADPS = 0.015, 0.0011
"""Of one sample at 200 Hz: medians over the quietest half seconds of twelve bench recordings with an LSM6DSOX on the sleeve."""
SCALE_SD, OFFSET_SD_MPS2 = 0.007, 0.05
"""At rest those recordings read 9.70 to 9.76 m/s²: half a percent to one off. How that splits is assumed; makers
promise 1 % and 0.2 m/s²."""
OFFSET_SD_RADPS = 0.008
"""Of a resting axis there: 0.001 to 0.014 rad/s."""
WALK_MPS2, WALK_RADPS = 0.002, 0.0002
"""Per root second, as a unit warms; too slow to show in sets of half a minute: assumed."""
TREMOR_MPS2, TREMOR_HZ = 0.2, (4.0, 12.0)
"""Shaking of a bar in the hands between two repetitions, root mean square, there."""
TURN_RAD_PER_M = 0.8
"""Turn of the sleeve with the stroke; with it a set turns by 0.15 to 0.35 rad/s (root mean square), as there."""
STILL_S = 2.0
EASE_S = 0.2


@dataclass(frozen=True)
class Inertial:
    """An inertial unit on the bar; see `inertial`."""

    rate_hz: float
    errors: float
    tremor_mps2: float
    turn_rad_per_m: float
    still_s: float
    device: str

    def channels(self, bar: Recording, rng: np.random.Generator) -> dict[str, Signal]:
        """Three axes of acceleration, gravity in it, and of rotation."""
        start, (height, acceleration, held) = bar["position"].start_s - self.still_s, self._motion(bar)
        world = self.tremor_mps2 * _tremor(held, rng)
        world[:, 2] += acceleration + GRAVITY_MPS2
        angle = self.turn_rad_per_m * (height - height[0])
        mounted = _any_orientation(rng)
        force = _turned(world, angle) @ mounted
        rate = np.outer(np.gradient(angle, 1.0 / FINE_HZ), mounted[1])
        force, rate = self._with_errors(_averaged(force, self.rate_hz), _averaged(rate, self.rate_hz), rng)
        sensed = [(f"acceleration_{axis}", each, "m/s2") for axis, each in zip("xyz", force.T, strict=True)]
        sensed += [(f"angular_velocity_{axis}", each, "rad/s") for axis, each in zip("xyz", rate.T, strict=True)]
        return {name: Signal(each, unit, rate_hz=self.rate_hz, start_s=start) for name, each, unit in sensed}

    def _motion(self, bar: Recording) -> tuple[Floats, Floats, Floats]:
        """Height, vertical acceleration, and how firmly it is held, at FINE_HZ, with the rest before and after."""
        position, acceleration = bar["position"], bar["acceleration"]
        still = round(self.still_s * FINE_HZ)
        times = position.start_s + np.arange(round(position.duration_s * FINE_HZ) + 1) / FINE_HZ
        height = np.pad(np.interp(times, position.times, position.samples), still, mode="edge")
        pushed = np.pad(np.interp(times, acceleration.times, acceleration.samples), still)
        inside = np.minimum(np.arange(times.size), np.arange(times.size)[::-1]) / (EASE_S * FINE_HZ)
        return height, pushed, np.pad(np.minimum(inside, 1.0), still)

    def _with_errors(self, force: Floats, rate: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Scale, offset that creeps, and noise of each axis; both (n, 3)."""
        creep = self.errors / self.rate_hz**0.5
        scale, offset = rng.normal(1.0, SCALE_SD * self.errors, 3), rng.normal(0.0, OFFSET_SD_MPS2 * self.errors, 3)
        walk = np.cumsum(rng.normal(0.0, WALK_MPS2 * creep, force.shape), axis=0)
        sensed = force * scale + offset + walk + rng.normal(0.0, NOISE_MPS2 * self.errors, force.shape)
        drift = np.cumsum(rng.normal(0.0, WALK_RADPS * creep, rate.shape), axis=0)
        drift += rng.normal(0.0, OFFSET_SD_RADPS * self.errors, 3)
        return sensed, rate + drift + rng.normal(0.0, NOISE_RADPS * self.errors, rate.shape)


USUAL_UNIT = Inertial(200.0, 1.0, TREMOR_MPS2, TURN_RAD_PER_M, STILL_S, "bar_imu")


def inertial(
    rate_hz: float = 200.0, *, errors: float = 1.0, tremor_mps2: float = TREMOR_MPS2,
    turn_rad_per_m: float = TURN_RAD_PER_M, still_s: float = STILL_S, device: str = "bar_imu",
) -> Inertial:  # fmt: skip
    """An inertial unit on the sleeve of the bar, at an angle that it keeps: three axes of acceleration as sensed, gravity in
    it, and of rotation.

    Args:
        errors: scale of the unit's own errors (scale, offset, creep, noise): 0 for a perfect one.
        tremor_mps2: shaking of a bar in the hands, root mean square.
        turn_rad_per_m: turn of the sleeve with the bar's way.
        still_s: the unit runs before and after the set, while the bar lies still; the recording's clock goes on, so that it
            begins at −still_s.
        device: a sensor of the catalogue, of which the measures take their error.

    Raises:
        BadValue: a value that no unit has.
        CatalogError: no such sensor.

    >>> inertial(errors=0).rate_hz
    200.0
    """
    return Inertial(
        door.number("rate_hz", rate_hz, 20.0, FINE_HZ, "Hz"), door.number("errors", errors, 0.0, 100.0, "times the usual"),
        door.number("tremor_mps2", tremor_mps2, 0.0, 10.0, "m/s²"),
        door.number("turn_rad_per_m", turn_rad_per_m, -10.0, 10.0, "rad/m"),
        door.number("still_s", still_s, 0.0, 600.0, "s"), catalog.sensor(device).name,
    )  # fmt: skip


def _tremor(held: Floats, rng: np.random.Generator) -> Floats:
    """Band of noise on three axes with a root mean square of 1 where the bar is held, (n, 3)."""
    noise = np.fft.rfft(rng.normal(size=(held.size, 3)), axis=0)
    at = np.fft.rfftfreq(held.size, 1.0 / FINE_HZ)
    noise[(at < TREMOR_HZ[0]) | (at > TREMOR_HZ[1])] = 0.0
    shaking = np.fft.irfft(noise, held.size, axis=0)
    size = shaking.std()
    return np.asarray(shaking / size * held[:, None]) if size > 0.0 else np.zeros((held.size, 3))


def _turned(world: Floats, angle: Floats) -> Floats:
    """What a sleeve sees that has turned by an angle about the bar, the second axis; (n, 3)."""
    c, s = np.cos(angle), np.sin(angle)
    return np.stack([c * world[:, 0] - s * world[:, 2], world[:, 1], s * world[:, 0] + c * world[:, 2]], axis=1)


def _any_orientation(rng: np.random.Generator) -> Floats:
    """A rotation matrix, every orientation as likely (a unit quaternion of four normal deviates); (3, 3)."""
    w, x, y, z = (q := rng.normal(size=4)) / np.linalg.norm(q)
    return np.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ])  # fmt: skip


def _averaged(fine: Floats, rate_hz: float) -> Floats:
    """One value a sample of the unit: the mean over its interval, around it; (m, 3)."""
    width = max(round(FINE_HZ / rate_hz), 1)
    around = np.pad(fine, ((width // 2, width - 1 - width // 2), (0, 0)), mode="edge")
    total = np.cumsum(np.vstack([np.zeros((1, 3)), around]), axis=0)
    mean = (total[width:] - total[:-width]) / width
    at = np.arange(int(np.floor((fine.shape[0] - 1) * rate_hz / FINE_HZ + 1e-9)) + 1) * FINE_HZ / rate_hz
    return np.stack([np.interp(at, np.arange(fine.shape[0]), each) for each in mean.T], axis=1)
