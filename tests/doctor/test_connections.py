"""While a check waits for a network or a program, it keeps no connection to the database."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.doctor import run as doctor_run
from deskq.doctor.checks import machine, network
from deskq.doctor.finding import Check


@pytest.fixture
def held(monkeypatch) -> dict[str, bool]:
    """Whether a connection was held while the certificate was fetched, and while a program was asked for the clock."""
    found: dict[str, bool] = {}

    def noting(name, answer):
        def wait(*_args):
            found[name] = db.session().in_transaction()
            return answer

        return wait

    monkeypatch.setattr(network, "_expires", noting("certificate", clock.now() + timedelta(days=90)))
    monkeypatch.setattr(machine, "is_synchronised", noting("clock", True))
    return found


def test_the_page_keeps_no_connection_while_it_waits(app, sign_in, held):
    app.config["PUBLIC_URL"] = "https://desk.example"

    page = sign_in("admin").get("/manage/doctor?lang=en")

    assert "valid until" in page.text
    assert held == {"certificate": False, "clock": False}


def test_no_check_begins_with_the_connection_of_another(app, monkeypatch):
    begun = []

    def check():
        begun.append(db.session().in_transaction())
        db.session().connection()
        return iter(())

    others = tuple(Check(name, name, check) for name in ("first", "second", "third"))
    monkeypatch.setattr(doctor_run, "CHECKS", (doctor_run.DATABASE, *others))

    with app.app_context():
        doctor_run.run(in_server=True)

    assert begun == [False] * 3
