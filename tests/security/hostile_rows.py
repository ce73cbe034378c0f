"""Rows of the hostile office that no service of its busy day makes: what people wrote to each other and about cases."""

import json
from datetime import timedelta

from sqlalchemy.orm import Session

from deskq.application_exchange.models import ApplicationImport, ImportedApplication, PropertyFile
from deskq.application_opening.models import VisitorReferral
from deskq.applications.models import Applicant, Application, ApplicationHeir
from deskq.commissions.models import CommissionCorrection, CommissionItem, CommissionSession
from deskq.core import secrets
from deskq.core.clock import now
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.core.text.names import Name
from deskq.core.transactions import transaction
from deskq.document_scans.models import ScanLink
from deskq.half_year.models import CorrectiveAction, CorrectiveActionStep, Finding, FindingSource
from deskq.half_year.service import versions, withdrawal
from deskq.inbox.models import SavedFilter
from deskq.inspections.models import InspectionResult
from deskq.message_import.models import MessageImport
from deskq.message_import.rules import fields
from deskq.message_settings.models import Category, District, MessageQuestion
from deskq.messages.models import Message, Step
from deskq.messages.question_answers import QuestionAnswer
from deskq.office import queries as office_queries
from deskq.office.models import Counter, CounterService, Opening, Service
from deskq.office.today.models import ServiceClosure
from deskq.published.models import PublicFigures
from deskq.queue.hall.models import CounterLine
from deskq.queue.models import Ticket
from deskq.queue.notes.models import TicketNote
from deskq.rating_followup.service import register_followup
from deskq.rating_followup.views import followup
from deskq.staff import queries as staff_queries
from deskq.staff.courses import service as courses
from deskq.staff.courses.rules import Seat
from deskq.staff.models import Person
from deskq.webhooks.models import Webhook
from tests.security import hostile_texts
from tests.security.hostile_actions import act
from tests.security.hostile_office import Town
from tests.security.hostile_places import write_faults, write_places
from tests.security.hostile_texts import HOSTILE
from tests.security.hostile_troubles import write_troubles, write_troubles_of_names
from tests.security.pages import Hall
from tests.security.written_columns import written_columns

HALF = Half(14051)
TEXTS = ("text_fa", "text_en")  #: of a finding
SAID = ("headline", "withdrawal", "correction")
SCAN = "a secret of a scan"


def write_more(hall: Hall) -> None:
    """None of it hostile yet (``hostile_texts.spoil``)."""
    office = office_queries.first_office(db.session()).id
    people = {person.sign_in_name: person.id for person in staff_queries.people(db.session(), office)}
    act(office, people, hall)
    trainee = courses.prepare([Seat("x", "trainee", "clerk")])
    courses.register(office, "test", "x", None, trainee)
    with transaction(office, "test") as tx:
        _add(tx.session, office, people, hall.ids)
        _add_to_applications(tx.session, office, people)
        write_places(tx.session, office, hall.ids)
        write_faults(tx.session, office, people["supervisor"])
        write_troubles(tx.session, office)


def _add(session: Session, office: int, people: dict[str, int], tickets: dict[str, int]) -> None:
    by = f"person:{people['supervisor']}"
    for message in session.query(Message).filter(Message.kind != "report"):
        session.add(QuestionAnswer(message_id=message.id, code="x", question="x", answer="x"))
    first = session.query(MessageQuestion).first()
    then = {"code": "y", "kind": "text", "name_fa": "x", "name_en": "x", "when_id": first.id, "when_answer": "x"}
    session.add(MessageQuestion(office_id=office, category_id=first.category_id, **then))
    for step, kind in session.query(Step, Message.kind).join(Message):
        step.note, step.sealed = ("", "x") if kind == "report" else ("x", None)
    for counter in session.query(Counter).filter_by(office_id=office):
        session.add(CounterLine(office_id=office, sequence=1, counter_id=counter.id, text="x", sent_at=now()))
    for ticket in tickets.values():
        session.add(TicketNote(office_id=office, ticket_id=ticket, text="x", by=by, made_at=now()))
    narrowed = {"category_id": 1, "district_id": session.query(District).first().id}
    for person in (people["operator"], people["supervisor"]):
        session.add(SavedFilter(office_id=office, person_id=person, name="x", tab="all", **narrowed))
    until = {"made_at": now(), "expires_at": now() + timedelta(minutes=10)}
    asked = {"office_id": office, "person_id": people["karimi"], "draft": "key-of-a-draft", "document": "deed"}
    session.add(ScanLink(**asked, name_fa="x", name_en="x", secret_hash=secrets.hashed(SCAN), **until))
    unserved = session.query(Service).order_by(Service.id.desc()).first()
    session.query(CounterService).filter_by(service_id=unserved.id).delete()
    hours = {"service_id": unserved.id, "weekday": 0, "opens": 8 * 60, "closes": 12 * 60}
    session.add(Opening(office_id=office, valid_from=now().date(), valid_until=now().date() + timedelta(90), **hours))
    first, second = (session.get_one(Ticket, tickets[state]) for state in ("serving", "waiting"))
    first.priority_id = second.priority_id
    closed, until = session.get_one(Ticket, tickets["of a closed service"]).service_id, now() + timedelta(hours=6)
    session.add(ServiceClosure(service_id=closed, office_id=office, until=until, reason_fa="x", reason_en="x"))
    session.add(Webhook(office_id=office, url="x", secret="x", by=by, made_at=now()))


