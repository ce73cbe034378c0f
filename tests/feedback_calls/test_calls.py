"""Feedback calls: each is taken by one operator, who alone sees the number."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.feedback_calls import queries, service
from deskq.feedback_calls.service import CallClaimed
from deskq.messages.queries import message as message_queries
from deskq.messages.service import answer as answer_service
from deskq.messages.service.answer import Answer
from tests.conftest import PASSWORD
from tests.feedback_calls.answered_messages import PHONE, answered, operator, person

__all__ = ["answered", "operator"]


def test_an_empty_list_explains_what_it_will_show_and_reports_get_no_call(operator, file, action):
    made, report = file(phone=PHONE), file("report", phone=PHONE)
    answer_service.answer(action("operator", made), Answer("explained", "شد."))
    answer_service.answer(action("inspectorate", report), Answer("explained", "رسیدگی شد."))

    page = operator().get("/calls").text

    assert "اکنون تماسی در نوبت نیست" in page
    assert "تماس بعدی" in page
    assert message_queries.feedback_of(db.session(), report.id) is None


def test_only_the_page_of_a_call_shows_the_number_and_that_is_journalled(operator, answered, office, look):
    call = answered()
    comes = operator()
    assert "۴۵۶۷" not in comes.get("/calls").text
    assert comes.get(f"/calls/{call.id}").status_code == 303

    begun = comes.post(f"/calls/{call.id}/beginning")

    page = comes.get(begun.location).text
    assert "۰۹۱۲۱۲۳۴۵۶۷" in page
    assert "هرس شد." in page
    assert page.count("data-key=") == 6
    told = [entry for entry in journal.walk(look(), office) if entry.kind == "message.feedback_call_started"]
    assert [entry.by for entry in told] == [f"person:{person('operator')}"]
    assert "9121234567" not in told[0].body
    with pytest.raises(InvalidInput):
        service.take_feedback(office, "person:1", person("operator"), call.id, "toast")


def test_two_operators_do_not_call_the_same_person_and_the_longest_due_is_first(office, answered, later):
    call, second = answered(), answered()
    due = queries.calls_due(db.session(), office, clock.now() + timedelta(days=1))
    assert [one.feedback.id for one in due] == [call.id, second.id]
    service.begin_call(office, "person:1", person("operator"), call.id)

    with pytest.raises(CallClaimed):
        service.begin_call(office, "person:2", person("supervisor"), call.id)
    with pytest.raises(CallClaimed):
        service.take_feedback(office, "person:2", person("supervisor"), call.id, "satisfied")

    later(minutes=11)
    service.begin_call(office, "person:2", person("supervisor"), call.id)


def test_a_call_taken_by_a_colleague_is_marked_in_the_list(operator, office, answered):
    call = answered()
    service.begin_call(office, "person:2", person("supervisor"), call.id)
    comes = operator()

    assert "همکاری در حال تماس است" in comes.get("/calls").text
    answer = comes.post(f"/calls/{call.id}/beginning")
    assert answer.status_code == 409
    assert "۴۵۶۷" not in answer.text
    assert comes.get(f"/calls/{call.id}").status_code == 303


def test_satisfaction_closes_the_message_and_shows_the_next_call_first(operator, answered, look):
    first, second = answered(), answered()
    comes = operator()
    comes.post(f"/calls/{first.id}/beginning")

    answer = comes.post(f"/calls/{first.id}", data={"outcome": "satisfied"})

    page = comes.get(answer.location).text
    assert message_queries.by_id(look(), first.office_id, first.message_id).state == "closed"
    assert f"/calls/{second.id}/beginning" in page
    assert page.count("autofocus") == 1


def test_dissatisfaction_requires_a_note_and_reopens_the_message(operator, answered, look):
    call = answered()
    comes = operator()
    comes.post(f"/calls/{call.id}/beginning")

    without = comes.post(f"/calls/{call.id}", data={"outcome": "not_satisfied"})
    with_words = comes.post(f"/calls/{call.id}", data={"outcome": "not_satisfied", "note": "هنوز خشک است"})

    assert (without.status_code, with_words.status_code) == (422, 303)
    assert 'id="note-problem"' in without.text
    message = message_queries.by_id(look(), call.office_id, call.message_id)
    assert (message.state, message.reopened) == ("referred", True)


@pytest.mark.parametrize("name", ["supervisor", "inspectorate", "admin", "civil", "karimi"])
def test_only_operators_may_make_feedback_calls(browser, office, answered, name):
    call = answered()
    comes = browser()
    comes.post("/sign-in", data={"name": name, "password": PASSWORD})

    assert comes.get("/calls").status_code == 403
    assert comes.get(f"/calls/{call.id}").status_code == 403
    assert comes.post(f"/calls/{call.id}/beginning").status_code == 403
