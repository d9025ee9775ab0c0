"""A second reading of the catalogue as cases for pytest, and when an entry agrees with it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from neuraldrive.sources import Sourced

BORNE_BY_A_SOURCE = {"stated", "derived", "digitised"}
# Two decimal fractions that differ by exactly the tolerance must not fail on the last binary digit.
ROUNDING = 1e-9

_FOLDER = Path(__file__).resolve().parent / "second_reading"
_NOT_ENTRIES = {"not_derived", "mean_velocity_sd"}


def second_reading(of: str) -> Mapping[str, Any]:
    """The tables of `second_reading/{of}.toml`."""
    return tomllib.loads((_FOLDER / f"{of}.toml").read_text(encoding="utf-8"))


def readings(tables: Mapping[str, Any], *, marked: str = "", unmarked: tuple[str, ...] = ()) -> list[Any]:
    """Cases (entry, number, reading): those that carry the key `marked`, if given, and none of the keys `unmarked`."""
    return _sorted(
        pytest.param(entry, number, reading, id=f"{entry}.{number}")
        for entry in tables.keys() - _NOT_ENTRIES
        for number, reading in tables[entry].items()
        if (not marked or marked in reading) and not reading.keys() & set(unmarked)
    )


def not_derived(tables: Mapping[str, Any]) -> list[Any]:
    """Cases (entry, number) that the reader found in no source."""
    return _sorted(
        pytest.param(entry, number, id=f"{entry}.{number}")
        for entry, numbers in tables["not_derived"].items()
        for number in numbers
    )


def agrees(found: Sourced, reading: Mapping[str, Any]) -> bool:
    """Whether a number lies within the reader's tolerance."""
    return bool(abs(found.value - reading["value"]) <= reading["tolerance"] + ROUNDING)


def _sorted(cases: Iterator[Any]) -> list[Any]:
    return sorted(cases, key=lambda case: str(case.id))
