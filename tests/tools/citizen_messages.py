"""Fixtures of messages and of the people who work on them, in the demo office, for the tests of all packages."""

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.message_settings import queries as message_settings_queries
from deskq.messages.models import Message
from deskq.messages.service import create
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.message_input import MessageInput
from deskq.messages.service.refer import refer
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.issue import issue
from deskq.ratings import service as rating_service
from deskq.staff import queries as staff_queries
from deskq.units import queries


@pytest.fixture
def units(office: int) -> dict[str, int]:
    """{code: id}."""
    return {unit.code: unit.id for unit in queries.units(db.session(), office)}


@pytest.fixture
def about(office: int):
    """``about()``: classes, categories, districts as they are now."""
    return lambda: message_settings_queries.load_settings(db.session(), office)


@pytest.fixture
def file(office: int, about):
    """``file("complaint", body="...")`` registers a message as a citizen on the web would; its row comes back."""
    made: list[int] = []

    def register(kind: str = "request", **given: object) -> Message:
        category = given.pop("category", None)
        wanted = {"kind": kind, "channel": "web", "body": "چاله در خیابان امام", "address": "خیابان امام", **given}
        if category is not None:
            wanted["category_id"] = about().category_by_code[category].id
        if kind == "complaint":
            wanted = {"name": "سارا احمدی", "phone": "09121234567", "home": "تاکستان، کوچهٔ گلها", **wanted}
        made.append(len(made))
        return create.register(office, "citizen", MessageInput(**wanted), f"test {len(made)}")

    return register


@pytest.fixture
def referred(file, units, action) -> Message:
    """A request about asphalt that was sent to civil works."""
    made: Message = file(category="asphalt")
    refer(action("operator", made), units["civil_works"])
    return made


@pytest.fixture
def now_of(look):
    """``now_of(message_id)``: its row as it is now."""
    return lambda message_id: look().get(Message, message_id)


@pytest.fixture
def filed(look):
    """``filed()``: every message there is now, the oldest first."""
    return lambda: look().query(Message).order_by(Message.id).all()


@pytest.fixture
def action():
    """``action("civil", message)``: an action of that person on this message, without having loaded its page."""

    def as_person(name: str, message: Message, turn: int | None = None) -> StaffAction:
        person = staff_queries.person_by_name(db.session(), name)
        return StaffAction(message.office_id, f"person:{person.id}", person.id, message.id, turn)

    return as_person


@pytest.fixture
def visit(office, at):
    """``visit(1, reasons=["conduct"])``: a finished visit with that rating; its secret and its ticket."""
    made = []

    def rated(score: int | None, **words: object):
        token = secrets.new()
        if not made:
            counters.open_counter(at(1))
        made.append(token)
        ticket = issue(office, "test", NewTicket("info_desk", token))
        calls.call_next(at(1), ticket.id)
        serve.start(at(1))
        serve.finish(at(1))
        if score is not None:
            rating_service.rate(office, ticket.id, score, "phone", **words)
        return token, ticket

    return rated
