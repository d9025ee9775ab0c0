"""What the demonstration brings in while its pages are looked at already: real recordings, a live set, simulated athletes."""

from __future__ import annotations

import logging

from neuraldrive.errors import NeuraldriveError
from neuraldrive.units import load_text
from neuraldrive.web.house import House
from neuraldrive.web.kept import kept_of
from neuraldrive.web.racks.hub import hub_of
from neuraldrive.web.refusals import Refused
from neuraldrive.workflows import demonstration, demonstration_team, rack_opening, rack_sources
from neuraldrive.workflows.rack_wishes import Wish

LIFTER, LIFT = "Simulated lifter", "back_squat"
TRIAL = "Demonstration"
"""The rack at which the simulated lifter lifts."""
_LOG = logging.getLogger("neuraldrive.demonstration")


def prepare(house: House) -> None:
    """Everything that the demonstration shows, in order; what is there already stays as it is."""
    house.callers.wait_for_first()
    house.being_made = "The shipped recordings are brought in."
    try:
        demonstration.take_in(house.store)
        _lift(house)
        for done in demonstration_team.fill_one_by_one(house.store):
            house.being_made = f"Simulated athletes train: {done} of {len(demonstration_team.TEAM)} are done."
    finally:
        house.being_made = ""


def sentence(load: str) -> str:
    """What the simulated lifter is to do with a load."""
    return f"max effort 4x8 @ {load.replace(' ', '')} rest {rack_opening.REST_S:.0f}s"


def _lift(house: House) -> None:
    """A live set replays at a rack of its own; where it cannot, the rest goes on."""
    if hub_of(house).expects(TRIAL):
        return
    load_kg = rack_opening.simulated_load_kg(LIFT)
    wish = Wish(
        LIFTER, LIFT, load_kg, "kg", rack_sources.SIMULATED, sentence(load_text(load_kg)), "", "simulated", 1.0
    )  # fmt: skip
    try:
        _forget_earlier(house)
        hub_of(house).open(TRIAL, [wish])
    except (NeuraldriveError, Refused) as error:
        _LOG.warning("the demonstration's rack is not opened: %s", error)


def _forget_earlier(house: House) -> None:
    """What the simulated lifter did in an earlier demonstration goes: it would be the same again, once more for each start."""
    for each in house.store.roster():
        if each.name == LIFTER:
            house.store.personal.erase(each.id)
            kept_of(house).forget(each.id)
