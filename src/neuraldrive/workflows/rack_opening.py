"""From what is wished at a rack to a rack: lifters with what is prescribed, and the sensor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from neuraldrive import catalog, monitor, sensors, simulate
from neuraldrive.errors import NeuraldriveError
from neuraldrive.plan import sheet_words
from neuraldrive.plan.one_rm import one_rm
from neuraldrive.plan.told import aged
from neuraldrive.records import Recording, Signal
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.store import Store
from neuraldrive.workflows import planning, rack_lifter, rack_wishes, two_lifters
from neuraldrive.workflows.rack_sources import SIMULATED
from neuraldrive.workflows.rack_wishes import Wish
from neuraldrive.workflows.replaying import OneAfterAnother

SETS, REPETITIONS, REST_S, SHARE, RATE_HZ = 4, 6, 60.0, 0.80, 200.0
"""Of a simulated session: what a lifter of the model does, at that share of the 1RM, as an encoder of 200 Hz sees it."""


def lifter(store: Store, wish: Wish, sensor: str = "unknown") -> rack_lifter.Lifter:
    """Somebody at a rack, with what is prescribed.

    Raises:
        CatalogError: no such lift. PlanSyntaxError: a sentence that cannot be read. BadValue: a rule or load that is none.
    """
    wish, prescription, lift = rack_wishes.understood(store, wish)
    return rack_lifter.Lifter(wish, prescription, lift, monitor.Rest(prescription, sensor=sensor))


def open_shared(
    store: Store, wishes: Sequence[Wish], sessions: Sequence[int | None] = (), chosen: int = 0
) -> two_lifters.SharedRack:  # fmt: skip
    """The rack for what one or two lifters wish; the source of the first is the sensor.

    Args:
        sessions: of each lifter the one that goes on, where the server was ended in it; `chosen` who was lifting.

    Raises:
        SensorNotOpened, UnreadableFile: a source that cannot be opened. Else as `lifter`.
    """
    lifters = [lifter(store, each) for each in wishes]
    sensor = sensor_of(replace(lifters[0].wish, lift=lifters[0].lift))
    for each in lifters:
        each.rest = monitor.Rest(each.prescription, sensor=sensor.grade)
    for each, session_id in zip(lifters, sessions, strict=False):
        if session_id is not None:
            rack_lifter.resumed(store, each, session_id)
    return two_lifters.SharedRack(store, sensor, lifters, chosen)


def sensor_of(wish: Wish) -> sensors.Sensor:
    """The sensor of a checked source.

    Raises:
        SensorNotOpened, UnreadableFile, BadValue: it cannot be opened.
    """
    if wish.source != SIMULATED:
        return rack_wishes.sensor_of(wish)
    return OneAfterAnother([sensors.replay(simulated_session(wish.lift), speed=wish.speed or math.inf)])


def forget_played(store: Store, played: Sequence[tuple[str, int]]) -> None:
    """Removes what was lifted in replays of the simulated session, by name and number of the session; what is gone is passed over."""
    for name, session_id in played:
        athlete_id = store.athlete_named(name)
        if athlete_id is not None:
            store.personal.erase_sessions(athlete_id, [session_id])


def simulated_load_kg(lift: str) -> float:
    """What the simulated lifter loads, to the next 2.5 kg."""
    return 2.5 * round(SHARE * simulate.one_rm_kg(catalog.lift_name(lift)) / 2.5)


def simulated_session(lift: str, seed: int = 7) -> Recording:
    """Sets of a simulated lifter with the bar at rest between them, on one clock.

    Raises:
        CatalogError, BadValue: a lift that the model does not know.
    """
    load = simulated_load_kg(lift)
    times, heights = [np.zeros(0)], [np.zeros(0)]
    begins = 0.0
    for number in range(SETS):
        made = simulate.lift_set(lift, load, REPETITIONS, seed=seed + number, discharges=False)
        seen = simulate.seen_by(made, simulate.encoder(), seed=seed + number)["position"]
        length = float(seen.times[-1] - seen.times[0])
        clock = np.arange(0.0, length + REST_S, 1.0 / RATE_HZ)
        times.append(begins + clock)
        heights.append(np.interp(clock, seen.times - seen.times[0], seen.samples))
        begins += float(clock[-1]) + 1.0 / RATE_HZ
    signal = Signal(np.concatenate(heights), "m", times_s=np.concatenate(times))
    return Recording({"position": signal}, task=lift, device="simulated", load_kg=load, origin="simulated lifter")


def lines_of_today(store: Store, athlete: str, unit: str) -> list[tuple[str, str, float | None, str]]:
    """Today's work of an athlete as (lift, sentence in words, load of its first set, kg, warning); empty without a plan.

    Warm-ups are left out: the rack counts working sets.
    """
    try:
        known = planning.profiles_of(store, athlete)
        sheets = planning.sheets(store, athlete, date.today(), unit=unit, known=known)
    except NeuraldriveError:
        return []
    lines = [line for sheet in sheets for line in sheet.lines if line.sets and not line.line.warm_up]
    return [
        (each.sets[0].exercise, sheet_words.in_a_line(each.sets, unit), each.sets[0].load_kg, _age(each.sets[0], known))
        for each in lines
    ]


def _age(first: Prescribed, known: planning.Profiles) -> str:
    """How old the profile is that a load rests on, where it is old."""
    found = one_rm(catalog.exercise(first.exercise), known) if first.unsure_kg is not None else None
    age = aged(found.profile, date.today()) if found is not None else ""
    return f"The load rests on a profile that is {age} old: begin lighter." if age else ""
