"""An appointment as a calendar file (RFC 5545): UTC times, an alarm, lines of at most 75 octets."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from deskq.appointments.models import Appointment
from deskq.core.text.names import Name
from deskq.office.models import Office

OCTETS = 75
PRODUCT = "-//deskq//appointments//EN"
ALARM = "-PT1H"
ENDED = ("cancelled", "withdrawn")
WORDS = {
    "code": Name("کد پذیرش", "Code"),
    "bring": Name(
        "این کد را در کیوسک وارد کنید یا به همکاران باجه بگویید.",
        "Enter this code at the kiosk or give it to a clerk.",
    ),
}


def written(found: Appointment, service: Name, office: Office, link: str, now: datetime, language: str) -> str:
    """The whole file. A moved or cancelled appointment keeps its UID and gets a higher SEQUENCE, so that the calendar
    replaces the old one."""
    say = {name: words.in_language(language) for name, words in WORDS.items()}
    where = [part for part in (office.name.in_language(language), office.building.in_language(language)) if part]
    ended = found.state in ENDED
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if ended else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:appointment-{found.id}@{urlsplit(link).hostname or 'deskq'}",
        f"SEQUENCE:{found.moves + ended}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(found.starts_at)}",
        f"DTEND:{_utc(found.ends_at)}",
        f"SUMMARY:{_text(service.in_language(language))}",
        f"LOCATION:{_text('، '.join(where) if language == 'fa' else ', '.join(where))}",
        f"DESCRIPTION:{_text(say['code'] + ': ' + found.code + chr(10) + say['bring'] + chr(10) + link)}",
        f"URL:{link}",
        f"STATUS:{'CANCELLED' if ended else 'CONFIRMED'}",
        *([] if ended else _alarm(service.in_language(language))),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) + "\r\n" for line in lines)


def _alarm(words: str) -> list[str]:
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(words)}", f"TRIGGER:{ALARM}", "END:VALARM"]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """TEXT of section 3.3.11: backslash, semicolon and comma escaped, line ends as two characters."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return "".join(char for char in value if char >= " ")


def _folded(line: str) -> str:
    """Counts octets, not letters: Persian letters have two each, and none may be split."""
    pieces, piece, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + char, size + width
    return "\r\n".join([*pieces, piece])
