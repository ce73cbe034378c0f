"""Fixtures of a citizen with data in every place, and another whose data must not change."""

from datetime import timedelta

import pytest

from deskq.application_exchange import work
from deskq.application_exchange.service import imports
from deskq.application_exchange.staging import Files
from deskq.application_opening.models import VisitorReferral
from deskq.application_opening.service.create import open_application
from deskq.application_opening.service.new_application import NewApplication
from deskq.applications.models import national_index
from deskq.applications.models import phone_index as applicant_phone
from deskq.applications.service.edit import Action
from deskq.appointments.holders import hashed_id
from deskq.appointments.models import Appointment
from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.data_requests import service as data_requests
from deskq.inspections.service import places
from deskq.joining.confirmation.models import JoinRequest
from deskq.joining.models import RemoteTicket
from deskq.message_import import service as message_import
from deskq.messages.models import phone_index
from deskq.messages.service import create
from deskq.messages.service.message_input import MessageInput
from deskq.office.models import Service
from deskq.portal import service
from deskq.queue.new_ticket import NewTicket
from deskq.queue.notes.models import TicketNote
from deskq.queue.service.issue import issue
from deskq.sms import service as sms_service
from deskq.sms.models import Sms
from deskq.sms_inbound.models import InboundSms
from deskq.units.models import Unit
from tests.conftest import KEY
from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]
PHONE, ID, NAME = "09121234567", "0499370899", "سارا احمدی"
OTHER = "09351112233"
NOTE = "با عصا آمد"
DEFENCE = "پروانه داشته‌ام"
COUNTS = {"messages": 1, "commissions": 1, "inspections": 1, "applications": 1, "referrals": 1, "texted": 1,
          "appointments": 1, "joined": 2, "texts": 1, "visit_notes": 1, "numbers": 1,
          "imported_tables": 1, "imported_messages": 1}  # fmt: skip


@pytest.fixture
def file(office):
    """``file("complaint", phone=...)``: a message with a sender, ended unless ``open``."""

    def register(kind: str = "complaint", phone: str = PHONE, still_open: bool = False, **more: object):
        given = {"kind": kind, "channel": "web", "body": "رفتار بد در باجه", "name": NAME, "home": "کوچهٔ گلها", **more}
        made = create.register(
            office, "citizen", MessageInput(phone=phone, **given), secrets.hashed(f"{clock.now()}{kind}{phone}{more}")
        )
        if not still_open:
            service.withdraw(office, made.id)
        return made

    return register


@pytest.fixture
def arrive(office):
    """``arrive(PHONE)``: a ticket taken from outside with its number, a wish for another, a note about the visit, an
    SMS each way, and an appointment of the same number."""

    def come(phone: str = PHONE, national_id: str = ID):
        number, key = sms_service.read_number(phone), secrets.hashed(phone)
        ticket = issue(office, "test", NewTicket("info_desk", f"secret {key}"))
        sms_service.store_number(office, "test", ticket.id, number)
        now, session = clock.now(), db.session()
        session.add(Sms(office_id=office, ticket_id=ticket.id, event="near", call=0, made_at=now, next_at=now))
        session.add(RemoteTicket(ticket_id=ticket.id, office_id=office, joined_at=now, travel_minutes=25))
        asked = {"token_hash": f"join {key}", "request_key": key, "travel_minutes": 25, "language": "fa"}
        session.add(JoinRequest(office_id=office, service_id=ticket.service_id, phone=number, asked_at=now, **asked))
        session.add(TicketNote(office_id=office, ticket_id=ticket.id, text=NOTE, by="person:1", made_at=now))
        times = {"day": 14050903, "starts_at": now, "ends_at": now, "booked_at": now}
        names = {"code": phone[-6:], "token_hash": key, "request_key": key, "language": "fa", "state": "arrived"}
        session.add(InboundSms(office_id=office, key=key, at=now, meaning="says", phone=number,
                                 phone_index=phone_index(number)))  # fmt: skip
        session.add(
            Appointment(
                office_id=office, service_id=session.query(Service.id).limit(1).scalar(), phone=number,
                seat=int(phone[-3:]), id_hash=hashed_id(national_id, KEY), **times, **names,
            )
        )  # fmt: skip
        known = {"phone_index": applicant_phone(number), "national_index": national_index(national_id)}
        sent = {"request_key": key, "day": 14050903, "at": now, "person_id": 1, "body": "ثبت", "reason": "اصل سند"}
        session.add(VisitorReferral(office_id=office, **sent, **known))
        session.commit()
        return ticket

    return come


@pytest.fixture
def apply(office):
    """``apply(PHONE)``: an application that has ended, with its place, and heard by a commission."""

    def open_(phone: str = PHONE, national_id: str = ""):
        typed = NewApplication("info_desk", name=NAME, phone=phone, national_id=national_id)
        made = open_application(office, "test", None, typed, secrets.hashed(phone))
        places.set_place(Action(office, "test", None, made.id), "کوچهٔ گلها", None, None)
        _hear(office, made.id)
        return made

    return open_


def _hear(office: int, application_id: int) -> None:
    """A point of an agenda with a defence and a verdict."""
    session = db.session()
    unit = session.query(Unit.id).limit(1).scalar()
    planned = {"office_id": office, "unit_id": unit, "commission": "art5", "place": "سالن", "by": "test"}
    meeting = CommissionSession(starts_at=clock.now() + timedelta(minutes=application_id), **planned)
    session.add(meeting)
    session.flush()
    heard = {"stage": "art5", "position": 0, "defence": DEFENCE, "verdict": "approved", "reason": "چون"}
    session.add(CommissionItem(session_id=meeting.id, application_id=application_id, **heard))
    session.commit()


@pytest.fixture
def tables(office):
    """``tables(PHONE, ID)``: two uploaded tables that name this person, one of applications and one of messages. Their
    zeros are lost, as in a spreadsheet."""

    def upload(phone: str, national_id: str) -> None:
        token = secrets.new()
        Files(token).make()
        Files(token).source.write_text(f"key,name,phone,national_id\nA-{phone},{NAME},{phone[1:]},{int(national_id)}\n")
        made = imports.begin(office, "test", "applications", f"{phone[-4:]}.csv", token)
        work.go_on(office, made, lambda done, total: None)
        said = f"شماره من {phone} و کد ملی {national_id}"
        message_import.check(office, "test", 1, "پیام‌ها.csv", ["تاریخ", "متن"], [(2, ["1397/10/25", said])])

    return upload


@pytest.fixture
def one(file, arrive, apply, tables):
    """Something of everything, of PHONE and ID; and of OTHER."""
    arrive()
    arrive(OTHER, "0013542419")
    apply(PHONE, ID)
    apply(OTHER)
    tables(PHONE, ID)
    tables(OTHER, "0013542419")
    file(phone=OTHER)
    return file(national_id=ID)


@pytest.fixture
def held(office):
    """``held(PHONE)``: {kind: how much} of a number now."""

    def count(phone: str = PHONE, national_id: str = "", reports: bool = False) -> dict[str, int]:
        db.session.remove()
        return dict(
            data_requests.count_records(office, data_requests.subject_from_input(phone, national_id, KEY, reports))[0]
        )

    return count
