"""A refused booking leads to the appointment that stands in its way, in the browser that booked it."""

import re

import pytest

from deskq.appointments.service import change
from tests.appointments.booking_pages import starts, take
from tests.appointments.conftest import CODE

__all__ = ["take"]


def way(answer) -> str | None:
    """The address of the button that leads to the own appointment."""
    found = re.search(r'<a class="button" data-kind="main"[^>]* href="(/appointments/[^"]+)"', answer.text)
    return found[1] if found else None


@pytest.fixture
def own(opened, take) -> str:
    return take("10:15").location


def test_a_second_booking_leads_to_the_first_but_no_wrong_field_and_no_other_browser_does(own, take, client):
    answer = take("11:00")

    assert answer.status_code == 409
    assert way(answer) == own
    assert way(take("11:00", phone="")) is None
    client.delete_cookie("deskq_session")
    assert way(take("11:00")) is None


def test_a_form_that_was_sent_already_leads_to_what_it_booked(opened, client):
    fields = {"service": CODE, "starts": starts("10:15"), "phone": "09123456789", "request_key": "k" * 20}
    own = client.post("/appointments", data=fields).location

    answer = client.post("/appointments", data=fields | {"starts": starts("11:00")})

    assert answer.status_code == 409
    assert way(answer) == own


def test_who_types_another_number_is_not_led_to_it(own, take, client):
    other = client.application.test_client()
    fields = {"service": CODE, "starts": starts("10:30"), "phone": "09351112233", "request_key": "k" * 20}
    assert other.post("/appointments", data=fields).status_code == 303

    answer = take("11:00", phone="09351112233")

    assert answer.status_code == 409
    assert way(answer) is None


def test_one_that_was_cancelled_stands_in_nobodys_way(own, take, office):
    change.cancel(office, 1)

    assert take("11:00").status_code == 303
