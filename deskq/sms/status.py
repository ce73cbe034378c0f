"""What a manager must know of the text messages: one sentence while they do not go out, nothing while they do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.errors import N_
from deskq.sms import outbox
from deskq.sms.gateways import port
from deskq.sms.models import Message, Notice, Sms

LOOK_BACK = timedelta(hours=12)
STUCK = timedelta(minutes=1)
KINDS: tuple[type[Message], ...] = (Sms, Notice)
#: Words of messages that ended for reasons of their own: nothing is wrong with the gateway.
OWN = ("late", "untrue", *port.OF_ONE_MESSAGE)
WORDS = {
    port.KEY: N_("The text message gateway does not accept our key."),
    port.CREDIT: N_("The account for text messages has no credit left."),
    port.SENDER: N_("The text message gateway does not accept our sender number."),
    port.ACCOUNT: N_("The text message gateway rejects our account."),
    port.OTHER: N_("The text message gateway rejects our messages."),
    port.UNREACHABLE: N_("The text message gateway cannot be reached."),
    port.TIMEOUT: N_("The text message gateway does not respond in time."),
    port.NONSENSE: N_("The text message gateway sends an answer we cannot read."),
    port.BUSY: N_("The text message gateway is too busy for our messages."),
    port.BROKEN: N_("The text message gateway is out of order."),
    "interrupted": N_("Sending text messages was interrupted."),
    "stuck": N_("Text messages are not being sent."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a manager should see to. ``title`` is the msgid of the sentence, ``code`` what the other side said,
    ``since`` its first sign, ``count`` the messages that did not go out."""

    title: str
    since: datetime
    count: int
    code: str = ""


def current(session: Session, office_id: int) -> list[Problem]:
    """At most one problem: what went wrong since the last message that the gateway took."""
    if not outbox.is_on():
        return []
    now = clock.now()
    troubled = _troubled(session, office_id, now)
    if not troubled:
        return _stuck(session, office_id, now)
    newest = troubled[-1]
    words = WORDS.get(newest.problem or "", WORDS[port.OTHER])
    since = min(row.done_at or row.made_at for row in troubled)
    code = newest.reference or ""
    return [Problem(words, since, len(troubled), code if code.isdecimal() else "")]


def _troubled(session: Session, office_id: int, now: datetime) -> list[Message]:
    """Messages that failed, or wait after a failure, since the last success; in order."""
    last_taken = now - LOOK_BACK
    for kind in KINDS:
        taken = select(func.max(kind.done_at)).where(kind.office_id == office_id, kind.state == "sent")
        last_taken = max(last_taken, session.scalar(taken) or last_taken)
    found: list[Message] = []
    for kind in KINDS:
        ended = and_(kind.state.in_(("refused", "unsure", "dropped")), kind.done_at > last_taken)
        waits: ColumnElement[bool] = and_(kind.state == "waiting", kind.attempts > 0, kind.made_at > last_taken)
        failed = select(kind).where(kind.office_id == office_id, or_(ended, waits), kind.problem.not_in(OWN))
        found += session.scalars(failed)
    return sorted(found, key=lambda message: (message.made_at, message.id))


def _stuck(session: Session, office_id: int, now: datetime) -> list[Problem]:
    """Messages wait that nobody has tried to send."""
    since, count = [], 0
    for kind in KINDS:
        late = (kind.office_id == office_id, kind.state == "waiting", kind.next_at < now - STUCK)
        first, waiting = session.execute(select(func.min(kind.made_at), func.count()).where(*late)).one()
        count += waiting
        since += [first] if waiting else []
    return [Problem(WORDS["stuck"], min(since), count)] if count else []
