"""Ways to the forms by which citizens say how it was: about an answer, and about an application that has ended."""

from deskq.applications.models import Application
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.create import register
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.message_input import MessageInput
from deskq.messages.service.refer import refer
from deskq.office import queries as office_queries
from deskq.staff import queries as staff_queries
from tests.security.form_ways import Caller, Way
from tests.security.hostile_office import Town
from tests.security.hostile_texts import HOSTILE

PHONE = "+989121234567"


def _helped(caller: Caller, town: Town) -> Way:
    """The tracking page of an answer, in the browser of its proven sender."""
    office = office_queries.first_office(db.session()).id
    content = MessageInput(kind="request", channel="web", body="x", address="x", phone=PHONE)
    message = register(office, "citizen", content, "an answer that helped")
    civil = staff_queries.person_by_name(db.session(), "civil")
    refer(_action("operator", message.id), civil.unit_id)
    answer(_action("civil", message.id), Answer("explained", HOSTILE))
    sender, track = caller("nobody"), f"/track/{message.code}"
    sender.post(f"{track}/proof", data={"digits": "4567"})
    return "nobody", sender, [sender.get(track)]


def _action(name: str, message_id: int) -> StaffAction:
    person = staff_queries.person_by_name(db.session(), name)
    return StaffAction(person.office_id, f"person:{person.id}", person.id, message_id)


def _ended(caller: Caller, town: Town) -> Way:
    """The tracking page of an application that was finished at the desk at once."""
    typed = {"sheet": "renewal_levy", "name": "سارا احمدی", "phone": "09121234567", "mode": "at_once"}
    typed |= {"received": ["parcel"], "result": "x", "request_key": secrets.new()}
    made = caller("supervisor").post("/applications/new", data=typed)
    code, applicant = _code(made.location), caller("nobody")
    applicant.post(f"/track/{code}/application/proof", data={"digits": "4567"})
    return "nobody", applicant, [applicant.get(f"/track/{code}")]


def _code(receipt: str) -> str:
    application = int(receipt.split("/")[2])
    return db.session.get(Application, application).code


CITIZENS = (_helped, _ended)
