"""A stream's cells, looked at as a whole: what `measure.repetitions` would find if the recording ended now."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.kernels import attitude, filters, inertial
from neuraldrive.kernels import repetitions as kernel
from neuraldrive.measure.online_stream import Cells, Stream
from neuraldrive.measure.repetitions import (
    _EXCLUDED_IN_PATH,
    _FLAGS_IN_ACCELERATION,
    _FLAGS_IN_PATH,
    NOT_COMPLETED,
    _words,
)

Floats = NDArray[np.float64]

_LEAST_S, _LEAST_INERTIAL_S = 0.3, 1.0
_ENOUGH_HZ = 120.0
"""Of an inertial stream at more than that, each two cells are taken together while the set goes on."""
_MIRRORED_S = 3.0
_REST_S, _REST_MPS = 0.04, 0.05
STRUCK = 16
"""Flag of a bar that struck something, beside those of `kernels.repetitions`."""
_FLAGS = (*_FLAGS_IN_PATH, (STRUCK, _FLAGS_IN_ACCELERATION[0][1]))


class Reading(NamedTuple):
    """One value a repetition, with the motion (clock, position, velocity) that they were found in, and its cells; if heights drift, and
    if they are sums of velocities, which carry them away slowly."""

    start_s: Floats
    end_s: Floats
    rise_m: Floats
    descent_m: Floats
    usual_m: Floats
    flags: NDArray[np.int64]
    motion: tuple[Floats, Floats, Floats]
    cells: Cells
    drifts: bool = False
    is_summed: bool = False

    @property
    def mean_mps(self) -> Floats:
        """Mean velocity of each."""
        clock, position, _ = self.motion
        way = np.interp(self.end_s, clock, position) - np.interp(self.start_s, clock, position)
        return np.asarray(way / (self.end_s - self.start_s))

    def heights_m(self, times_s: Floats) -> Floats:
        """Height of the bar at some times."""
        return np.interp(times_s, self.motion[0], self.motion[1])


def words(reading: Reading, i: int) -> tuple[tuple[str, ...], str | None]:
    """Flags of one repetition, and why it is excluded, in the words of `measure.repetitions`."""
    flags = int(reading.flags[i])
    failed = f"{NOT_COMPLETED}: rose {reading.rise_m[i]:.2f} of {reading.usual_m[i]:.2f} m"
    why = (failed,) * bool(flags & kernel.FAILED_ATTEMPT) + _words(flags, _EXCLUDED_IN_PATH)
    return _words(flags, _FLAGS), "; ".join(why) or None


def read(stream: Stream, starts: str | None, final: bool, since_s: float = -np.inf) -> Reading | None:
    """What there is, of all or since a time; `final` where nothing more comes of the set. None where there is too little to look at."""
    in_path = stream.channel in ("position", "velocity")
    cells = stream.cells(since_s)
    if not (in_path or final) and stream.rate_hz > _ENOUGH_HZ:
        cells = _by_pairs(cells)
    least = _LEAST_S if in_path else _LEAST_INERTIAL_S
    if cells.when.size < 16 or cells.when[-1] - cells.when[0] < least:
        return None
    if in_path:
        bar = _path(stream, cells)
        # the attempt that was never brought up can only be told when the bar is left for good
        found = _in_path(bar, kernel.find_in_path(bar, starts, left_below=final), cells, final)
        return found._replace(is_summed=stream.channel == "velocity")
    try:
        return _in_acceleration(stream, cells, starts == "floor" and not final)
    except ValueError as error:  # a wrong unit
        stream.doubt = str(error)
        return None


def _by_pairs(cells: Cells) -> Cells:
    size = cells.when.size // 2 * 2
    when, what = (each[-size:].reshape(size // 2, 2, -1).mean(axis=1) for each in cells[:2])
    return Cells(when[:, 0], what, cells.frozen[-size:].reshape(-1, 2)[:, 1])


def _path(stream: Stream, cells: Cells) -> kernel.Path:
    track = filters.resample(cells.when, cells.what[:, 0])
    if stream.channel == "velocity":
        clock = track.start_s + np.arange(track.samples.size) / track.rate_hz
        bar = kernel.path(clock, filters.position_from_velocity(track.samples, track.rate_hz))
        return bar._replace(track=bar.track._replace(is_measured=track.is_measured[: bar.track.samples.size]))
    smooth = filters.low_pass(track.samples, track.rate_hz, filters.cutoff_hz(stream.rate_hz, stream.noise_m))
    velocity = filters.derivative(smooth, track.rate_hz)
    return kernel.Path(track, smooth, velocity, filters.derivative(velocity, track.rate_hz))


def _in_path(bar: kernel.Path, found: kernel.Repetitions, cells: Cells, final: bool) -> Reading:
    flags = found.flags if final else _without_cut(bar, found)
    clock = bar.track.start_s + np.arange(bar.track.samples.size) / bar.track.rate_hz
    return Reading(
        found.start_s, found.end_s, found.rise_m, found.descent_m, found.usual_m, flags,
        (clock, bar.smooth_m, bar.velocity_mps), cells,
    )  # fmt: skip


def _without_cut(bar: kernel.Path, found: kernel.Repetitions) -> NDArray[np.int64]:
    """Flags, the last not cut off where the bar has just come to rest or turned: an edge that is now is not one of the recording."""
    flags, width = found.flags.copy(), max(2, int(_REST_S * bar.track.rate_hz))
    begun = flags.size and found.start_s[-1] > bar.track.start_s + kernel.EDGE_S
    if begun and flags[-1] & kernel.CUT_OFF and bar.velocity_mps[-width:].mean() < _REST_MPS:
        partial = found.rise_m[-1] < kernel.PARTIAL_SHARE * found.usual_m[-1]
        flags[-1] += kernel.PARTIAL * partial - kernel.CUT_OFF
    return flags


def _in_acceleration(stream: Stream, cells: Cells, from_floor: bool) -> Reading:
    """From three axes or the vertical one.

    A first pull from the floor has no way back yet that it could be known by: it is looked at as if the bar went back as it came.
    """
    times, still = cells.when, None
    vertical = cells.what[:, 0]
    if stream.channel == "inertial":
        up = attitude.vertical_acceleration(times, cells.what[:, :3], cells.what[:, 3:])
        vertical, still = up.vertical_mps2, up.still
    found = inertial.repetitions(times, vertical, still)
    if from_floor and not found.start_s.size:
        back = np.flatnonzero(times > times[-1] - _MIRRORED_S)[:0:-1]
        times = np.append(times, 2.0 * times[-1] - times[back] + (times[-1] - times[-2]))
        still = None if still is None else np.append(still, still[back])
        found = inertial.repetitions(times, np.append(vertical, vertical[back]), still)
    kept = found.end_s <= cells.when[-1]
    usual = np.full(int(kept.sum()), np.median(found.rise_m[kept]) if kept.any() else 0.0)
    size = cells.when.size
    return Reading(
        found.start_s[kept], found.end_s[kept], found.rise_m[kept], found.descent_m[kept], usual, STRUCK * (found.flags[kept] & inertial.STRUCK > 0),
        (cells.when, found.position_m[:size], found.velocity_mps[:size]), cells, True,
    )  # fmt: skip
