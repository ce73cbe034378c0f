"""An office in use in which every text that a person may write is markup, and the addresses of all its pages."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from deskq.access.devices.service import pair_demo_device
from deskq.alerts.service import duty
from deskq.announcements import service as announcements
from deskq.applications.models import Application
from deskq.appointments.holders import Holder
from deskq.appointments.models import Appointment, WithdrawnDay
from deskq.appointments.service import schedule
from deskq.appointments.service.book import NewAppointment, book
from deskq.background_work import service as background
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.demo.applications import create_applications
from deskq.demo.commissions import create_sessions
from deskq.demo.inspections import create_inspections
from deskq.demo.messages import create_messages
from deskq.feedback_calls.service import begin_call
from deskq.message_settings.models import District, MessageQuestion, ReadyAnswer
from deskq.messages.models import Feedback, Message, Photo, Sender
from deskq.messages.service.disclosure import reveal
from deskq.messages.service.edit import StaffAction
from deskq.office import queries as office_queries
from deskq.office.models import Counter, Service, SpecialDay
from deskq.office.today.models import ServiceClosure
from deskq.paper_boxes import service as boxes
from deskq.paper_boxes.models import Box
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.issue import issue
from deskq.ratings.models import Rating, RatingAppeal
from deskq.saved_reports.service import recipients, saved
from deskq.staff import leave_service
from deskq.staff import queries as staff_queries
from deskq.staff.courses import service as courses
from deskq.staff.training import service as training
from deskq.staff.training.service import NewTraining
from tests.conftest import MORNING
from tests.security.hostile_texts import HOSTILE, ids_of_rows
from tests.security.pages import Hall, busy

#: Two weeks of messages lie between the beginning of the office and this Tuesday.
NOW = MORNING + timedelta(days=14)
DAY = 14050917
APPOINTMENT, WITHDRAWN = "a secret of an appointment", "a secret of a withdrawn one"
PICTURE = "0" * 40 + ".webp"


@dataclass
class Town:
    """Ids of rows of the office by table, and the secrets of its visitors."""

    hall: Hall
    ids: dict[str, list[int]]
    codes: list[str]  #: of messages
    applications: list[str]  #: codes of applications
    tickets: list[str]  #: codes of tickets
    services: list[str]


def create(presses: dict[int, CounterAction] | None = None, *, applications: bool = False) -> Town:
    """In the demo office: tickets, ratings, appeals, appointments, messages, calls, openings, announcements and days,
    none of it hostile yet (``hostile_texts.spoil``). ``presses``: who works at counters 1 to 5, if not the clerks."""
    office = office_queries.first_office(db.session()).id
    if applications:
        create_applications(office, MORNING)
    create_messages(office, NOW - timedelta(days=1))
    clock.fix(NOW)
    hall = busy(office, presses or _presses(office))
    pair_demo_device(office, "lobby", "a secret of a device", None)
    for priority in ("", "elderly"):  # for the clerk of counter 1
        issue(office, "device:1", NewTicket("info_desk", f"a waiting visitor {priority}", priority))
    issue(office, "device:1", NewTicket("renewal_levy", "behind the one who may let others go first"))
    people = {person.sign_in_name: person.id for person in staff_queries.people(db.session(), office)}
    _appointment(office)
    _boxes(office, people)
    _announcement(office)
    _on_duty(office)
    _leave(office, people)
    _training(office, people)
    courses.register(office, "test", "x", None, [])
    _saved_reports(office, people)
    if applications:
        create_inspections(office)
        create_sessions(office)
    with transaction(office, "test") as tx:
        _rows(tx.session, office, people, hall)
        tx.config_changed()
    _staff_looks(office, people)
    return _found(office, hall)


def _presses(office: int) -> dict[int, CounterAction]:
    clerks = [person.id for person in staff_queries.people(db.session(), office) if person.role == "clerk"]
    counters = {row.number: row.id for row in office_queries.counters(db.session(), office)}
    return {
        number: CounterAction(office, f"person:{clerk}", counters[number], clerk)
        for number, clerk in enumerate(clerks[:5], 1)
    }


def _appointment(office: int) -> None:
    today = NOW.date()
    service = db.session().query(Service).filter_by(code="building_permit").one()
    when = {"first_day": today, "last_day": today + timedelta(20), "weekdays": "01234"}
    hours = {"opens": 8 * 60, "closes": 13 * 60, "slot_minutes": 20, "capacity": 1}
    schedule.save_terms(office, "test", {"open": True, "national_id": "optional"})
    schedule.open_times(office, "test", {"service_id": service.id, **when, **hours})
    for days, phone, secret, key in ((1, "+989121234567", APPOINTMENT, "booked"),
                                     (5, "+989121234568", WITHDRAWN, "withdrawn")):  # fmt: skip
        wanted = NewAppointment(service.code, NOW + timedelta(days), Holder(phone), secret, "fa", key)
        book(office, wanted)


def _boxes(office: int, people: dict[str, int]) -> None:
    box, operator = db.session().query(Box).first().id, people["operator"]
    for key in ("open", "closed"):
        content = boxes.OpeningInput(box, 2, [people["civil"]], "کسی دیگر", "یادداشت")
        opening = boxes.open_box(office, "test", operator, content, key)
        boxes.add_empty_slip(office, "test", operator, opening.id, "empty")
    boxes.close_opening(office, "test", operator, opening.id, "یکی کم بود")


def _announcement(office: int) -> None:
    shown = {"starts_at": NOW - timedelta(1), "ends_at": NOW + timedelta(1), "seconds": 10, "active": True}
    for file in ({}, {"kind": "picture", "file": PICTURE}):
        announcements.save(office, "test", None, {"text_fa": "متن", "text_en": "text", **shown, **file})


def _on_duty(office: int) -> None:
    ways = {"on_duty": True, "of_messages": True, "of_hall": True}
    duty.add(office, "test", {"name": "رضا", "phone": "+989121110009", **ways})


def _leave(office: int, people: dict[str, int]) -> None:
    today = NOW.date()
    for name, substitute in (("civil", "operator"), ("operator", "civil")):
        after = timedelta(40 if name == "operator" else 0)
        days = leave_service.Days(today + after, today + after + timedelta(3), people[substitute])
        leave_service.give_leave(office, "test", people[name], days)


def _training(office: int, people: dict[str, int]) -> None:
    training.enter(office, "test", NewTraining([people["karimi"], people["admin"]], "x", NOW.date(), "x"))


def _saved_reports(office: int, people: dict[str, int]) -> None:
    """The last one is deleted, and can be restored."""
    wanted = {"subject": "visits", "by": "", "period": "week", "running": False, "first": None, "last": None}
    for name in ("x", "y"):
        row = saved.save(office, "test", saved.Wanted(name=name, services="", sends="week", **wanted))
        recipients.add(office, "test", row.id, people["supervisor"], "mail", "x@example.ir")
    saved.remove(office, "test", row.id)
    background.begin(office, f"person:{people['admin']}", "x", "x", "x", "fa", lambda tx: None)


def _rows(session: Session, office: int, people: dict[str, int], hall: Hall) -> None:
    rated = session.query(Rating).first()
    clerk = people["moradi"]
    appeal = {"office_id": office, "day": DAY, "why": "x", "made_at": NOW}
    upheld = {"ground": "other_visit", "reason": "x", "decided_by": people["inspectorate"], "decided_at": NOW}
    session.add(RatingAppeal(ticket_id=rated.ticket_id, person_id=clerk, state="open", **appeal))
    session.add(RatingAppeal(ticket_id=hall.ids["to be rated"], person_id=clerk, state="upheld", **appeal, **upheld))
    session.add(SpecialDay(office_id=office, day=NOW.date() + timedelta(2), reason_fa="x", reason_en="x"))
    until, closed = NOW + timedelta(hours=6), session.query(Service).filter_by(code="art77").one()
    session.add(ServiceClosure(service_id=closed.id, office_id=office, until=until, reason_fa="x", reason_en="x"))
    session.add(WithdrawnDay(office_id=office, day=NOW.date() + timedelta(5), reason_fa="x", reason_en="x"))
    session.add(ReadyAnswer(office_id=office, code="x", name_fa="x", name_en="x", text_fa="x", text_en="x"))
    asked = {"category_id": 1, "kind": "choice", "options_fa": "x\ny", "options_en": "x\ny"}
    session.add(MessageQuestion(office_id=office, code="x", name_fa="x", name_en="x", **asked))
    part = District(office_id=office, code="west", name_fa="x", name_en="x")
    session.add(part)
    session.flush()
    counter = session.query(Counter).filter_by(office_id=office, number=1).one()
    session.get(Ticket, hall.ids["held"]).counter_id, session.get(Ticket, hall.ids["held"]).clerk_id = counter.id, clerk
    taken = session.query(Appointment).filter_by(request_key="withdrawn").one()
    taken.state = "withdrawn"
    original = session.query(Message).filter(Message.kind != "report").first()
    for message in session.query(Message):
        session.add(Photo(message_id=message.id, kind="report", file=PICTURE, at=NOW))
        message.taken_by_id, message.ticket_id = people["operator"], hall.ids["done"]
        if message.kind == "report":
            message.about_unit_id = original.unit_id
        else:
            message.district_id, message.permit = part.id, "1402/1"
            message.person_id = message.person_id or people["civil"]
            message.duplicate_of_id = original.id if message.id % 4 == 0 and message is not original else None
            session.get(Sender, message.id).address = "x"


def _staff_looks(office: int, people: dict[str, int]) -> None:
    operator, by = people["operator"], f"person:{people['operator']}"
    call = db.session().query(Feedback).filter(Feedback.outcome.is_(None)).first()
    begin_call(office, by, operator, call.id)
    reveal(StaffAction(office, by, operator, call.message_id, None), HOSTILE)


def _found(office: int, hall: Hall) -> Town:
    session = db.session()
    codes = [message.code for message in session.query(Message)]
    applications = [row.code for row in session.query(Application)]
    services = [row.code for row in session.query(Service)]
    tickets = [row.code for row in session.query(Ticket)]
    return Town(hall, ids_of_rows(), codes, applications, tickets, services)
