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


@pytest.mark.parametrize(
    ("where", "headers"),
    [(STREET, {}), ({}, {"X-Forwarded-For": "203.0.113.9"}), ({}, {"Forwarded": "203.0.113.9"})],
    ids=["itself", "x-forwarded-for", "forwarded"],
)
def test_the_street_does_not_nor_through_a_proxy_on_this_machine(client, where, headers):
    answer = ask(client, where, **headers)

    assert answer.status_code == 403
    assert "deskq_" not in answer.text


def test_a_token_for_integration_opens_from_anywhere_and_no_other_and_no_sign_in(client, office, sign_in):
    sign_in("admin")
    tokens = {role: token_service.create_token(office, role) for role in ("integration", "kiosk", "clerk", "lobby")}

    answers = {role: ask(client, STREET, Authorization=f"Bearer {token}") for role, token in tokens.items()}

    assert [role for role, answer in answers.items() if answer.status_code == 200] == ["integration"]
    assert {answers[role].status_code for role in ("kiosk", "clerk", "lobby")} == {403}
    assert ask(client, STREET).status_code == 403
    assert ask(client, STREET, Authorization="Bearer nonsense").status_code == 403


def test_a_setting_opens_them_to_all(make_app):
    assert ask(make_app(METRICS="open").test_client(), STREET).status_code == 200
