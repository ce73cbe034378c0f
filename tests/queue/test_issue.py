"""Issue a ticket: numbers, codes, idempotency."""

import pytest
from sqlalchemy.exc import IntegrityError

from deskq.core import secrets
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Service
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, serve
from deskq.queue.service import issue as issue_service
from deskq.queue.service.issue import KeyReused, ServiceGone
from tests.queue import invariants


def test_a_new_ticket_waits_from_the_moment_it_was_taken(issue, later):
    moment = later(seconds=1)

    ticket = issue()

    assert (ticket.state, ticket.arrived_at, ticket.since) == ("waiting", moment, moment)
    assert (ticket.day, ticket.code) == (14050903, "201")


def test_a_code_is_never_cut(issue):
    codes = [issue().code for _ in range(101)]

    assert codes[-3:] == ["299", "2100", "2101"]


def test_a_failing_transaction_takes_no_number(issue, office):
    def take_and_fail() -> None:
        with transaction(office, "test"):
            issue()
            raise RuntimeError

    issue()
    with pytest.raises(RuntimeError):
        take_and_fail()

    after = issue()

    assert after.number == 2


def test_a_resent_request_gives_the_same_ticket_even_after_it_was_served(issue, office, version, desk, at):
    first = issue(key="tap-00000001")
    before = version()

    second = issue(key="tap-00000001")

    assert second.id == first.id
    assert version() == before
    assert len(invariants.tickets(db.session(), office)) == 1
    calls.call_next(desk(2))
    serve.start(at(2))
    serve.finish(at(2))
    assert issue(key="tap-00000001").id == first.id


@pytest.mark.parametrize("other", [("art77", ""), ("renewal_levy", "elderly")])
def test_a_request_key_does_for_one_request_only(issue, unchanged, other):
    issue(key="tap-00000001")

    with unchanged(), pytest.raises(KeyReused):
        issue(*other, key="tap-00000001")


@pytest.mark.parametrize(
    ("code", "priority", "wrong"),
    [("tea", "", {"service"}), ("renewal_levy", "friend", {"priority"}), ("tea", "friend", {"service", "priority"})],
)
def test_what_the_office_does_not_have_is_named_field_by_field(issue, unchanged, code, priority, wrong):
    with unchanged(), pytest.raises(InvalidInput) as refusal:
        issue(code, priority)

    assert set(refusal.value.fields) == wrong


def test_a_service_that_is_no_longer_offered_cannot_be_chosen(issue, edit, unchanged):
    with edit() as session:
        session.query(Service).filter(Service.code == "art77").one().offered = False

    with unchanged(), pytest.raises(ServiceGone) as refusal:
        issue("art77")

    assert refusal.value.values["service"].en == "Objection to a levy"


def test_only_a_hash_of_the_visitors_secret_is_kept(office):
    token = secrets.new()

    ticket = issue_service.issue(office, "test", NewTicket("renewal_levy", token))

    row = db.session().execute(db.text("SELECT * FROM ticket WHERE id = :id"), {"id": ticket.id}).one()
    assert token not in [str(value) for value in row]
    assert secrets.hashed(token) == row.token_hash


def test_services_of_one_series_share_their_numbers_and_the_ticket_says_how_many_stand_before_it(issue):
    taken = [issue(code) for code in ("renewal_levy", "art77", "renewal_levy", "building_permit")]

    assert [ticket.code for ticket in taken] == ["201", "202", "203", "101"]
    assert [ticket.ahead_at_issue for ticket in taken] == [0, 1, 2, 0]
    assert taken[-1].number == 1


def test_a_code_can_stand_only_once_on_a_day(issue, office):
    ticket = issue()
    copy = {"token_hash": "0" * 64, "arrived_at": ticket.arrived_at, "since": ticket.since}
    same = ("office_id", "day", "series", "number", "code", "service_id", "priority_id", "state", "language")

    db.session().add(Ticket(**copy, **{name: getattr(ticket, name) for name in same}))

    with pytest.raises(IntegrityError, match="UNIQUE"):
        db.session().commit()
    db.session().rollback()
