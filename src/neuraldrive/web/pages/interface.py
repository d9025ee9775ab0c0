"""What programs can ask, as a page: drawn from the app's own OpenAPI description, with nothing from other hosts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from neuraldrive.web.render import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Field:
    """A value that a call takes: its name, what it may be, and whether it must be there."""

    name: str
    kind: str
    needed: bool


@dataclass(frozen=True)
class Operation:
    """One call: how, where, what it does, what it takes and what comes back."""

    method: str
    path: str
    title: str
    words: str
    takes: tuple[Field, ...]
    body: tuple[Field, ...]
    gives: str


@router.get("/api/docs")
def interface(request: Request) -> Response:
    """Every call, by its part."""
    described: dict[str, Any] = request.app.openapi()
    groups: dict[str, list[Operation]] = {}
    for part, operation in _operations(described):
        groups.setdefault(part, []).append(operation)
    return page(request, "interface.html.j2", groups=groups, about=described["info"]["description"])


def _operations(described: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    schemas = described.get("components", {}).get("schemas", {})
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            takes = tuple(
                Field(each["name"], _kind(each.get("schema", {})), each.get("required", False))
                for each in told.get("parameters", ())
            )
            part = (told.get("tags") or ["other"])[0]
            yield part, Operation(
                method.upper(), path, told.get("summary", ""), told.get("description", ""), takes,
                tuple(_body(told, schemas)), _answer(told),
            )  # fmt: skip


def _body(told: dict[str, Any], schemas: dict[str, Any]) -> Iterator[Field]:
    for content in told.get("requestBody", {}).get("content", {}).values():
        schema = content.get("schema", {})
        schema = schemas.get(_kind(schema), schema)
        for name, each in schema.get("properties", {}).items():
            yield Field(name, _kind(each), name in schema.get("required", ()))


def _answer(told: dict[str, Any]) -> str:
    for status, answer in told.get("responses", {}).items():
        if status.startswith("2"):
            kinds = [_kind(content.get("schema", {})) for content in answer.get("content", {}).values()]
            return f"{status} {', '.join(filter(None, kinds))}".strip()
    return ""


def _kind(schema: dict[str, Any]) -> str:
    """A schema in a word.

    >>> _kind({"type": "array", "items": {"$ref": "#/components/schemas/Told"}}), _kind({"anyOf": [{"type": "null"}, {"type": "string"}]})
    ('list of Told', 'string or nothing')
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        kinds = [_kind(each) for each in schema["anyOf"]]
        return " or ".join([each for each in kinds if each != "nothing"] + ["nothing"] * ("nothing" in kinds))
    if "enum" in schema:
        return ", ".join(str(each) for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {})) or 'anything'}"
    kind = str(schema.get("type", ""))
    return "nothing" if kind == "null" else kind
