"""Requests to the API made up from its own OpenAPI document, most of them about things that are in the office."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.security.fuzz.known_values import Values, of_place
from tests.security.fuzz.tally import Tally
from tests.tools.browsers import Browser

CHECKS = [status_code_conformance, content_type_conformance, response_headers_conformance, response_schema_conformance]
#: The token is sent by us, one of each role: the document cannot know any.
CONFIG = schemathesis.Config.from_dict({"generation": {"with-security-parameters": False}})


def operations(document: dict[str, Any]) -> list[APIOperation]:
    """Of the served document."""
    return [found.ok() for found in schemathesis.openapi.from_dict(document, config=CONFIG).get_all_operations()]


@dataclass(frozen=True)
class Caller:
    """A machine with a token of this role, and values of what is near it: at the counter of the token."""

    role: str
    token: str
    near: Values


@dataclass
class Request:
    case: Case
    caller: Caller


@st.composite
def requests(draw: st.DrawFn, operation: APIOperation, callers: list[Caller], known: Values) -> Request:
    """A request as the document describes it, or one that it forbids, mostly by a caller who may. Some values are
    replaced by known ones; every third request has known ones only, where there are any."""
    caller = draw(st.sampled_from(_who_may(operation, callers)) | st.sampled_from(callers))
    values = of_place(known | caller.near, operation.path)
    quiet = draw(st.integers(0, 2)) == 0
    case = draw(operation.as_strategy() if quiet else _made_up(operation))
    if quiet:
        case.headers.pop("Idempotency-Key", None)
        if isinstance(case.body, dict):
            case.body = draw(_quiet(operation, case.body, values))
    for fields in (case.path_parameters, case.query, case.headers, case.body):
        if isinstance(fields, MutableMapping):
            _replace(draw, fields, values, quiet)
    return Request(case, caller)


@st.composite
def _quiet(draw: st.DrawFn, operation: APIOperation, body: dict[str, object], values: Values) -> dict[str, object]:
    """The fields that the body must have, and some of those whose values are known."""
    (schema,) = (one.resolved_schema for one in operation.body)
    known = {name for name in schema["properties"] if name in values and draw(st.booleans())}
    return {name: body.get(name) for name in sorted({*schema.get("required", ()), *known})}


def _who_may(operation: APIOperation, callers: list[Caller]) -> list[Caller]:
    said = operation.definition.raw.get("description", "").removeprefix("Roles: ").rstrip(".").split(", ")
    return [caller for caller in callers if caller.role in said] or callers


def _made_up(operation: APIOperation) -> st.SearchStrategy[Case]:
    allowed = operation.as_strategy(GenerationMode.POSITIVE)
    if not can_be_wrong(operation):
        return allowed
    return allowed | operation.as_strategy(GenerationMode.NEGATIVE)


def can_be_wrong(operation: APIOperation) -> bool:
    """Whether the document forbids any value: every text is allowed in the place of a secret."""
    texts = all(one["schema"] == {"type": "string"} for one in operation.definition.raw["parameters"])
    return not texts or "requestBody" in operation.definition.raw


def _replace(draw: st.DrawFn, fields: MutableMapping[str, object], values: Values, quiet: bool) -> None:
    for name in sorted(fields):
        if name in values and (quiet or draw(st.integers(0, 3))):
            fields[name] = draw(st.sampled_from(values[name]))


def send(request: Request, browser: Browser, tally: Tally) -> int:
    """Send it, and compare the answer with the document; its status."""
    case, token = request.case, request.caller.token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = case.call(session=browser, app=browser.application, headers=headers)
    # A made-up value may be the address of another operation: /reports/{name} that of /reports/messages.
    case.operation = case.operation.schema.find_operation_by_path(case.method, case.formatted_path) or case.operation
    try:
        case.validate_response(answer, checks=CHECKS)
    except FailureGroup as group:
        for failure in group.exceptions:
            tally.fault(f"{case.operation.label}: {failure.title} ({answer.status_code})", f"{failure}\n{case!r}")
    return answer.status_code
