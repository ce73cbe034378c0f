"""An appointment whose page was lost is found again by its number and its code."""

import pytest

from deskq.appointments.service import change
from deskq.core.extensions import db
from tests.appointments.conftest import PHONE
from tests.tools.browsers import limited

__all__ = ["limited"]
FIND = "/appointments/find"


@pytest.fixture
def made(opened, book):
    return book("10:15")


def test_number_and_code_lead_to_the_page_where_it_can_be_moved_and_is_shown_as_cancelled(client, made, office):
    assert f'href="{FIND}?lang=en"' in client.get("/appointments?lang=en").text
    assert 'name="phone"' in client.get(f"{FIND}?lang=en").text

    answer = client.post(f"{FIND}?lang=en", data={"phone": "۰۹۱۲ ۳۴۵ ۶۷۸۹", "code": f"{made.code[:3]} {made.code[3:]}"})

    page = client.get(f"{answer.location}?lang=en").text
    assert answer.status_code == 303
    assert "Your appointment is booked" in page
    assert "Choose another time" in page

    change.cancel(office, made.id)

    answer = client.post(f"{FIND}?lang=en", data={"phone": PHONE, "code": made.code})

    assert "You cancelled this appointment" in client.get(f"{answer.location}?lang=en").text


@pytest.mark.parametrize("typed", [{"code": "000000"}, {"phone": "09350000000"}])
def test_a_wrong_code_and_an_unknown_number_get_the_same_answer_and_lose_nothing_typed(client, made, typed):
    sent = {"phone": PHONE, "code": made.code, **typed}
    sent["code"] = "000001" if sent["code"] == made.code == "000000" else sent["code"]

    answer = client.post(f"{FIND}?lang=en", data=sent)

    assert answer.status_code == 404
    assert "We found no appointment with this number and this code." in answer.text
    assert f'value="{sent["phone"]}"' in answer.text


def test_an_unconfirmed_one_is_not_found(client, made, office):
    db.session().merge(made).state = "pending"
    db.session().commit()

    assert client.post(FIND, data={"phone": PHONE, "code": made.code}).status_code == 404


def test_one_number_cannot_be_guessed_from_many_addresses(limited):
    def guess(number: int) -> int:
        typed = {"phone": PHONE, "code": f"{number:06}"}
        return limited.post(FIND, data=typed, environ_base={"REMOTE_ADDR": f"10.0.{number}.1"}).status_code

    assert [guess(number) for number in range(12)] == [404] * 10 + [429, 429]
