"""An athlete's plan: calendar, text with its checks, versions; a form for a new block."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from neuraldrive.store import Store
from neuraldrive.web.api.plans import answer
from neuraldrive.web.house import store_of
from neuraldrive.web.plan_room import fitting_of
from neuraldrive.web.render import page
from neuraldrive.web.whose import Whose
from neuraldrive.workflows import plan_desk, plan_history
from neuraldrive.workflows.plan_lines import old_profiles
from neuraldrive.workflows.plan_opened import next_sheet, opened, week_of
from neuraldrive.workflows.plan_tests import AHEAD, test_line
from neuraldrive.workflows.plan_weeks import next_work
from neuraldrive.workflows.plan_wishes import Choices

router = APIRouter(include_in_schema=False)
Kept = Annotated[Store, Depends(store_of)]
Which = Annotated[int | None, Query(ge=1, le=2**53)]
PLANS = "/plans"
"""The part of the app that these pages belong to, marked in the navigation."""


@router.get("/athletes/{athlete_id}/plan")
def plan(
    request: Request, athlete: Whose, store: Kept, plan: Which = None,
    week: Annotated[int | None, Query(ge=1, le=104)] = None, new: bool = False, test: str = "",
) -> Response:  # fmt: skip
    """A plan at a week; where there is none, how to begin. With the name of a marker its test stands in the text, to be kept."""
    there, add = store.plans(athlete.id), test_line(test, date.today())
    if new or (not there and plan is None):
        fitting_of(request, athlete, fresh=True)
        return page(request, "plan_empty.html.j2", athlete=athlete, there=there, add=add, path=PLANS)
    stored = plan_desk.of_athlete(store, athlete.id, plan) if plan is not None else there[0]
    on = date.today() + AHEAD if add else date.today()
    fitting = fitting_of(request, athlete, week or week_of(stored, on), fresh=True)
    at = opened(store, stored, fitting)
    return page(
        request, "plan.html.j2", athlete=athlete, there=there, stored=stored, at=at, answer=answer(at.checked, fitting),
        work=next_work(at.calendar, date.today()),
        old=old_profiles(at.checked.found.plan, fitting) if at.checked.found.plan is not None and not stored.retired_at else [],
        next=None if stored.retired_at or at.checked.found.errors else next_sheet(store, stored, fitting, date.today()),
        versions=store.plan_versions(stored.id)[:-6:-1], today=date.today(), add=add, path=PLANS,
    )  # fmt: skip


@router.get("/athletes/{athlete_id}/plan/new")
def new_block(request: Request, athlete: Whose) -> Response:
    """Wishes for a block."""
    known = fitting_of(request, athlete, fresh=True).known
    return page(request, "plan_new.html.j2", athlete=athlete, choices=Choices(tuple(known)), path=PLANS)


@router.get("/athletes/{athlete_id}/plan/history")
def history(request: Request, athlete: Whose, store: Kept, plan: Which = None) -> Response:
    """Every version of a plan with what it changed, and what was planned beside what was done."""
    found = store.plans(athlete.id, retired=True)
    if not found and plan is None:
        return page(request, "plan_empty.html.j2", athlete=athlete, there=(), path=PLANS)
    stored = plan_desk.of_athlete(store, athlete.id, plan) if plan is not None else found[0]
    told = plan_history.of_plan(store, stored)
    texts = ["", *(each.text for each in told.versions)]
    changed = [
        (version, plan_desk.differences(texts[number], version.text)) for number, version in enumerate(told.versions)
    ]
    return page(
        request, "plan_history.html.j2", athlete=athlete, stored=stored, every=found, changed=changed[::-1],
        days=told.days[::-1], path=PLANS,
    )  # fmt: skip
