"""A confirmed appointment is texted at once: day, hour, place, code and, where links may be sent, its page."""

import re

import pytest

from deskq.appointments import jobs, signed_link, sms_templates
from deskq.appointments.service import change
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.office.models import Counter
from tests.appointments.conftest import CODE, hour
from tests.conftest import KEY
from tests.sms.conftest import gateway, work

__all__ = ["gateway", "work"]
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def told(gateway, terms, times):
    """Every quarter of an hour from tomorrow on, told by SMS, with a reminder two hours before."""
    terms(tell_booked=True, remind_hours=2)
    times()


def plain(text: str) -> str:
    return text.replace("\u2066", "").replace("\u2069", "")


def test_the_sms_says_service_day_hour_code_and_place_at_once(told, book, gateway, work, office):
    made = book("10:15")

    work()

    (text,) = map(plain, gateway.texts)
    assert "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۰:۱۵" in text
    assert f"کد: {made.code.translate(str.maketrans('0123456789', '۰۱۲۳۴۵۶۷۸۹'))}" in text
    assert "http" not in text
    building = config_cache.of(db.session(), office).office.building.fa
    assert building
    assert building in text


def test_with_a_permit_for_links_it_contains_a_link_that_opens_the_page(told, book, gateway, work, app, client):
    app.config["SMS_LINKS"] = True
    try:
        book("10:15")
        work()
    finally:
        app.config["SMS_LINKS"] = False

    link = re.search(r"/appointments/\S+", plain(gateway.texts[0]))[0]
    assert "۱۰:۱۵" in client.get(link).text


def test_a_new_time_is_told_and_the_reminder_goes_with_it(told, book, gateway, work, office):
    made = book("10:15")
    work()

    change.move(office, made.id, hour("12:00"))
    work()
    clock.fix(hour("8:20"))  # two hours before the old time, and more before the new one
    jobs.run_once()
    work()
    before = len(gateway.texts)
    clock.fix(hour("10:05"))
    jobs.run_once()
    work()

    assert before == 2
    assert ["وقت تازهٔ نوبت" in text for text in gateway.texts] == [False, True, False]
    assert gateway.texts[2].startswith("یادآوری")
    assert "۱۲:۰۰" in gateway.texts[2]


def test_nobody_is_told_or_reminded_of_what_was_cancelled_before_it_was_sent(told, book, gateway, work, office):
    made = book("10:15")

    change.cancel(office, made.id)
    work()
    clock.fix(hour("8:20"))
    jobs.run_once()
    work()

    assert gateway.texts == []


@pytest.mark.parametrize(("fields", "texts"), [((True, 48), 1), ((False, 0), 0)], ids=["reminder due", "left out"])
def test_an_appointment_within_the_hours_of_its_reminder_is_texted_once_unless_the_office_leaves_it_out(
    terms, times, book, gateway, work, fields, texts
):
    terms(tell_booked=fields[0], remind_hours=fields[1])
    times()
    book("10:15")

    for _ in range(3):
        jobs.run_once()
        work()

    assert len(gateway.texts) == texts


def test_without_sms_the_page_says_to_note_the_code_and_offers_print_and_calendar(terms, times, book, client):
    terms(tell_booked=True)
    times()
    made = book("10:15")

    page = client.get(f"/appointments/{signed_link.dumps(KEY, made.id)}?lang=en").text

    assert "Please note the code now: no text message is sent." in page
    assert "data-print" in page
    assert "calendar.ics" in page


def test_an_address_that_was_not_signed_here_opens_nothing(told, book, client):
    made = book("10:15")

    assert client.get(f"/appointments/{signed_link.dumps('another key', made.id)}").status_code == 404
    assert signed_link.loads(KEY, "x") is None


def test_floor_and_room_are_said_where_all_counters_of_the_service_have_them_in_common(told, book, office, client):
    config = config_cache.of(db.session(), office)
    service = config.any_service(CODE)
    counters = config.counters_of(service.id)
    for counter in counters:
        move_to(office, counter.id, "اتاق ۲۰۷")
    made = book("10:15")
    link = f"/appointments/{signed_link.dumps(KEY, made.id)}"
    one_room = text_and_page(office, made, client, link)

    move_to(office, counters[0].id, "اتاق ۲۰۸")
    two_rooms = text_and_page(office, made, client, link)

    building = config.office.building.fa
    assert all(f"{building}، طبقهٔ ششم، اتاق ۲۰۷" in said for said in one_room)
    assert all(f"{building}، طبقهٔ ششم" in said and "اتاق" not in said for said in two_rooms)


def move_to(office: int, counter_id: int, room: str) -> None:
    with transaction(office, "test") as tx:
        row = tx.session.get(Counter, counter_id)
        row.floor_fa, row.floor_en, row.room_fa, row.room_en = "طبقهٔ ششم", "Sixth floor", room, ""
        tx.config_changed()


def text_and_page(office: int, made, client, link: str) -> tuple[str, str, str]:
    _, text = sms_templates.render(db.session(), office, sms_templates.about(sms_templates.CONFIRMED, made))
    calendar = client.get(f"{link}/calendar.ics").text.replace("\r\n ", "").replace("\\,", ",")
    return text, client.get(link).text, calendar
