"""Who asks: their name, their password, and the tokens of their programs."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from neuraldrive.store import AccessKey, Person, Store
from neuraldrive.web.api import signing
from neuraldrive.web.api.asked import Asked
from neuraldrive.web.api.signing import Me, Name, Password
from neuraldrive.web.doors import passwords
from neuraldrive.web.doors.visitor import Visitor, visitor_of
from neuraldrive.web.house import house_of, store_of
from neuraldrive.web.refusals import Refused

router = APIRouter(prefix="/api/v1", tags=["people"])
TheStore = Annotated[Store, Depends(store_of)]


class NewPassword(Asked):
    """The password of now, and the one that takes its place."""

    old: Password
    new: Password


class NewToken(Asked):
    """A token for a program."""

    name: Name
    days: Annotated[float, Field(gt=0, le=3660)] = 365.0


class Token(BaseModel):
    """A token; its secret is shown once, when it is made."""

    id: int
    name: str
    expires_s: float
    secret: str | None = None


@router.get("/me", response_model=Me)
def me(request: Request) -> Me:
    """Who asks."""
    return _me(_visitor(request))


@router.put("/me/password", response_model=Me)
def change_password(request: Request, response: Response, given: NewPassword, store: TheStore) -> Me:
    """Another password for who asks; for owners and coaches, an owner sets that of a display.

    All their sessions end, but for a new one that this answer begins where a browser asked; tokens stay. Tries are counted for the
    account alone: who mistypes keeps nobody from signing in.
    """
    person, visitor = _mine(request, store, "password"), _visitor(request)
    tries, whose = house_of(request).limits.by_change, str(person.id)
    signing.must_wait("password", tries.wait_s(whose))
    if not passwords.is_right(given.old, person.password):
        raise Refused(
            403, "password", found="another than yours", needed="the one that you sign in with",
            remedy="Try again, or ask an owner for a new one.",
        )  # fmt: skip
    if given.new == given.old:
        raise Refused(422, "new password", found="the old one", needed="another", remedy="Nothing was changed.")
    new = passwords.hashed(given.new)
    store.people.own_password(person.id, new, was=person.password)
    tries.forget(whose)
    return _me(visitor) if visitor.by_token else signing.begin(request, response, replace(person, password=new))


@router.get("/tokens", response_model=list[Token])
def tokens(request: Request, store: TheStore) -> list[Token]:
    """The tokens of who asks, without their secrets."""
    return [_shown(each) for each in store.people.keys(_mine(request, store).id, "token")]


@router.post("/tokens", response_model=Token, status_code=201)
def new_token(request: Request, given: NewToken, store: TheStore) -> Token:
    """A token that may do what its owner may; the secret is in this answer and nowhere else."""
    secret = passwords.secret()
    until_s = time.time() + given.days * 86400.0
    key = store.people.give_key(_mine(request, store).id, "token", passwords.sha256(secret), given.name, until_s)
    return _shown(key).model_copy(update={"secret": secret})


@router.delete("/tokens/{token_id}", status_code=204)
def end_token(request: Request, token_id: int, store: TheStore) -> None:
    """Ends a token of who asks."""
    if not store.people.take_key(person_id=_mine(request, store).id, key_id=token_id):
        raise Refused(404, "token", found=str(token_id), needed="one of yours", remedy="See GET /api/v1/tokens.")


def _visitor(request: Request) -> Visitor:
    found = visitor_of(request)
    assert found is not None
    return found


def _mine(request: Request, store: Store, what: str = "token") -> Person:
    """The person who asks; in the demonstration there is none."""
    if house_of(request).mode == "demo":
        raise Refused(
            409, what, found="the demonstration", needed="a team's store",
            remedy=f"The demonstration asks for none; neuraldrive serve has {what}s.",
        )  # fmt: skip
    return store.people.person(_visitor(request).person_id)


def _me(visitor: Visitor) -> Me:
    return Me(name=visitor.name, role=visitor.role, csrf=visitor.csrf)


def _shown(key: AccessKey) -> Token:
    return Token(id=key.id, name=key.name, expires_s=key.expires_s)
