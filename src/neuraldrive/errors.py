"""Every error that a user can meet::

    NeuraldriveError
    ├── InputError             what came from outside cannot be used
    │   ├── UnreadableFile         missing, empty, cut off, binary, too large, not permitted
    │   ├── UnknownFormat          no reader recognises it
    │   ├── BadValue               a number, name or unit that cannot be true
    │   ├── PlanSyntaxError        a plan that cannot be read, at its line and column
    │   ├── MissingExtra           a package of an extra is not installed
    │   ├── SensorNotOpened        not there, not permitted, in use, or it does not answer
    │   └── PlanConflict           what is wished for a plan cannot all be had
    ├── RecordError            a record that contradicts itself
    ├── MeasureError           this quantity cannot be had from this recording
    │   └── MissingChannel         the recording lacks the signal
    ├── CatalogError           an entry that does not exist or does not hold
    └── StoreError             the store cannot do it
        ├── NotInStore             no such athlete, session, set or repetition
        ├── ChangedMeanwhile       somebody else has changed it since it was read
        ├── StoreLocked            another process holds it
        ├── StoreNotWritable       read-only, or the disk is full
        └── StoreCorrupt           the database or a signal file is damaged

Each says what was found, what was needed and what to do next, and each family has
its own exit code for scripts.
"""

from __future__ import annotations

import typing


class NeuraldriveError(Exception):
    """What was found, what was needed, what to do next.

    >>> print(BadValue("load", found="-20 kg", needed="a load above 0 kg", remedy="Correct the row."))
    load: found -20 kg, needed a load above 0 kg. Correct the row.
    """

    exit_code = 1

    def __init__(self, what: str, *, found: str, needed: str, remedy: str, where: str | None = None) -> None:
        super().__init__(what)
        self.what, self.found, self.needed, self.remedy, self.where = what, found, needed, remedy, where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}: found {self.found}, needed {self.needed}. {self.remedy}"

    @property
    def parts(self) -> dict[str, str]:
        """What it says, by name; "" for a place that is not named."""
        return {
            "where": self.where or "", "what": self.what, "found": self.found, "needed": self.needed, "remedy": self.remedy
        }  # fmt: skip

    def at(self, where: str) -> NeuraldriveError:
        """The same error with its place (file, line) named; the first place named stays."""
        self.where = self.where or where
        return self


class InputError(NeuraldriveError):
    """What came from outside cannot be used."""

    exit_code = 3


class UnreadableFile(InputError):
    """A file that is missing, empty, cut off, binary, too large or not permitted."""


class UnknownFormat(InputError):
    """A file that no reader recognises."""


class BadValue(InputError):
    """A number, name or unit that cannot be true."""


class PlanSyntaxError(InputError):
    """A plan that cannot be read: which line and column (from 1), and that line with a caret below the place.

    `mended` is the line with the smallest change that lets it be read, without its indentation; "" where none is known.
    `meant` are the columns (from 1, the last not in it) that "Did you mean" is asked of; None where `found` stands there.
    """

    mended = ""
    meant: tuple[int, int] | None = None

    def __init__(
        self, what: str, *, found: str, needed: str, remedy: str, line: int, column: int, excerpt: str
    ) -> None:
        super().__init__(what, found=found, needed=needed, remedy=remedy, where=f"line {line}, column {column}")
        self.line, self.column, self.excerpt = line, column, excerpt

    def __str__(self) -> str:
        return f"{super().__str__()}\n{self.excerpt}"

    def at(self, where: str) -> PlanSyntaxError:
        """The same error with its file named before line and column; the first one named stays."""
        if self.where == f"line {self.line}, column {self.column}":
            self.where = f"{where}, {self.where}"
        return self


class MissingExtra(InputError):
    """A package of an extra (such as neuraldrive[bio]) is not installed."""


class SensorNotOpened(InputError):
    """A sensor that is not there, not permitted, in use by another, or does not answer."""


class PlanConflict(InputError):
    """What is wished for a plan cannot all be had; `rules` are the few that are in each other's way."""

    rules: tuple[typing.Any, ...] = ()


class RecordError(NeuraldriveError):
    """A record that contradicts itself."""

    exit_code = 3


class MeasureError(NeuraldriveError):
    """This quantity cannot be had from this recording."""

    exit_code = 4


class MissingChannel(MeasureError):
    """The recording lacks the signal that the measure needs."""


class CatalogError(NeuraldriveError):
    """A catalogue entry that does not exist or does not hold."""

    exit_code = 3


class StoreError(NeuraldriveError):
    """The store cannot do it."""

    exit_code = 5


class NotInStore(StoreError):
    """No such athlete, session, set or repetition."""

    exit_code = 6


class ChangedMeanwhile(StoreError):
    """What is to be changed was changed by somebody else since it was read; nothing was written."""


class StoreLocked(StoreError):
    """Another process holds the store."""


class StoreNotWritable(StoreError):
    """The store lies on a read-only or full disk."""


class StoreCorrupt(StoreError):
    """The database or a signal file is damaged."""
