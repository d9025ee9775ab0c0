"""Signing in and out, who may, and the tokens of programs."""

from __future__ import annotations

import time
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from neuraldrive.store import AccessKey, Person, Store
from neuraldrive.store.people import said_alike
from neuraldrive.web.doors import guard, passwords
from neuraldrive.web.doors.visitor import Visitor, visitor_of
from neuraldrive.web.house import house_of, store_of
from neuraldrive.web.refusals import Refused

router = APIRouter(prefix="/api/v1", tags=["people"])
Name = Annotated[str, Field(min_length=1, max_length=80)]
Password = Annotated[str, Field(min_length=1, max_length=400)]
Role = Literal["owner", "coach", "display"]


class SignIn(BaseModel):
    """A name and a password."""

    name: Name
    password: Password


class FirstOwner(SignIn):
    """Who is to own a store that nobody owns yet."""

    setup_code: Annotated[str, Field(max_length=40)] = ""


class NewPerson(SignIn):
    """Somebody who is to come in."""

    role: Role


class Change(BaseModel):
    """What is to be changed of somebody; what is left out stays."""

    role: Role | None = None
    password: Password | None = None
    disabled: bool | None = None


class Told(BaseModel):
    """A person as they are shown; never the password."""

    id: int
    name: str
    role: Role
    disabled: bool


class Me(BaseModel):
    """Who asks, and the mark that goes with every change (header `X-CSRF`); programs with a token need none."""

    name: str
    role: Role
    csrf: str


class NewToken(BaseModel):
    """A token for a program."""

    name: Name
    days: Annotated[float, Field(gt=0, le=3660)] = 365.0


class Token(BaseModel):
    """A token; its secret is shown once, when it is made."""

    id: int
    name: str
    expires_s: float
    secret: str | None = None


@router.post("/sign-in", response_model=Me)
def sign_in(request: Request, response: Response, given: SignIn) -> Me:
    """Begins a session: the answer sets a cookie that scripts cannot read."""
    name = said_alike(given.name)
    both = _slowly(request, name)
    person = next((each for each in _everybody(request) if said_alike(each.name) == name), None)
    right = passwords.is_right(given.password, person.password if person else None)
    if person is None or not right or person.disabled:
        raise Refused(
            401, "sign-in", found="a name and a password that do not go together", needed="those of a person here",
            remedy="Try again, or ask the owner for a new password.",
        )  # fmt: skip
    house_of(request).limits.by_both.forget(both)
    return _begin(request, response, person)


@router.post("/first-owner", response_model=Me, status_code=201)
def first_owner(request: Request, response: Response, given: FirstOwner) -> Me:
    """The first person of a store, who owns it; only where there is nobody yet. A server of a network asks for its setup code."""
    house = house_of(request)
    _slowly(request)
    house.store.people.must_be_nobody()  # before the password is hashed, which takes time and memory
    if house.setup_code and not passwords.is_code(given.setup_code, house.setup_code):
        raise Refused(
            403, "setup code", found="none, or another", needed="the one that the server printed when it was started",
            remedy="Read it in the window where neuraldrive serve runs.",
        )  # fmt: skip
    people = house.store.people
    return _begin(request, response, people.add(given.name, "owner", passwords.hashed(given.password), first=True))


@router.post("/sign-out", status_code=204)
def sign_out(request: Request, response: Response) -> None:
    """Ends this session."""
    secret = request.cookies.get(guard.SESSION)
    if secret:
        house_of(request).store.people.take_key(passwords.sha256(secret))
    response.delete_cookie(guard.SESSION, path="/")


@router.get("/me", response_model=Me)
def me(request: Request) -> Me:
    """Who asks."""
    visitor = _visitor(request)
    return Me(name=visitor.name, role=visitor.role, csrf=visitor.csrf)


@router.get("/people", dependencies=[Depends(guard.owner)], response_model=list[Told])
def everybody(request: Request) -> list[Told]:
    """Who may sign in; for owners."""
    return [_told(each) for each in _everybody(request)]


