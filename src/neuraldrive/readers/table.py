"""A table of text: separator, decimal sign, header line, rows with their line numbers."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from neuraldrive.errors import UnreadableFile
from neuraldrive.readers import matlab
from neuraldrive.readers.door import MAX_BYTES, Opened, unreadable
from neuraldrive.readers.doubts import Doubts
from neuraldrive.readers.recording_rows import KEY

SEPARATORS = (",", ";", "\t", "|")
HEAD_LINES = 200
QUICK_FROM = 4_000_000  # characters; below, the csv module is done before pyarrow is imported
MOST_CELLS = MAX_BYTES // 80  # of a Parquet table: a cell as text takes some 80 bytes
_COMMENT = ("#", "%", "//")
_MISSING = frozenset(("", "-", "--", "na", "n/a", "nan", "null", "none", "–", "#n/a", ".", "?"))
_COMMA_NUMBER = re.compile(r"^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$")
_POINT_NUMBER = re.compile(r"^[+-]?\d*\.\d+(?:[eE][+-]?\d+)?$")

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Table:
    """A file as a table. `columns` is empty where no line names any; `own` is the file where it is
    more than a table: recordings that neuraldrive exported, or HDF5."""

    path: Path
    sha256: str
    doubts: Doubts
    text: str
    columns: tuple[str, ...]
    separator: str
    header_line: int
    head: tuple[str, ...]
    comments: tuple[str, ...] = ()
    parquet: tuple[tuple[str, ...], ...] | None = None
    own: bytes | None = None

    @cached_property
    def body(self) -> str:
        """The text below the header."""
        start = 0
        for _ in range(self.header_line):
            start = self.text.find("\n", start) + 1
            if start == 0:
                return ""
        return self.text[start:]

    @cached_property
    def rows(self) -> list[tuple[int, list[str]]]:
        """(line, cells) of every row with as many cells as the header; the others are refused by line.

        Raises:
            UnreadableFile: most rows do not fit the header.
        """
        if self.parquet is not None:
            return [(number, list(cells)) for number, cells in enumerate(self.parquet, 2)]
        kept, misfits = [], 0
        for line, cells in self._records():
            fitting = self._fitted(cells)
            if fitting is None:
                misfits += 1
                self._refuse_misfit(line, cells)
            else:
                kept.append((line, fitting))
        if misfits > max(1, len(kept)):
            raise self._wrong_separator(misfits, misfits + len(kept))
        return kept

    @cached_property
    def decimal(self) -> str:
        """The decimal sign: a comma where cells look so and none has a point."""
        commas = points = 0
        for _, cells in self.rows[:300]:
            for cell in cells:
                text = cell.strip()
                commas += bool(_COMMA_NUMBER.match(text))
                points += bool(_POINT_NUMBER.match(text))
        return "," if commas > points else "."

    @cached_property
    def _known(self) -> dict[str, float | None]:
        """Numbers met before: the cells of a log repeat."""
        return {}

    def number(self, text: str) -> float | None:
        """A cell as a number, None where it is missing.

        Raises:
            ValueError: it is neither.
        """
        if text not in self._known:
            self._known[text] = self._parsed(text.strip())
        return self._known[text]

    def _parsed(self, text: str) -> float | None:
        if text.lower() in _MISSING:
            return None
        if self.decimal == ",":
            if "." in text:
                raise ValueError(text)
            text = text.replace(",", ".")
        if "_" in text:
            raise ValueError(text)
        return float(text)

    def numbers(self, indices: Sequence[int]) -> tuple[Ints, Floats]:
        """Lines, shape (n,), and numbers of these columns, shape (n, len(indices)); NaN where there is none."""
        if self.parquet is None and len(self.text) >= QUICK_FROM and (quick := self._quick(indices)) is not None:
            return quick
        lines = np.array([line for line, _ in self.rows], dtype=np.int64)
        values = np.array(
            [[self._value(cells[index]) for index in indices] for _, cells in self.rows], dtype=np.float64
        )
        return lines, values.reshape(len(lines), len(indices))

    def line(self, number: int) -> str:
        """The line as written, for an error that quotes it."""
        start = -1
        for _ in range(number - 1):
            start = self.text.find("\n", start + 1)
        return self.text[start + 1 :].split("\n", 1)[0]

    def _value(self, cell: str) -> float:
        try:
            value = self._parsed(cell.strip())
        except ValueError:
            return np.nan
        return np.nan if value is None else value

    def _quick(self, indices: Sequence[int]) -> tuple[Ints, Floats] | None:
        """The same numbers by pyarrow, or None where the table is not clean enough for it."""
        import pyarrow as pa  # here to keep start-up quick
        from pyarrow import csv as arrow  # here to keep start-up quick

        names, body = [str(n) for n in range(len(self.columns))], self.body.rstrip("\n").encode()
        try:
            table = arrow.read_csv(
                pa.BufferReader(body),
                arrow.ReadOptions(column_names=names),
                arrow.ParseOptions(delimiter=self.separator, ignore_empty_lines=False),
                arrow.ConvertOptions(
                    column_types={names[i]: pa.float64() for i in indices},
                    include_columns=[names[i] for i in indices], decimal_point=_sampled_decimal(body, self.separator),
                    null_values=["", "nan", "NaN", "NA"],
                ),
            )  # fmt: skip
        except (pa.ArrowInvalid, pa.ArrowKeyError):
            return None
        values = np.column_stack([column.to_numpy() for column in table.columns]).astype(np.float64)
        return np.arange(len(values), dtype=np.int64) + self.header_line + 1, values

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(self.body.split("\n"), delimiter=self.separator)
        while True:
            first = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.doubts.refuse(self.header_line + first, "row", no_row(error), "a row of cells")
                continue
            if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith(_COMMENT):
                yield self.header_line + first, cells

    def _fitted(self, cells: list[str]) -> list[str] | None:
        width = len(self.columns)
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            return cells[:width]
        return cells if len(cells) == width else None

    def _refuse_misfit(self, line: int, cells: list[str]) -> None:
        self.doubts.refuse(line, "row", f"{len(cells)} cells", f"{len(self.columns)}, as the header has")

    def _wrong_separator(self, misfits: int, rows: int) -> UnreadableFile:
        return UnreadableFile(
            "rows", found=f"{misfits} of {rows} that do not have the header's {len(self.columns)} cells",
            needed="one cell for each column", where=self.doubts.place(self.header_line),
            remedy="If numbers are written with a decimal comma, separate the columns by semicolons.",
        )  # fmt: skip


def no_row(error: csv.Error) -> str:
    """What was found where a line cannot be taken apart."""
    if "field larger than field limit" in str(error):
        return f"a cell of more than {csv.field_size_limit():,} characters"
    return f"a line that is no row of cells ({error})"


def table(file: Opened) -> Table:
    """The file as a table; its header line is the first that names columns."""
    if file.parquet is not None:
        return _from_parquet(file)
    if file.matlab is not None:
        names, rows = matlab.columns(file.matlab, file.path)
        return Table(file.path, file.sha256, file.doubts, "", names, ",", 1, (), parquet=rows)
    if file.hdf5 is not None:
        return Table(file.path, file.sha256, file.doubts, "", (), ",", 1, (), parquet=(), own=file.hdf5)
    head = tuple(file.text.split("\n", HEAD_LINES)[:HEAD_LINES])
    comments = tuple(line for line in head if line.lstrip().startswith(_COMMENT))
    start, separator, columns = _header(head, comments)
    while columns and not columns[-1]:
        columns = columns[:-1]
    return Table(file.path, file.sha256, file.doubts, file.text, columns, separator, start, head, comments)


def headed(found: Table, line: int, separator: str = ",") -> Table:
    """The same file with its header at that line."""
    columns = tuple(cell.strip() for cell in next(csv.reader([found.head[line - 1]], delimiter=separator)))
    return replace(found, columns=columns, separator=separator, header_line=line)


def numbers_alone(found: Table) -> Table | None:
    """A table of numbers without names, its columns numbered from 1; or one column, with a name or without.

    None where the first line with content is something else.
    """
    start = next(
        (number for number, line in enumerate(found.head, 1) if line.strip() and line not in found.comments), 0
    )
    lines = [line for line in found.head[start - 1 : start + 1] if start]
    if found.parquet is not None or len(lines) < 2:
        return None
    separator = _separator(found.head[start - 1 :])
    cells = next(_cells(lines, separator), [])
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) > 1 and all(_numeric(cell) for cell in filled):
        names = tuple(str(number) for number in range(1, len(cells) + 1))
        return replace(found, columns=names, separator=separator, header_line=start - 1)
    if not _numeric(lines[1]):
        return None
    alone = _numeric(lines[0])  # a semicolon cuts no number in two
    return replace(
        found, columns=("1" if alone else lines[0].strip(),), separator=";", header_line=start - 1 if alone else start
    )


def _from_parquet(file: Opened) -> Table:
    import pyarrow as pa  # here to keep start-up quick
    from pyarrow import parquet  # here to keep start-up quick

    try:
        schema = parquet.read_schema(pa.BufferReader(file.parquet))
        if KEY in (schema.metadata or {}):
            return Table(file.path, file.sha256, file.doubts, "", (), ",", 1, (), parquet=(), own=file.parquet)
        about = parquet.read_metadata(pa.BufferReader(file.parquet))
        if about.num_rows * about.num_columns > MOST_CELLS:
            found = f"{about.num_rows:,} rows of {about.num_columns} columns once unpacked"
            raise unreadable(file.path, found, f"at most {MOST_CELLS:,} cells", "Split the recording by session.")
        content = parquet.read_table(pa.BufferReader(file.parquet))
        columns = [["" if value is None else str(value) for value in column.to_pylist()] for column in content.columns]
    except MemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableFile(
            "Parquet table", found=f"damaged data ({str(error)[:60]})", needed="a sound file", where=file.path.name,
            remedy="Copy or export it again.",
        ) from None  # fmt: skip
    rows = tuple(zip(*columns, strict=True)) if columns else ()
    names = tuple(content.column_names)
    return Table(file.path, file.sha256, file.doubts, "", names, ",", 1, (), parquet=rows)


def _header(head: Sequence[str], comments: Sequence[str]) -> tuple[int, str, tuple[str, ...]]:
    """Line, separator and names of the header; no names where numbers come first."""
    above = 0  # a comment right above the numbers may be the header, as numpy.savetxt writes it
    for number, line in enumerate(head, 1):
        if not line.strip() or re.fullmatch(r"sep=.", line.strip()):
            continue
        if line in comments:
            above = number
            continue
        separator = _separator(head[number - 1 :])
        cells = next(csv.reader([line], delimiter=separator))
        filled = [cell for cell in cells if cell.strip()]
        if any(_numeric(cell) for cell in filled):
            names = next(csv.reader([head[above - 1].lstrip("#%/ ")], delimiter=separator)) if above else []
            if len(names) == len(cells) >= 2:
                return above, separator, tuple(name.strip() for name in names)
            if len(filled) >= 2 and all(_numeric(cell) for cell in filled):
                return number, separator, ()
        elif len(filled) >= 2:
            return number, separator, tuple(cell.strip() for cell in cells)
    return 1, ",", ()


def _separator(lines: Sequence[str]) -> str:
    """The separator that cuts the first line, and as many of the next as can be, into equal cells."""

    def fit(separator: str) -> tuple[float, int]:
        widths = [len(cells) for cells in _cells([each for each in lines[:30] if each.strip()], separator)]
        if not widths or widths[0] < 2:
            return 0.0, 0
        return Counter(widths)[widths[0]] / len(widths), widths[0]

    return max(SEPARATORS, key=fit)


def _cells(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=separator)
    except csv.Error:
        return


def _sampled_decimal(body: bytes, separator: str) -> str:
    sample = body[:20_000].decode(errors="replace").split("\n")[:-1]
    cells = [cell.strip() for row in _cells(sample, separator) for cell in row]
    commas, points = (sum(bool(p.match(cell)) for cell in cells) for p in (_COMMA_NUMBER, _POINT_NUMBER))
    return "," if commas > points else "."


def _numeric(cell: str) -> bool:
    try:
        float(cell.strip().replace(",", "."))
    except ValueError:
        return False
    return True
