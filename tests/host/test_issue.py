"""A host gives tickets: to one visitor, to a group, or helps on the spot."""

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import PriorityClass
from deskq.queue import queries
from deskq.queue.models import Ticket
from deskq.sms import queries as sms_queries
from tests.host.conftest import words

KEY = "A" * 24


@pytest.fixture
def tickets(office):
    """Every ticket as stored now, the first first."""

    def read() -> list[Ticket]:
        db.session.remove()
        return db.session().query(Ticket).filter_by(office_id=office).order_by(Ticket.id).all()

    return read


@pytest.fixture
def give(send):
    """``give(service="info_desk")``: the host's form."""

    def post(status: int = 200, **fields: object) -> str:
        return send("/host/tickets", status, **{"service": "info_desk", "request_key": secrets.new(), **fields})

    return post


def test_a_ticket_is_shown_with_its_code_for_the_phone(host, give, tickets):
    text, _ = (give(language="en", group_size="۳", request_key=KEY) for _ in range(2))

    (ticket,) = tickets()  # sent twice, it is one
    assert (ticket.state, ticket.language, ticket.group_size) == ("waiting", "en", 3)
    assert ticket.code in words(text)
    assert 'class="qr"' in text


def test_a_group_gets_a_ticket_for_each(host, give, tickets):
    text = give(count=4, request_key=KEY)
    give(count=4, request_key=KEY)

    assert len(tickets()) == 4
    assert "4 tickets were given" in words(text)
    assert text.count('class="qr"') == 4


def test_two_hosts_are_asked_whether_it_is_the_same_visitor(host, give, tickets, sign_in, page):
    give()
    (first,) = tickets()
    sign_in("supervisor")

    text = give(409)
    assert f"Ticket {first.code} was given a moment ago for the same service." in words(text)
    assert f"/host/tickets/{first.id}" in text
    assert len(tickets()) == 1

    give(again="1")
    assert len(tickets()) == 2


def test_another_service_or_a_later_visitor_is_not_asked_about(host, give, tickets, sign_in, later):
    give()
    sign_in("supervisor")

    give(service="renewal_levy")
    later(seconds=41)
    give()

    assert len(tickets()) == 3


def test_a_number_that_has_a_ticket_is_told(host, give, tickets):
    give(phone="09121234567")
    (first,) = tickets()
    assert sms_queries.number_of(db.session(), first.id) == "+989121234567"

    text = give(409, phone="۰۹۱۲ ۱۲۳ ۴۵۶۷")

    assert f"This phone number already has ticket {first.code}." in words(text)
    assert len(tickets()) == 1


def test_a_visitor_helped_on_the_spot_is_one_finished_visit(host, give, tickets):
    give(here="1", request_key=KEY)
    text = give(here="1", request_key=KEY)

    (ticket,) = tickets()
    assert (ticket.state, ticket.outcome, ticket.counter_id) == ("done", "done", None)
    assert f"visit {ticket.code} is recorded" in words(text)


def test_staff_give_a_class_that_visitors_cannot_choose(host, office, give, tickets):
    with transaction(office, "test") as tx:
        veteran = tx.session.query(PriorityClass).filter_by(office_id=office, code="veteran").one()
        veteran.chosen = False
        given = veteran.id
        tx.session.flush()
        tx.config_changed()

    give(priority="veteran")

    assert tickets()[0].priority_id == given


@pytest.mark.parametrize(
    "wrong",
    [{"service": "unknown"}, {"priority": "unknown"}, {"count": 21}, {"group_size": 0}, {"phone": "123"},
     {"language": "de"}],
)  # fmt: skip
def test_wrong_input_is_named_and_gives_no_ticket(host, give, tickets, wrong):
    give(422, **wrong)

    assert tickets() == []


def test_clerks_have_no_host_page(sign_in, page):
    sign_in("karimi")

    page("/host", 403)


def test_a_secret_is_in_no_list_and_the_page_of_an_unknown_request_not_found(host, give, page, tickets):
    give()

    assert queries.ticket_by_hash(db.session(), tickets()[0].token_hash) is not None
    assert "/t/" not in page("/host")
    page("/host/issued/unknown-key/1", 404)
