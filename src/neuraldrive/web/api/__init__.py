"""What pages and programs call: JSON in, JSON out, under /api/v1."""

from __future__ import annotations

from fastapi import APIRouter

from neuraldrive.web.api import people, plan_building, plan_days, plans


def routers() -> list[APIRouter]:
    """One of each part."""
    return [people.router, plans.router, plan_building.router, plan_days.router]
