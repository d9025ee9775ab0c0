"""What goes wrong, told to a browser as a page and to a program as JSON: what happened, what is safe, what to do."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Self

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.websockets import WebSocket

from neuraldrive import errors
from neuraldrive.web.doors.visitor import Visitor, visitor_of
from neuraldrive.web.plainly import told_plainly
from neuraldrive.web.render import page
from neuraldrive.web.strange import strange

API = "/api/"
_STATUS: tuple[tuple[type[errors.NeuraldriveError], int], ...] = (
    (errors.NotInStore, 404),
    (errors.ChangedMeanwhile, 409),
    (errors.StoreLocked, 503),
    (errors.StoreNotWritable, 507),
    (errors.StoreError, 503),
    (errors.CatalogError, 404),
    (errors.NeuraldriveError, 422),
)


UNKNOWN = "unknown_field"
"""What pydantic calls a field that `api.asked.Asked` does not know."""

_NO_JSON = {
    "what": "body", "found": "text that is no JSON, or nested too deeply", "needed": "JSON in UTF-8",
    "remedy": "Correct it and send it again.",
}  # fmt: skip

_NO_OBJECT = {
    **_NO_JSON, "found": "text that is no JSON", "needed": "an object in JSON, sent as application/json",
}  # fmt: skip

_SECRET = ("password", "setup_code")
"""What no answer repeats that stands under such a name, or was sent to such an address."""

_NOT_SO = {
    "needed": "another method (see /api/docs), or a page that had loaded whole before its form was sent",
    "remedy": "Go back, load the page again and do it again; nothing was changed.",
}


class Refused(Exception):
    """A request that is not let through: its status, and what to tell."""

    def __init__(self, status: int, what: str, *, found: str, needed: str, remedy: str) -> None:
        super().__init__(what)
        self.status, self.told = status, {"what": what, "found": found, "needed": needed, "remedy": remedy}
        self.headers: Mapping[str, str] = {}

    def said(self, words: str) -> Self:
        """The same, with sentences that a page shows in place of what was found and needed."""
        self.told["words"] = words
        return self


class SignInFirst(Refused):
    """Nobody has signed in: a browser is shown where, a program is told."""

    def __init__(self) -> None:
        super().__init__(401, "sign-in", found="nobody signed in", needed="a session or a token", remedy="Sign in.")
        self.headers = {"WWW-Authenticate": "Bearer"}


def answer_refusals(app: FastAPI, who: Callable[[HTTPConnection], Awaitable[Visitor | None]]) -> None:
    """Teaches an app to answer every error of ours, and any other; `who` finds who asks where no door was passed."""

    async def not_there(request: Request, error: Exception) -> Response:
        if visitor_of(request) is None:
            with contextlib.suppress(errors.NeuraldriveError):  # a store that does not answer: nobody is known
                request.state.visitor = await who(request)
        return _http(request, error)

    app.add_exception_handler(Refused, _refused)  # type: ignore[arg-type]
    app.add_exception_handler(errors.NeuraldriveError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, not_there)
    app.add_exception_handler(Exception, _unforeseen)


def told(request: Request, status: int, what: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Response:
    """The error as JSON to a program, as a page to a browser."""
    if request.url.path.startswith(API) or "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": dict(what)}, status, headers)
    return page(request, "error.html.j2", status=status, headers=headers, error=what, code=status)


async def _refused(request: Request | WebSocket, error: Exception) -> Response | None:
    assert isinstance(error, Refused)
    if isinstance(request, WebSocket):
        await request.accept()  # without it a browser is told nothing but that it failed
        await request.close(4000 + error.status, error.told["what"])
        return None
    is_page = request.method == "GET" and not request.url.path.startswith(API)
    if isinstance(error, SignInFirst) and is_page and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(f"/sign-in?to={request.url.path}", 303)
    return told(request, error.status, error.told, error.headers)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.NeuraldriveError)
    status = next(number for kind, number in _STATUS if isinstance(error, kind))
    return told(request, status, {"kind": type(error).__name__, **told_plainly(error.parts)})


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(each) for each in first["loc"][1:]) or str(first["loc"][0])
    if first["type"] == "json_invalid":
        return told(request, 422, _NO_JSON)
    if first["loc"] == ("body",) and isinstance(first.get("input"), str | bytes):
        return told(request, 422, _NO_OBJECT)
    if first["type"] == UNKNOWN:
        inside = ".".join(str(each) for each in first["loc"][1:])
        return told(request, 422, strange("field", first["ctx"]["field"], first["ctx"]["known"], inside))
    found = _shown(request, first)
    return told(request, 422, {"what": where, "found": found, "needed": first["msg"].removeprefix("Value error, "), "remedy": "Correct it and send it again."})  # fmt: skip


def _shown(request: Request, error: Mapping[str, Any]) -> str:
    """What was sent, as far as it is shown: nothing that is a secret, or has one beside it."""
    if error["type"] == "missing":
        return "nothing"
    text = repr(error.get("input"))
    # A change of password calls them old and new.
    is_secret = any(name in f"{request.url.path} {error['loc']} {text}".casefold() for name in _SECRET)
    return "something that is not shown again" if is_secret else text[:80]


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 400:
        return told(request, 400, _NO_JSON, error.headers)
    if error.status_code == 405:
        return told(request, 405, {"what": request.url.path[:200], "found": request.method, **_NOT_SO}, error.headers)
    found = "nothing at this address" if error.status_code == 404 else str(error.detail).lower()
    what = {
        "what": request.url.path[:200], "found": found, "needed": "an address that is there", "remedy": "Go back to the team, or see /api/docs.",
    }  # fmt: skip
    return told(request, error.status_code, what, error.headers)


def _unforeseen(request: Request, error: Exception) -> Response:
    what = {
        "what": "the server", "found": f"an error that was not foreseen ({type(error).__name__})",
        "needed": "an answer", "remedy": "What was saved is saved. Try again; if it stays, see the server's log.",
    }  # fmt: skip
    return told(request, 500, what)
