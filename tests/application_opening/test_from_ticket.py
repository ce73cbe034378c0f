"""Opening an application from a ticket takes what the ticket knows; the counter reads one line about open files."""

import pytest

from deskq.applications.models import Applicant, Application, ApplicationStage
from deskq.applications.queries import application as queries
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.sms import service as sms
from deskq.staff.models import Person
from tests.applications.conftest import opened, person_id

__all__ = ["opened"]

NUMBER = "+989121234567"


@pytest.fixture
def ticket(office):
    """A ticket for building permits, whose visitor left a number."""
    made = issue(office, "test", NewTicket("building_permit", secrets.new()))
    sms.store_number(office, "test", made.id, NUMBER)
    return made


def typed(ticket, **more: object) -> dict[str, object]:
    given = {"request_key": secrets.new(), "sheet": "building_permit", "name": "کاظم یوسفی", "ticket": ticket.id}
    return {**given, "ticket_phone": "1", "all_received": "1", **more}


def newest() -> Application:
    return db.session().query(Application).order_by(Application.id.desc()).first()


def test_the_sheet_of_the_ticket_is_chosen_and_another_one_can_be(sign_in, ticket):
    clerk = sign_in("karimi")

    page = clerk.get(f"/applications/new?lang=en&ticket={ticket.id}").text
    other = clerk.get(f"/applications/new?lang=en&ticket={ticket.id}&choose=1").text

    assert 'name="sheet" value="building_permit"' in page
    assert "choose=1" in page
    assert "Choose the service." in other


def test_a_ticket_of_a_service_without_a_sheet_leads_to_the_choice(sign_in, office):
    made = issue(office, "test", NewTicket("renewal_levy", secrets.new()))

    page = sign_in("karimi").get(f"/applications/new?lang=en&ticket={made.id}").text

    assert ("Choose the service." in page) != ('name="sheet" value="renewal_levy"' in page)


def test_the_number_of_the_ticket_goes_unread_into_the_application_whose_documents_one_tick_marks(sign_in, ticket):
    clerk = sign_in("karimi")
    page = clerk.get(f"/applications/new?lang=en&ticket={ticket.id}").text

    answer = clerk.post("/applications/new", data=typed(ticket))

    assert "it ends in 67" in page
    assert "9121234567" not in page
    assert answer.status_code == 303
    assert db.session().get(Applicant, newest().id).phone == NUMBER
    rows = queries.documents(db.session(), newest().id)
    assert len(rows) > 2
    assert all(one.received_at is not None for one in rows)
    assert newest().state == "open"


def test_a_typed_number_is_taken_instead_and_none_without_the_tick(sign_in, ticket):
    clerk = sign_in("karimi")

    clerk.post("/applications/new", data=typed(ticket, phone="09351112233"))
    refused = clerk.post("/applications/new?lang=en", data=typed(ticket, ticket_phone=""))

    assert db.session().get(Applicant, newest().id).phone == "+989351112233"
    assert refused.status_code == 422
    assert "Please enter a phone number or a national ID" in refused.text


def test_the_counter_reads_missing_papers_open_files_bills_and_the_promise_in_one_line(sign_in, opened, ticket, look):
    clerk, address = sign_in("karimi"), f"/applications/new/visitor?lang=en&ticket={ticket.id}"
    nothing = clerk.get(address)
    assert (nothing.status_code, nothing.text.strip()) == (200, "")
    opened("dig_permit", received=frozenset(), parcel_code="1-65-22")
    other = opened("building_permit", phone="09350000000", parcel_code="1-65-22")
    session = look()
    stage = session.query(ApplicationStage).filter_by(application_id=other.id, state="here").first()
    stage.state, stage.bill_number = "payment", "440010"
    session.commit()

    line = clerk.get(address).text

    for words in ("2 open applications", "missing: ", "1 bill not paid", "promised for "):
        assert words in line


def test_who_may_not_see_the_applications_reads_nothing(sign_in, opened, ticket, look):
    opened("dig_permit", received=frozenset())
    session = look()
    session.query(Application).one().taken_by_id = person_id("rahmani")
    session.get(Person, person_id("karimi")).unit_id = None
    session.commit()

    assert sign_in("karimi").get(f"/applications/new/visitor?lang=en&ticket={ticket.id}").text.strip() == ""
