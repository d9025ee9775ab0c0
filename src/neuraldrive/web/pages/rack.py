"""The rack: which there are, who lifts what in three taps, and the page beside the bar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from neuraldrive import catalog
from neuraldrive.errors import NeuraldriveError
from neuraldrive.units import load_text
from neuraldrive.web import demonstrating
from neuraldrive.web.doors.visitor import visitor_of
from neuraldrive.web.house import LOOPBACK, house_of
from neuraldrive.web.plainly import told_plainly
from neuraldrive.web.racks.hub import Hub, hub_of
from neuraldrive.web.refusals import Refused
from neuraldrive.web.render import page, unit_of
from neuraldrive.web.words import sensor_choices
from neuraldrive.workflows import naming, rack_opening, rack_sources
from neuraldrive.workflows.kept_racks import Kept

router = APIRouter(include_in_schema=False)


@router.get("/rack")
def racks(
    request: Request, rack: Annotated[str, Query(max_length=40)] = "", athlete: int = 0,
    name: Annotated[str, Query(max_length=120)] = "", new: bool = False,
    place: Annotated[int, Query(ge=0, le=1)] = 0,
) -> Response:  # fmt: skip
    """Choosing: a rack, then who, then what; a rack that is open goes on with another lifter or lift."""
    visitor = visitor_of(request)
    if not rack or visitor is None or not visitor.may("coach"):
        return page(request, "racks.html.j2", **_racks(request, may=visitor is not None and visitor.may("coach")))
    if wrong := _wrong(request, rack):
        return page(request, "racks.html.j2", status=422, **_racks(request, may=True, wrong=wrong))
    who = _meant(request, athlete, name, new=new)
    if who is None or who.near:
        return page(request, "racks.html.j2", step="athlete", **_people(request, rack, who))
    return page(request, "racks.html.j2", step="lift", athlete=who.name, **_work(request, rack, who, place))


@router.get("/rack/{name}")
def rack(request: Request, name: str) -> Response:
    """The page beside the bar."""
    if not hub_of(house_of(request)).expects(name):
        return RedirectResponse("/rack", 303)
    return page(request, "rack.html.j2", rack=name)


def _racks(request: Request, *, may: bool, wrong: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Which racks there are, and the form for a new one; with what is `wrong` of its sensor, as it was filled in."""
    hub, house = hub_of(house_of(request)), house_of(request)
    open_ones = hub.open_ones()
    there = {each.name for each in open_ones}
    is_simulating = any(each.rack.wish.source == rack_sources.SIMULATED for each in open_ones)
    shown = [{"name": each.name, "source": each.source, "who": _who(each.state)} for each in open_ones]
    closed = [
        {"name": each.name, "source": rack_sources.shown(each.source, house.place.data_dir), "to": _to(each)}
        for each in hub.known() if each.name not in there and (each.source != rack_sources.SIMULATED)
    ]  # fmt: skip
    return {
        "step": "racks", "open": shown, "known": closed, "may": may, "place": 0, "sensors": sensor_choices(),
        "sources": rack_sources.recordings(house.place.data_dir), "wrong": wrong, "typed": _typed(request, hub, wrong),
        "simulated": _trial(hub) if house.mode == "demo" and may and not is_simulating else None,
        "local": request.url.hostname in LOOPBACK,
    }  # fmt: skip


def _wrong(request: Request, rack: str) -> dict[str, str] | None:
    """Why the sensor that is asked for cannot be listened to, or None: told where it is typed, not once all else is chosen."""
    house = house_of(request)
    hub = hub_of(house)
    if hub.expects(rack):
        return None
    source = _new(request, hub, rack)["source"]
    try:
        rack_sources.checked(source, house.place.data_dir, demonstration=house.mode == "demo")
    except NeuraldriveError as error:
        return told_plainly(error.parts)
    return None


def _typed(request: Request, hub: Hub, wrong: Mapping[str, str] | None) -> dict[str, Any]:
    """What stands in the form of a new rack: what was typed where it is wrong, else a free name."""
    if wrong is None:
        return {"rack": _new_name(hub), "from": "", "sensor": "", "speed": "1"}
    new = _new(request, hub, request.query_params["rack"])
    return {"rack": new["name"], "from": new["source"], "sensor": new["sensor"] or "", "speed": f"{new['speed']:g}"}


def _meant(request: Request, athlete: int, name: str, *, new: bool) -> naming.Meant | None:
    """Who lifts: chosen by number, or by a name; None where nobody is said."""
    if athlete:
        return naming.Meant(_called(request, athlete))
    return naming.look_up(house_of(request).store, name, new=new) if name.strip() else None


