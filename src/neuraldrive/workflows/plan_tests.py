"""The day of a laboratory test, as a plan's text writes it."""

from __future__ import annotations

from datetime import date, timedelta

from neuraldrive import catalog

AHEAD = timedelta(days=2)
"""A test is proposed so far ahead: rested, and with time to set it up."""


def test_line(name: str, today: date) -> str | None:
    """The line that plans the test which fills a marker; None where there is no such marker.

    >>> test_line("voluntary_activation", date(2026, 11, 29))[:49]
    '2026-12-01: note "Test of voluntary activation: a'
    """
    marker = catalog.markers().get(name)
    if marker is None:
        return None
    label, needs = (f"{each[:1].lower()}{each[1:]}".replace('"', "'") for each in (marker.label, marker.needs))
    return f'{(today + AHEAD).isoformat()}: note "Test of {label}: {needs}"'
