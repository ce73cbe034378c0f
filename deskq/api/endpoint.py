"""Declares API endpoints: one declaration gives the route, authorisation, parsing, and the OpenAPI description."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, g, request
from pydantic import BaseModel

from deskq.access import permissions
from deskq.access.api_tokens import queries as token_queries
from deskq.access.identity import Caller, office_id
from deskq.api.idempotency import run_once
from deskq.core import secrets
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_, DomainError, Forbidden, InvalidInput, SignInNeeded
from deskq.core.extensions import db, limiter
from deskq.web.forms import Form, read

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
ENDPOINTS: list["Endpoint"] = []
View = Callable[..., BaseModel]


@dataclass(frozen=True)
class Endpoint:
    """``act``: the permission needed; None where the secret in the address is enough. ``query``: form of the query
    string; ``answer``: model of the response."""

    method: str
    path: str
    view: View
    act: str | None
    body: type[Form] | None
    answer: type[BaseModel]
    status: int
    refusals: tuple[type[DomainError], ...]
    query: type[Form] | None

    def __call__(self, **arguments: Any) -> Response:
        caller = token_caller(self.act) if self.act else Caller(permissions.VISITOR, office_id(), "visitor")
        g.caller = caller
        end_reading()  # the body may come slowly
        if self.query is not None:
            arguments["query"] = read(self.query, request.args.to_dict())
        if self.body is not None:
            arguments["form"] = read(self.body, self._json())
        else:
            request.get_data()  # enforces the size limit even where no body is expected
        if self.method == "GET":
            return self._respond(self.view(caller, **arguments).model_dump_json())
        key = request.headers.get("Idempotency-Key")
        return self._respond(run_once(caller, key, lambda: self.view(caller, **arguments)))

    def _respond(self, text: str) -> Response:
        return Response(text, self.status, mimetype="application/json")

    def _json(self) -> dict[str, Any]:
        if not request.get_data():
            return {}
        try:
            body = request.get_json(force=True, silent=True)
        except RecursionError:
            body = None
        if not isinstance(body, dict):
            raise InvalidInput({"body": N_("This value is not in the right format.")})
        return body


def endpoint(
    method: str,
    path: str,
    *,
    answer: type[BaseModel],
    act: str | None = None,
    body: type[Form] | None = None,
    query: type[Form] | None = None,
    status: int = 200,
    refusals: tuple[type[DomainError], ...] = (),
    limit: str = "6000 per minute",
) -> Callable[[View], View]:
    """Declare an endpoint. ``limit`` counts per API token, or per client address without one."""

    def declare(view: View) -> View:
        declared = Endpoint(method, path, view, act, body, answer, status, refusals, query)
        ENDPOINTS.append(declared)
        limited = limiter.limit(limit, key_func=_limit_key)(_view_function(declared, view.__name__))
        blueprint.add_url_rule(path, view.__name__, limited, methods=[method])
        return view

    return declare


def _view_function(declared: Endpoint, name: str) -> Callable[..., Response]:
    def respond(**arguments: Any) -> Response:
        return declared(**arguments)

    respond.__name__ = name
    return respond


def _limit_key() -> str:
    token = request.headers.get("Authorization")
    return (
        secrets.hashed(token) if token else str(request.remote_addr)
    )  # hashed, because the key is stored by the limiter


def token_caller(act: str) -> Caller:
    """The machine behind the bearer token, if the table of permissions allows it ``act``."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    is_bearer = scheme.lower() == "bearer"
    found = token_queries.token_by_hash(db.session(), secrets.hashed(token.strip())) if is_bearer else None
    if found is None:
        raise SignInNeeded
    if not permissions.may(f"api-{found.role}", act):
        raise Forbidden
    return Caller(f"api-{found.role}", found.office_id, f"token:{found.id}", counter_id=found.counter_id)


def secret_key() -> str:
    return str(current_app.config["SECRET_KEY"])
