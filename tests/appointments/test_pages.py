"""The public pages, as a phone without script sends and reads them."""

import re

import pytest

from deskq.appointments import queries
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.persian import persian_digits
from deskq.core.transactions import transaction
from deskq.office.models import SpecialDay
from tests.appointments.booking_pages import DAY, starts, take
from tests.appointments.conftest import CODE, hour

__all__ = ["take"]


def test_from_the_service_to_the_day_to_the_hour(opened, client):
    assert f'href="/appointments/services/{CODE}"' in client.get("/appointments").text
    month = client.get(f"/appointments/services/{CODE}").text
    assert "آذر ۱۴۰۵" in month
    assert f'href="{DAY}"' in month

    page = client.get(DAY).text

    assert f'value="{starts("10:15")}"' in page
    assert "۱۰:۱۵" in page


def test_in_english_days_are_those_of_the_other_calendar(opened, client):
    month = client.get(f"/appointments/services/{CODE}?lang=en").text

    assert "22 November to 21 December 2026" in month
    assert re.search(r'data-state="free"[^>]*><span [^>]*>Wednesday</span> <b>25</b>', month)


@pytest.mark.parametrize(("policy", "label"), [("off", None), ("optional", "کد ملی (اختیاری)"), ("needed", "کد ملی")])
def test_the_form_asks_for_a_national_id_as_the_office_wants_it(opened, terms, client, policy, label):
    terms(national_id=policy)

    found = re.search(r'<label for="national_id">(.*?)</label>', client.get(DAY).text, re.DOTALL)

    assert (found and re.sub(r"<[^>]*>", "", found[1]).strip()) == label


def test_a_phone_number_brings_an_appointment_with_code_and_links(opened, take, client):
    answer = take("10:15")

    assert answer.status_code == 303
    page = client.get(answer.location).text
    code = queries.of_day(db.session(), 1, 14050904)[0].code
    assert persian_digits(f"{code[:3]} {code[3:]}") in page
    for there in ("calendar.ics", "move", "cancellation"):
        assert f"{answer.location}/{there}" in page
    for guessed in ("unknown", "1"):
        assert client.get(f"/appointments/{guessed}").status_code == 404


def test_who_came_a_moment_too_late_reads_it_with_the_nearest_times(opened, take, book):
    book("10:15", phone="09351112233")

    answer = take("10:15")

    assert answer.status_code == 409
    assert "همین حالا کس دیگری این وقت را گرفت" in answer.text
    nearest = answer.text.partition("نزدیک‌ترین وقت‌های آزاد")[2].partition("</fieldset>")[0]
    assert re.findall(r"<b>(.*?)</b>", nearest) == ["۰۹:۴۵", "۱۰:۰۰", "۱۰:۳۰"]
    assert 'value="۰۹۱۲ ۳۴۵ ۶۷۸۹"' in answer.text, "what was typed is kept"


@pytest.mark.parametrize(
    ("phone", "words"), [("02188776655", "لطفاً شمارهٔ موبایل را بنویسید"), ("", "لطفاً این بخش را پر کنید")]
)
def test_a_wrong_number_is_said_beside_its_field_and_the_hour_stays_chosen(opened, take, phone, words):
    answer = take("10:15", phone)

    assert answer.status_code == 422
    assert re.search(f'id="phone-problem">.*{words}', answer.text, re.DOTALL)
    assert re.search(f'<a href="#phone">.*{words}.*<form class="booking-form"', answer.text, re.DOTALL)
    assert re.search(rf'value="{starts("10:15")}" required checked', answer.text)


@pytest.mark.parametrize("typed", ["", "x", "9" * 30, "-1", "1.5", "٣"])
def test_nonsense_for_an_hour_is_refused_and_is_no_fault(opened, client, typed):
    fields = {"service": CODE, "starts": typed, "phone": "09123456789", "request_key": "k" * 20}

    answer = client.post("/appointments", data=fields)

    assert answer.status_code == 422


@pytest.mark.parametrize("day", [0, 1, 14051332, 99999999, 14050931, 10**12])
def test_a_day_that_no_calendar_has_is_not_there(opened, client, day):
    assert client.get(f"/appointments/services/{CODE}/{day}").status_code == 404


def test_a_time_that_was_not_chosen_is_asked_for_on_the_same_page_and_the_number_stays(opened, client):
    action = re.search(r'action="(/appointments\?day=\d+)"', client.get(DAY).text)[1]
    fields = {"service": CODE, "phone": "09123456789", "request_key": "k" * 20}

    answer = client.post(action, data=fields)

    assert answer.status_code == 422
    assert 'id="starts-problem"' in answer.text
    assert '<a href="#starts">' in answer.text
    assert 'value="09123456789"' in answer.text


def test_a_full_day_and_a_closed_day_are_told_from_a_free_one(terms, times, book, client):
    terms()
    times(opens=600, closes=615)
    book("10:00")

    month = client.get(f"/appointments/services/{CODE}?month=140509").text

    assert re.search(r'data-state="full"[^>]*><span [^>]*>چهارشنبه</span> <b>۴</b>', month)
    assert re.search(r'data-state="free"[^>]*><span [^>]*>شنبه</span> <b>۷</b>', month)
    assert re.search(r'data-state="closed"[^>]*><b>۶</b>', month)


def test_pages_and_the_kiosk_offer_appointments_only_while_they_are_open(terms, times, client):
    times()
    assert "/appointments" not in client.get("/").text

    terms()

    assert 'href="/appointments"' in client.get("/").text


def test_back_with_another_time_or_number_is_told_that_the_first_one_is_booked(opened, client):
    fields = {"service": CODE, "starts": starts("10:15"), "phone": "09123456789", "request_key": "k" * 20}
    first = client.post("/appointments", data=fields)

    changed = fields | {"starts": starts("11:00"), "phone": "09351112233"}
    other = client.post("/appointments", data=changed)

    assert client.post("/appointments", data=fields).location == first.location
    assert other.status_code == 409
    assert "با محتوای دیگری فرستاده و ثبت شده است" in other.text
    assert 'value="09351112233"' in other.text
    assert re.search(rf'value="{starts("11:00")}" required checked', other.text)
    key = re.search(r'name="request_key" value="([^"]+)"', other.text)[1]
    assert client.post("/appointments", data=changed | {"request_key": key}).status_code == 303
    assert [hour("10:15"), hour("11:00")] == [row.starts_at for row in queries.of_day(db.session(), 1, 14050904)]


def test_closed_booking_says_what_else_there_is_and_sends_nobody_to_the_kiosk_of_a_closed_office(client, office):
    answer = client.get("/appointments?lang=en")

    assert "Appointments cannot be booked at the moment." in answer.text
    assert 'href="/?lang=en"' in answer.text

    with transaction(office, "test") as tx:
        tx.session.add(SpecialDay(office_id=office, day=clock.now().date(), opens=None, closes=None))
        tx.config_changed()

    text = client.get("/appointments?lang=en").text

    assert "We are closed" in text
    assert "When we are open again, please come and take a ticket at the kiosk." in text
    assert "Please come to the office" not in text
    assert 'href="/messages/new?lang=en"' in text
