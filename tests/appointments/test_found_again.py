"""An appointment whose page was lost is found again by its number and its code."""

import pytest

from deskq.appointments.service import change
from tests.appointments.conftest import PHONE
from tests.tools.browsers import limited

__all__ = ["limited"]
FIND = "/appointments/find"


@pytest.fixture
def made(opened, book):
    return book("10:15")


def test_number_and_code_lead_to_the_page_where_it_can_be_moved_and_cancelled(client, made):
    answer = client.post(f"{FIND}?lang=en", data={"phone": "۰۹۱۲ ۳۴۵ ۶۷۸۹", "code": f"{made.code[:3]} {made.code[3:]}"})

    page = client.get(f"{answer.location}?lang=en").text
    assert answer.status_code == 303
    assert "Your appointment is booked" in page
    assert "Choose another time" in page


@pytest.mark.parametrize("typed", [{"code": "000000"}, {"phone": "09350000000"}])
def test_a_wrong_code_and_an_unknown_number_get_the_same_answer_and_lose_nothing_typed(client, made, typed):
    sent = {"phone": PHONE, "code": made.code, **typed}
    sent["code"] = "000001" if sent["code"] == made.code == "000000" else sent["code"]

    answer = client.post(f"{FIND}?lang=en", data=sent)

    assert answer.status_code == 404
    assert "We found no appointment with this number and this code." in answer.text
    assert f'value="{sent["phone"]}"' in answer.text


def test_a_cancelled_one_is_shown_as_cancelled(client, made, office):
    change.cancel(office, made.id)

    answer = client.post(f"{FIND}?lang=en", data={"phone": PHONE, "code": made.code})

    assert "You cancelled this appointment" in client.get(f"{answer.location}?lang=en").text


def test_an_unconfirmed_one_is_not_found(client, made, office):
    from deskq.core.extensions import db

    db.session().merge(made).state = "pending"
    db.session().commit()

    assert client.post(FIND, data={"phone": PHONE, "code": made.code}).status_code == 404


def test_one_number_cannot_be_guessed_from_many_addresses(limited):
    answers = [
        limited.post(
            FIND, data={"phone": PHONE, "code": f"{number:06}"}, environ_base={"REMOTE_ADDR": f"10.0.{number}.1"}
        ).status_code
        for number in range(12)
    ]

    assert answers[:10] == [404] * 10
    assert answers[10:] == [429, 429]


def test_the_booking_page_leads_there(client, opened):
    assert f'href="{FIND}"' in client.get("/appointments").text
    assert 'name="phone"' in client.get(FIND).text
