"""The stop verdict's constants, fitted on all four lifters, as the catalogue's TOML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import stop_fit
from rated_sets import Rated, by_lifter
from stop_folds import ALL, COLD, LEFTS, Told, calibrations, judged

from neuraldrive.kernels.stop_engine import Calibrations, Constants

FOLDER = Path(__file__).resolve().parents[1] / "src" / "neuraldrive" / "catalog" / "stop_engine"
SOURCE = "neuraldrive_stop_2026"


class Number(NamedTuple):
    """A constant, its unit, allowed range, and where it comes from if not from the fit."""

    value: float
    unit: str
    low: float
    high: float
    assumed: str = ""


def numbers(values: Constants) -> dict[str, Number]:
    """The constants of one lift by the names that the catalogue gives them."""
    mean, covariance = values.curve
    sd = np.sqrt(np.diag(covariance))
    drawn = "drawn to a belief of four lifters' worth"
    return {
        "at_failure": Number(mean[0], "m/s", 0, 1),
        "slope": Number(mean[1], "m/s", 0, 0.5),
        "at_failure_sd": Number(sd[0], "m/s", 0.001, 0.5, drawn),
        "slope_sd": Number(sd[1], "m/s", 0.0001, 0.5, drawn),
        "curve_correlation": Number(covariance[0, 1] / sd.prod(), "ratio", -0.99, 0.99, drawn),
        "set_sd": Number(values.scatter.set_sd, "m/s", 0.001, 0.3),
        "repetition_sd": Number(values.scatter.repetition_sd, "m/s", 0.001, 0.3),
        "first_reserve": Number(values.first.mean, "repetitions", 0, 30),
        "first_reserve_sd": Number(values.first.sd, "repetitions", 0.1, 30),
        "load_at_zero": Number(values.load_line.at_zero, "repetitions", -10, 20),
        "load_slope": Number(values.load_line.slope, "ratio", 0, 2),
        "load_sd": Number(values.load_line.sd, "repetitions", 0.1, 10),
        "decline": Number(values.decline.mean, "m/s", 0, 0.2),
        "decline_sd": Number(values.decline.sd, "m/s", 0.0001, 0.2),
        "velocity_step": Number(values.decline.velocity_step, "m/s", 0.0001, 0.1, "a choice"),
        "decline_step": Number(values.decline.decline_step, "m/s", 0.0001, 0.1, "a choice"),
        "reading_sd": Number(values.decline.reading, "m/s", 0.001, 0.2, "encoder repetitions about their own course"),
        "floor": Number(values.floor_line.velocity, "m/s", 0, 1),
        "floor_per_repetition": Number(values.floor_line.per_repetition, "m/s", 0, 0.3),
        "floor_weight": Number(values.floor_line.weight, "sets", 0.01, 100, drawn),
        "floor_sd": Number(values.floor_line.sd, "m/s", 0.001, 0.3),
    }


def calibration_numbers(found: Sequence[Calibrations], prefix: str = "") -> dict[str, Number]:
    """Calibrations for 0, 1, 2 … repetitions left."""
    return {
        f"{prefix}{who}_{name}_{left}": Number(getattr(getattr(values, who), name), "ratio", -10, 10)
        for left, values in zip(LEFTS, found, strict=True)
        for who in ("unknown", "known")
        for name in ("shift", "scale")
    }


def threshold() -> dict[str, Number]:
    """What a chance must reach."""
    return {"threshold": Number(0.35, "ratio", 0.01, 0.99, "a choice, looked at between 0.3 and 0.5 on the same study")}


def cross_judged(sets: Sequence[Rated], *, by_load: bool = True) -> dict[int, list[Told]]:
    """Every lifter judged by the constants of the others, cold and with all earlier sets."""
    found: dict[int, list[Told]] = {COLD: [], ALL: []}
    for who, own in by_lifter(sets).items():
        constants = stop_fit.constants([each for each in sets if each.who != who])
        for most, told in found.items():
            told += judged(own, constants, most, by_load=by_load)
    return found


def write(sets: Sequence[Rated]) -> None:
    """Fit on all lifters and write one file a lift, and the calibration of both."""
    FOLDER.mkdir(exist_ok=True)
    fitted = stop_fit.constants(sets)
    for lift, values in fitted.items():
        own = [each for each in sets if each.lift == lift]
        _write(lift, own, numbers(values), f"{sum(each.sure for each in own)} sets with a numbered rating")
    _write("any_lift", sets, numbers(stop_fit.any_lift(fitted)), "the mean of both lifts, which differ as these do")
    for name, numbers_of in calibration_files(sets).items():
        _write(name, sets, numbers_of, "each lifter by the others")


def calibration_files(sets: Sequence[Rated]) -> dict[str, dict[str, Number]]:
    """Both calibrations: with load history, and without it."""
    found = {}
    for name, prefix, by_load in (("calibration", "", True), ("calibration_without_load", "without_load_", False)):
        told = cross_judged(sets, by_load=by_load)
        found[name] = calibration_numbers(calibrations(told[COLD], told[ALL]), prefix)
    found["calibration"] |= threshold()
    return found


def _write(name: str, sets: Sequence[Rated], found: Mapping[str, Number], of: str) -> None:
    head = {"lifters": len({each.who for each in sets}), "sets": len(sets)}
    head["repetitions"] = sum(each.repetitions for each in sets)
    lines = [f"{key} = {value}" for key, value in head.items()]
    for key, number in found.items():
        where = f"verification/stop_verdicts.py --write: {number.assumed or of}"
        how = "assumed" if number.assumed else "derived"
        lines += [
            "", f"[{key}]", f"value = {float(number.value):.5g}", f'unit = "{number.unit}"', f'source = "{SOURCE}"',
            f'where = "{where}"', f'how = "{how}"', f"range = [{number.low:g}, {number.high:g}]",
        ]  # fmt: skip
    (FOLDER / f"{name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"written: {FOLDER / name}.toml")


def in_a_line(values: Constants) -> str:
    """All constants of a lift, to be read."""
    return ", ".join(f"{name} {number.value:.4g}" for name, number in numbers(values).items())
