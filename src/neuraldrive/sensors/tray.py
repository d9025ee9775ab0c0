"""The rows of samples of a message, gathered while it is read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from neuraldrive.records.sample_block import COLUMNS
from neuraldrive.sensors.layout import Layout, Rows


class Tray:
    """Gathers rows of one channel: the declared one, or the first that comes. What is no such row is counted as unread.

    >>> tray = Tray(Layout(factor=0.001))
    >>> tray.put([0.01, 502]), tray.put(["rst:0x1"])
    (None, None)
    >>> tray.emptied()
    Rows(times_s=array([0.01]), values=array([[0.502]]), battery=None, unread=1)
    """

    def __init__(self, layout: Layout) -> None:
        self.layout, self.channel = layout, layout.channel
        self.unread = 0
        self._rows: list[list[float]] = []
        self._battery: float | None = None

    def put(self, row: Sequence[Any], channel: str | None = None) -> None:
        """A row: time, then the values of a sample; of a channel that the message names, or by its length."""
        channel = channel or self.layout.channel_of(len(row))
        if channel is None or not self.layout.fits(channel) or self.channel not in (None, channel):
            self.unread += 1
            return
        try:
            numbers = [math.nan if each is None else float(each) for each in row]
        except (TypeError, ValueError, OverflowError):
            numbers = []
        if len(numbers) != 1 + COLUMNS[channel]:
            self.unread += 1
            return
        self.channel = channel
        self._rows.append(numbers)

    def charge(self, per_cent: object) -> None:
        """What the battery has left."""
        try:
            level = float(per_cent) / 100.0  # type: ignore[arg-type]
        except (TypeError, ValueError):
            level = math.nan
        if 0.0 <= level <= 1.0:
            self._battery = level
        else:
            self.unread += 1

    def emptied(self) -> Rows:
        """What was gathered, in SI units; the tray is empty afterwards."""
        columns = COLUMNS[self.channel or "position"]
        times, values = self.layout.in_si(np.array(self._rows, dtype=np.float64).reshape(-1, 1 + columns))
        rows = Rows(times, values, self._battery, self.unread)
        self._rows, self._battery, self.unread = [], None, 0
        return rows
