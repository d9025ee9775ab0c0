"""What a column holds: its quantity and unit, from how people head it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from neuraldrive.errors import BadValue
from neuraldrive.units import to_si

# A bracket at the end is the unit, or part of the name ("Fatigue [MV] (%)" has both).
_BRACKET = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]*)[)\]]$")
_TRAILING = re.compile(r"^(.*\S)\s*(?:,|\s/)\s*([a-zµ°%/^²0-9]+)$")

# A unit as the last word of a name: what "ms" means depends on what is measured (v_ms is m/s, t_ms milliseconds).
_WORDS: Mapping[str, Mapping[str, str]] = {
    "s": {"s": "s", "sec": "s", "secs": "s", "seconds": "s", "ms": "ms", "msec": "ms", "millis": "ms", "us": "us",
          "milliseconds": "ms"},
    "m": {"m": "m", "cm": "cm", "mm": "mm", "in": "in", "inch": "in"},
    "m/s": {"ms": "m/s", "m_s": "m/s", "mps": "m/s", "cm_s": "cm/s", "cms": "cm/s", "mm_s": "mm/s", "mms": "mm/s"},
    "m/s2": {"ms2": "m/s2", "m_s2": "m/s2", "mps2": "m/s2", "g": "g", "mg": "mg", "m_s_2": "m/s2"},
    "rad/s": {"rads": "rad/s", "rad_s": "rad/s", "rps": "rad/s", "dps": "deg/s", "deg_s": "deg/s"},
    "kg": {"kg": "kg", "kgs": "kg", "lb": "lb", "lbs": "lb", "pounds": "lb"},
    "N": {"n": "N", "kn": "kN"},
    "W": {"w": "W", "kw": "kW"},
}  # fmt: skip
_SPELLINGS = {
    "m/s/s": "m/s2", "m*s-1": "m/s", "ms-1": "m/s", "m*s-2": "m/s2", "ms-2": "m/s2", "m/sec": "m/s", "m/s**2": "m/s2",
    "msec": "ms", "millis": "ms", "milliseconds": "ms", "metres": "m", "meters": "m", "rads": "rad/s",
    "deg/sec": "deg/s", "degrees/s": "deg/s",
    "pounds": "lb", "kilograms": "kg", "newton": "n", "watt": "w", "watts": "w", "secs": "s",
    "second": "s", "g0": "g", "us": "us", "μs": "us",
}  # fmt: skip


@dataclass(frozen=True)
class Quantity:
    """What a column may hold: its SI unit and the names people give it, as slugs."""

    unit: str
    names: frozenset[str]


@dataclass(frozen=True)
class Column:
    """A column that was recognised: `factor` turns its numbers into SI; `unit` is None where none was given."""

    index: int
    header: str
    unit: str | None
    factor: float


def quantity(unit: str, *names: str) -> Quantity:
    """A quantity from the names that people give it."""
    return Quantity(unit, frozenset(names))


def slug(text: str) -> str:
    """Lower case, words joined by _.

    >>> slug("Mean Power [MV]")
    'mean_power_mv'
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def parted(header: str) -> tuple[str, str | None]:
    """The name and the unit as written at the end of it, if any.

    >>> parted("Fatigue [MV] (%)"), parted("Position, mm"), parted("t")
    (('Fatigue [MV]', '%'), ('Position', 'mm'), ('t', None))
    """
    text = header.strip()
    for pattern in (_BRACKET, _TRAILING):
        match = pattern.match(text) or pattern.match(text.lower())
        if match:
            return match.group(1).strip(), match.group(2).strip()
    return text, None


def spelled(unit: str) -> str:
    """A unit in the spelling that units.to_si knows."""
    text = unit.strip().lower().replace("·", "*").replace("⋅", "*").replace(" ", "*").replace("^", "").replace("²", "2")
    text = text.replace("⁻¹", "-1").replace("⁻2", "-2").replace("⁻²", "-2").replace("×", "*").replace(".", "*")
    return _SPELLINGS.get(text, text)


def matched(headers: Sequence[str], quantities: Mapping[str, Quantity]) -> dict[str, Column]:
    """The column of each quantity that the headers name; the first where two do.

    Raises:
        BadValue: a column is named for a quantity but carries a unit of another.

    >>> columns = matched(["time (ms)", "pos_mm", "note"], {"position": quantity("m", "pos", "position")})
    >>> columns["position"].factor
    0.001
    """
    found: dict[str, Column] = {}
    for index, header in enumerate(headers):
        for name, wanted in quantities.items():
            if name not in found and (column := _column(index, header, wanted)):
                found[name] = column
                break
    return found


def _column(index: int, header: str, wanted: Quantity) -> Column | None:
    base, unit = parted(header)
    whole, stem = slug(header), slug(base)
    if unit is not None and stem in wanted.names:
        return _with_unit(index, header, unit, wanted)
    words = _WORDS.get(wanted.unit, {})
    if whole in wanted.names:
        return Column(index, header, words.get(whole), to_si(words.get(whole, wanted.unit))[0])
    for word, spelling in words.items():
        if whole.endswith(f"_{word}") and whole[: -len(word) - 1] in wanted.names:
            return Column(index, header, spelling, to_si(spelling)[0])
    return None


def _with_unit(index: int, header: str, unit: str, wanted: Quantity) -> Column | None:
    if not wanted.unit:
        return Column(index, header, None, 1.0)
    try:
        factor, si = to_si(spelled(unit))
    except BadValue:
        factor, si = 0.0, ""
        if slug(header) in wanted.names:
            return Column(index, header, None, 1.0)
    if si == "ratio" and not unit:
        return Column(index, header, None, 1.0)
    if si != wanted.unit:
        raise BadValue(
            f"column {header!r}", found=f"unit {unit!r}", needed=f"a unit such as {wanted.unit}",
            remedy="Name the unit in the header.",
        )  # fmt: skip
    return Column(index, header, spelled(unit), factor)
