"""Texts of SMS about tickets taken from outside: number, people ahead, wait, when to leave. No link; one SMS part."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text import persian
from deskq.joining import away
from deskq.queue import queries as queue_queries
from deskq.queue.joining_port import AwayView
from deskq.queue.models import Ticket
from deskq.sms import queries as sms_queries
from deskq.sms import rules as sms_rules

WORDS = {
    "fa": ("نوبت {code}", ": {ahead} نفر پیش از شما", "، {low} تا {high} دقیقه", ". {hour} راه بیفتید"),
    "en": ("Ticket {code}", ": {ahead} ahead", ", {low} to {high} min", ". Leave at {hour}"),
}
#: Left out where it does not fit.
HERE = {"fa": ". رسیدید، در کیوسک بگویید", "en": ". Say at the kiosk that you are here"}
LEAVE = {
    "fa": "نوبت {code}: اکنون راه بیفتید",
    "en": "Ticket {code}: please leave now",
}
#: The turn has come while the visitor is on the way.
TURN = {
    "fa": "نوبت {code} رسید. تا {hour} بیایید؛ جایتان می‌ماند",
    "en": "Ticket {code}: it is your turn. Come by {hour} and you keep your place",
}
WHICH = "نام خدمت و دقیقهٔ راه را هم بنویسید؛ نمونه: نوبت راهنمایی ۳۰"
CLOSED = "اکنون نوبت از راه دور داده نمی‌شود. لطفاً در سالن از کیوسک نوبت بگیرید."


def versions(session: Session, office_id: int, phone: str) -> Iterator[str]:
    """Texts about the ticket of a number, the longest first."""
    found = sms_queries.live_ticket_of(session, office_id, phone)
    if found is None:
        yield CLOSED
        return
    shown = away.view(session, found)
    text = "".join(_parts(found, shown))
    for end in (HERE[found.language], "") if shown is not None else ("",):
        yield persian.persian_digits(text + end) if found.language == "fa" else text + end


def leave_now(session: Session, office_id: int, about: str) -> tuple[str, str] | None:
    """(number, text) of the SMS to leave; None if the visitor has arrived or left the queue."""
    found = queue_queries.ticket_of(session, office_id, int(about.split()[1]))
    shown = away.view(session, found) if found is not None else None
    number = sms_queries.number_of(session, found.id) if found is not None else None
    if found is None or shown is None or number is None:
        return None
    until = shown.keeps_until
    words = (LEAVE if until is None else TURN)[found.language]
    hour = f"{clock.local(until):%H:%M}" if until is not None else ""
    said = words.format(code=f"\u2066{found.code}\u2069", hour=hour)
    ends = (HERE[found.language], "")
    said_with = (persian.persian_digits(said + end) if found.language == "fa" else said + end for end in ends)
    return number, sms_rules.first_single_part(said_with)


def _parts(found: Ticket, shown: AwayView | None) -> Iterator[str]:
    number, ahead, wait, leave = WORDS[found.language]
    yield number.format(code=f"\u2066{found.code}\u2069")
    if shown is None:
        return
    yield ahead.format(ahead=shown.ahead)
    if shown.wait is not None and shown.wait.seconds is not None:
        low, high = shown.wait.minutes
        yield wait.format(low=low, high=high)
    if shown.leave_at is not None:
        yield leave.format(hour=f"{clock.local(shown.leave_at):%H:%M}")
