"""How fast force rises: onset, rate of force development, force and impulse soon after the onset.

Each takes a recording or its force, finds the largest effort in it, and names its onset rule. With `mvf` the figures
are shares of it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from neuraldrive.errors import MeasureError
from neuraldrive.kernels import force as kernel
from neuraldrive.measure.begin import OnsetRule, begin
from neuraldrive.measure.door import check_numbers
from neuraldrive.measure.effort import Source, effort
from neuraldrive.records import Measurement

_Z95 = 1.96


def force_onset(source: Source, onset: OnsetRule = "baseline", mvf: float | Measurement | None = None) -> Measurement:
    """When force begins to rise, s on the recording's clock.

    Raises:
        MissingChannel: no force.
        MeasureError: no rise, or no quiet baseline before it.

    >>> from neuraldrive.records import Signal
    >>> force = 100 * np.clip(np.arange(3000) / 100 - 20, 0, 1) ** 2
    >>> print(force_onset(Signal(force, "N", rate_hz=1000)))
    force onset 2.005 s [2.004, 2.007]
    """
    begun = begin(effort(source, mvf), onset)
    second, error_s = begun.effort.second(begun.at), begun.error / begun.effort.rate_hz
    return begun.measurement("force_onset", second, "s", "", (second - error_s, second + error_s))


def rate_of_force_development(
    source: Source, window_ms: tuple[float, float] = (0, 50), onset: OnsetRule = "baseline",
    mvf: float | Measurement | None = None,
) -> Measurement:  # fmt: skip
    """Gain of force over a window after the onset, a second; the interval is what an onset off by its error would give.

    Args:
        window_ms: start and end, after the onset.
        onset: "baseline", "threshold", or the onset in seconds.
        mvf: the maximal voluntary force, for a rate in shares of it.

    Raises:
        MissingChannel: no force.
        MeasureError: no onset, or the window runs out of the recording.

    Source: Maffiuletti 2016; a single difference over the window, of the force as recorded.

    >>> from neuraldrive.records import Signal
    >>> force = Signal(100 * np.clip(np.arange(3000) / 100 - 20, 0, 1) ** 2, "N", rate_hz=1000)
    >>> round(rate_of_force_development(force, (50, 100)).value), round(rate_of_force_development(force, onset=2.0).value)
    (1385, 500)
    """
    begun = begin(effort(source, mvf), onset)
    window_s = begun.window_s(window_ms)
    values = kernel.rate_of_rise(begun.effort.samples, begun.effort.rate_hz, begun.might_be(), begun.bases(), window_s)
    random = _Z95 * begun.noise * (1.0 if window_s[0] == 0 else 2**0.5) / (window_s[1] - window_s[0])
    return begun.measurement(
        "rate_of_force_development", float(values[values.size // 2]), f"{begun.effort.unit}/s",
        f"gain from {window_ms[0]:g} to {window_ms[1]:g} ms",
        (float(values.min()) - random, float(values.max()) + random),
    )  # fmt: skip


def peak_rate_of_force_development(
    source: Source, window_ms: float = 20, mvf: float | Measurement | None = None
) -> Measurement:
    """Largest gain of force over a window that slides up to the largest force, a second.

    The shorter the window the larger the figure, and the more of it is noise: the window is part of the name.

    Raises:
        MissingChannel, MeasureError: as rate_of_force_development.
    """
    check_numbers(window_ms=window_ms)
    begun = begin(effort(source, mvf), "baseline")
    found, window_s = begun.effort, begun.window_s((0, window_ms))[1]
    later = [at for at in found.stimuli_s if at > found.second(begun.at) + window_s]  # their rises are not the person's
    until = round((min(later) - found.start_s) * found.rate_hz) + 1 if later else found.samples.size
    end = min(int(np.argmax(found.samples)) + round(window_s * found.rate_hz) + 1, until)
    value, first = kernel.peak_rate(found.samples[:end], found.rate_hz, window_s)
    random = _Z95 * 2**0.5 * begun.noise / window_s
    words = f"largest gain over {window_ms:g} ms, {(first - begun.at) / found.rate_hz * 1000:.0f} ms after the onset"
    return begun.measurement(
        "peak_rate_of_force_development", value, f"{found.unit}/s", words, (value - random, value + random)
    )


def force_at(
    source: Source, after_ms: float = 50, onset: OnsetRule = "baseline", mvf: float | Measurement | None = None
) -> Measurement:
    """Force gained so long after the onset.

    Raises:
        MissingChannel, MeasureError: as rate_of_force_development.

    Source: Tillin 2010, who gives 14 % of the MVF at 50 ms for the untrained and 24 % for the explosively trained.
    """
    check_numbers(after_ms=after_ms)
    rate = rate_of_force_development(source, (0, after_ms), onset, mvf)
    span_s = after_ms / 1000
    return replace(
        rate, measure="force_after_onset", value=rate.value * span_s, unit=rate.unit.removesuffix("/s"),
        interval=None if rate.interval is None else (rate.interval[0] * span_s, rate.interval[1] * span_s),
        method=rate.method.replace("gain from 0 to", "force gained until"),
    )  # fmt: skip


def time_to_force(
    source: Source, share: float = 0.5, onset: OnsetRule = "baseline", mvf: float | Measurement | None = None
) -> Measurement:
    """From the onset to a share of the MVF, or of the effort's own largest force where the MVF is not known, s.

    Raises:
        MissingChannel, MeasureError: as rate_of_force_development; or the force never gets there.
    """
    check_numbers(share=share)
    begun = begin(effort(source, mvf), onset)
    found = begun.effort
    whole = found.whole if found.whole is not None else found.largest
    value = kernel.time_to(found.samples, found.rate_hz, begun.at, found.rest + share * whole)
    if value is None:
        raise MeasureError(
            "time to force", found=f"at most {100 * found.largest / whole:.0f} % of the MVF", needed=f"{100 * share:.0f} %",
            remedy="Ask for a share that the effort reached.",
        )  # fmt: skip
    of = "the MVF" if found.whole is not None else "the effort's own largest force"
    error_s = begun.error / found.rate_hz
    interval = max(0.0, value - error_s), value + error_s
    return begun.measurement("time_to_force", value, "s", f"to {100 * share:.0f} % of {of}", interval)


def impulse(
    source: Source, window_ms: tuple[float, float] = (0, 100), onset: OnsetRule = "baseline",
    mvf: float | Measurement | None = None,
) -> Measurement:  # fmt: skip
    """Area under the force gained, over a window after the onset.

    Raises:
        MissingChannel, MeasureError: as rate_of_force_development.
    """
    begun = begin(effort(source, mvf), onset)
    found, window_s = begun.effort, begun.window_s(window_ms)
    pairs = zip(begun.might_be().tolist(), begun.bases().tolist(), strict=True)
    values = [kernel.impulse(found.samples, found.rate_hz, at, base, window_s) for at, base in pairs]
    words = f"area from {window_ms[0]:g} to {window_ms[1]:g} ms"
    return begun.measurement("impulse", values[len(values) // 2], f"{found.unit}·s", words, (min(values), max(values)))
