"""What stands open in the hostile office: alerts, printers without paper, a service without tickets, applicants who
wait for a call or whose papers cannot be used; and the room that most of its counters share."""

from sqlalchemy.orm import Session

from deskq.access.devices.models import Device
from deskq.alerts.models import Alert
from deskq.alerts.rules import IDLE, REFERRED, SILENT, WAIT
from deskq.applications.models import Application, ApplicationDocument, ApplicationFile, ApplicationStep
from deskq.applications.rules.progress import LIVE
from deskq.core.clock import now
from deskq.messages.models import Message
from deskq.office.models import Counter, Service
from deskq.printing.models import Printer
from tests.security.hostile_texts import HOSTILE

PAPER = "1" * 40 + ".webp"


def write_troubles(session: Session, office: int) -> None:
    """None of it hostile yet (``hostile_texts.spoil``)."""
    full = session.query(Service).filter_by(code="notary_clearance").one()
    full.day_quota = 1  # of the one that is absent
    message = session.query(Message).filter(Message.kind != "report").first()
    about = {WAIT: full, IDLE: session.query(Counter).first(), SILENT: session.query(Device).first(), REFERRED: message}
    for kind, row in about.items():
        session.add(Alert(office_id=office, kind=kind, subject=row.id, figure=40, since=now(), shown_at=now()))
    for name, condition in (("main", "paper_low"), ("kiosk 1", "paper_out")):
        session.add(Printer(name=name, condition=condition, since=now()))
    for application in session.query(Application).filter(Application.state.in_(LIVE)):
        application.call_asked_at = now()
        asked = {"at": now(), "verb": "ask_call", "by": "citizen", "words": "x"}
        session.add(ApplicationStep(application_id=application.id, **asked))
        missing = session.query(ApplicationDocument).filter_by(application_id=application.id).first()
        missing.received_at = None


def write_troubles_of_names(session: Session) -> None:
    """Those that repeat a hostile name: a room, and the document that was sent back."""
    counters = session.query(Counter).order_by(Counter.number).all()
    for counter in counters[1:]:
        counter.room_fa, counter.room_en = counters[1].room_fa, counters[1].room_en
    for document in session.query(ApplicationDocument).filter_by(received_at=None):
        of = {"application_id": document.application_id, "at": now()}
        session.add(ApplicationFile(document=document.code, file=PAPER, state="returned", **of))
        words = f"{document.name_fa}: {HOSTILE}"
        session.add(ApplicationStep(verb="return_files", by="person:1", words=words, **of))
