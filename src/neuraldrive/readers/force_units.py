"""Units of force as files spell them, and what they are in SI."""

from __future__ import annotations

from neuraldrive.errors import BadValue
from neuraldrive.units import KG_PER_LB, STANDARD_GRAVITY_MPS2

_POUND_N = KG_PER_LB * STANDARD_GRAVITY_MPS2
_FOOT_M = 0.3048
# a kilogram or a pound in a column of force is the force of that mass
_UNITS: dict[str, tuple[float, str]] = {
    "n": (1.0, "N"), "newton": (1.0, "N"), "newtons": (1.0, "N"), "kn": (1e3, "N"), "mn": (1e-3, "N"),
    "kg": (STANDARD_GRAVITY_MPS2, "N"), "kgs": (STANDARD_GRAVITY_MPS2, "N"), "kgf": (STANDARD_GRAVITY_MPS2, "N"),
    "kp": (STANDARD_GRAVITY_MPS2, "N"), "g": (STANDARD_GRAVITY_MPS2 * 1e-3, "N"),
    "lb": (_POUND_N, "N"), "lbs": (_POUND_N, "N"), "lbf": (_POUND_N, "N"),
    "nm": (1.0, "N·m"), "n·m": (1.0, "N·m"), "n*m": (1.0, "N·m"), "n.m": (1.0, "N·m"), "n-m": (1.0, "N·m"),
    "n m": (1.0, "N·m"), "ft-lb": (_FOOT_M * _POUND_N, "N·m"), "ft·lb": (_FOOT_M * _POUND_N, "N·m"),
    "ftlb": (_FOOT_M * _POUND_N, "N·m"), "lbf·ft": (_FOOT_M * _POUND_N, "N·m"), "lb-ft": (_FOOT_M * _POUND_N, "N·m"),
    "v": (1.0, "V"), "volt": (1.0, "V"), "volts": (1.0, "V"), "mv": (1e-3, "V"), "uv": (1e-6, "V"), "µv": (1e-6, "V"),
    "%mvc": (0.01, "MVF"), "% mvc": (0.01, "MVF"), "%mvf": (0.01, "MVF"), "% mvf": (0.01, "MVF"), "mvf": (1.0, "MVF"),
    "mvc": (1.0, "MVF"),
}  # fmt: skip


def is_force_unit(text: str) -> bool:
    """Whether it is a unit of force, torque, or what a load cell gives.

    >>> is_force_unit("Kg"), is_force_unit("mm")
    (True, False)
    """
    return _spelled(text) in _UNITS


def force_unit(text: str) -> tuple[float, str]:
    """Factor to SI, and the SI unit: N, N·m, MVF (a share of the maximal voluntary force), or V where uncalibrated.

    Raises:
        BadValue: no unit of force.

    >>> force_unit("kN"), force_unit("Nm")
    ((1000.0, 'N'), (1.0, 'N·m'))
    """
    try:
        return _UNITS[_spelled(text)]
    except KeyError:
        raise BadValue(
            "unit of force", found=repr(text), needed="N, kN, kg, lbf, N·m, V or %MVC",
            remedy="Name it in the column's header, as Force (N).",
        ) from None  # fmt: skip


def _spelled(text: str) -> str:
    return text.strip().lower().replace("⋅", "·").replace("μ", "µ")
