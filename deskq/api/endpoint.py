"""One declaration per call: address, who may, input, answer, refusals. It makes the route and the OpenAPI document."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, g, request
from pydantic import BaseModel

from deskq.access import permissions
from deskq.access.api_tokens import queries as token_queries
from deskq.access.identity import Caller, office_id
from deskq.api.idempotency import once
from deskq.core import secrets
from deskq.core.errors import N_, DomainError, Forbidden, InvalidInput, SignInNeeded
from deskq.core.extensions import db, limiter
from deskq.web.forms import Form, read

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
ENDPOINTS: list["Endpoint"] = []
View = Callable[..., BaseModel]


@dataclass(frozen=True)
class Endpoint:
    """``act`` is the guard's act, None where the token in the address is the secret; ``query`` reads what follows the
    address."""

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
        if self.query is not None:
            arguments["query"] = read(self.query, request.args.to_dict())
        if self.body is not None:
            arguments["form"] = read(self.body, self._json())
        else:
            request.get_data()  # too much is refused even where nothing is asked for
        if self.method == "GET":
            return self._respond(self.view(caller, **arguments).model_dump_json())
        key = request.headers.get("Idempotency-Key")
        return self._respond(once(caller, key, lambda: self.view(caller, **arguments)))

    def _respond(self, text: str) -> Response:
        return Response(text, self.status, mimetype="application/json")

    def _json(self) -> dict[str, Any]:
        if not request.get_data():
            return {}
        try:
            given = request.get_json(force=True, silent=True)
        except RecursionError:
            given = None
        if not isinstance(given, dict):
            raise InvalidInput({"body": N_("This value is not in the right format.")})
        return given


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
    """Declare a call of the API. ``limit`` counts per token, or per address where there is none."""

    def declare(view: View) -> View:
        declared = Endpoint(method, path, view, act, body, answer, status, refusals, query)
        ENDPOINTS.append(declared)
        limited = limiter.limit(limit, key_func=_limit_key)(_named(declared, view.__name__))
        blueprint.add_url_rule(path, view.__name__, limited, methods=[method])
        return view

    return declare


def _named(declared: Endpoint, name: str) -> Callable[..., Response]:
    def respond(**arguments: Any) -> Response:
        return declared(**arguments)

    respond.__name__ = name
    return respond


def _limit_key() -> str:
    token = request.headers.get("Authorization")
    return secrets.hashed(token) if token else str(request.remote_addr)  # the key is kept where limits are counted


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
