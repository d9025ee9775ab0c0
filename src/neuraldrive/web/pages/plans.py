"""Everybody's plans, and the rules that they are held against."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from neuraldrive import catalog
from neuraldrive.store import Store
from neuraldrive.web.house import store_of
from neuraldrive.web.render import page
from neuraldrive.workflows.plan_board import board

router = APIRouter(include_in_schema=False)


@router.get("/plans")
def plans(request: Request, store: Annotated[Store, Depends(store_of)]) -> Response:
    """Who has which plan, today's work of each, and who has none."""
    return page(request, "plans.html.j2", rows=board(store, date.today()), today=date.today())


@router.get("/plans/rules")
def rules(request: Request) -> Response:
    """Every rule: what it is for, its numbers, where they come from, and what the evidence says of it."""
    return page(request, "plan_rules.html.j2", rules=tuple(catalog.rules().values()))
