"""A booked appointment is moved or cancelled on its public page, also by the office."""

import re

from deskq.appointments import queries
from deskq.appointments.service import schedule
from deskq.core import clock
from deskq.core.extensions import db
from deskq.office.service import days
from tests.appointments.booking_pages import starts, take
from tests.appointments.conftest import CODE, hour, tomorrow

__all__ = ["take"]


def test_cancelling_frees_the_place_at_once(opened, take, client, on_offer):
    link = take("10:15").location

    assert client.post(f"{link}/cancellation").status_code == 303

    assert "شما این نوبت را لغو کرده‌اید" in client.get(link).text
    assert next(slot for slot in on_offer().day(tomorrow()) if slot.starts_at == hour("10:15")).free == 1
    assert client.post(f"{link}/cancellation").status_code == 409


def test_moving_keeps_code_and_link_and_frees_the_old_hour(opened, take, client, on_offer):
    link = take("10:15").location
    before = queries.of_day(db.session(), 1, 14050904)[0].code

    answer = client.post(f"{link}/move", data={"starts": starts("12:30")})

    assert (answer.status_code, answer.location) == (303, link)
    page = client.get(link).text
    assert "۱۲:۳۰" in page
    assert "وقت نوبت شما عوض شد." in page
    assert "وقت نوبت شما عوض شد." not in client.get(link).text
    db.session().expire_all()
    found = queries.of_day(db.session(), 1, 14050904)[0]
    assert (found.code, found.starts_at, found.moves) == (before, hour("12:30"), 1)
    assert next(slot for slot in on_offer().day(tomorrow()) if slot.starts_at == hour("10:15")).free == 1


def test_without_a_time_the_page_asks_for_one_on_the_day_that_was_shown(opened, take, client):
    link = take("10:15").location
    address = re.search(r'action="(/appointments/[^"]+/move[^"]*)"', client.get(f"{link}/move/14050904").text)[1]
    new = {"service": CODE, "phone": "۰۹۱۲ ۳۴۵ ۶۷۸۹", "request_key": "k" * 24}

    answers = [client.post(address), client.post("/appointments?day=14050904", data=new)]

    for answer in answers:
        assert answer.status_code == 422
        assert "لطفاً ساعت را انتخاب کنید." in answer.text
        assert f'value="{starts("12:30")}"' in answer.text
    assert client.post(f"{link}/move").status_code == 422


def test_to_an_hour_just_taken_or_after_its_own_nothing_is_moved(opened, take, book, client):
    link = take("10:15").location
    book("12:30", phone="09351112233")

    answer = client.post(f"{link}/move", data={"starts": starts("12:30")})

    assert answer.status_code == 409
    assert "همین حالا" in answer.text
    assert "۱۰:۱۵" in client.get(link).text

    clock.fix(hour("10:16"))

    assert client.get(f"{link}/move").status_code == 409
    assert client.post(f"{link}/move", data={"starts": starts("12:30")}).status_code == 409
    assert client.post(f"{link}/cancellation").status_code == 409


def test_a_day_the_office_cancels_is_told_on_the_page_and_may_be_moved(opened, take, client, office):
    link = take("10:15").location
    schedule.withdraw_day(office, "test", tomorrow(), ("قطع برق", "Power cut"))

    page = client.get(link).text
    moved = client.post(f"{link}/move", data={"starts": starts("10:15") + 3 * 24 * 60})

    assert "اداره ناچار شد این روز را لغو کند" in page
    assert "قطع برق" in page
    assert moved.status_code == 303
    assert "نوبت شما ثبت شده است" in client.get(link).text


def test_a_closure_that_comes_later_is_told_on_the_page(opened, take, client, office):
    link = take("10:15").location
    days.save_special(office, "test", None, tomorrow(), None, None, ("تعطیل", "Closed"))

    assert "اداره در این ساعت بسته خواهد بود" in client.get(link).text
