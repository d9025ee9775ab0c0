"""What there is to lift: the gym's bars and plates, an athlete's bands and chains, as noted in the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from neuraldrive import catalog, simulate
from neuraldrive.errors import BadValue
from neuraldrive.simulate.accommodating import Accommodation
from neuraldrive.store import Store, StoredEquipment
from neuraldrive.units import STANDARD_GRAVITY_MPS2

KINDS = ("bars", "plates", "band", "chain")
USUAL_PLATES = "kg"


@dataclass(frozen=True)
class Gym:
    """Bars by name or kind with their kg (None: the usual ones), plates, and what can be hung on the bar."""

    bars: Mapping[str, float] | None = None
    plates: str | catalog.PlateSet = USUAL_PLATES
    hung: tuple[Accommodation, ...] = ()
    noted: tuple[StoredEquipment, ...] = ()


def gym(store: Store, athlete: str | None = None, unit: str = "kg") -> Gym:
    """What the store knows; an athlete's own stands before the gym's. Where nothing is noted, what is usual in that unit.

    Raises:
        NotInStore: nobody of that name.
    """
    noted = store.equipment(athlete)
    bars: dict[str, float] = {"bar": catalog.bar("bar_45_lb").mass_kg} if unit == "lb" and not noted else {}
    plates: str | catalog.PlateSet = "pounds" if unit == "lb" else USUAL_PLATES
    hung: list[Accommodation] = []
    for each in noted:
        if each.kind == "bars":
            bars |= {name: float(kg) for name, kg in each.facts["kg"].items()}
        elif each.kind == "plates":
            plates = _plates(each.facts)
        else:
            hung.append(_hung(each.kind, each.facts))
    return Gym(bars or None, plates, tuple(hung), tuple(noted))


def note_bars(store: Store, bars: Mapping[str, float], athlete: str | None = None) -> None:
    """Bars with what each weighs empty, by a name of `catalog.bars()` or a kind of bar.

    Raises:
        BadValue: a weight that no bar has. CatalogError: no such bar.
    """
    for name, kg in bars.items():
        if name not in ("bar", "safety_bar", "trap_bar", "football_bar", "smith_machine"):
            catalog.bar(name)
        if not 1.0 <= kg <= 60.0:
            raise BadValue("bar", found=f"{kg:g} kg", needed="1 to 60 kg", remedy="Weigh it without collars.")
    store.note_equipment("bars", "bars", {"kg": dict(bars)}, athlete)


def note_plates(store: Store, pairs: Sequence[tuple[float, int]], unit: str, athlete: str | None = None) -> None:
    """Pairs of plates by their mass in kg or lb.

    Raises:
        CatalogError: plates that cannot be.
    """
    masses = [mass for mass, _ in pairs]
    if len(set(masses)) < len(masses):
        raise BadValue("plates", found="one mass twice", needed="each once", remedy="25x5, not 25x2 25x3.")
    facts = {"unit": unit, "pairs": [[mass, number] for mass, number in pairs]}
    _plates(facts)
    store.note_equipment("plates", "plates", facts, athlete)


def note_band(
    store: Store, athlete: str | None, name: str, hung_kg: Mapping[float, float], *, at_bottom_m: float,
    slack_m: float | None = None, number: int = 2,
) -> Accommodation:  # fmt: skip
    """A band that was calibrated: kg of plates hung from it, by the length (m) that it then had.

    Raises:
        BadValue: what was measured is no band's curve.
    """
    facts = {
        "points": [[length, kg] for length, kg in sorted(hung_kg.items())], "at_bottom_m": at_bottom_m,
        "slack_m": slack_m, "number": number,
    }  # fmt: skip
    made = _hung("band", facts)
    _named("band", name)
    store.note_equipment("band", name, facts, athlete)
    return made


def note_chain(
    store: Store,
    athlete: str | None,
    name: str,
    *,
    mass_kg: float,
    length_m: float,
    hangs_m: float = 0.0,
    number: int = 2,
) -> Accommodation:
    """A chain: mass and length of one, and how much of it is off the floor at the bottom of the lift.

    Raises:
        BadValue: a chain that cannot be.
    """
    facts = {"mass_kg": mass_kg, "length_m": length_m, "hangs_m": hangs_m, "number": number}
    made = _hung("chain", facts)
    _named("chain", name)
    store.note_equipment("chain", name, facts, athlete)
    return made


def _plates(facts: Mapping[str, Any]) -> catalog.PlateSet:
    pairs = tuple(sorted(((float(mass), int(number)) for mass, number in facts["pairs"]), reverse=True))
    return catalog.PlateSet("own", "The gym's plates", (), facts["unit"], pairs)


def _hung(kind: str, facts: Mapping[str, Any]) -> Accommodation:
    if kind == "band":
        newtons = {length: kg * STANDARD_GRAVITY_MPS2 for length, kg in facts["points"]}
        return simulate.band(
            newtons, length_at_bottom_m=facts["at_bottom_m"], slack_m=facts["slack_m"], number=facts["number"]
        )
    return simulate.hung_chain(
        facts["mass_kg"], facts["length_m"], off_floor_m=facts["hangs_m"], number=facts["number"]
    )


def _named(what: str, name: str) -> None:
    if not name.strip():
        raise BadValue(what, found="no name", needed="a name", remedy="Call it by its colour, say.")
