"""An office that lets visitors join from outside."""

from collections.abc import Callable

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.joining import joined
from deskq.queue import queries
from deskq.queue.models import Ticket
from tests.queue.conftest import called, counter, desk, edit, issue, now_of, served, service_id, told, version
from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "called", "client", "counter", "desk", "edit", "issue", "limited", "look", "now_of", "served",
           "service_id", "told", "version"]  # fmt: skip


@pytest.fixture(autouse=True)
def opened(set_office) -> None:
    set_office(join_share=90, location="36.0711, 49.6959")


@pytest.fixture
def join(office: int, app) -> Callable[..., Ticket]:
    """``join("0912 000 0001")``: somebody takes a ticket from outside."""

    def take(phone: str = "+989120000001", code: str = "renewal_levy", travel: int = 20, key: str = "") -> Ticket:
        with app.test_request_context():
            secret = joined.join(office, code, phone, travel, key or secrets.new(), "fa")
        found = queries.ticket_by_hash(db.session(), secrets.hashed(secret))
        assert found is not None
        db.session().expunge(found)
        found.secret = secret
        return found

    return take


@pytest.fixture
def arrive(office: int) -> Callable[..., Ticket]:
    return lambda ticket, way="code": joined.arrive(office, "visitor", ticket.id, way)
