"""Fixtures of an office that sends SMS: visitors book, and enter the code that their phone gets."""

import re
from datetime import timedelta

import pytest

from deskq.appointments import queries
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.persian import ascii_digits
from tests.appointments.booking_pages import DAY, starts
from tests.appointments.conftest import CODE
from tests.sms.conftest import gateway, work
from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "gateway", "limited", "look", "work"]
PHONE = "0912 345 6789"


def ask(browser, at: str = "10:15", phone: str = PHONE, address: str = "203.0.113.7", page: str = DAY, **more: str):
    """The answer to the form of that time, sent from this network address; ``page`` has the form."""
    key = re.search(r'name="request_key" value="([^"]+)"', browser.get(page).text)[1]
    fields = {"service": CODE, "starts": starts(at), "phone": phone, "request_key": key}
    return browser.post("/appointments", data=fields | more, environ_base={"REMOTE_ADDR": address})


def enter(browser, link: str, code: str):
    return browser.post(f"{link}/confirmation", data={"sms_code": code})


def of_day(office: int = 1):
    """The appointments of tomorrow as they are now."""
    db.session.remove()
    return queries.of_day(db.session(), office, 14050904)


def states(office: int = 1) -> list[str]:
    return [found.state for found in of_day(office)]


@pytest.fixture
def texted(gateway, work):
    """``texted()`` sends what waits, and returns the code of the last SMS as it was written."""

    def read() -> str:
        work()
        (found,) = re.findall(r"(?<!\d)\d{6}(?!\d)", gateway.texts[-1])
        return found

    return read


def later(**length: float) -> None:
    clock.fix(clock.now() + timedelta(**length))


def wrong(code: str) -> str:
    """Six digits that are not this code."""
    return f"{(int(ascii_digits(code)) + 1) % 10**6:06}"
