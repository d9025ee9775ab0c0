"""MAT-files up to version 7 as tables: LabChart exports, Spike2 exports, and plain vectors."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import UnreadableFile
from neuraldrive.readers.force_names import is_force

MARK = b"MATLAB 5.0 MAT-file"
SUFFIX = ".mat"
_HDF5 = b"\x89HDF"


class Channel(NamedTuple):
    """One channel: what it is called, its unit if that is said, its rate and its samples."""

    name: str
    unit: str
    rate_hz: float
    samples: NDArray[np.float64]

    @property
    def header(self) -> str:
        """As a column of a table heads it."""
        return f"{self.name} ({self.unit})" if self.unit else self.name


def is_matlab(raw: bytes, path: Path) -> bool:
    """Whether these bytes are a MAT-file: version 5 to 7 says so; version 4 only by the file's name."""
    return raw.startswith(MARK) or _suffix(path) == SUFFIX


def columns(raw: bytes, path: Path) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Headers with units, a clock first, and the rows as text; of the channels that share the rate of the force.

    Where none is named as a force, of those that share the slowest rate: EMG beside a force is sampled faster.

    Raises:
        UnreadableFile: damaged, of version 7.3, or without a channel that says its rate.
    """
    found = list(_channels(_loaded(raw, path)))
    if not found:
        raise _unreadable(
            path, "no channel with a sampling rate", "a LabChart or Spike2 export, or vectors beside a rate",
            "Export it as text with a column of time.",
        )  # fmt: skip
    first = next((each for each in found if is_force(each.header)), None)
    first = first or min(found, key=lambda each: (each.rate_hz, -each.samples.size))
    kept = [each for each in found if each.rate_hz == first.rate_hz and each.samples.size == first.samples.size]
    clock = np.arange(first.samples.size) / first.rate_hz
    rows = zip(clock.tolist(), *(each.samples.tolist() for each in kept), strict=True)
    return ("time (s)", *(each.header for each in kept)), tuple(tuple(map(repr, row)) for row in rows)


def _loaded(raw: bytes, path: Path) -> dict[str, Any]:
    from scipy.io import loadmat  # late: it takes long to load

    if raw[:4] == _HDF5 or raw[512:516] == _HDF5:
        raise _unreadable(path, "a MAT-file of version 7.3", "version 7 or older", "Save it again with: save -v7.")
    try:
        content: dict[str, Any] = loadmat(io.BytesIO(raw), squeeze_me=True)  # type: ignore[arg-type]
    except MemoryError:
        raise
    except Exception as error:  # whatever damaged bytes make of its parser
        raise _unreadable(
            path, f"damaged data ({str(error)[:60]})", "a sound MAT-file", "Copy or export it again."
        ) from None
    return {name: value for name, value in content.items() if not name.startswith("__")}


def _channels(content: Mapping[str, Any]) -> Iterator[Channel]:
    try:
        if {"data", "datastart", "dataend", "samplerate"} <= content.keys():
            yield from _labchart(content)
        else:
            yield from _spike2(content)
            yield from _vectors(content)
    except (TypeError, ValueError, IndexError, KeyError):
        return


def _labchart(content: Mapping[str, Any]) -> Iterator[Channel]:
    """One vector of all channels one after the other; of several blocks the first."""
    data = np.atleast_1d(content["data"]).astype(np.float64)
    starts, ends, rates = (_first_block(content[key]) for key in ("datastart", "dataend", "samplerate"))
    names, units = (np.atleast_1d(content.get(key, "")) for key in ("titles", "unittext"))
    which = _first_block(content.get("unittextmap", 1)).astype(int)
    for index, (start, end, rate) in enumerate(zip(starts, ends, np.resize(rates, starts.size), strict=True)):
        unit = str(units[which[index] - 1]).strip() if 0 < which[min(index, which.size - 1)] <= units.size else ""
        if start >= 1 and end > start and rate > 0:
            name = str(names[index]).strip() if index < names.size else f"channel {index + 1}"
            yield Channel(name, unit, float(rate), data[int(start) - 1 : int(end)])


def _spike2(content: Mapping[str, Any]) -> Iterator[Channel]:
    for name, value in content.items():
        fields = getattr(getattr(value, "dtype", None), "names", None) or ()
        if {"values", "interval"} <= set(fields):
            samples, interval = np.atleast_1d(value["values"].item()), float(value["interval"].item())
            units = str(value["units"].item()) if "units" in fields and np.size(value["units"].item()) else ""
            if samples.ndim == 1 and samples.size > 2 and interval > 0:
                yield Channel(name, units.strip(), 1 / interval, samples.astype(np.float64))


def _vectors(content: Mapping[str, Any]) -> Iterator[Channel]:
    """Vectors beside one number that names a rate: fs, fsamp, SamplingFrequency …"""
    rates = [value for name, value in content.items() if _is_rate(name) and np.size(value) == 1]
    if len(rates) != 1 or not float(rates[0]) > 0:
        return
    for name, value in content.items():
        if isinstance(value, np.ndarray) and value.ndim == 1 and value.size > 2 and value.dtype.kind in "iuf":
            yield Channel(name, "", float(rates[0]), value.astype(np.float64))


def _is_rate(name: str) -> bool:
    return name.lower() in ("fs", "fsamp", "sf", "samplerate", "sample_rate", "samplingfrequency", "rate", "rate_hz")


def _first_block(value: Any) -> NDArray[np.float64]:
    array = np.atleast_1d(value).astype(np.float64)
    return array[:, 0] if array.ndim > 1 else array


def _suffix(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _unreadable(path: Path, found: str, needed: str, remedy: str) -> UnreadableFile:
    return UnreadableFile("MAT-file", found=found, needed=needed, remedy=remedy, where=path.name)
