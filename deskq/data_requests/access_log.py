"""Who looked lately at whose data, and why, as the journal has it; read by the inspectorate, which sees no more of
messages here than elsewhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.text.persian import Name
from deskq.data_requests.events import PersonExported, PersonForgotten, PersonLookedUp
from deskq.feedback_calls.events import FeedbackCallStarted, FeedbackTakenBack
from deskq.intake.events import CallerLookedUp
from deskq.messages.events import ReportRead, SenderRevealed
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import viewers
from deskq.staff import queries as staff_queries

LATELY = timedelta(days=30)
MOST = 200
#: {kind of entry: what was seen}
KINDS = {
    SenderRevealed.kind: Name("دیدن فرستندهٔ پیام", "Saw who wrote a message"),
    FeedbackCallStarted.kind: Name("دیدن نام و شماره برای تماس", "Saw name and number, to ring"),
    FeedbackTakenBack.kind: Name("دیدن دوبارهٔ نام و شماره برای تماس", "Saw name and number again, to ring"),
    CallerLookedUp.kind: Name("جست‌وجوی پیام‌های پیشین یک شماره", "Looked for earlier messages of a number"),
    ReportRead.kind: Name("خواندن گزارش محرمانه", "Read a confidential report"),
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
    viewer = viewers.viewer(session, office_id, person_id, now.astimezone(clock.zone()).date())
    people = {f"person:{one.id}": one.name for one in staff_queries.people(session, office_id)}
    told = [(entry, entry.facts) for entry in journal.latest(session, office_id, KINDS, now - LATELY, MOST)]
    named = {facts["message"] for _, facts in told if "message" in facts}
    seen = {message.id: message for message in message_queries.seen_among(session, office_id, viewer, named)}
    return [
        Look(
            entry.at,
            KINDS[entry.kind],
            people.get(entry.by, ""),
            seen.get(facts.get("message", 0)),
            facts.get("why", ""),
        )
        for entry, facts in told
        if "message" not in facts or facts["message"] in seen
    ]
