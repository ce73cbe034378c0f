"""Authorisation: every endpoint with every kind of token, from the server's own tables."""

import re

import pytest

from deskq.access import permissions
from deskq.access.api_tokens import service as token_service
from deskq.api import registration
from deskq.api.endpoint import ENDPOINTS

GUARDED = [end for end in ENDPOINTS if end.act]
OPEN = [end for end in ENDPOINTS if not end.act]


def named(end: object) -> str:
    return f"{end.method} {end.path}"


def address(end: object) -> str:
    return re.sub(r"<int:\w+>", "1", end.path).replace("<token>", "no-such-token")


def call(machine: object, end: object) -> object:
    by = {"GET": machine.get, "DELETE": machine.delete, "POST": machine.post}
    return by[end.method](address(end))


def test_every_module_of_the_api_declares_endpoints():
    declaring = {end.view.__module__ for end in ENDPOINTS}

    assert {module.__name__ for module in registration.MODULES} == declaring


@pytest.mark.parametrize("end", GUARDED, ids=named)
def test_without_a_token_every_endpoint_is_refused(machine, end):
    answer = call(machine(), end)

    assert (answer.status_code, answer.json["type"]) == (401, "sign-in-needed")


@pytest.mark.parametrize("end", GUARDED, ids=named)
@pytest.mark.parametrize("role", permissions.MACHINES)
def test_only_the_permitted_roles_are_accepted(machine, end, role):
    answer = call(machine(role.removeprefix("api-")), end)

    if permissions.may(role, end.act):
        assert answer.status_code not in (401, 403)
    else:
        assert (answer.status_code, answer.json["type"]) == (403, "forbidden")


#: Bodies in which nothing is wrong but whose they are.
WELL_FORMED = {
    "/tickets/<token>/rating": {"score": 5},
    "/appointments/<token>/move": {"starts_at": "2026-11-25T06:30:00Z"},
    "/appointments/<token>/confirmation": {"code": "123456"},
}


@pytest.mark.parametrize("end", OPEN, ids=named)
def test_an_unknown_ticket_secret_is_not_found(machine, end):
    caller = machine()

    body = WELL_FORMED.get(end.path, {})
    answer = caller.get(address(end)) if end.method == "GET" else caller.post(address(end), body)

    assert (answer.status_code, answer.json["type"]) == (404, "not-found")


@pytest.mark.parametrize("given", ["Bearer", "Bearer ", "Basic {}", "{}", "bearer  wrong", "Bearer {} x"])
def test_only_a_bearer_token_counts(client, machine, given):
    token = machine("lobby").token

    answer = client.get("/api/v1/board", headers={"Authorization": given.format(token)})

    assert answer.status_code == 401


def test_a_revoked_token_is_refused(machine, office):
    lobby = machine("lobby")
    assert lobby.get("/board").status_code == 200

    token_service.revoke_tokens(office, "test")

    assert lobby.get("/board").status_code == 401


def test_a_person_s_session_does_not_authorise_the_api(sign_in):
    clerk = sign_in("karimi")

    assert clerk.post("/api/v1/counters/1/opening").status_code == 401
