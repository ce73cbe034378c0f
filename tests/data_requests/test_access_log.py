"""The access log of the inspectorate: who accessed whose data, from the journal."""

import re

import pytest

from deskq.core.db import journal, redaction
from deskq.core.db.events import EntryRedacted
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.feedback_calls import service
from deskq.intake import service as intake_service
from deskq.messages.queries import message as message_queries
from deskq.messages.service import disclosure
from deskq.messages.service.answer import Answer, answer
from deskq.units import queries
from tests.data_requests.conftest import NAME, PHONE
from tests.tools.statements import statements

PAGE, STRUCK = "/manage/person/looks?lang=en", "/manage/person/struck?lang=en"


@pytest.fixture
def page(client, sign_in):
    return sign_in("inspectorate")


def rows(page) -> list[str]:
    """As they are read."""
    found = re.findall(r"<tr>(.*?)</tr>", page.get(PAGE).text, re.S)[1:]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_each_access_shows_who_what_and_why_but_never_whose_data(file, page, action, office):
    made = file()
    disclosure.reveal(action("operator", made), "برای بازدید")
    operator = action("operator", made)
    intake_service.look_up_caller(office, operator.by, operator.person_id, PHONE)
    page.post("/manage/person", data={"phone": PHONE, "why": "نامهٔ ۱۲"})

    told = rows(page)

    assert ["Searched for a person" in told[0], "نامهٔ ۱۲" in told[0], "Parvin Kazemi" in told[0]] == [True] * 3
    assert ["earlier messages" in told[1], "Somayeh Asadi" in told[1]] == [True] * 2
    assert ["Saw who wrote" in told[2], "برای بازدید" in told[2], made.code[:4] in told[2]] == [True] * 3
    assert not any(word in page.get(PAGE).text for word in (NAME, PHONE, PHONE[1:]))


def test_a_number_shown_again_after_an_undone_call_is_listed_again(file, page, action, office, look):
    made = file("request", address="خیابان امام", still_open=True)
    operator = action("operator", made)
    answer(operator, Answer("explained", "هرس شد."))
    call = message_queries.feedback_of(look(), made.id)
    service.begin_call(office, operator.by, operator.person_id, call.id)
    service.take_feedback(office, operator.by, operator.person_id, call.id, "unsure")
    service.take_back(office, operator.by, operator.person_id, call.id)

    assert [("again" in told, made.code[:4] in told) for told in rows(page)] == [(True, True), (False, True)]


def test_the_access_log_needs_few_queries(file, page, action):
    for n in range(3):
        disclosure.reveal(action("operator", file(body=f"پیام {n}")), "برای بازدید")

    page.get(PAGE)  # the numbers in the menu are counted once for a while

    with statements() as sent:
        page.get(PAGE)

    assert sum("FROM message " in statement for statement, _ in sent) == 1


def test_access_to_a_report_is_hidden_from_those_who_may_not_see_it(file, page, action, office):
    units = {unit.code: unit.id for unit in queries.units(db.session(), office)}
    about_them = file("report", phone="", name="", home="", about_unit_id=units["inspectorate"], still_open=True)
    about_others = file("report", phone="", name="", home="", about_unit_id=units["desk"], still_open=True)
    disclosure.note_report_read(action("mayor", about_them))
    disclosure.note_report_read(action("inspectorate", about_others))

    (told,) = rows(page)

    assert about_others.code[:4] in told


def test_an_old_access_is_not_listed_but_stays_in_the_journal(file, sign_in, action, office, later):
    disclosure.reveal(action("operator", file()), "برای بازدید")
    later(days=31)
    page = sign_in("inspectorate")
    assert "Nobody accessed" in page.get(PAGE).text
    disclosure.reveal(action("operator", file()), "برای تماس")

    assert len(rows(page)) == 1
    assert [entry.kind for entry in journal.walk(db.session(), office)].count("message.sender_revealed") == 2


def test_texts_that_were_struck_out_of_the_journal_are_listed_with_row_kind_by_and_at(file, page, action, office):
    disclosure.reveal(action("operator", file()), "برای بازدید خانهٔ احمدی")
    row = journal.position(db.session(), office)[0]
    assert "Nothing was struck out" in page.get(STRUCK).text

    with transaction(office, "console") as tx:
        redaction.strike(tx, redaction.texts_at(tx.session, office, row, "why"), "نام کسی")

    (told,) = re.findall(r"<tr>(.*?)</tr>", page.get(STRUCK).text, re.S)[1:]
    words = " ".join(re.sub(r"<[^>]+>", " ", told).split())
    assert "a command on the server" in words
    assert f" {row} message.sender_revealed why نام کسی" in words
    assert "10:00" in words
    assert "احمدی" not in page.get(STRUCK).text


def test_a_redaction_that_nobody_at_the_console_wrote_is_listed_with_who_did(page, action, office, file):
    by = action("operator", file()).by
    with transaction(office, by) as tx:
        tx.record(EntryRedacted(1, "why", "0" * 64, "0" * 64, "x"))

    assert "Somayeh Asadi" in page.get(STRUCK).text
