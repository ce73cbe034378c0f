"""An appointment as a calendar file (RFC 5545), written by icalendar: UTC times, an alarm an hour before."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from deskq.appointments import place
from deskq.appointments.models import Appointment
from deskq.core.text.names import Name

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT = "-//deskq//appointments//EN"
ALARM = timedelta(hours=-1)
ENDED = ("cancelled", "withdrawn")
WORDS = {
    "code": Name("کد پذیرش", "Code"),
    "bring": Name(
        "این کد را در کیوسک وارد کنید یا به همکاران باجه بگویید.",
        "Enter this code at the kiosk or give it to a clerk.",
    ),
}


def render(found: Appointment, service: Name, where: Sequence[Name], link: str, now: datetime, language: str) -> str:
    """The whole file. ``where``: from the office to the room. A moved or cancelled appointment keeps its UID and gets a
    higher SEQUENCE, so that the calendar replaces the old one."""
    from icalendar import Calendar  # takes 60 ms to import, and a server that writes no calendar file does without

    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "CANCEL" if found.state in ENDED else "PUBLISH")
    event = _event(found, service, where, link, language)
    event.add("DTSTAMP", now.astimezone(UTC))
    calendar.add_component(event)
    text: bytes = calendar.to_ical(sorted=False)
    return text.decode()


def _event(found: Appointment, service: Name, where: Sequence[Name], link: str, language: str) -> "Event":
    from icalendar import Event

    title, ended = _printable(service.in_language(language)), found.state in ENDED
    event = Event()
    event.add("UID", f"appointment-{found.id}@{urlsplit(link).hostname or 'deskq'}")
    event.add("SEQUENCE", found.moves + ended)
    event.add("DTSTART", found.starts_at.astimezone(UTC))
    event.add("DTEND", found.ends_at.astimezone(UTC))
    event.add("SUMMARY", title)
    event.add("LOCATION", _printable(place.said(where, language)))
    event.add("DESCRIPTION", _printable(_description(found.code, link, language)))
    event.add("URL", link)
    event.add("STATUS", "CANCELLED" if ended else "CONFIRMED")
    if not ended:
        event.add_component(_alarm(title))
    return event


def _alarm(title: str) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", title)
    alarm.add("TRIGGER", ALARM)
    return alarm


def _description(code: str, link: str, language: str) -> str:
    say = {name: words.in_language(language) for name, words in WORDS.items()}
    return f"{say['code']}: {code}\n{say['bring']}\n{link}"


def _printable(value: str) -> str:
    """Without the control characters that TEXT of section 3.3.11 forbids; icalendar would let them through."""
    return "".join(char for char in value if char >= " " or char == "\n")
