"""Changes of one process are visible to the next request of another."""

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office.models import Service
from deskq.office.service import counters, services
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.api.conftest import ApiClient
from tests.tools.browsers import Browser

NEW = {"position": 9, "code": "new_one", "name_fa": "تازه", "name_en": "New", "icon": "coins", "offered": True}


@pytest.fixture
def other(app, make_app, office):
    """A second process on the same database, which has seen the office as it was."""
    made = make_app()
    with made.app_context():
        config_cache.of(db.session(), office)
        db.session.remove()
    return made


@pytest.fixture
def token(app, other, office):
    """The secret of a ticket for a service that this process has just added."""
    like = db.session.query(Service).filter(Service.code == "renewal_levy").one()
    made = services.save_service(office, "test", None, {**NEW, "group_id": like.group_id, "series": like.series}, [])
    about = config_cache.of(db.session(), office)
    counters.save_counter(office, "test", about.counter_ids[2], {"number": 2}, {made.id: 1})
    secret = secrets.new()
    issue(office, "test", NewTicket("new_one", secret))
    db.session.remove()
    return secret


def test_a_ticket_of_a_new_service_is_cancelled_by_another_process(other, token):
    answer = ApiClient(Browser(other, other.response_class)).post(f"/tickets/{token}/cancellation")

    assert (answer.status_code, answer.json["state"], answer.json["service"]) == (200, "cancelled", "new_one")


def test_a_ticket_called_by_one_process_is_marked_absent_by_another(other, token, clerk):
    called = clerk.post("/counters/2/calls").json

    answer = ApiClient(Browser(other, other.response_class), clerk.token).post(f"/tickets/{called['id']}/absence")

    assert (answer.status_code, answer.json["state"], answer.json["service"]) == (200, "absent", "new_one")
