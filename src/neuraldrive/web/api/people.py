"""Signing in and out, and who may."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from neuraldrive.errors import ChangedMeanwhile
from neuraldrive.store import Person, Store
from neuraldrive.store.people import said_alike
from neuraldrive.web.api import signing
from neuraldrive.web.api.asked import Asked
from neuraldrive.web.api.signing import Name, Password, Role
from neuraldrive.web.doors import guard, passwords
from neuraldrive.web.house import house_of, store_of
from neuraldrive.web.refusals import Refused

router = APIRouter(prefix="/api/v1", tags=["people"])


class SignIn(Asked):
    """A name and a password."""

    name: Name
    password: Password


class FirstOwner(SignIn):
    """Who is to own a store that nobody owns yet."""

    setup_code: Annotated[str, Field(max_length=40)] = ""


class NewPerson(SignIn):
    """Somebody who is to come in."""

    role: Role


class Change(Asked):
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


@router.post("/sign-in", response_model=signing.Me)
def sign_in(request: Request, response: Response, given: SignIn) -> signing.Me:
    """Begins a session: the answer sets a cookie that scripts cannot read."""
    name = said_alike(given.name)
    both = signing.slowly(request, name)
    person = next((each for each in _everybody(request) if said_alike(each.name) == name), None)
    right = passwords.is_right(given.password, person.password if person else None)
    if person is None or not right or person.disabled:
        raise _not_together()
    try:
        begun = signing.begin(request, response, person)
    except ChangedMeanwhile:
        raise _not_together() from None
    house_of(request).limits.by_both.forget(both)
    return begun


@router.post("/first-owner", response_model=signing.Me, status_code=201)
def first_owner(request: Request, response: Response, given: FirstOwner) -> signing.Me:
    """The first person of a store, who owns it; only where there is nobody yet. A server of a network asks for its setup code."""
    house = house_of(request)
    signing.slowly(request)
    house.store.people.must_be_nobody()  # before the password is hashed, which takes time and memory
    if house.setup_code and not passwords.is_code(given.setup_code, house.setup_code):
        raise Refused(
            403, "setup code", found="none, or another", needed="the one that the server printed when it was started",
            remedy="Read it in the window where neuraldrive serve runs.",
        )  # fmt: skip
    people = house.store.people
    return signing.begin(
        request, response, people.add(given.name, "owner", passwords.hashed(given.password), first=True)
    )


@router.post("/sign-out", status_code=204)
def sign_out(request: Request, response: Response) -> None:
    """Ends this session."""
    secret = request.cookies.get(guard.SESSION)
    if secret:
        house_of(request).store.people.take_key(passwords.sha256(secret))
    response.delete_cookie(guard.SESSION, path="/")


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


def _not_together() -> Refused:
    remedy = "Try again, or ask an owner for a new password."
    return Refused(
        401, "sign-in", found="a name and a password that do not go together", needed="those of a person here",
        remedy=remedy,
    ).said(f"Name and password do not go together. {remedy}")  # fmt: skip


def _everybody(request: Request) -> list[Person]:
    return house_of(request).store.people.everybody()


def _told(person: Person) -> Told:
    return Told(id=person.id, name=person.name, role=person.role, disabled=person.disabled)  # type: ignore[arg-type]
