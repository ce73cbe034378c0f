"""The receipt of an application on the printer of tickets: every field of R3, a code that is read, printed once."""

import re

import pytest
import zxingcpp

from deskq.core.extensions import db
from deskq.demo.office import create_demo_office
from deskq.printing.models import PrintJob
from deskq.printing.ticket_content import compose
from deskq.printing.ticket_image import draw
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue
from tests.applications.conftest import DOCUMENTS
from tests.conftest import PASSWORD


@pytest.fixture
def more_settings():
    return {"DEMO": True, "PRINTER": "fake"}


@pytest.fixture
def receipted(office, opened):
    """An application without its title deed, opened from a ticket in this language."""

    def open_(language: str = "fa"):
        ticket = issue.issue(office, "test", NewTicket("building_permit", "s" * 40, language=language))
        return opened(received=DOCUMENTS - {"deed"}, ticket_id=ticket.id)

    return open_


def test_it_says_what_a_receipt_has_to_say_and_nothing_of_who_applied(app, receipted):
    made = receipted()

    paper = compose(app, made.ticket_id, "receipt")

    said = " ".join((paper.service, paper.bring_title, paper.bring, paper.foot, *map(" ".join, paper.facts)))
    for words in (
        "صدور پروانهٔ ساختمان", "در انتظار شماست", "لیلا جعفری", "میز خدمت", "طبق فیش", "صدور دفترچه", "سند مالکیت",
        "کارت ملی متقاضی", "۱۰:۰۰",
    ):  # fmt: skip
        assert words in said
    assert "کاظم" not in said
    assert paper.code.replace(" ", "").translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")) == made.code


@pytest.mark.parametrize(("language", "words"), [("fa", "تلفن ۱۳۷، همکف"), ("en", "137, ground floor")])
def test_it_names_how_to_reach_the_unit_and_keeps_year_and_time_apart(app, receipted, sign_in, language, words):
    made = receipted(language)

    facts = compose(app, made.ticket_id, "receipt").facts

    assert words in " ".join(map(" ".join, facts))
    assert words in sign_in("supervisor").get(f"/applications/{made.id}/receipt?lang={language}").text
    assert re.search(r"\d{4}\)?[،,] \d\d:\d\d$", facts[0][1])


@pytest.mark.parametrize(("language", "width"), [("fa", 576), ("en", 384)])
def test_its_picture_carries_a_code_for_the_tracking_page(app, receipted, language, width):
    made = receipted(language)

    picture = draw(compose(app, made.ticket_id, "receipt"), width)

    (read,) = zxingcpp.read_barcodes(picture.convert("L"))
    spoken = "?lang=en" if language == "en" else ""
    assert read.text == f"http://localhost/track/{made.code}{spoken}"
    assert picture.width == width


def test_where_several_offices_are_served_the_code_names_its_own(app, receipted):
    create_demo_office(PASSWORD, "north")
    db.session.commit()
    made = receipted()

    paper = compose(app, made.ticket_id, "receipt")

    assert paper.qr == f"http://localhost/o/main/track/{made.code}"
    assert app.test_client().get(paper.qr.removeprefix("http://localhost")).status_code == 200


def test_two_presses_print_one_receipt(sign_in, receipted):
    made = receipted()
    clerk = sign_in("karimi")
    address = f"/applications/{made.id}/receipt"
    assert f'action="{address}"' in clerk.get(address).text

    for _ in range(2):
        assert clerk.post(address).status_code == 303

    db.session.rollback()
    assert [job.kind for job in db.session().query(PrintJob)] == ["receipt"]


def test_without_a_ticket_there_is_no_button_and_no_paper(sign_in, opened):
    made = opened()
    clerk = sign_in("karimi")
    address = f"/applications/{made.id}/receipt"

    assert f'action="{address}"' not in clerk.get(address).text
    assert clerk.post(address).status_code == 404
