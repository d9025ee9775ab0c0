"""What pages and programs call: JSON in, JSON out, under /api/v1."""

from __future__ import annotations

from fastapi import APIRouter

from neuraldrive.web.api import people, racks


def routers() -> list[APIRouter]:
    """One of each part."""
    return [people.router, racks.router]
