"""Who accessed whose data lately and why, from the journal. The inspectorate reads it and sees no more messages here
than elsewhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskq.core import actors, clock
from deskq.core.db import journal
from deskq.core.journal_texts import MARK
from deskq.core.text.names import Name
from deskq.data_requests.events import PersonExported, PersonForgotten, PersonLookedUp
from deskq.feedback_calls.events import FeedbackCallStarted, FeedbackTakenBack
from deskq.inbox.events import MessagesExported
from deskq.intake.events import CallerLookedUp
from deskq.messages.events import ReportRead, SenderRevealed
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import viewers
from deskq.staff import queries as staff_queries

PERIOD = timedelta(days=30)
MAX_SHOWN = 200
#: {kind of event: what was accessed}
KINDS = {
    SenderRevealed.kind: Name("دیدن فرستندهٔ پیام", "Saw who wrote a message"),
    FeedbackCallStarted.kind: Name("دیدن نام و شماره برای تماس", "Saw name and number to make a call"),
    FeedbackTakenBack.kind: Name("دیدن دوبارهٔ نام و شماره برای تماس", "Saw name and number again to make a call"),
    CallerLookedUp.kind: Name("جست‌وجوی پیام‌های پیشین یک شماره", "Searched for earlier messages from a number"),
    MessagesExported.kind: Name("بارگیری فهرستی از پیام‌ها", "Downloaded a list of messages"),
    ReportRead.kind: Name("خواندن گزارش محرمانه", "Read a confidential report"),
    PersonLookedUp.kind: Name("جست‌وجوی داده‌های یک شهروند", "Searched for a person’s data"),
    PersonExported.kind: Name("تحویل داده‌های یک شهروند", "Gave a person their data"),
    PersonForgotten.kind: Name("پاک کردن داده‌های یک شهروند", "Erased a person’s data"),
}


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """``who``: None for a command at the console; ``message``: None when the entry names none;
    ``is_struck``: the reason was struck out of the journal."""

    at: datetime
    what: Name
    who: Name | None
    message: Message | None
    why: str
    is_struck: bool = False


def recent_access(session: Session, office_id: int, person_id: int) -> list[AccessEntry]:
    """Newest first, without entries about messages that this person may not see."""
    now = clock.now()
    viewer = viewers.viewer(session, office_id, person_id, clock.local(now).date())
    people = {actors.person(one.id): one.names for one in staff_queries.people(session, office_id)}
    entries = [(entry, entry.facts) for entry in journal.latest(session, office_id, KINDS, now - PERIOD, MAX_SHOWN)]
    message_ids = {facts["message"] for _, facts in entries if "message" in facts}
    seen = {message.id: message for message in message_queries.seen_among(session, office_id, viewer, message_ids)}
    return [
        AccessEntry(
            entry.at,
            KINDS[entry.kind],
            people.get(entry.by),
            seen.get(facts.get("message", 0)),
            facts.get("why", ""),
            facts.get("why") == MARK,
        )
        for entry, facts in entries
        if "message" not in facts or facts["message"] in seen
    ]
