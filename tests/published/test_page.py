"""The public page: waits of this moment, findings as headings, and nothing under five."""

import re

import pytest
from sqlalchemy import insert

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.messages.models import Message
from deskq.office.events import OfficeChanged
from deskq.office.models import SpecialDay
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import counters
from deskq.queue.service.issue import issue
from tests.ratings.past_visits import PastVisit, days_ago, write_visits

HEADINGS = ("Waiting now", "The best time to come", "Satisfaction", "How we order the queue", "Open data")


def test_a_new_office_says_what_will_stand_there(page):
    text = page("/published?lang=en")

    assert all(f">{heading}</h2>" in text for heading in HEADINGS)
    assert "appears after ten open days" in text
    assert "first score appears here after the end of a month" in text
    assert "How long applications take" not in text


def test_each_service_has_its_waiting_people_and_whether_a_counter_serves_it(page, office, at):
    issue(office, "test", NewTicket("info_desk", "a"))
    counters.open_counter(at(1))

    text = page("/published?lang=en")

    row = re.search(r'<b class="wait-service">Information</b>.*?</li>', text, re.DOTALL)[0]
    assert "</svg> 1 " in row
    assert "unknown at the moment" in row
    other = re.search(r'<b class="wait-service">Building permit</b>.*?</li>', text, re.DOTALL)[0]
    assert "no counter is open" in other
    assert "1 person is waiting" in text


def test_a_closed_office_says_so_and_shows_no_waits(page, office):
    with transaction(office, "test") as tx:
        tx.session.add(SpecialDay(office_id=office, day=clock.now().date(), opens=None, closes=None))
        tx.config_changed()
        tx.record(OfficeChanged("special", office))

    text = page("/published?lang=en")

    assert "We are closed." in text
    assert "people are waiting" not in text
    assert "wait-count" not in text


def test_the_shares_of_a_season_are_told_without_small_groups(page, autumn, frozen):
    autumn({"asphalt": 12, "gutters": 7, "animals": 3})
    frozen()

    text = page("/published?lang=en")

    assert "0% of messages were answered by the promised date" in text
    assert "Autumn 1405: 22 answers were due, 0 came in time" in text
    assert "Not shown:" in text
    assert not re.search(r'<td class="published-number">[1-4]</td>', text)


def test_the_best_hours_stand_beside_the_services(page, office, frozen):
    write_visits(office, [PastVisit(days_ago(day), waited=4 + day % 7) for day in range(1, 29) for _ in range(12)])
    frozen()

    text = page("/published?lang=en")

    assert "The best time to come: Tuesday from 9 to 10" in text
    assert "shortest waits: Tuesday, 9 to 10, usually 4 min" in text
    assert '<td data-level="4">10</td>' in text


def test_persian_pages_have_persian_words_and_numbers(page, autumn, frozen):
    (made,) = autumn({"asphalt": 1})
    row = {column.name: getattr(made, column.name) for column in Message.__table__.columns}
    # written directly: filing each takes a while
    ids = range(row["id"] + 1, row["id"] + 1500)
    others = [row | {"id": n, "code": f"{n:012}", "request_key": f"copy {n}"} for n in ids]
    db.session.execute(insert(Message), others)
    db.session.commit()
    frozen()

    text = page("/published?lang=fa")

    assert "پاییز ۱۴۰۵: موعد پاسخ ۱٬۵۰۰ پیام رسید" in text
    assert not re.search(r"[۰-۹],[۰-۹]", text)


def test_the_waits_alone_can_be_asked_for(client):
    answer = client.get("/published/waiting?lang=en")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "10:00" in answer.json["html"]


def test_waits_are_drawn_again_after_five_seconds_and_a_change_of_the_office_at_once(client, office, set_office, later):
    def waiting() -> str:
        return client.get("/published/waiting?lang=en").json["html"]

    def hour() -> str:
        return re.search(r"2026, (\d\d:\d\d)", waiting())[1]

    first = hour()
    later(seconds=4)
    issue(office, "test", NewTicket("info_desk", "b"))
    assert "</svg> 1 " not in waiting()
    later(minutes=1)

    assert hour() > first
    assert "</svg> 1 " in waiting()
    set_office(name_en="Another office")
    assert "Another office" in client.get("/published?lang=en").text


def test_the_page_repeats_nothing_of_the_request_since_it_is_compressed(app, client):
    answer = client.get("/published?lang=en&guess=csrf_token", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "guess" not in client.get("/published?lang=en&guess=csrf_token").text


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_where_the_address_is_shared_it_shows_a_title_and_a_picture(page, lang):
    text = page(f"/published?lang={lang}")
    tags = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', text))

    assert tags["og:locale"] == {"fa": "fa_IR", "en": "en_GB"}[lang]
    assert tags["og:image"].startswith("http://")
    assert "/published/picture.png" in tags["og:image"]
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["og:image:alt"]
