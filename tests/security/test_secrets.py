"""Secrets are stored as hashes only, and never appear in a log or in an address where they do not belong."""

import sqlite3
from contextlib import closing

from sqlalchemy import text

from deskq.access.api_tokens import service as token_service
from deskq.access.devices.cookies import _signer
from deskq.core.extensions import db
from tests.conftest import PASSWORD


def dump(database_url: str) -> str:
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as connection:
        return "\n".join(connection.iterdump())


def test_no_secret_can_be_read_in_the_database(caller, hall, office, database_url, app):
    machine = caller("api-kiosk")
    given = machine.post("/api/v1/tickets", json={"service": "info_desk"}, headers={"Idempotency-Key": "a key"}).json
    kiosk, clerk = caller("kiosk"), caller("clerk")
    secrets = {
        **{f"ticket {state}": token for state, token in hall.secrets.items()},
        "ticket of the api": given["token"],
        "token": machine.environ_base["HTTP_AUTHORIZATION"].removeprefix("Bearer "),
        "device": _signer().loads(kiosk.get_cookie("deskq_kiosk").value),
        "session": clerk.get_cookie("deskq_session").value,
        "password": PASSWORD,
        "key of the server": app.config["SECRET_KEY"],
        "idempotency key": "a key",
    }

    kept = dump(database_url)

    assert [name for name, secret in secrets.items() if secret in kept] == []
    assert given["code"] in kept


def test_the_journal_of_the_office_holds_no_secret_name_or_word(caller, hall, office):
    caller("clerk").post("/sign-in", data={"name": "a wrong name", "password": "a wrong word"})

    told = " ".join(db.session().execute(text("SELECT body FROM journal")).scalars())

    assert told
    assert [word for word in ("a wrong name", "a wrong word", "alert(1)", "مریم") if word in told] == []


def test_a_token_is_told_once_and_has_144_bits(office, database_url):
    token = token_service.create_token(office, "lobby", "board")

    assert len(token) == 24
    assert token not in dump(database_url)


def test_nothing_secret_is_logged(caller, hall, caplog):
    caplog.set_level("DEBUG")
    token = hall.secrets["waiting"]
    clerk = caller("clerk")
    clerk.post("/account/password", data={"old": PASSWORD, "new": "another long one", "again": "another long one"})
    caller("nobody").get(f"/t/{token}")

    assert PASSWORD not in caplog.text
    assert "another long one" not in caplog.text