@router.post("/people", dependencies=[Depends(guard.owner)], response_model=Told, status_code=201)
def add(given: NewPerson, store: Annotated[Store, Depends(store_of)]) -> Told:
    """Lets somebody in; for owners."""
    return _told(store.people.add(given.name, given.role, passwords.hashed(given.password)))


@router.patch("/people/{person_id}", dependencies=[Depends(guard.owner)], response_model=Told)
def change(person_id: int, given: Change, store: Annotated[Store, Depends(store_of)]) -> Told:
    """Another role or password, or kept out; their sessions and tokens end. One owner always stays."""
    password = passwords.hashed(given.password) if given.password is not None else None
    return _told(store.people.change(person_id, role=given.role, password=password, disabled=given.disabled))


@router.get("/tokens", response_model=list[Token])
def tokens(request: Request, store: Annotated[Store, Depends(store_of)]) -> list[Token]:
    """The tokens of who asks, without their secrets."""
    return [_shown(each) for each in store.people.keys(_mine(request, store).id, "token")]


@router.post("/tokens", response_model=Token, status_code=201)
def new_token(request: Request, given: NewToken, store: Annotated[Store, Depends(store_of)]) -> Token:
    """A token that may do what its owner may; the secret is in this answer and nowhere else."""
    secret = passwords.secret()
    until_s = time.time() + given.days * 86400.0
    key = store.people.give_key(_mine(request, store).id, "token", passwords.sha256(secret), given.name, until_s)
    return _shown(key).model_copy(update={"secret": secret})


@router.delete("/tokens/{token_id}", status_code=204)
def end_token(request: Request, token_id: int, store: Annotated[Store, Depends(store_of)]) -> None:
    """Ends a token of who asks."""
    if not store.people.take_key(person_id=_mine(request, store).id, key_id=token_id):
        raise Refused(404, "token", found=str(token_id), needed="one of yours", remedy="See GET /api/v1/tokens.")


def _slowly(request: Request, name: str = "") -> str:
    """Counts a try, of an address and of a name from there; the key of both.

    Raises:
        Refused: there were too many.
    """
    address, limits = request.client.host if request.client else "", house_of(request).limits
    both = f"{address} {name}"
    wait_s = limits.by_address.wait_s(address)
    if name:
        wait_s = wait_s or limits.by_both.wait_s(both) or limits.by_name.wait_s(name)
    if wait_s > 0.0:
        refused = Refused(
            429, "sign-in", found="many tries", needed=f"a pause of {wait_s:.0f} s", remedy="Wait, then try again."
        )
        refused.headers = {"Retry-After": f"{wait_s:.0f}"}
        raise refused
    return both


def _begin(request: Request, response: Response, person: Person) -> Me:
    house, secret = house_of(request), passwords.secret()
    agent = request.headers.get("user-agent", "")[:80]
    house.store.people.give_key(person.id, "session", passwords.sha256(secret), agent, time.time() + guard.SESSION_S)
    response.set_cookie(
        guard.SESSION, secret, max_age=int(guard.SESSION_S), httponly=True, samesite="lax", secure=house.tls, path="/"
    )
    return Me(name=person.name, role=person.role, csrf=guard.csrf_of(secret))  # type: ignore[arg-type]


def _everybody(request: Request) -> list[Person]:
    return house_of(request).store.people.everybody()


def _visitor(request: Request) -> Visitor:
    found = visitor_of(request)
    assert found is not None
    return found


def _mine(request: Request, store: Store) -> Person:
    if house_of(request).mode == "demo":
        raise Refused(
            409, "token", found="the demonstration", needed="a team's store",
            remedy="The demonstration asks for none; neuraldrive serve has tokens.",
        )  # fmt: skip
    return store.people.person(_visitor(request).person_id)


def _told(person: Person) -> Told:
    return Told(id=person.id, name=person.name, role=person.role, disabled=person.disabled)  # type: ignore[arg-type]


def _shown(key: AccessKey) -> Token:
    return Token(id=key.id, name=key.name, expires_s=key.expires_s)
