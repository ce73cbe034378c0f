"""The pages of the admin, the clerk and the kiosk, by their forms."""

import re

import pytest

from deskq.appointments import queries
from deskq.core.extensions import db
from deskq.core.text.persian import persian_digits
from deskq.office import config_cache
from deskq.queue import jobs
from tests.appointments.conftest import CODE, tomorrow
from tests.security.conftest import caller
from tests.tools.browsers import browser, client, limited, look
from tests.tools.forms import revision_of

__all__ = ["browser", "caller", "client", "limited", "look"]
TERMS = {
    "open": "1", "lead_minutes": "۶۰", "days_ahead": "30", "most": "2", "early_minutes": "20", "late_minutes": "10",
    "remind_hours": "0", "national_id": "optional", "confirm_minutes": "۱۵", "most_per_address": "4",
}  # fmt: skip


@pytest.fixture
def times_form(office):
    service_id = config_cache.of(db.session(), office).service(CODE).id
    return {
        "service_id": service_id, "weekdays": ["0", "4"], "first_day": "۱۴۰۵/۰۹/۰۴", "last_day": "1405/09/30",
        "opens": "۸:۳۰", "closes": "12", "slot_minutes": "۲۰", "capacity": "2",
    }  # fmt: skip


def test_an_admin_sets_the_terms_and_opens_times(sign_in, office, times_form):
    admin = sign_in("admin")

    terms = TERMS | revision_of(admin, "/manage/appointments/terms")
    assert admin.post("/manage/appointments/terms", data=terms).status_code == 303
    assert admin.post("/manage/appointments/times", data=times_form).status_code == 303

    db.session.rollback()
    policy = queries.policy(db.session(), office)
    assert (policy.open, policy.lead_minutes, policy.most) == (True, 60, 2)
    page = admin.get("/manage/appointments").text
    assert "۸:۳۰ تا ۱۲:۰۰</td>" in page
    assert "شنبه، چهارشنبه" in page


def test_times_sent_twice_are_opened_once_and_errors_shown_beside_their_field(sign_in, office, times_form):
    admin = sign_in("admin")

    answers = [admin.post("/manage/appointments/times", data=times_form).status_code for _ in range(2)]
    answers.append(admin.post("/manage/appointments/times", data=times_form | {"capacity": "3"}).status_code)

    db.session.rollback()
    assert answers == [303] * 3
    assert sorted(plan.capacity for plan in queries.plans(db.session(), office, tomorrow())) == [2, 3]

    answer = admin.post("/manage/appointments/times", data=times_form | {"closes": "8:40", "capacity": "0"})

    assert answer.status_code == 422
    assert re.search(r'id="capacity"[^>]*value="۰"', answer.text)
    assert 'id="capacity-problem"' in answer.text


def test_a_supervisor_sees_the_day_but_opens_nothing(sign_in, opened, book, times_form):
    book("10:15")
    supervisor = sign_in("supervisor")

    page = supervisor.get("/manage/appointments?day=1405/09/04").text

    assert "۱۰:۱۵" in page
    assert "/manage/appointments/times" not in page
    assert supervisor.post("/manage/appointments/times", data=times_form).status_code == 403


def test_a_day_is_cancelled_and_restored(sign_in, opened, book, now_of):
    made = book("10:15")
    admin = sign_in("admin")

    admin.post("/manage/appointments/withdrawal", data={"day": "۱۴۰۵/۰۹/۰۴", "reason_fa": "قطع برق"})
    page = admin.get("/manage/appointments?day=1405/09/04").text

    assert now_of(made).state == "withdrawn"
    assert "قطع برق" in page
    assert admin.post("/manage/appointments/restoration", data={"day": "1405/09/04"}).status_code == 303


def test_a_clerk_reads_why_a_code_is_not_taken_and_admits_a_visitor_by_it(sign_in, opened, book, at_hour, now_of):
    made = book("10:15")

    early = sign_in("karimi").post("/counters/appointment", data={"code": made.code})
    at_hour("10:00")
    answer = sign_in("karimi").post("/counters/appointment", data={"code": persian_digits(made.code)})

    assert early.status_code == 409
    assert "لطفاً از ساعت ۰۹:۴۵ دوباره بیایید" in early.text
    assert answer.status_code == 200
    assert "ساعت ۱۰:۱۵ وارد صف می‌شود" in answer.text
    assert now_of(made).state == "arrived"


def test_a_refused_code_stays_in_its_field_to_be_compared(sign_in, opened):
    clerk = sign_in("karimi")

    for wrong in ("123456", "12"):
        assert f'value="{wrong}"' in clerk.post("/counters/appointment", data={"code": wrong}).text
    assert 'value=""' in clerk.get("/counters/appointment").text


def test_the_kiosk_issues_the_ticket_and_returns_the_same_one_again(caller, opened, book, at_hour):
    made = book("10:15")
    kiosk = caller("kiosk")
    at_hour("10:00")

    first = kiosk.post("/kiosk/appointment", data={"code": made.code})
    again = kiosk.post("/kiosk/appointment", data={"code": made.code})

    assert first.status_code == 303
    assert first.location == again.location
    page = kiosk.get(first.location).text
    assert "از ساعت ۱۰:۱۵" in page
    assert "پیش از آن فراخوانده نمی‌شوید" in page


def test_the_kiosk_says_that_a_late_appointment_is_void(caller, opened, book, at_hour, now_of):
    made = book("10:15")
    kiosk = caller("kiosk")
    at_hour("10:40")

    answer = kiosk.post("/kiosk/appointment", data={"code": made.code})

    assert answer.status_code == 409
    assert "این نوبت دیگر معتبر نیست" in answer.text
    assert now_of(made).state == "void"


def test_the_story_of_the_ticket_tells_the_hour_it_was_kept_for(sign_in, opened, book, at_hour, check_in, now_of):
    made = book("10:15")
    at_hour("10:00")
    check_in(made.code)
    at_hour("10:15")
    jobs.run_once()

    page = sign_in("supervisor").get(f"/manage/tickets/{now_of(made).ticket_id}")

    assert page.status_code == 200
    assert "نوبت اینترنتی" in page.text
    assert "۱۰:۱۵" in page.text
