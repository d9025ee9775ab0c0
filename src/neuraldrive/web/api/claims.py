"""The claims with their verdicts, and the checks that keep them, run when asked."""

from __future__ import annotations

import dataclasses
import json
import threading
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from neuraldrive.web.house import house_of
from neuraldrive.web.lab_room import room_of
from neuraldrive.workflows import claims

router = APIRouter(prefix="/api/v1/claims", tags=["evidence"])
_ONE_AT_A_TIME = threading.Lock()


class Finding(BaseModel):
    """What a paper found, and how that was read; `doi` is "" where none is known."""

    found: str
    paper: str
    title: str
    read: str
    doi: str


class Check(BaseModel):
    """A simulated quantity and the target that papers give."""

    name: str
    quantity: str
    target: str
    why: str
    limit: str


class Claim(BaseModel):
    """A claim, its verdict, the better figure, the papers and the checks."""

    id: str
    claim: str
    verdict: str
    group: str
    meaning: str
    better: str
    findings: list[Finding]
    checks: list[Check]
    no_check_because: str
    where_it_matters: list[str]


class Result(BaseModel):
    """A check as it came out: passed, failed, or informative where the model is known to miss its target."""

    check: str
    quantity: str
    target: str
    simulated: str
    runs: int
    state: Literal["passed", "failed", "informative"]
    why: str


@router.get("", response_model=list[Claim])
def every_claim() -> list[Claim]:
    """All claims."""
    return [Claim.model_validate(dataclasses.asdict(each)) for each in claims.told()]


@router.get("/{number}", response_model=Claim)
def one_claim(number: str) -> Claim:
    """One claim by its number, such as S6."""
    return Claim.model_validate(dataclasses.asdict(claims.claim(number)))


@router.post("/{number}/check", response_model=list[Result])
def check(request: Request, number: str) -> Response:
    """Runs the checks of a claim in the simulator, one claim at a time; the same version gives the same result."""
    found = claims.claim(number)

    def make() -> bytes:
        with _ONE_AT_A_TIME:
            return json.dumps([
                {
                    "check": each.check, "quantity": each.quantity, "target": str(each.target), "simulated": each.text,
                    "runs": each.runs, "state": each.state, "why": each.why,
                }
                for each in claims.check(found.id)
            ]).encode()  # fmt: skip

    return Response(room_of(house_of(request)).answer(f"check {found.id}", make), media_type="application/json")
