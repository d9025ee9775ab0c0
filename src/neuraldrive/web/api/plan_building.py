"""A block built to wishes; where they conflict, which do and what would free each."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from neuraldrive.errors import PlanConflict
from neuraldrive.store import Store
from neuraldrive.web.api import plan_models as models
from neuraldrive.web.api.plans import told
from neuraldrive.web.house import store_of
from neuraldrive.web.plainly import plainly, told_plainly
from neuraldrive.web.plan_room import writer_of
from neuraldrive.web.whose import Whose
from neuraldrive.workflows import plan_desk, planning

router = APIRouter(prefix="/api/v1", tags=["plans"])


@router.post(
    "/athletes/{athlete_id}/plans/build", response_model=models.ToldPlan, status_code=201,
    responses={409: {"description": "Wishes that cannot all be kept: `error.rules` has those that conflict."}},
)  # fmt: skip
def build(request: Request, athlete: Whose, given: models.ToBuild, store: Annotated[Store, Depends(store_of)]) -> Any:
    """Builds a block and keeps it; it can take some seconds. A plan of the same title gets a new version."""
    try:
        return told(plan_desk.build(store, athlete.name, _wish(given), given.title, writer_of(request)))
    except PlanConflict as conflict:
        return _conflicting(conflict)


def _wish(given: models.ToBuild) -> dict[str, Any]:
    starts, competition = (each.isoformat() if each else None for each in (given.starts, given.competition))
    weeks, monday = planning.when(date.today(), given.weeks, starts, competition)
    return {
        "goal": given.goal, "weeks": weeks, "days": given.days, "minutes": given.minutes, "starts": monday,
        "competition": competition, "training": given.training, "spare": planning.spared(given.spare), "seed": given.seed,
        "equipment": None if given.equipment is None else planning.spared(given.equipment), "lifts": given.lifts,
    }  # fmt: skip


def _conflicting(conflict: PlanConflict) -> Response:
    rules = [
        models.InTheWay(
            rule=each.rule, says=each.says, frees=plainly(each.frees), enough=each.enough,
            change={name: _plain(value) for name, value in each.change.items()},
        ).model_dump()
        for each in conflict.rules
    ]  # fmt: skip
    told_of = {name: getattr(conflict, name) or "" for name in ("what", "found", "needed", "remedy")}
    return JSONResponse({"error": {"kind": "PlanConflict", **told_plainly(told_of), "rules": rules}}, 409)


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float | None):
        return value
    return value.isoformat() if isinstance(value, date) else sorted(map(str, value))