def _add_to_applications(session: Session, office: int, people: dict[str, int]) -> None:
    referral = {"office_id": office, "day": 14050917, "at": now(), "person_id": people["karimi"], "reason": "x"}
    for number, application in enumerate(session.query(Application)):
        session.get_one(Applicant, application.id).kind = ("heirs", "proxy", "owner")[number % 3]
        session.add(ApplicationHeir(application_id=application.id, position=0, name="x", deed="x", share="1/2"))
        session.add(ImportedApplication(application_id=application.id, office_id=office, key=f"{application.id}"))
        goes = {"unit_id": 1, "agreed_with": "x"} if number % 2 else {"body": "x"}
        goes |= {"request_key": f"way {application.id}", "application_id": application.id}
        session.add(VisitorReferral(**referral, **goes))
    session.add(PropertyFile(office_id=office, number="x", parcel_code="x"))
    for held in session.query(CommissionSession):
        held.moved_from, held.moved_why = held.starts_at - timedelta(1), "x"
        starts = held.starts_at + timedelta(microseconds=1)
        off = {"starts_at": starts, "cancelled_at": now(), "cancelled_why": "x", "place": "x", "by": "test"}
        session.add(CommissionSession(office_id=office, unit_id=held.unit_id, commission=held.commission, **off))
    for decided in session.query(CommissionItem).order_by(CommissionItem.id.desc()).limit(1):
        decided.verdict, decided.verdict_at = "demolition", now()
        was = {"verdict": "fine", "amount": 1, "reason": "x", "members": "x", "why": "x"}
        session.add(CommissionCorrection(item_id=decided.id, at=now(), **was))
    for state in ("columns", "checked", "done"):
        layout = {"state": state, "layout": "", "made_at": now()}
        session.add(ApplicationImport(office_id=office, kind="files", name="x", token=state, by="test", **layout))
    content = json.dumps({"headers": [field.code for field in fields.FIELDS], "rows": [], "refused": []})
    for state in ("checked", "done"):
        made = {"content": content, "made_at": now(), "made": 1}
        session.add(MessageImport(office_id=office, name="x", state=state, by="test", **made))


