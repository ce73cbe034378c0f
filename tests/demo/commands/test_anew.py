"""``--anew`` and the real offices, which no demo command changes."""

import pytest
from sqlalchemy import func, select

from deskq.core.db import journal
from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue.models import Ticket
from tests.demo.commands.conftest import run


@pytest.mark.parametrize("command", [pytest.param("simulate", marks=pytest.mark.soak), "seed"])
def test_anew_forgets_the_demo_office_and_begins_again(simulated, command):
    answer = run(simulated, command, "--anew")

    assert answer.exit_code == 0, answer.output
    with simulated.app_context():
        assert db.session().query(journal.Head).count() == 1
        first = db.session().scalar(select(func.min(Entry.at)))
        assert db.session().query(Entry).filter(Entry.at == first).count() >= 1
        db.session.remove()
    assert run(simulated, "verify-journal").exit_code == 0


def test_outside_a_demo_nobody_is_invented_and_nothing_forgotten(make_app):
    app = make_app()
    assert run(app, "create-office", "--name", "میز خدمت نمونه").exit_code == 0

    for words in (["simulate"], ["simulate", "--anew"], ["seed", "--demo", "--anew"]):
        answer = run(app, *words)
        assert (answer.exit_code, "Traceback" in answer.output) == (1, False)

    with app.app_context():
        assert db.session().query(journal.Head).count() == 1
        assert db.session().query(Ticket).count() == 0
        db.session.remove()


def test_a_real_office_is_not_forgotten_even_where_demo_is_on(make_app):
    app = make_app(DEMO=True)
    run(app, "create-office", "--name", "میز خدمت نمونه")

    for command in ("seed", "simulate"):
        assert run(app, command, "--anew").exit_code == 1
        assert run(app, command).exit_code == 1

    with app.app_context():
        assert db.session().query(Ticket).count() == 0
        db.session.remove()


def test_an_office_is_not_made_at_an_address_that_no_office_may_have(demo_app):
    for command in ("seed", "simulate"):
        answer = run(demo_app, command, "--office", "kiosk")
        assert (answer.exit_code, "reserved" in answer.output) == (1, True)

    with demo_app.app_context():
        assert office_queries.offices(db.session()) == []
        db.session.remove()


def test_anew_spares_a_real_office_beside_the_demo_office(demo_app):
    run(demo_app, "seed", "--office-only")
    made = run(demo_app, "create-office", "--name", "میز خدمت نمونه", "--slug", "real")
    assert made.exit_code == 0, made.output

    for command in ("seed", "simulate"):
        assert run(demo_app, command, "--anew").exit_code == 1

    with demo_app.app_context():
        assert len(office_queries.offices(db.session())) == 2
        db.session.remove()
