"""A day's work in kilograms, what the last session changed of it, and plans for other programs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from neuraldrive.plan import sheet_words
from neuraldrive.records.day_sheet import DaySheet, SheetLine
from neuraldrive.records.prescribed import Prescribed
from neuraldrive.store import Store
from neuraldrive.web.api import plan_models as models
from neuraldrive.web.api import today_models
from neuraldrive.web.api.asked import Id
from neuraldrive.web.house import store_of
from neuraldrive.web.plan_room import fitting_of
from neuraldrive.web.render import unit_of
from neuraldrive.web.whose import Whose
from neuraldrive.workflows import plan_calendar, plan_desk, plan_exports, plan_told, planning

router = APIRouter(prefix="/api/v1", tags=["plans"])
Kept = Annotated[Store, Depends(store_of)]
_KINDS = {
    "ics": "text/calendar; charset=utf-8", "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}  # fmt: skip


@router.get("/athletes/{athlete_id}/today", response_model=today_models.Today)
def today(request: Request, athlete: Whose, store: Kept, on: date | None = None) -> today_models.Today:
    """A day's work (today's, if no other is asked for): fitted to the athlete, and changed by what was done."""
    day = on or date.today()
    found: tuple[DaySheet, ...] = ()
    if store.plans(athlete.id):
        found = planning.sheets(store, athlete.name, day, unit=unit_of(request))
    ahead = None if found or not store.plans(athlete.id) else planning.next_day(store, athlete.name, day)
    return today_models.Today(
        day=day, sheets=[_sheet(each) for each in found], next_day=ahead[0] if ahead else None,
        next_plan=ahead[1] if ahead else None,
    )  # fmt: skip


@router.post("/athletes/{athlete_id}/plans/{plan_id}/days/{day}/changes", response_model=today_models.TodaySheet)
def change(athlete: Whose, plan_id: Id, day: date, given: models.Change, store: Kept) -> today_models.TodaySheet:
    """Takes back, for a day, what the last session changed of a line; or makes it again."""
    stored = plan_desk.of_athlete(store, athlete.id, plan_id)
    return _sheet(plan_desk.decline(store, stored, day, given.written, is_declined=given.declined))


@router.get("/athletes/{athlete_id}/plans/{plan_id}/export.{ending}", response_class=Response)
def export(
    request: Request, athlete: Whose, plan_id: Id, ending: Literal["ics", "csv", "html", "txt"], store: Kept,
    zone: Annotated[str, Query(max_length=60)] = "", weeks: Annotated[int, Query(ge=1, le=104)] = 8,
) -> Response:  # fmt: skip
    """The plan as a calendar, a table, a page to print or its text; `weeks` of a plan that has no end."""
    stored = plan_desk.of_athlete(store, athlete.id, plan_id)
    told = plan_told.of_plan(stored, fitting_of(request, athlete), weeks)
    text = {
        "ics": lambda: plan_calendar.as_calendar(told, zone), "csv": lambda: plan_exports.as_table(told),
        "html": lambda: plan_exports.as_page(told), "txt": lambda: stored.text,
    }[ending]()  # fmt: skip
    name = plan_exports.named(told, ending).name.encode("ascii", "ignore").decode() or f"plan.{ending}"
    return Response(text, media_type=_KINDS[ending], headers={"content-disposition": f'attachment; filename="{name}"'})


def _sheet(sheet: DaySheet) -> today_models.TodaySheet:
    return today_models.TodaySheet(
        plan_id=sheet.plan_id, plan=sheet.plan, version=sheet.version, week=sheet.week, label=sheet.label, at=sheet.at,
        note=sheet.note, minutes=sheet.minutes, notes=list(sheet.notes), lines=[_line(each) for each in sheet.lines],
    )  # fmt: skip


def _line(line: SheetLine) -> today_models.TodayLine:
    first = line.sets[0] if line.sets else None
    return today_models.TodayLine(
        written=str(line.written), line=str(line.line), exercise=first.exercise if first else line.line.lifts[0],
        change=str(line.change or ""), declined=str(line.declined or ""), problem=line.problem,
        rest=sheet_words.rest(first) if first else "", stop=first.stop if first else "", why=first.why if first else "",
        doubts=list(dict.fromkeys(doubt for each in line.sets for doubt in each.doubts)),
        sets=[_sets(each) for each in sheet_words.alike(line.sets)],
    )  # fmt: skip


def _sets(alike: list[Prescribed]) -> today_models.TodaySet:
    first = alike[0]
    return today_models.TodaySet(
        sets=len(alike), repetitions=sheet_words.repetitions(first), optional=first.optional, load_kg=first.load_kg,
        load_in_words=first.load_in_words, unsure_kg=first.unsure_kg, per_side=list(first.per_side),
        plates_unit=first.unit, expected_mean_velocity_mps=first.velocity.value if first.velocity else None,
        expected_interval_mps=first.velocity.interval if first.velocity else None,
    )  # fmt: skip
