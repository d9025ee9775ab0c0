"""What pages and programs call: JSON in, JSON out, under /api/v1."""

from __future__ import annotations

from fastapi import APIRouter

from neuraldrive.web.api import (claims, lab, people)


def routers() -> list[APIRouter]:
    """One of each part."""
    return [claims.router, lab.router, people.router]
