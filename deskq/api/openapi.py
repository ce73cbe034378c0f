"""The OpenAPI 3.1 document, generated from ENDPOINTS: it cannot differ from what is served."""

import re
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from deskq.access import permissions
from deskq.api.endpoint import ENDPOINTS, Endpoint
from deskq.core import errors
from deskq.queue.service.issue import KeyReused

COMMON_REFUSALS: tuple[type[errors.DomainError], ...] = (errors.RateLimited, errors.TooLarge, errors.BodyTooSlow)


class Problem(BaseModel):
    """RFC 9457; ``detail`` is a sentence in the caller's language, ``fields`` names the invalid fields (422)."""

    type: str
    title: str
    status: int
    detail: str
    fields: dict[str, str] | None = None


@cache
def document() -> dict[str, Any]:
    models = {model for endpoint in ENDPOINTS for model in (endpoint.body, endpoint.answer) if model is not None} | {
        Problem
    }
    _, schemas = models_json_schema(
        [(model, "validation") for model in sorted(models, key=lambda model: model.__name__)],
        ref_template="#/components/schemas/{model}",
    )
    paths: dict[str, Any] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(_path(endpoint.path), {})[endpoint.method.lower()] = _operation(endpoint)
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


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.view.__name__,
        "tags": [endpoint.path.split("/")[1]],  # groups the page /api/docs
        "summary": (endpoint.view.__doc__ or "").strip().split("\n")[0],
        "parameters": _parameters(endpoint),
        "responses": {str(endpoint.status): _content("Done", endpoint.answer.__name__), **_problems(endpoint)},
        "security": [{"token": []}] if endpoint.act else [],
    }
    if endpoint.act:
        roles = sorted(
            role.removeprefix("api-") for role in permissions.MAY[endpoint.act] if role in permissions.MACHINES
        )
        operation["description"] = f"Roles: {', '.join(roles)}."
    if endpoint.body is not None:
        reference = {"$ref": f"#/components/schemas/{endpoint.body.__name__}"}
        required = any(field.is_required() for field in endpoint.body.model_fields.values())
        operation["requestBody"] = {"required": required, "content": {"application/json": {"schema": reference}}}
    return operation


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    found = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "integer" if kind else "string"}}
        for kind, name in re.findall(r"<(int:)?(\w+)>", endpoint.path)
    ]
    if endpoint.method != "GET":
        found.append({"name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string"}})
    if endpoint.query is not None:
        schema = endpoint.query.model_json_schema()
        for name, field in endpoint.query.model_fields.items():
            shown = field.alias or name
            shape = schema["properties"][shown]
            found.append({"name": shown, "in": "query", "required": field.is_required(), "schema": shape})
    return found


def _problems(endpoint: Endpoint) -> dict[str, Any]:
    refusals = [
        *endpoint.refusals,
        *COMMON_REFUSALS,
        *((errors.SignInNeeded, errors.Forbidden) if endpoint.act else ()),
    ]
    if endpoint.query or endpoint.body:
        refusals.append(errors.InvalidInput)
    if endpoint.method != "GET":
        refusals += [errors.InvalidInput, KeyReused]  # for every request that may have an Idempotency-Key
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
