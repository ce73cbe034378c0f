"""Addresses, links and cookies issued by an old version still work."""

import hashlib
import re

import pytest

from deskq.announcements.models import Announcement
from deskq.appointments.models import Appointment
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.message_settings.models import CityPlan
from deskq.messages.models import Message, Photo
from deskq.queue.models import Ticket
from deskq.staff.models import UnknownLogin
from tests.golden.conftest import KNOWN

TICKETS, SIGNED, MESSAGES, APPOINTMENTS = (KNOWN[name] for name in ("tickets", "signed", "messages", "appointments"))
API = KNOWN["api"]


def by_name(rows: dict[str, dict[str, object]]):
    return [pytest.param(row, id=name.replace(" ", "-")) for name, row in rows.items()]


@pytest.mark.parametrize("ticket", by_name(TICKETS))
def test_the_address_on_a_paper_opens_its_ticket_and_the_same_press_at_the_kiosk_gives_it_again(app, browser, ticket):
    row = db.session().get(Ticket, ticket["id"])
    assert row.token_hash == hashlib.sha256(ticket["secret"].encode()).hexdigest()

    page = browser().get(f"/t/{ticket['secret']}")

    assert page.status_code == 200
    assert persian.persian_digits(row.code) in page.text
    assert secrets.for_request(app.config["SECRET_KEY"], ticket["request_key"]) == ticket["secret"]


def test_the_pages_of_a_ticket_on_a_phone(browser):
    pages = {
        "wednesday waiting": ("", "/state", "/app.webmanifest"),
        "tuesday phone_rated": ("/rating/questions",),
        "wednesday low": ("",),
        "tuesday complained": ("/complaint",),
    }
    addresses = [f"/t/{TICKETS[name]['secret']}{path}" for name, paths in pages.items() for path in paths]

    for address in (*addresses, "/t/worker.js"):
        assert browser().get(address).status_code == 200, address


@pytest.mark.parametrize("name", ["rating", "rated"])
def test_the_link_in_a_text_message_opens_the_rating(browser, name):
    assert browser().get(f"/r/{SIGNED[name]}").status_code == 200


def test_the_code_on_a_tablet_or_kiosk_opens_the_way_to_a_complaint(browser):
    assert browser().get(f"/t/{SIGNED['way']}/door").status_code == 200
    assert browser().get(f"/t/{SIGNED['door']}/complaint").status_code == 200
    assert browser("kiosk").get(f"/kiosk/door/{SIGNED['filed']}/complaint").status_code == 200


@pytest.mark.parametrize("message", by_name(MESSAGES))
def test_a_tracking_code_opens_its_message(browser, message):
    page = browser().get(f"/track/{message['code']}")

    assert page.status_code == 200
    typed = browser().post("/track", data={"code": persian.persian_digits(message["code"])})
    assert (typed.status_code, message["code"] in typed.location) == (303, True)


def test_who_proved_to_be_the_citizen_reads_on_with_the_cookie_of_then(browser):
    message = MESSAGES["request"]
    body = db.session().get(Message, message["id"]).body
    (photo,) = db.session().query(Photo).filter(Photo.message_id == message["id"])

    assert body in browser("citizen").get(f"/track/{message['code']}").text
    assert browser("citizen").get(f"/messages/photos/{photo.file}").status_code == 200
    assert body not in browser().get(f"/track/{message['code']}").text


@pytest.mark.parametrize("appointment", by_name(APPOINTMENTS))
def test_the_link_of_an_appointment_opens_it_with_its_code(browser, appointment):
    page = browser().get(f"/appointments/{appointment['secret']}")

    assert page.status_code == 200
    row = db.session().query(Appointment).filter(Appointment.code == appointment["code"]).one()
    assert row.token_hash == hashlib.sha256(appointment["secret"].encode()).hexdigest()


