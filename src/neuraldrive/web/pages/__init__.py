"""What people look at: each page reads what it shows through `workflows`, and changes nothing."""

from __future__ import annotations

from fastapi import APIRouter

from neuraldrive.web.pages import (
    athlete,
    evidence,
    imports,
    interface,
    lab,
    me,
    people,
    plan,
    plans,
    rack,
    sessions,
    sign_in,
    team,
    today,
)


def routers() -> list[APIRouter]:
    """One of each part."""
    return [
        athlete.router,
        evidence.router,
        imports.router,
        interface.router,
        lab.router,
        me.router,
        people.router,
        plan.router,
        plans.router,
        rack.router,
        sessions.router,
        sign_in.router,
        team.router,
        today.router,
    ]
