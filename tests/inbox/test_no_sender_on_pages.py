"""No page shows the sender of a message to staff without an explicit disclosure: every page, every role."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.messages.models import Feedback
from deskq.messages.queries import message as message_queries
from deskq.messages.service import answer as answer_service
from deskq.messages.service import refer as refer_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.refer import refer
from deskq.paper_boxes.models import Box, BoxOpening
from deskq.portal import service
from deskq.sms import phone_numbers
from deskq.staff import queries as staff_queries
from tests.tools import pdf_text

NAME, PHONE, ID, HOME = "سارا شیرازی‌فرد", "09121234567", "0499370899", "کوچهٔ گلهای وحشی پلاک ۷"
SENDER = {"name": NAME, "phone": PHONE, "national_id": ID, "home": HOME}
PAGES = ("/inbox", "/intake", "/boxes", "/calls")
#: One of each role.
PEOPLE = ("moradi", "civil", "operator", "supervisor", "inspectorate", "mayor", "admin")
SPELLINGS = {PHONE, PHONE[1:], phone_numbers.parse_mobile(PHONE), f"{PHONE[:4]} {PHONE[4:7]} {PHONE[7:]}", ID}
SECRETS = {*SPELLINGS, *map(persian.persian_digits, SPELLINGS), NAME, HOME}


@pytest.fixture
def filed(office, file, action, units, later):
    """Messages of one sender in every state and kind, one to be rung about, one typed in from a box."""
    made = [file(kind, **SENDER) for kind in ("request", "criticism", "complaint", "suggestion", "report")]
    given = {"channel": "phone", "taken_by_id": staff_queries.person_by_name(db.session(), "operator").id}
    made += [file(**given, **SENDER) for _ in range(3)]
    refer(action("operator", made[5]), units["civil_works"])
    refer_service.accept(action("civil", made[5]))
    answer_service.answer(action("operator", made[6]), Answer("explained", "چنین شد"))
    service.withdraw(office, made[7].id)
    opening = {"opened_at": clock.now(), "by_id": given["taken_by_id"], "witnesses": "دو همکار", "minutes": ""}
    box = db.session().query(Box).first()
    db.session().add(BoxOpening(office_id=office, box_id=box.id, request_key="k", slips=1, **opening))
    db.session().commit()
    made.append(file("suggestion", channel="box", opening_id=db.session().query(BoxOpening).one().id, **SENDER))
    later(days=2)
    return made


def addresses(app) -> list[Rule]:
    """Every page of messages that is only looked at."""
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(PAGES) and "GET" in rule.methods]


def places(rule: Rule, filed) -> list[str]:
    """The addresses of a rule: each number in it is that of a message, a call, an opening. Lists are searched too."""
    ids = [message.id for message in filed] if "message_id" in rule.arguments else [1, 2]
    found = {re.sub(r"<[^>]*>", str(key), rule.rule) for key in ids}
    searched = ("", "?lang=en") if rule.arguments else ("", "?q=خیابان", "?state=all&lang=en")
    return sorted({f"{path}{asked}" for path in found for asked in searched})


def words_of(answer: TestResponse) -> str:
    """The text of a page; of a workbook that of its parts; of a PDF what a reader takes from it."""
    if answer.data.startswith(b"%PDF"):
        return pdf_text.text(answer.data)
    if not answer.data.startswith(b"PK"):
        return answer.text
    with ZipFile(BytesIO(answer.data)) as book:
        return "".join(book.read(part).decode() for part in book.namelist())


def told(text: str) -> set[str]:
    return {secret for secret in SECRETS if secret in text}


@pytest.mark.parametrize("name", PEOPLE)
def test_no_page_shows_the_sender(app, filed, inside, name):
    wrong, seen = {}, 0

    for rule in addresses(app):
        for place in places(rule, filed):
            answer = inside(name).get(place)
            seen += answer.status_code == 200
            assert answer.status_code < 500, place
            if told(words_of(answer)):
                wrong[place] = told(words_of(answer))

    assert wrong == {}
    assert seen > 5 or name == "admin"
    assert {rule.rule for rule in addresses(app)} >= {*PAGES, "/inbox/<int:message_id>"}


def test_the_number_of_a_call_is_shown_only_to_the_operator_who_started_it(filed, inside):
    call = db.session().query(Feedback).filter(Feedback.outcome.is_(None)).order_by(Feedback.id).first()
    operator = inside("operator")
    before = operator.get(f"/calls/{call.id}", follow_redirects=True)
    operator.post(f"/calls/{call.id}/beginning")

    after = operator.get(f"/calls/{call.id}")

    assert (told(before.text), bool(told(after.text))) == (set(), True)
    assert message_queries.sender(db.session(), call.message_id).phone == phone_numbers.parse_mobile(PHONE)
