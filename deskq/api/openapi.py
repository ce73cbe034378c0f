"""The OpenAPI 3.1 document, made of the declarations in ENDPOINTS: it cannot differ from what is served."""

import re
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from deskq.access import permissions
from deskq.api.endpoint import ENDPOINTS, Endpoint
from deskq.core import errors

ALWAYS: tuple[type[errors.DomainError], ...] = (errors.RateLimited, errors.TooLarge)


class Problem(BaseModel):
    """RFC 9457; ``detail`` is a sentence in the caller's language, ``fields`` names what is wrong (422)."""

    type: str
    title: str
    status: int
    detail: str
    fields: dict[str, str] | None = None


@cache
def document() -> dict[str, Any]:
    models = {model for end in ENDPOINTS for model in (end.body, end.answer) if model is not None} | {Problem}
    _, schemas = models_json_schema(
        [(model, "validation") for model in sorted(models, key=lambda model: model.__name__)],
        ref_template="#/components/schemas/{model}",
    )
    paths: dict[str, Any] = {}
    for end in ENDPOINTS:
        paths.setdefault(_path(end.path), {})[end.method.lower()] = _operation(end)
    return {
        "openapi": "3.1.0",
        "info": {"title": "deskq", "version": "1", "description": "The municipal service desk for machines."},
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _path(path: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)


def _operation(end: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": end.view.__name__,
        "summary": (end.view.__doc__ or "").strip().split("\n")[0],
        "parameters": _parameters(end),
        "responses": {str(end.status): _content("Done", end.answer.__name__), **_problems(end)},
        "security": [{"token": []}] if end.act else [],
    }
    if end.act:
        roles = sorted(role.removeprefix("api-") for role in permissions.MAY[end.act] if role in permissions.MACHINES)
        operation["description"] = f"Roles: {', '.join(roles)}."
    if end.body is not None:
        reference = {"$ref": f"#/components/schemas/{end.body.__name__}"}
        required = any(field.is_required() for field in end.body.model_fields.values())
        operation["requestBody"] = {"required": required, "content": {"application/json": {"schema": reference}}}
    return operation


def _parameters(end: Endpoint) -> list[dict[str, Any]]:
    found = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "integer" if kind else "string"}}
        for kind, name in re.findall(r"<(int:)?(\w+)>", end.path)
    ]
    if end.method == "POST":
        found.append({"name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string"}})
    if end.query is not None:
        schema = end.query.model_json_schema()
        for name, field in end.query.model_fields.items():
            shape = schema["properties"][name]
            found.append({"name": name, "in": "query", "required": field.is_required(), "schema": shape})
    return found


def _problems(end: Endpoint) -> dict[str, Any]:
    refusals = [*end.refusals, *ALWAYS, *((errors.SignInNeeded, errors.Forbidden) if end.act else ())]
    if end.method == "POST":
        refusals.append(errors.InvalidInput)
    by_status: dict[int, set[str]] = {}
    for refusal in refusals:
        by_status.setdefault(refusal.status, set()).add(refusal.slug)
    return {
        str(status): _content(" or ".join(sorted(slugs)), "Problem", "application/problem+json")
        for status, slugs in sorted(by_status.items())
    }


def _content(description: str, schema: str, kind: str = "application/json") -> dict[str, Any]:
    return {
        "description": description,
        "content": {kind: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
