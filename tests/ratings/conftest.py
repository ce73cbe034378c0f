"""Finished visits, and who may rate them."""

import pytest

from deskq import tokens
from deskq.extensions import db
from deskq.office import service as office_service
from deskq.office.devices import Device
from deskq.queue import service
from deskq.ratings.models import Rating
from tests.fresh import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]


@pytest.fixture
def visit(office, at):
    """``visit(2)`` is a visit that has just ended at counter 2: (ticket, its secret)."""

    def serve(number: int = 2, code: str = "renewal_levy") -> tuple[object, str]:
        from deskq.office import queries

        if queries.counter_by_number(db.session(), office, number).status != "open":
            service.open_counter(at(number))
        token = tokens.new()
        issued = service.issue(office, "test", code, token)
        service.call_next(at(number), issued.id)
        service.start(at(number))
        return service.finish(at(number)), token

    return serve


@pytest.fixture
def tablet(browser, office):
    """``tablet(2)`` is the browser of the tablet at counter 2, newly paired."""

    def pair(number: int = 2):
        made = browser()
        made.get(f"/counters/{number}/rating")
        db.session.remove()
        code = db.session().query(Device.code).order_by(Device.id.desc()).limit(1).scalar()
        office_service.accept_device(office, code, "tablet", number, "test")
        return made

    return pair


@pytest.fixture
def rated(look):
    """``rated(ticket)`` is its rating as it is kept now, or None."""
    return lambda ticket: look().get(Rating, ticket.id)
