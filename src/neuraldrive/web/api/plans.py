"""Plans: those of an athlete, one with its versions, checked while they are written, saved, ended."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from neuraldrive.store import Store, StoredPlan
from neuraldrive.web.api import plan_models as models
from neuraldrive.web.api.asked import Id
from neuraldrive.web.house import store_of
from neuraldrive.web.plan_room import fitting_of, writer_of
from neuraldrive.web.whose import Whose
from neuraldrive.workflows import plan_desk
from neuraldrive.workflows.plan_checked import Checked, checked
from neuraldrive.workflows.plan_lines import Fitting
from neuraldrive.workflows.plan_rules import rule_rows
from neuraldrive.workflows.plan_weeks import block_of

router = APIRouter(prefix="/api/v1", tags=["plans"])
Kept = Annotated[Store, Depends(store_of)]


@router.get("/plans", response_model=list[models.ToldPlan])
def everybodys(store: Kept) -> list[models.ToldPlan]:
    """The plans of everybody that hold."""
    return [told(each) for each in store.plans()]


@router.get("/athletes/{athlete_id}/plans", response_model=list[models.ToldPlan])
def of_athlete(athlete: Whose, store: Kept, retired: bool = False) -> list[models.ToldPlan]:
    """An athlete's plans that hold, the latest first; with `retired` those too that have ended."""
    return [told(each) for each in store.plans(athlete.id, retired=retired)]


@router.post("/athletes/{athlete_id}/plans", response_model=models.ToldPlan, status_code=201)
def keep(request: Request, athlete: Whose, given: models.NewPlan, store: Kept) -> models.ToldPlan:
    """Keeps a text as a new plan."""
    writer = writer_of(request, given.why)
    return told(plan_desk.keep_new(store, athlete.name, given.text, given.title, writer))


@router.post("/athletes/{athlete_id}/plans/check", response_model=models.Answer)
def check(request: Request, athlete: Whose, given: models.ToCheck) -> models.Answer:
    """What each line of a text comes to, what the rules say of it, and what would mend it. Keeps nothing."""
    fitting = fitting_of(request, athlete, given.week)
    only = (given.first, given.last) if given.first is not None and given.last is not None else None
    return answer(checked(given.text.replace("\r\n", "\n"), fitting, only), fitting)


@router.get("/athletes/{athlete_id}/plans/{plan_id}", response_model=models.PlanWithVersions)
def one(athlete: Whose, plan_id: Id, store: Kept) -> models.PlanWithVersions:
    """A plan with every text that it has had."""
    found = plan_desk.of_athlete(store, athlete.id, plan_id)
    versions = [models.Version.model_validate(each) for each in store.plan_versions(found.id)]
    return models.PlanWithVersions(**told(found).model_dump(), versions=versions)


@router.put("/athletes/{athlete_id}/plans/{plan_id}", response_model=models.ToldPlan)
def revise(request: Request, athlete: Whose, plan_id: Id, given: models.Revision, store: Kept) -> models.ToldPlan:
    """Keeps a text as a new version; 409 where somebody else has saved another since the one that it was written upon.

    A new title in its head becomes the plan's.
    """
    found = plan_desk.of_athlete(store, athlete.id, plan_id)
    return told(plan_desk.revise(store, found, given.text, given.after, writer_of(request, given.why)))


@router.post("/athletes/{athlete_id}/plans/{plan_id}/retire", response_model=models.ToldPlan)
def retire(athlete: Whose, plan_id: Id, store: Kept) -> models.ToldPlan:
    """The plan no longer holds; it is kept with its history."""
    return told(store.retire_plan(plan_desk.of_athlete(store, athlete.id, plan_id).id))


def told(stored: StoredPlan) -> models.ToldPlan:
    """A plan as programs get it."""
    latest = stored.latest
    return models.ToldPlan(
        id=stored.id, athlete=stored.athlete, title=stored.title, version=latest.number, made_at=stored.made_at,
        retired_at=stored.retired_at, text=latest.text, who=latest.who, why=latest.why,
    )  # fmt: skip


def answer(found: Checked, fitting: Fitting) -> models.Answer:
    """A checked text as programs and pages get it."""
    block = -1 if found.found.plan is None else block_of(found.found.plan, fitting.week)
    first, last = found.found.blocks[block] if block >= 0 else (0, 0)
    return models.Answer(
        lines=[models.CheckedLine.model_validate(each) for each in found.lines],
        elsewhere=[models.Elsewhere(where=where, message=models.Message.model_validate(each)) for where, each in found.elsewhere],
        rules=[models.Rule.model_validate(each) for each in rule_rows(found, fitting.known, block)],
        errors=found.count("error"), warnings=found.count("warning"), notes=found.count("note"), first=first, last=last,
    )  # fmt: skip
