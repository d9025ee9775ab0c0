"""A picture as few bytes: a JSON header and its arrays, as a script in a page reads them without parsing numbers."""

from __future__ import annotations

import dataclasses
import json
import math
import struct
from typing import Any

import numpy as np

from neuraldrive.workflows.lab_courses import Picture

BINARY = "application/octet-stream"


def packed(picture: Picture) -> bytes:
    """The header's length as a little-endian uint32, the header (padded with spaces to a multiple of 4), the arrays.

    `arrays` in the header lists them in order: name, type (float32 or uint32), count. NaN stays NaN.
    """
    arrays = {name: _small(np.asarray(each)) for name, each in picture.series.items()}
    told: dict[str, Any] = {
        "facts": dict(picture.facts), "rows": [_row(dataclasses.asdict(each)) for each in picture.rows],
        "findings": dict(picture.findings), "doubts": picture.doubts, "sources": dict(picture.sources),
        "python": picture.python,
        "arrays": [{"name": name, "type": str(each.dtype), "count": each.size} for name, each in arrays.items()],
    }  # fmt: skip
    header = json.dumps(told, allow_nan=False).encode()
    header += b" " * (-len(header) % 4)
    return b"".join([struct.pack("<I", len(header)), header, *(each.tobytes() for each in arrays.values())])


def _small(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return values.astype("<u4" if values.dtype.kind == "u" else "<f4")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return row if math.isfinite(row["value"]) else {**row, "value": None}
