"""The pages of joining from outside: /join, "I am here" on the phone and at the kiosk, the code at the door."""

import re
from datetime import timedelta

import pytest

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.core.text.persian import persian_digits
from deskq.core.transactions import transaction
from deskq.office.models import SpecialDay
from deskq.queue import wait_port
from deskq.queue.models import Ticket
from deskq.queue.screens.phone.queries import ticket_view_by_id
from deskq.queue.screens.shared import WaitShown
from deskq.sms import service as sms_service
from tests.conftest import PASSWORD
from tests.tools.device_pairing import paired


def form(**fields: object) -> dict[str, object]:
    usual = {"service": "renewal_levy", "phone": "0912 000 0001", "travel": "30", "request_key": secrets.new()}
    return usual | fields


@pytest.fixture
def mine(client):
    """The address of a ticket that was taken from outside."""
    answer = client.post("/join", data=form())
    assert answer.status_code == 303
    return answer.headers["Location"]


@pytest.fixture
def digits(browser, office):
    """``digits()``: what the door shows now."""
    lobby = paired(browser(), office, "lobby")

    def read() -> str:
        return re.search(r'<p class="door-code"><bdi dir="ltr">(\d{4})</bdi>', lobby.get("/join/door?lang=en").text)[1]

    return read


def state() -> str:
    db.session.remove()
    return db.session().query(Ticket).one().state


def test_the_front_page_leads_there_while_it_is_open(client, set_office):
    opened = client.get("/").text
    set_office(join_share=0)

    assert 'href="/join"' in opened
    assert 'href="/join"' not in client.get("/").text


def test_a_number_is_taken_from_outside_and_its_page_says_what_to_do(client, mine):
    text = client.get(f"{mine}?lang=en").text

    assert "201" in text
    assert "You are called once you are here" in text


def test_two_browsers_with_one_number_get_one_ticket(browser, mine):
    answer = browser().post("/join?lang=en", data=form(phone="+98 912 000 0001"))

    assert answer.status_code == 409
    assert "already has a ticket today" in answer.text
    assert "201" not in answer.text  # anybody who types a number need not be its owner
    assert state() == "held"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"phone": "021 88776655"}, "We can only text mobile numbers"),
        ({"phone": ""}, "Please fill in this field."),
        ({"travel": "soon"}, "Please enter a whole number."),
        ({"service": ""}, "Please choose what you have come for."),
        ({"service": "no_such"}, "This service does not exist."),
    ],
)
def test_a_wrong_field_is_said_beside_it_and_above_the_form_and_the_rest_stays(client, wrong, said):
    answer = client.post("/join?lang=en", data=form(**wrong))

    above, below = answer.text.split('<form class="booking-form"')
    (field,) = wrong
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in above
    assert f'id="{field}"' in below
    assert said in above
    assert said in below
    assert db.session().query(Ticket).count() == 0


def test_while_it_is_off_the_page_says_what_else_to_do(client, set_office):
    set_office(join_share=0)

    assert "/messages/new" in client.get("/join").text
    assert client.post("/join", data=form()).status_code == 409


def test_while_the_office_is_closed_nobody_is_sent_to_the_kiosk(client, office):
    with transaction(office, "test") as tx:
        tx.session.add(SpecialDay(office_id=office, day=clock.now().date(), opens=None, closes=None))
        tx.config_changed()

    text = client.get("/join?lang=en").text

    assert "We are closed" in text
    assert "Opens on" in text
    assert "at the kiosk" not in text


@pytest.mark.parametrize("spell", [str, persian_digits])
def test_the_digits_at_the_door_show_that_one_is_here(client, mine, digits, spell):
    answer = client.post(f"{mine}/arrival/code", data={"code": spell(digits())})

    assert answer.status_code == 303
    assert state() == "waiting"


@pytest.fixture
def known_wait(monkeypatch):
    """Every waiting ticket shows an estimated wait and the earliest time of its turn."""
    told = WaitShown((600, 900), clock.now() + timedelta(minutes=8))
    monkeypatch.setattr(wait_port, "of_ticket", lambda found, *_: told if found.state == "waiting" else None)


