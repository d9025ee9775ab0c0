"""What people look at: each page reads what it shows through `workflows`, and changes nothing."""

from __future__ import annotations

from fastapi import APIRouter

from neuraldrive.web.pages import interface, people, rack, sign_in, team


def routers() -> list[APIRouter]:
    """One of each part."""
    return [interface.router, people.router, rack.router, sign_in.router, team.router]
