"""What pages and programs call: JSON in, JSON out, under /api/v1."""

from __future__ import annotations

from fastapi import APIRouter

from neuraldrive.web.api import athletes, corrections, exports, imports, people, profiles, repetitions, sessions


def routers() -> list[APIRouter]:
    """One of each part."""
    return [athletes.router, profiles.router,
        people.router, sessions.router, repetitions.router, corrections.router, imports.router, exports.router,
    ]  # fmt: skip