def test_the_calendar_file_is_known_again_by_the_calendars_that_have_it(browser):
    answer = browser().get(f"/appointments/{APPOINTMENTS['kept']['secret']}/calendar.ics")

    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert re.findall(r"^(?:UID|DTSTART|DTEND).*?:(\S+)", answer.text, re.MULTILINE) == KNOWN["calendar"]


@pytest.mark.parametrize(
    ("name", "path", "stranger"),
    [
        ("lobby", "/lobby/board", 303),
        ("tablet", "/counters/2/rating/state", 403),
        ("clerk", "/counters/1", 303),
        ("supervisor", "/manage", 303),
        ("supervisor", "/inbox", 303),
    ],
)
def test_a_cookie_of_then_opens_what_it_opened(browser, name, path, stranger):
    assert browser(name).get(path).status_code == 200
    assert browser().get(path).status_code == stranger


def test_the_kiosk_of_then_offers_its_services(browser):
    assert 'name="request_key"' in browser("kiosk").get("/kiosk/services/info_desk").text
    assert 'name="request_key"' not in browser().get("/kiosk/services/info_desk").text


@pytest.mark.parametrize("name", ["kiosk", "lobby", "tablet"])
def test_a_device_paired_then_does_not_ask_to_be_paired_again(browser, name):
    (cookie,) = KNOWN["cookies"][name]

    page = {"kiosk": "/kiosk", "lobby": "/lobby", "tablet": "/counters/2/rating"}[name]

    assert f"{cookie}=" not in browser(name).get(page).headers.get("Set-Cookie", "")
    pairing = f"/devices/pairing/{name}" + ("/2" if name == "tablet" else "")
    assert f"{cookie}=" in browser().post(pairing).headers["Set-Cookie"], "the name by which it is set anew"


def test_what_was_ended_then_stays_ended(browser):
    for name in ("revoked", "waiting", ""):
        assert browser(name).post("/kiosk/tickets", data={"service": "info_desk"}).status_code == 403, name
    assert browser("ended").get("/account").status_code == 303
    assert call(browser, API["revoked"], "GET", "/board").status_code == 401


def call(browser, token: str, method: str, path: str, body: object = None, **headers: str):
    headers = {"Authorization": f"Bearer {token}"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return browser().open(f"/api/v1{path}", method=method, json=body, headers=headers)


@pytest.mark.parametrize(
    ("role", "path"), [("kiosk", "/services"), ("clerk", "/counters"), ("lobby", "/board"), ("integration", "/journal")]
)
def test_a_token_of_a_machine_is_good(browser, role, path):
    assert call(browser, API["tokens"][role], "GET", path).status_code == 200


def test_a_request_that_a_machine_sends_again_hears_the_answer_of_then(browser):
    again = API["again"]
    count = db.session().query(Ticket).count()

    answer = call(browser, API["tokens"]["kiosk"], "POST", "/tickets", again["body"], Idempotency_Key=again["key"])

    assert (answer.status_code, answer.json) == (201, again["answer"])
    assert db.session().query(Ticket).count() == count


def test_the_gateway_of_text_messages_finds_its_address(browser):
    asked = {"from": "09121110077", "message": MESSAGES["request"]["code"], "messageid": "golden-77"}

    assert browser().post(f"/sms/in/{KNOWN['sms_key']}", data=asked).text == "OK"


def test_pictures_lie_where_pages_look_for_them(browser):
    session = db.session()
    pictures = [row.file for row in session.query(Announcement) if row.file]
    plans = [row.file for row in session.query(CityPlan)]

    assert len(pictures) == len(plans) == 1
    assert browser("lobby").get(f"/board/media/{pictures[0]}").status_code == 200
    assert browser().get(f"/plan/{plans[0]}").status_code == 200


def test_a_name_of_nobody_is_known_again(browser):
    before = [row.name for row in db.session().query(UnknownLogin)]

    browser().post("/sign-in", data={"name": "nobody", "password": "wrong"})

    db.session.remove()
    assert [row.name for row in db.session().query(UnknownLogin)] == before != []
