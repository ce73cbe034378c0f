"""An appointment is moved a few times by its visitor, not without end."""

import pytest

from deskq.appointments.change_rules import MOST_MOVES
from deskq.appointments.service import schedule
from deskq.core import secrets
from deskq.core.extensions import db
from tests.appointments.conftest import CODE, hour, tomorrow

TIMES = ["12:30", "10:15"] * (MOST_MOVES // 2)
SAYS = "این نوبت ۱۰ بار جابه‌جا شده است"


def starts(text: str, day: int = 14050904) -> dict[str, int]:
    return {"starts": int(hour(text, day).timestamp()) // 60}


@pytest.fixture
def link(opened, book) -> str:
    """The page of an appointment at a quarter past ten."""
    made, secret = book("10:15"), secrets.new()
    db.session.merge(made).token_hash = secrets.hashed(secret)
    db.session.commit()
    return f"/appointments/{secret}"


@pytest.fixture
def moved(link, client) -> list[int]:
    """Statuses of the moves that are allowed."""
    return [client.post(f"{link}/move", data=starts(time)).status_code for time in TIMES]


def test_after_ten_moves_an_appointment_keeps_its_time_and_its_visitor_may_cancel(link, moved, client, on_offer):
    refused = client.post(f"{link}/move", data=starts("12:30"))
    page = client.get(link).text

    assert (moved, refused.status_code) == ([303] * MOST_MOVES, 409)
    assert SAYS in refused.text
    assert client.get(f"{link}/move").status_code == 409
    assert next(slot for slot in on_offer(CODE).day(tomorrow()) if slot.starts_at == hour("12:30")).free == 1
    assert client.post(f"{link}/move", data=starts(TIMES[-1])).status_code == 303  # the last one, sent again
    assert SAYS in page
    assert f"{link}/move" not in page
    assert client.post(f"{link}/cancellation").status_code == 303


def test_one_that_the_office_cancels_may_be_moved_however_often_it_was(link, moved, client, office):
    schedule.withdraw_day(office, "test", tomorrow(), ("", ""))

    assert f"{link}/move" in client.get(link).text
    assert client.post(f"{link}/move", data=starts("10:15", 14050907)).status_code == 303
