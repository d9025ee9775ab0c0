"""Columns of Arrow for the rows of recordings: lists of numbers, one a row, exactly as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from neuraldrive.readers.recording_rows import Kind, Row

_TYPES: Mapping[Kind, Any] = {
    "text": pa.string(), "texts": pa.list_(pa.string()), "number": pa.float64(), "numbers": pa.list_(pa.float64()),
    "switches": pa.list_(pa.bool_()), "lists": pa.list_(pa.list_(pa.float64())),
}  # fmt: skip
SINGLE = pa.list_(pa.float32())


def column_type(kind: Kind, *, single: bool = False) -> Any:
    """The type of a column; lists of numbers in single precision where asked for."""
    return SINGLE if single and kind == "numbers" else _TYPES[kind]


def fits(kind: Kind, found: Any) -> bool:
    """Whether a column of a file has the type that its name asks for."""
    return bool(found == _TYPES[kind] or (kind == "numbers" and found == SINGLE))


def column(values: Sequence[Any], kind: Any) -> Any:
    """One column of a type of `column_type`; None stays None."""
    if not pa.types.is_list(kind) or pa.types.is_string(kind.value_type):
        return pa.array(values, kind)
    absent = pa.array([value is None for value in values]) if any(value is None for value in values) else None
    held = [() if value is None else value for value in values]
    if pa.types.is_list(kind.value_type):
        inner = [np.asarray(each) for value in held for each in value]
        content = pa.ListArray.from_arrays(_starts(inner), _joined(inner, kind.value_type.value_type))
    else:
        content = _joined([np.asarray(value) for value in held], kind.value_type)
    return pa.ListArray.from_arrays(_starts(held), content, type=kind, mask=absent)


def rows_in(batch: Any, kinds: Mapping[str, Kind]) -> Iterator[Row]:
    """The rows of a batch of records, with those columns that have a kind."""
    names = [name for name in batch.schema.names if name in kinds]
    columns = [_values(batch.column(name), kinds[name]) for name in names]
    for values in zip(*columns, strict=True):
        yield dict(zip(names, values, strict=True))


def _values(array: Any, kind: Kind) -> list[Any]:
    if kind in ("text", "number"):
        return list(array.to_pylist())
    if kind == "texts":
        return [None if value is None else tuple(value) for value in array.to_pylist()]
    absent = array.is_null().to_numpy(zero_copy_only=False)
    pieces = _pieces(array) if kind != "lists" else _pieces_of_pieces(array)
    return [None if missing else piece for missing, piece in zip(absent, pieces, strict=True)]


def _pieces(array: Any) -> list[Any]:
    starts = array.offsets.to_numpy()
    content = array.values.to_numpy(zero_copy_only=False)
    return [content[first:last] for first, last in pairwise(starts)]


def _pieces_of_pieces(array: Any) -> list[Any]:
    starts, inner = array.offsets.to_numpy(), _pieces(array.values)
    return [inner[first:last] for first, last in pairwise(starts)]


def _starts(values: Sequence[Any]) -> Any:
    return pa.array(np.concatenate(([0], np.cumsum([len(value) for value in values]))), pa.int32())


def _joined(arrays: Sequence[Any], kind: Any) -> Any:
    return pa.array(np.concatenate(arrays) if arrays else np.zeros(0, kind.to_pandas_dtype()), kind)
