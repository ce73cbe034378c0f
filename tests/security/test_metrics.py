"""/metrics answers only on this machine or to an integration token."""

import pytest

from deskq.access.api_tokens import service as token_service

STREET = {"REMOTE_ADDR": "203.0.113.9"}


def ask(client, where, **headers):
    return client.get("/metrics", environ_overrides=where, headers=headers)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_this_machine_reads_them(client, address):
    answer = ask(client, {"REMOTE_ADDR": address})

    assert answer.status_code == 200
    assert "deskq_waiting{" in answer.text


def test_the_street_does_not(client):
    answer = ask(client, STREET)

    assert answer.status_code == 403
    assert "deskq_" not in answer.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_the_street_does_not_come_in_through_a_proxy_on_this_machine(client, header):
    assert ask(client, {}, **{header: "203.0.113.9"}).status_code == 403


def test_a_token_for_integration_opens_from_anywhere(client, office):
    token = token_service.create_token(office, "integration")

    assert ask(client, STREET, Authorization=f"Bearer {token}").status_code == 200


def test_no_other_token_and_no_sign_in_opens(client, office, sign_in):
    sign_in("admin")

    assert ask(client, STREET).status_code == 403
    assert ask(client, STREET, Authorization="Bearer nonsense").status_code == 403
    for role in ("kiosk", "clerk", "lobby"):
        token = token_service.create_token(office, role)
        assert ask(client, STREET, Authorization=f"Bearer {token}").status_code == 403


def test_a_setting_opens_them_to_all(make_app):
    open_to_all = make_app(METRICS="open").test_client()

    assert ask(open_to_all, STREET).status_code == 200
