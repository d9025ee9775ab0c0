"""What people look at: each page reads what it shows through `workflows`, and changes nothing."""

from __future__ import annotations

from fastapi import APIRouter

from neuraldrive.web.pages import people, plan, plans, sign_in, team, today


def routers() -> list[APIRouter]:
    """One of each part."""
    return [people.router, sign_in.router, team.router, plans.router, plan.router, today.router]
