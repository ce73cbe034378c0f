"""When the last counter of a service closes, its wait is unknown at once, before there is another forecast."""

from datetime import timedelta

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.printing.ticket_content import compose
from deskq.queue import queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.screens.kiosk.queries import service_cards
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.screens.shared import UNSERVED
from deskq.queue.service import calls, counters, serve
from deskq.queue.service import issue as issue_service
from deskq.queue.service.transfer import transfer
from deskq.reports.queries import hall
from tests.api.conftest import machine

__all__ = ["machine"]
SERVICE = "renewal_levy"


@pytest.fixture
def issue(office):
    return lambda: issue_service.issue(office, "test", NewTicket(SERVICE, secrets.new(), language="en"))


@pytest.fixture
def waiting(app, at, issue):
    """A visitor who was told a range, because counter 2 was open."""
    counters.open_counter(at(2))
    found = issue()
    app.extensions["deskq_estimate"].step()
    assert ticket_view(db.session(), queries.ticket_by_id(db.session(), found.id)).wait is not None
    return found


@pytest.fixture
def shown(office):
    """{screen: the wait of the service there}."""

    def look(ticket) -> dict[str, object]:
        session = db.session()
        config = config_cache.of(session, office)
        service = config.services[ticket.service_id]
        (group,) = [row.name for row in config.groups if row.id == service.group_id]
        now = hall(session, office, longest_idle=timedelta(hours=1))
        return {
            "phone": ticket_view(session, queries.ticket_by_id(session, ticket.id)).estimate,
            "kiosk": {card.code: card.estimate for card in service_cards(session, office, service.group_id)}[SERVICE],
            "lobby": {row.name: row.wait for row in lobby_board(session, office).waiting}[group],
            "hall": {row.name: row.wait for row in now.waiting}[service.name],
        }

    return look


LEAVINGS = {"closed": counters.close_counter, "break": lambda action: counters.break_counter(action, 10)}


@pytest.mark.parametrize("leave", LEAVINGS)
def test_no_screen_shows_the_old_range_once_it_is_closed_and_the_next_forecast_is_made_at_once(
    app, waiting, at, shown, machine, leave
):
    reader, woken = machine("kiosk"), app.extensions["deskq_estimate"].woken
    woken.clear()

    LEAVINGS[leave](at(2))

    assert woken.is_set()
    if leave == "break":
        assert UNSERVED not in shown(waiting).values()
    else:
        assert shown(waiting) == dict.fromkeys(("phone", "kiosk", "lobby", "hall"), UNSERVED)
        waits = {row["code"]: row["wait"] for row in reader.get("/services").json["services"]}
        assert waits[SERVICE] is None


def test_paper_says_it_too(app, waiting, at, issue):
    before = dict(compose(app, waiting.id).facts)["Wait"]
    counters.close_counter(at(2))

    assert dict(compose(app, waiting.id).facts)["Wait"] != before
    assert dict(compose(app, issue().id).facts)["Wait"] == dict(compose(app, waiting.id).facts)["Wait"]


def test_the_other_waits_stay_until_it_is_there(app, waiting, at, shown):
    counters.open_counter(at(3))
    before = shown(waiting)

    counters.close_counter(at(3))

    assert shown(waiting) == before


def test_who_was_transferred_to_an_open_counter_is_not_told_so(app, waiting, at, shown):
    counters.open_counter(at(3))
    calls.call_next(at(2))
    serve.start(at(2))
    transfer(at(2), counter_number=3)
    counters.close_counter(at(2))
    assert shown(waiting)["phone"] != UNSERVED

    app.extensions["deskq_estimate"].step()

    assert ticket_view(db.session(), queries.ticket_by_id(db.session(), waiting.id)).wait is not None
