"""Standard output that is full, gone or closed: told in a line, not as a traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

import click

LOST = 1
"""The exit code of an answer that did not arrive, as other programs have it."""


@contextmanager
def lost_in_a_line() -> Iterator[None]:
    """Inside, an answer that cannot be written ends the command with a line on standard error and a code.

    Of a pipe that the reader closed (`| head`) nothing is said. Faults of other files pass through.

    Raises:
        SystemExit: standard output could not be written.
    """
    usual = sys.stdout
    if usual is None:  # nobody listens
        yield
        return
    watched = _Watched(usual)
    sys.stdout = cast(TextIO, watched)
    try:
        yield
    finally:
        sys.stdout = usual
        with suppress(OSError):  # it is kept
            watched.flush()  # the last words, which Python else writes only as it ends
        if watched.fault is not None:
            _to_nowhere(usual)
            _tell(watched.fault)
            sys.exit(LOST)


class _Watched:
    """A stream that keeps the first fault of its own, so that it is told from that of any other file."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.fault: OSError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with self._kept():
            return self._stream.write(text)

    def flush(self) -> None:
        with self._kept():
            self._stream.flush()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            self.fault = self.fault or fault
            raise


def _tell(fault: OSError) -> None:
    if fault.errno == errno.EPIPE:
        return
    why = (fault.strerror or str(fault)).lower()
    try:
        click.secho("Not written: ", fg="red", bold=True, nl=False, err=True)
        click.echo(f"standard output, {why}. Free space there, or send the answer elsewhere.", err=True)
    except OSError:  # standard error lies on the same disk
        _to_nowhere(sys.stderr)


def _to_nowhere(stream: TextIO) -> None:
    """What is still in the stream goes nowhere, else Python complains of it as it ends."""
    with suppress(OSError):  # a stream without a file has nothing that complains
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        stream.flush()
