"""Who looked lately at whose data, and why, as the journal has it; read by the inspectorate, which sees no more of
messages here than elsewhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskq import clock, journal
from deskq.journal import Entry
from deskq.messages import queries, rules
from deskq.messages.models import Message
from deskq.messages.rules import Viewer
from deskq.persian import Name
from deskq.staff import queries as staff_queries
from deskq.subjects.events import PersonExported, PersonForgotten, PersonLookedUp

LATELY = timedelta(days=30)
MOST = 200
#: {kind of entry: what was seen}
KINDS = {
    "message.sender_revealed": Name("دیدن فرستندهٔ پیام", "Saw who wrote a message"),
    "message.feedback_call_started": Name("دیدن نام و شماره برای تماس", "Saw name and number, to ring"),
    "message.caller_looked_up": Name("جست‌وجوی پیام‌های پیشین یک شماره", "Looked for earlier messages of a number"),
    "message.report_read": Name("خواندن گزارش محرمانه", "Read a confidential report"),
    PersonLookedUp.kind: Name("جست‌وجوی داده‌های یک شهروند", "Looked up a person’s data"),
    PersonExported.kind: Name("تحویل داده‌های یک شهروند", "Handed out a person’s data"),
    PersonForgotten.kind: Name("پاک کردن داده‌های یک شهروند", "Erased a person’s data"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """``who`` is a name, or "" for a command at the console; ``message`` None where none was named."""

    at: datetime
    what: Name
    who: str
    message: Message | None
    why: str


def lately(session: Session, office_id: int, person_id: int) -> list[Look]:
    """The newest first. Of a message that this person does not see, a look is left out too."""
    now = clock.now()
    viewer = queries.viewer(session, office_id, person_id, now.astimezone(clock.zone()).date())
    people = {f"person:{one.id}": one.name for one in staff_queries.people(session, office_id)}
    found = []
    for entry in journal.latest(session, office_id, KINDS, now - LATELY, MOST):
        message = _message(session, entry)
        if message is None or _seen(session, viewer, message):
            why = str(entry.facts.get("why", ""))
            found.append(Look(entry.at, KINDS[entry.kind], people.get(entry.by, ""), message, why))
    return found


def _message(session: Session, entry: Entry) -> Message | None:
    number = entry.facts.get("message")
    return queries.by_id(session, entry.office_id, number) if number is not None else None


def _seen(session: Session, viewer: Viewer, message: Message) -> bool:
    return rules.sees(viewer, message, queries.units_of(session, message.id))