def _people(request: Request, rack: str, asked: naming.Meant | None) -> dict[str, Any]:
    """Who is there to choose from; where a name was `asked` for that looks like a slip, those that it may mean first."""
    house = house_of(request)
    planned = {each.athlete for each in house.store.plans()}
    carried = _carried(request)
    near = asked.near if asked is not None else ()
    people = sorted(
        house.store.athletes(), key=lambda each: (each.name not in near, each.name not in planned, each.name.lower())
    )
    return {
        "asked": asked, "as_new": f"/rack?{urlencode([*carried, ('name', asked.name), ('new', 'true')])}" if asked else "",
        "rack": rack, "place": int(request.query_params.get("place", "0")), "carried": carried,
        "people": [
            {"name": each.name, "told": "has a plan" if each.name in planned else "no plan",
             "near": each.name in near, "to": f"/rack?{urlencode([*carried, ('athlete', each.id)])}"}
            for each in people
        ],
    }  # fmt: skip


def _work(request: Request, rack: str, meant: naming.Meant, place: int) -> dict[str, Any]:
    house, hub, unit = house_of(request), hub_of(house_of(request)), unit_of(request)
    who, is_open = meant.name, hub.expects(rack)
    fixed: dict[str, Any] = {"athlete": who} | ({"new": True} if meant.is_new else {})
    fixed |= {} if is_open else _new(request, hub, rack)
    lines = [
        {
            "lift": lift,
            "told": words,
            "age": age,
            "body": {**fixed, "lift": lift, "load": load_text(load, unit) if load else None},
        }
        for lift, words, load, age in rack_opening.lines_of_today(house.store, who, unit)
    ]
    path = urlencode({"": rack})[1:].replace("+", "%20")
    return {
        "rack": rack, "place": place, "lines": lines, "is_open": is_open, "fixed": {k: v for k, v in fixed.items() if v is not None},
        "send": f"PUT /api/v1/racks/{path}/lifters/{place}" if is_open else "POST /api/v1/racks", "to": f"/rack/{path}",
        "lifts": _lifts(request, who),
        "without_athlete": f"/rack?{urlencode(_carried(request))}",
    }  # fmt: skip


def _lifts(request: Request, who: str) -> list[tuple[str, str]]:
    """All of the catalogue: those that this athlete has done first, or the three of powerlifting."""
    store = house_of(request).store
    done = store.lifts(who) if any(each.name == who for each in store.athletes()) else []
    first = done or ["back_squat", "bench_press", "deadlift"]
    known = {key: each.label for key, each in catalog.exercises().items()}
    rest = sorted((key for key in known if key not in first), key=lambda key: known[key])
    return [(key, known[key]) for key in [*first, *rest] if key in known]


def _new(request: Request, hub: Hub, rack: str) -> dict[str, Any]:
    """What opens a rack: as asked, else as it was before."""
    asked = request.query_params
    before = next((each for each in hub.known() if each.name == rack), None)
    source = asked.get("from") or (before.source if before is not None else "")
    if not source:
        raise Refused(404, "rack", found=f"{rack:.80}", needed="a rack that is known", remedy="Begin again at /rack.")
    sensor = asked.get("sensor") or (before.sensor if before is not None and not asked.get("from") else None)
    return {"name": rack, "source": source, "sensor": sensor, "speed": _number(asked.get("speed"), before)}


def _number(text: str | None, before: Kept | None) -> float:
    try:
        return float(text) if text else before.speed if before is not None else 1.0
    except ValueError:
        return 1.0


def _carried(request: Request) -> list[tuple[str, str]]:
    """What was chosen so far."""
    return [
        (key, request.query_params[key])
        for key in ("rack", "from", "sensor", "speed", "place")
        if request.query_params.get(key)
    ]


def _called(request: Request, athlete: int) -> str:
    for each in house_of(request).store.athletes():
        if each.id == athlete:
            return each.name
    raise Refused(404, "athlete", found=str(athlete), needed="somebody who is here", remedy="Choose again at /rack.")


def _to(known: Kept) -> str:
    return f"/rack?{urlencode({'rack': known.name})}"


def _who(picture: dict[str, Any]) -> str:
    """Who is at a rack, in words."""
    lifters = [
        f"{each['name']}: {each['lift'].replace('_', ' ')} {each['load']}".strip() for each in picture["lifters"]
    ]
    return " · ".join(lifters) + (" · over" if picture["over"] else "")


def _new_name(hub: Hub) -> str:
    taken = {each.name for each in hub.known()}
    return next(f"Rack {number}" for number in range(1, 1000) if f"Rack {number}" not in taken)


def _trial(hub: Hub) -> dict[str, Any]:
    """What opens the simulated lifter's rack."""
    there = {each.name for each in hub.open_ones()}
    name = next(
        each
        for each in (demonstrating.TRIAL, *(f"{demonstrating.TRIAL} {k}" for k in range(2, 1000)))
        if each not in there
    )
    load = load_text(rack_opening.simulated_load_kg(demonstrating.LIFT))
    return {"name": name, "source": rack_sources.SIMULATED, "athlete": demonstrating.LIFTER, "lift": demonstrating.LIFT, "load": load,
            "sets": demonstrating.sentence(load), "sensor": "simulated"}  # fmt: skip