def test_after_that_the_ticket_knows_it_and_asks_no_more_how_far_away_one_is(client, mine, digits, known_wait):
    before = client.get(mine).text

    client.post(f"{mine}/arrival/code", data={"code": digits()})

    assert "data-here" not in before
    assert "data-here" in client.get(mine).text
    assert "data-here" in client.get(f"{mine}/state").json["html"]


def test_a_ticket_of_the_kiosk_may_still_be_asked(office, issue, known_wait):
    taken = issue()

    assert not ticket_view_by_id(db.session(), office, taken.id).confirmed_here


def test_the_lobby_board_shows_the_digits_where_the_office_wants_it_while_somebody_can_join(
    browser, office, digits, set_office
):
    lobby = paired(browser(), office, "lobby")
    hidden = lobby.get("/lobby/board?lang=en").json["html"]
    set_office(join_digits="board")

    shown = re.search(r"Digits at the door <b>.*?(\d{4})", lobby.get("/lobby/board?lang=en").json["html"])

    assert "Digits at the door" not in hidden
    assert shown[1] == digits()
    set_office(join_share=0)
    assert "Digits at the door" not in lobby.get("/lobby/board?lang=en").json["html"]


def test_the_digits_of_yesterday_are_refused(client, office, browser, digits, later, join):
    old = digits()
    later(hours=24)
    ticket = join()

    answer = client.post(f"/t/{ticket.secret}/arrival/code?lang=en", data={"code": old})

    assert answer.status_code == 409
    assert "not the code at the door now" in answer.text
    assert state() == "held"


@pytest.mark.parametrize("code", ["", "12", "abcd", "12345"])
def test_what_is_no_code_is_a_wrong_code(client, mine, code):
    assert client.post(f"{mine}/arrival/code", data={"code": code}).status_code == 409


def test_a_phone_at_the_office_shows_that_one_is_here_and_one_in_the_next_town_does_not(client, mine):
    def say(latitude: str, longitude: str):
        place = {"latitude": latitude, "longitude": longitude, "accuracy": "12"}
        return client.post(f"{mine}/arrival/distance?lang=en", data=place)

    refused = say("36.2797", "50.0049")
    assert refused.status_code == 409
    assert "36 km away" in refused.text
    assert state() == "held"

    assert say("36.0712", "49.6960").status_code == 303
    assert state() == "waiting"


@pytest.mark.parametrize("others", [0, 1], ids=["alone", "beside another ticket of the number"])
def test_at_the_kiosk_the_phone_number_shows_it(browser, office, mine, issue, look, others):
    for _ in range(others):
        sms_service.store_number(office, "test", issue().id, "+989120000001")
    kiosk = paired(browser(), office)

    answer = kiosk.post("/kiosk/arrival", data={"code": "۰۹۱۲۰۰۰۰۰۰۱"})

    assert answer.status_code == 303
    assert kiosk.get(answer.headers["Location"]).status_code == 200
    assert look().query(Ticket).order_by(Ticket.id).first().state == "waiting"


@pytest.mark.parametrize("typed", ["0912", "09120000002", ""])
def test_the_kiosk_knows_only_numbers_of_today(browser, office, mine, typed):
    answer = paired(browser(), office).post("/kiosk/arrival?lang=en", data={"code": typed})

    assert answer.status_code == 409
    assert "no ticket taken from outside" in answer.text


def test_the_code_at_the_door_is_not_for_strangers(client, browser):
    staff = browser()
    staff.post("/sign-in", data={"name": "supervisor", "password": PASSWORD})

    assert client.get("/join/door").status_code == 303
    assert staff.get("/join/door").status_code == 200


@pytest.mark.parametrize("other", [{"phone": "0912 000 0002"}, {"service": "info_desk"}])
def test_back_with_another_number_or_service_does_not_show_the_first_ticket(client, browser, other):
    first = form()
    mine = client.post("/join", data=first).headers["Location"]

    answer = browser().post("/join?lang=en", data=first | other)

    assert client.post("/join", data=first).headers["Location"] == mine
    assert answer.status_code == 409
    assert "This form was sent already, with other content" in answer.text
    assert f'value="{(first | other)["phone"]}"' in answer.text
    assert f'name="request_key" value="{first["request_key"]}"' not in answer.text
