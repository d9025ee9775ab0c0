"""What pages and programs call: JSON in, JSON out, under /api/v1."""

from __future__ import annotations

from fastapi import APIRouter

from neuraldrive.web.api import (
    athletes,
    claims,
    corrections,
    exports,
    import_questions,
    imports,
    lab,
    logging_sets,
    me,
    people,
    plan_building,
    plan_days,
    plans,
    profiles,
    racks,
    repetitions,
    sessions,
)


def routers() -> list[APIRouter]:
    """One of each part."""
    return [
        athletes.router,
        claims.router,
        corrections.router,
        exports.router,
        import_questions.router,
        imports.router,
        lab.router,
        logging_sets.router,
        me.router,
        people.router,
        plan_building.router,
        plan_days.router,
        plans.router,
        profiles.router,
        racks.router,
        repetitions.router,
        sessions.router,
    ]
