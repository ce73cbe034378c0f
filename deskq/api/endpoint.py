"""Declares API endpoints: one declaration gives the route, authorisation, parsing, and the OpenAPI description."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, g, request
from pydantic import BaseModel

from deskq.access import limit_keys, permissions, served_office
from deskq.access.api_tokens import queries as token_queries
from deskq.access.api_tokens.queries import ValidToken
from deskq.access.identity import Caller, office_id
from deskq.api.idempotency import run_once
from deskq.core import actors, secrets
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_, DomainError, Forbidden, InvalidInput, SignInNeeded
from deskq.core.extensions import db, limiter
from deskq.web.forms import Form, read

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
ENDPOINTS: list["Endpoint"] = []
View = Callable[..., BaseModel]
Prepare = Callable[..., Any]
Respond = Callable[..., Response]
#: Requests with one valid token to an endpoint, and from one address without one to all endpoints that need it.
PER_TOKEN, PER_STRANGER = "6000 per minute", "240 per minute"
#: What visitors do with their secret, all of them from the address of the lobby: reading, and acting.
READS_PER_ADDRESS, ACTIONS_PER_ADDRESS = "600 per minute", "120 per minute"


@dataclass(frozen=True)
class Endpoint:
    """``act``: the permission needed; None where the secret in the address is enough. ``query``: form of the query
    string; ``answer``: model of the response. ``prepare``: slow work that is done before the office is locked; the view
    gets its result as ``prepared``. ``largest_body``: bytes, if larger than at other endpoints."""

    method: str
    path: str
    view: View
    act: str | None
    body: type[Form] | None
    answer: type[BaseModel]
    status: int
    refusals: tuple[type[DomainError], ...]
    query: type[Form] | None
    prepare: Prepare | None
    largest_body: int | None

    def __call__(self, **arguments: Any) -> Response:
        caller = token_caller(self.act) if self.act else Caller(permissions.VISITOR, office_id(), actors.VISITOR)
        g.caller = caller
        end_reading()  # the body may come slowly
        if self.largest_body is not None:
            request.max_content_length = self.largest_body
        if self.query is not None:
            arguments["query"] = read(self.query, request.args.to_dict())
        if self.body is not None:
            arguments["form"] = read(self.body, self._json())
        else:
            request.get_data()  # enforces the size limit even where no body is expected
        if self.method == "GET":
            return self._respond(self.view(caller, **arguments).model_dump_json())
        if self.prepare is not None:
            arguments["prepared"] = self.prepare(caller, **arguments)
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
    limit: str = PER_TOKEN,
    per_address: str = ACTIONS_PER_ADDRESS,
    prepare: Prepare | None = None,
    largest_body: int | None = None,
) -> Callable[[View], View]:
    """Declare an endpoint. ``limit`` counts per valid API token. Where the secret in the address is enough it counts
    per secret, and ``per_address`` the requests from one client address without a valid token."""

    def declare(view: View) -> View:
        declared = Endpoint(method, path, view, act, body, answer, status, refusals, query, prepare, largest_body)
        ENDPOINTS.append(declared)
        respond = _view_function(declared, view.__name__)
        limited = _limited_by_secret(respond, limit, per_address) if act is None else _limited_by_token(respond, limit)
        blueprint.add_url_rule(path, view.__name__, limited, methods=[method])
        return view

    return declare


def _view_function(declared: Endpoint, name: str) -> Respond:
    def respond(**arguments: Any) -> Response:
        return declared(**arguments)

    respond.__name__ = name
    return respond


def _limited_by_secret(respond: Respond, limit: str, per_address: str) -> Respond:
    per_secret: Respond = limiter.limit(limit, key_func=limit_keys.secret)(respond)
    return limiter.limit(per_address, exempt_when=_has_token)(per_secret)


def _limited_by_token(respond: Respond, limit: str) -> Respond:
    per_token: Respond = limiter.limit(limit, key_func=_token_key, exempt_when=_is_stranger)(respond)
    return limiter.shared_limit(PER_STRANGER, "api", exempt_when=_has_token)(per_token)


def _token_key() -> str:
    found = _token()
    return f"token {found.id}" if found is not None else ""


def _has_token() -> bool:
    """Whether the request has a valid token. Anybody can invent one: an invalid token is counted like none."""
    return _token() is not None


def _is_stranger() -> bool:
    return not _has_token()


def _token() -> ValidToken | None:
    if "api_token" not in g:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        is_bearer = scheme.lower() == "bearer"
        g.api_token = token_queries.token_by_hash(db.session(), secrets.hashed(token.strip())) if is_bearer else None
    return g.api_token  # type: ignore[no-any-return]


def token_caller(act: str) -> Caller:
    """The machine behind the bearer token, if the table of permissions allows it ``act``."""
    found = _token()
    if found is None:
        raise SignInNeeded
    if not permissions.may(f"api-{found.role}", act):
        raise Forbidden
    if served_office.current() not in (None, found.office_id):
        raise Forbidden
    return Caller(f"api-{found.role}", found.office_id, actors.token(found.id), counter_id=found.counter_id)


def secret_key() -> str:
    return str(current_app.config["SECRET_KEY"])