def publish(hall: Hall) -> None:
    """A report of a half-year, published, corrected and withdrawn, that of the one before, and figures. What they
    publish is a copy of texts that are hostile before. And the complaint of a rated visitor."""
    session, of = db.session(), hostile_texts.of
    mayor = session.query(Person).filter_by(role="executive").first()
    office, by = mayor.office_id, f"person:{mayor.id}"
    write_troubles_of_names(session)
    session.query(Message).order_by(Message.id).first().day = 14050101  # the office was there in that half-year
    category = session.query(Category).first().id
    for half, outcome in ((14042, "late"), (14051, None), (14052, None)):
        done = {"outcome": outcome, "reviewed_at": now(), "new_due_day": 14051001} if outcome else {}
        texts = {name: of(f"corrective_action.{name}") for name in written_columns(CorrectiveAction)}
        action = CorrectiveAction(
            office_id=office, half=half, unit_id=1, category_id=category, due_day=14050601, **done, **texts
        )
        session.add(action)
        session.flush()
        words = of("corrective_action_step.words", action.id)
        session.add(CorrectiveActionStep(action_id=action.id, at=now(), person_id=mayor.id, words=words))
    item = session.query(Message).filter(Message.kind != "report").order_by(Message.id).first()
    for half in (14051, 14052):
        finding = Finding(office_id=office, half=half, **{name: of(f"half_year_finding.{name}") for name in TEXTS})
        session.add(finding)
        session.flush()
        session.add(FindingSource(finding_id=finding.id, kind="message", item_id=item.id))
    session.commit()
    said = {name: (of(f"half_year_version.{name}_fa"), of(f"half_year_version.{name}_en")) for name in SAID}
    versions.freeze(office, by, mayor.id, HALF)
    versions.write_headline(office, by, HALF, *said["headline"])
    versions.publish(office, by, mayor.id, HALF)
    versions.correct(office, by, mayor.id, HALF, *said["correction"])
    versions.publish(office, by, mayor.id, HALF)
    withdrawal.withdraw(office, by, HALF, Name(*said["withdrawal"]))
    versions.freeze(office, by, mayor.id, HALF.before)
    versions.write_headline(office, by, HALF.before, *said["headline"])
    versions.publish(office, by, mayor.id, HALF.before)
    publish_figures()
    register_followup(office, hall.ids["done"], "complaint")


def publish_figures() -> None:
    """Of answers by subject and district, and of durations; they keep the names that things had."""
    names, office = [HOSTILE, HOSTILE], office_queries.first_office(db.session()).id
    rows = [["art77", *names, 8, 1, 9], ["dig_permit", *names, 8, 1, 9]]
    of_answers = {"total": [16, 2, 18], "subjects": rows, "districts": rows}
    of_services = [[*row, 10] for row in rows]
    for kind, period, content in (("answers", 14052, of_answers), ("applications", 140508, of_services)):
        kept = {"made_at": now(), "content": json.dumps(content)}
        db.session().add(PublicFigures(office_id=office, kind=kind, period=period, **kept))
    db.session().commit()


def addresses(name: str, town: Town) -> list[str]:
    """Pages that show these rows, some that a sample of all pages might lack, and some asked for with markup."""
    session = db.session()
    reports = [f"/inbox/{row.id}" for row in session.query(Message).filter_by(kind="report")]
    inspected = [f"/inspections/applications/{row.application_id}" for row in session.query(InspectionResult)]
    visits = [f"/manage/reports?by={by}" for by in ("service", "counter", "clerk", "priority")]
    words = [f"/manage/reports/messages?by={by}" for by in ("category", "unit", "district")]
    stages = [f"/manage/reports/applications?by={by}" for by in ("unit", "stage")]
    heard = [f"/intake?channel=meeting&after={row.id}" for row in session.query(Message).filter_by(channel="meeting")]
    narrowed = f"/inbox/filters?tab=all&category=1&district={town.ids['district'][0]}"
    wrong = [f"/manage/reports{of}={HOSTILE}" for of in ("?by", "?service", "/messages?by", "/applications?by")]
    halves = ["/manage/half-year", f"/manage/half-year/{HALF}", f"/manage/half-year/{HALF}/actions/new"]
    halves.append(f"/manage/half-year/{HALF.after}/findings/new")
    found = {
        "nobody": [f"/scan/{SCAN}", "/published/reports", f"/published/{HALF}", f"/sign-in?next=/{HOSTILE}"],
        "kiosk": [f"/kiosk/door/{followup.signed_secret(town.hall.ids['done'])}/complaint"],
        "clerk": [
            f"/applications?parcel={HOSTILE}",
            *(f"/applications/referrals/{one}" for one in town.ids["visitor_referral"][:4]),
        ],
        "operator": [
            narrowed,
            f"/inbox/several?tab=all&{HOSTILE}",
            *heard,
            *(f"/inbox/filters/{one}" for one in town.ids["inbox_filter"]),
        ],
        "supervisor": [*inspected, *halves],
        "inspectorate": [*reports, *inspected, "/manage/ratings?period=month&of=140508"],
        "executive": [*halves, *visits, *words, *stages, *wrong],
    }
    return [f"{address}{'&' if '?' in address else '?'}lang=en" for address in found.get(name, [])]
