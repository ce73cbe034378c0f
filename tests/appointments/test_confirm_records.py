"""Of a kept time nothing readable is stored; staff, an office without SMS, and a late SMS."""

from datetime import timedelta

import pytest

from deskq.appointments import jobs
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text.persian import ascii_digits
from deskq.sms.models import Notice
from tests.appointments.confirming import ask, browser, client, enter, gateway, later, of_day, states, texted, work
from tests.appointments.conftest import hour

__all__ = ["browser", "client", "gateway", "texted", "work"]
pytestmark = pytest.mark.usefixtures("opened", "gateway")


def test_neither_number_nor_code_nor_address_is_kept_in_the_open(client, texted, office):
    link = ask(client).location
    code = ascii_digits(texted())
    found = of_day()[0]
    told = " ".join(entry.body for entry in journal.walk(db.session(), office))
    stored = str([getattr(found, column.name) for column in found.__table__.columns if column.name != "phone"])
    abouts = " ".join(notice.about for notice in db.session().query(Notice))

    assert not [
        secret for secret in (code, "9123456789", "203.0.113.7") for text in (told, stored, abouts) if secret in text
    ]
    assert enter(client, link, code).status_code == 303
    assert of_day()[0].address_index is None, "the address is forgotten when the number is proven"


def test_of_a_time_given_back_nothing_is_left_after_a_day(client, texted):
    ask(client)
    later(minutes=11)
    jobs.run_once()
    found = of_day()[0]
    assert found.phone is None
    assert None not in (found.phone_index, found.address_index), "they count the codes of a day"

    clock.fix(hour("9:00") + timedelta(hours=2))
    jobs.run_once()

    assert of_day()[0].phone_index is None


def test_staff_book_for_a_citizen_without_a_code_and_the_journal_names_them(sign_in, texted, gateway, office):
    clerk = sign_in("moradi")
    assert "gateway" not in clerk.get("/counters/appointment").text
    assert 'href="/appointments"' in clerk.get("/counters/appointment").text

    links = [ask(clerk, at).location for at in ("10:15", "11:00", "12:00")]

    assert states() == ["booked"] * 3
    assert "۱۰:۱۵" in clerk.get(links[0]).text
    made = [entry for entry in journal.walk(db.session(), office) if entry.kind == "appointment.booked"]
    assert {entry.by for entry in made} == {made[0].by}
    assert made[0].by.startswith("person:")
    assert gateway.texts == []


def test_who_may_not_book_for_others_books_like_everybody(sign_in, texted):
    ask(sign_in("mayor"))

    assert states() == ["pending"]


def test_without_a_gateway_it_is_an_appointment_at_once(app, client):
    app.extensions["deskq_outbox"].gateway = None

    link = ask(client).location

    assert states() == ["booked"]
    assert client.post(f"{link}/sms-code").status_code == 303
    assert enter(client, link, "123456").status_code == 303


def test_an_sms_that_is_late_is_not_sent_for_a_time_that_is_free_again(client, work, gateway):
    ask(client)
    later(minutes=11)
    jobs.run_once()

    work()

    assert gateway.texts == []
