"""What the lab's pictures show, in a sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuraldrive import catalog
from neuraldrive.workflows.lab_courses import LEVEL, Row
from neuraldrive.workflows.orders import Order

Series = Mapping[str, NDArray[Any]]

LARGEST = "best mean over 50 ms of this effort; 100 % is the tetanic force, all that the muscle has"
DOUBLETS = "of the units that discharge, those that begin with two discharges close together"
TOGETHER = "of the pool's units, at one time"
LIFTED = "of the units that are on, while the bar is driven"
_OWN = "of this person's own maximal force (MVF)"
MEANS: Mapping[str, str] = {
    "first interval": "mean of the units, without doublets; a unit sets out with the first rate and slows at once, so this "
    "comes out lower",
    "force after 50 ms": f"gained since the force began to rise, {_OWN}; Tillin 2010",
    "force after 100 ms": f"gained since the force began to rise, {_OWN}",
    "steepest rise": f"a second, over the steepest 20 ms, {_OWN}",
}
"""What the numbers of a fast effort are, by their label."""


def findings(rows: Mapping[str, Row], facts: Mapping[str, Any], series: Series) -> dict[str, str]:
    """A sentence for each panel of an isometric effort."""
    on = int(np.count_nonzero(series["discharge_counts"]))
    found = {
        "raster": f"{on} of {facts['units']} units discharge{_spread(rows)}.",
        "force": f"The largest force is {rows['largest_force'].text} of the tetanic force{_of_runs(facts)}.",
        "rates": rates(facts),
        "share": f"At most {at_once(series)} of the units are on at once.",
    }  # fmt: skip
    if "emg_high" in series:
        most = float(max(np.max(series["emg_high"]), -np.min(series["emg_low"])))
        found["emg"] = f"The surface EMG reaches {most:.2f} mV."
    return found


def at_once(series: Series) -> str:
    """The largest share of the pool's units that are on together, in the run that is drawn.

    >>> at_once({"share": np.array([0.0, 0.5, 0.25])})
    '50 %'
    """
    return f"{100 * float(np.max(series['share'])):.0f} %"


def rates(facts: Mapping[str, Any], when: str = "") -> str:
    """A sentence on the rates of the shown units."""
    told = []
    for number, rate in facts["shown_units"].items():
        told.append(f"unit {number} {'stays silent' if rate is None else f'at {rate:.0f} pps'}")
    usual = "In the first interval" if facts["effort"] == "ballistic" else "At the end of what is held"
    return f"{when or usual}: {', '.join(told)}."


def doubts(order: Order) -> tuple[str, ...]:
    """What is provisional or made for another number of units."""
    entry, people = order.entry(), catalog.population(order.population)
    told = [f"{people.label}: provisional numbers"] if people.provisional else []
    whole = round(catalog.muscle(order.muscle)["units"])
    if order.units is not None and order.units != whole:
        told.append(f"{order.units} units stand for the {whole} of the {entry.label}")
    return tuple(told)


def _of_runs(facts: Mapping[str, Any]) -> str:
    runs = facts["runs"]
    return f", in brackets the middle {100 * LEVEL:.0f} % of {runs} runs" if runs > 1 else ""


def _spread(rows: Mapping[str, Row]) -> str:
    if "recruiting_ms" not in rows:
        return ""
    last = f", the last {rows['recruiting_ms'].value:.0f} ms after the first"
    return f"{last}; {rows['doublets'].value:.0f} % of them begin with a doublet"
