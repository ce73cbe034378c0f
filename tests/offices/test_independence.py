"""A slow press in one office holds no other, where the database locks rows."""

import threading

import pytest

from deskq import create_app
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.demo.office import create_demo_office
from deskq.office import queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.conftest import PASSWORD, settings
from tests.load import postgres
from tests.tools.shared_app import close

PATIENCE = 20.0


@pytest.fixture
def made(seeded_postgres):
    with postgres.database(seeded_postgres) as url:
        app = create_app(settings(url))
        with app.app_context():
            create_demo_office(PASSWORD, "north")
        yield app
        close(app)


@pytest.mark.postgres
def test_a_slow_press_in_one_office_does_not_hold_another(made):
    held, done, go_on = threading.Event(), threading.Event(), threading.Event()

    def slow() -> None:
        with made.app_context():
            first = queries.first_office(db.session()).id
            with transaction(first, "test"):
                held.set()
                go_on.wait(PATIENCE)

    def quick() -> None:
        with made.app_context():
            north = queries.office_by_slug(db.session(), "north").id
            issue(north, "test", NewTicket("info_desk", "a secret of the north"))
            done.set()

    threads = [threading.Thread(target=one) for one in (slow, quick)]
    threads[0].start()
    assert held.wait(PATIENCE)
    threads[1].start()
    finished_meanwhile = done.wait(PATIENCE)
    go_on.set()
    for one in threads:
        one.join(PATIENCE)

    assert finished_meanwhile
