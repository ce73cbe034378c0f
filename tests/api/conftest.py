"""API clients with tokens. Every response is checked against the OpenAPI document."""

from contextvars import Context
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from deskq.access.api_tokens import service as token_service
from deskq.api.openapi import document
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]
ROOT = "/api/v1"


@dataclass
class ApiClient:
    """A caller of the API. ``key`` is its Idempotency-Key, ``to`` the path behind /api/v1."""

    client: FlaskClient
    token: str | None = None

    def get(self, to: str, **headers: str) -> TestResponse:
        return self._call("GET", to, None, headers)

    def post(self, to: str, body: object = None, key: str | None = None, **headers: str) -> TestResponse:
        return self._call("POST", to, body, headers | ({"Idempotency-Key": key} if key is not None else {}))

    def delete(self, to: str, **headers: str) -> TestResponse:
        return self._call("DELETE", to, None, headers)

    def _call(self, method: str, to: str, body: object, headers: dict[str, str]) -> TestResponse:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        answer = self.client.open(ROOT + to, method=method, json=body, headers=headers)
        assert_documented(self.client, method, to, answer)
        return answer


def assert_documented(client: FlaskClient, method: str, to: str, answer: TestResponse) -> None:
    """The status stands in the document, and the body is of the form it says."""
    adapter = client.application.url_map.bind("localhost")
    rule, _ = Context().run(adapter.match, ROOT + to.partition("?")[0], method, return_rule=True)
    path = rule.rule.removeprefix(ROOT).replace("<int:", "{").replace("<", "{").replace(">", "}")
    operation = document()["paths"][path][method.lower()]
    content = operation["responses"][str(answer.status_code)]["content"]
    assert answer.mimetype in content
    schema = content[answer.mimetype]["schema"] | {"components": document()["components"]}
    Draft202012Validator(schema).validate(answer.json)


@pytest.fixture
def machine(client, office):
    """``machine("clerk", counter=2)`` holds a new token of that role; ``machine()`` holds none."""

    def make(role: str | None = None, counter: int | None = None) -> ApiClient:
        if role is None:
            return ApiClient(client)
        at = office_queries.counter_by_number(db.session(), office, counter) if counter else None
        return ApiClient(client, token_service.create_token(office, role, "test", at.id if at else None))

    return make


@pytest.fixture
def kiosk(machine) -> ApiClient:
    return machine("kiosk")


@pytest.fixture
def clerk(machine) -> ApiClient:
    """At counter 2, which is open."""
    made = machine("clerk", counter=2)
    assert made.post("/counters/2/opening").status_code == 200
    return made


@pytest.fixture
def issue(kiosk):
    """``issue()`` is a new ticket as the kiosk hears of it."""

    def take(service: str = "renewal_levy", **more: str) -> dict[str, object]:
        answer = kiosk.post("/tickets", {"service": service, **more})
        assert answer.status_code == 201, answer.text
        return answer.json

    return take


@pytest.fixture
def called(clerk, issue):
    """A ticket that was just called to counter 2."""
    issued = issue()
    assert clerk.post("/counters/2/calls").status_code == 201
    return issued


@pytest.fixture
def finished(clerk, called) -> str:
    """The address at which a visit that has ended is rated."""
    for verb in ("service", "completion"):
        clerk.post(f"/tickets/{called['id']}/{verb}")
    return f"/tickets/{called['token']}/rating"
