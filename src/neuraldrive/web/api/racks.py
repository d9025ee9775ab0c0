"""The racks: which there are, opening and closing, who lifts, and the keys."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field

from neuraldrive.units import parse_load
from neuraldrive.web.api.asked import Asked
from neuraldrive.web.doors.visitor import visitor_of
from neuraldrive.web.house import house_of
from neuraldrive.web.racks.hub import Hub, hub_of
from neuraldrive.web.racks.live_rack import LiveRack
from neuraldrive.web.refusals import Refused
from neuraldrive.web.render import unit_of
from neuraldrive.workflows import naming, rack_sources
from neuraldrive.workflows.rack_wishes import Wish
from neuraldrive.workflows.two_lifters import MOST_LIFTERS, SharedRack

router = APIRouter(prefix="/api/v1/racks", tags=["racks"])
NAME = r"^[^/\\?#%\x00-\x1f]{1,40}$"
RackName = Annotated[str, Field(pattern=NAME)]
InPath = Annotated[str, Path(pattern=NAME)]
Place = Annotated[int, Path(ge=0, lt=MOST_LIFTERS)]
ANSWER_S = 10.0


class Lifter(Asked):
    """Who lifts what. Without `sets` the athlete's plan of today is taken, else as many repetitions as go."""

    athlete: Annotated[str, Field(min_length=1, max_length=120)]
    new: Annotated[bool, Field(description="Somebody new, however near the name is to another.")] = False
    lift: Annotated[str, Field(min_length=1, max_length=80)]
    load: Annotated[str | None, Field(max_length=20, description="With its unit: 140kg, 225lb.")] = None
    sets: Annotated[str | None, Field(max_length=400, description="What is prescribed: max effort 5x2 @ 90%.")] = None
    rule: Annotated[
        str | None, Field(max_length=80, description="Another stop rule: loss 20%, floor 0.30, reserve 2.")
    ] = None


class NewRack(Lifter):
    """A rack to be opened, with its sensor and its first lifter."""

    name: RackName
    source: Annotated[str, Field(
        min_length=1, max_length=300,
        description="serial:PORT, mqtt://HOST/TOPIC, ws://HOST:PORT, ws:HOST:PORT to be connected to, or replay:recordings/FILE of the served data folder.",
    )]  # fmt: skip
    sensor: Annotated[str | None, Field(max_length=40, description="What measures: linear_encoder, bar_imu …")] = None
    speed: Annotated[float, Field(ge=0, le=1000, description="Of a replay; 0 is as fast as it goes.")] = 1.0
    second: Lifter | None = None


class Key(Asked):
    """A key: `rpe` rates the set (1 to 10 in halves, `at_most` for 6 or less), `bad` leaves out the last repetition, `undo`
    takes the last of these back, `next` ends the set, `choose` says who lifts.
    """

    key: Literal["rpe", "bad", "undo", "next", "choose"]
    rpe: Annotated[float | None, Field(ge=1, le=10, multiple_of=0.5)] = None
    at_most: bool = False
    lifter: Annotated[int, Field(ge=0, lt=MOST_LIFTERS)] = 0


class Answer(BaseModel):
    """What a key did, in words."""

    words: str


class Rack(BaseModel):
    """An open rack; `picture` is what its page shows, and what its socket `/live/NAME` sends first."""

    name: str
    source: str
    watched: int
    picture: dict[str, Any]


@router.get("", response_model=list[Rack])
def racks(request: Request) -> list[Rack]:
    """All that are open."""
    return [_told(each) for each in _hub(request).open_ones()]


@router.post("", response_model=Rack, status_code=201)
def open_rack(request: Request, given: NewRack) -> Rack:
    """Opens a rack: its sensor is connected, and the first set begins when the bar moves."""
    first = replace(_wish(request, given), source=given.source, sensor=given.sensor, speed=given.speed)
    more = [_wish(request, given.second)] if given.second is not None else []
    return _told(_hub(request).open(given.name, [first, *more]))


@router.get("/sources", response_model=list[str])
def sources(request: Request) -> list[str]:
    """Recordings that may be replayed: those in the folder `recordings` of the served data folder."""
    return rack_sources.recordings(house_of(request).place.data_dir)


@router.get("/{name}", response_model=Rack)
def rack(request: Request, name: InPath) -> Rack:
    """One that is open."""
    return _told(_hub(request).one(name))


@router.delete("/{name}", status_code=204)
def close_rack(request: Request, name: InPath) -> None:
    """Closes it: the set under way is ended and kept."""
    _hub(request).close(name)


@router.put("/{name}/lifters/{place}", response_model=Answer)
def put_lifter(request: Request, name: InPath, place: Place, given: Lifter) -> Answer:
    """Puts somebody in place 0 or 1, or the same with another lift or load; a set under way in that place ends."""
    return Answer(words=_hub(request).put(name, place, _wish(request, given)))


@router.post("/{name}/keys", response_model=Answer)
def press(request: Request, name: InPath, given: Key) -> Answer:
    """Presses a key."""
    at, visitor = _hub(request).one(name).rack, visitor_of(request)
    who = visitor.name if visitor is not None else ""
    if given.key == "rpe" and given.rpe is None:
        raise Refused(422, "rpe", found="nothing", needed="1 to 10 in halves", remedy="Send rpe.")
    asked = _asked(at, given, who)
    try:
        return Answer(words=asked.result(ANSWER_S))
    except Late:
        raise Refused(
            503,
            "key",
            found="no answer",
            needed="a rack that is under way",
            remedy="Look whether the rack is still open.",
        ) from None


def _asked(at: SharedRack, given: Key, who: str) -> Future[str]:
    if given.key == "rpe":
        return at.rate(given.rpe or 0.0, at_most=given.at_most, who=who)
    if given.key == "choose":
        return at.choose(given.lifter)
    if given.key == "next":
        return at.next_set()
    return at.leave_out(who) if given.key == "bad" else at.undo(who)


def _hub(request: Request) -> Hub:
    return hub_of(house_of(request))


def _wish(request: Request, given: Lifter) -> Wish:
    """What a lifter wishes, without a source. Raises BadValue where the name looks like a slip."""
    unit = unit_of(request)
    load_kg, said = parse_load(given.load, unit) if given.load else (None, unit)
    who = naming.meant(house_of(request).store, given.athlete, new=given.new)
    return Wish(who.name, given.lift, load_kg, said, "", given.sets or "", given.rule or "")


def _told(rack: LiveRack) -> Rack:
    return Rack(name=rack.name, source=rack.source, watched=rack.watched, picture=rack.state)
