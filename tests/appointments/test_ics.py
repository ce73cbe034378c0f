"""The calendar file, parsed by the rules of RFC 5545."""

import re
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from deskq.appointments import calendar_file
from deskq.appointments.service import change
from deskq.core import clock
from deskq.core.text.names import Name
from tests.appointments.conftest import hour

LINK = "https://desk.example/appointments/abcdefghijklmnopqrstuvwx"
LONG = Name("تمدید؛ پروانه, عوارض \\ نوسازی و " + "پروانهٔ ساختمانی بسیار دراز " * 8, "Renewal, levy; and \\ more")


def lines(text: str) -> list[str]:
    """Content lines, unfolded; every physical line must obey the rules."""
    assert text.endswith("\r\n")
    physical = text.split("\r\n")[:-1]
    assert all("\n" not in line and "\r" not in line for line in physical)
    assert max(len(line.encode()) for line in physical) <= 75
    return re.sub(r"\r\n[ \t]", "", text).split("\r\n")[:-1]


def parsed(text: str) -> dict[str, str]:
    """{NAME: value} of the event, TEXT unescaped; blocks must open and close in order."""
    found, open_blocks = {}, []
    for line in lines(text):
        name, value = line.split(":", 1)
        if name == "BEGIN":
            open_blocks.append(value)
        elif name == "END":
            assert open_blocks.pop() == value
        else:
            found.setdefault(f"{open_blocks[-1]}.{name}", unescaped(value))
    assert open_blocks == []
    return found


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), value)


@pytest.fixture
def write(opened, book):
    def make(found, name=LONG, language="fa"):
        where = [Name("میز خدمت، شهرداری", "Desk, city"), Name("طبقهٔ ۲", "Floor 2"), Name("", "")]
        return calendar_file.render(found, name, where, LINK, clock.now(), language)

    return make


def test_the_file_says_when_where_and_with_which_code_and_calendars_read_it_back(write, book):
    made = book("10:15")

    event = parsed(write(made))

    assert event["VCALENDAR.VERSION"] == "2.0"
    assert event["VEVENT.DTSTART"] == hour("10:15").strftime("%Y%m%dT%H%M%SZ")
    assert event["VEVENT.DTEND"] == hour("10:30").strftime("%Y%m%dT%H%M%SZ")
    assert datetime.strptime(event["VEVENT.DTSTAMP"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) == clock.now()
    assert event["VEVENT.SUMMARY"] == LONG.fa.rstrip("\n")
    assert made.code in event["VEVENT.DESCRIPTION"]
    assert event["VEVENT.URL"] == LINK
    assert event["VALARM.TRIGGER"] == "-PT1H"

    event = Calendar.from_ical(write(made)).events[0]

    assert (event.start, event.end, event.stamp) == (made.starts_at, made.ends_at, clock.now())
    assert event["SUMMARY"] == LONG.fa
    assert event["LOCATION"] == "میز خدمت، شهرداری، طبقهٔ ۲"
    assert event["DESCRIPTION"].split("\n")[2] == LINK


def test_a_name_pasted_with_control_characters_breaks_no_line(write, book):
    event = parsed(write(book("10:15"), Name("تمدید\x07\r\nپروانه\tساختمان", "")))

    assert event["VEVENT.SUMMARY"] == "تمدید\nپروانهساختمان"


def test_a_moved_appointment_replaces_the_old_one_and_a_cancelled_one_takes_itself_out(write, book, office, now_of):
    made = book("10:15")
    first = parsed(write(made))
    change.move(office, made.id, hour("12:30"))

    second = parsed(write(now_of(made)))

    assert second["VEVENT.UID"] == first["VEVENT.UID"]
    assert int(second["VEVENT.SEQUENCE"]) > int(first["VEVENT.SEQUENCE"])

    change.cancel(office, made.id)

    event = parsed(write(now_of(made)))

    assert (event["VCALENDAR.METHOD"], event["VEVENT.STATUS"]) == ("CANCEL", "CANCELLED")
    assert "VALARM.TRIGGER" not in event
