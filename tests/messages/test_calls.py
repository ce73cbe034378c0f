"""The operator rings about answers: one call is one operator's, its number is shown to whoever makes it."""

from datetime import timedelta

import pytest

from deskq import clock, journal
from deskq.errors import BadFields
from deskq.extensions import db
from deskq.messages import keeper, queries, service
from deskq.messages.models import Feedback
from deskq.messages.service import Answer, BeingRung
from deskq.staff import queries as staff_queries
from tests.conftest import PASSWORD

PHONE = "09121234567"


@pytest.fixture
def answered(file, press, later):
    """``answered()``: a request that was answered a day ago, whose sender left a number; and its call."""

    def make(**given: object) -> Feedback:
        made = file(category="green", phone=PHONE, name="سارا احمدی", **given)
        service.answer(press("operator", made), Answer("explained", "هرس شد."))
        later(hours=25)
        return queries.feedback_of(db.session(), made.id)

    return make


@pytest.fixture
def operator(browser, office):
    """The operator, signed in; called before or after the clock was moved."""

    def arrive():
        made = browser()
        assert made.post("/sign-in", data={"name": "operator", "password": PASSWORD}).status_code == 303
        return made

    return arrive


def person(name: str) -> int:
    return staff_queries.person_by_name(db.session(), name).id


def test_an_empty_list_says_what_would_be_here_and_when(operator, file, press):
    made = file(phone=PHONE)
    service.answer(press("operator", made), Answer("explained", "شد."))

    page = operator().get("/calls").text

    assert "اکنون تماسی در نوبت نیست" in page
    assert "تماس بعدی" in page


def test_the_list_shows_no_number_and_the_call_does(operator, answered):
    call = answered()
    comes = operator()
    assert "۴۵۶۷" not in comes.get("/calls").text
    assert comes.get(f"/calls/{call.id}").status_code == 303

    begun = comes.post(f"/calls/{call.id}/beginning")

    page = comes.get(begun.location).text
    assert "۰۹۱۲۱۲۳۴۵۶۷" in page
    assert "هرس شد." in page
    assert page.count("data-key=") == 6


def test_that_a_number_was_shown_is_in_the_journal(operator, answered, office, look):
    call = answered()

    operator().post(f"/calls/{call.id}/beginning")

    told = [entry for entry in journal.walk(look(), office) if entry.kind == "message.feedback_call_started"]
    assert [entry.by for entry in told] == [f"person:{person('operator')}"]
    assert "912" not in told[0].body


def test_two_operators_do_not_ring_the_same_person(office, answered, later):
    call = answered()
    service.begin_call(office, "person:1", person("operator"), call.id)

    with pytest.raises(BeingRung):
        service.begin_call(office, "person:2", person("supervisor"), call.id)
    with pytest.raises(BeingRung):
        service.take_feedback(office, "person:2", person("supervisor"), call.id, "satisfied")

    later(minutes=11)
    service.begin_call(office, "person:2", person("supervisor"), call.id)


def test_a_call_of_a_colleague_says_so_on_the_list(operator, office, answered):
    call = answered()
    service.begin_call(office, "person:2", person("supervisor"), call.id)
    comes = operator()

    assert "همکاری در حال تماس است" in comes.get("/calls").text
    answer = comes.post(f"/calls/{call.id}/beginning")
    assert answer.status_code == 409
    assert "۴۵۶۷" not in answer.text
    assert comes.get(f"/calls/{call.id}").status_code == 303


def test_satisfied_closes_it_and_the_next_call_stands_first(operator, answered, look):
    first, second = answered(), answered()
    comes = operator()
    comes.post(f"/calls/{first.id}/beginning")

    answer = comes.post(f"/calls/{first.id}", data={"outcome": "satisfied"})

    page = comes.get(answer.location).text
    assert queries.by_id(look(), first.office_id, first.message_id).state == "closed"
    assert f"/calls/{second.id}/beginning" in page
    assert page.count("autofocus") == 1


def test_not_satisfied_needs_words_and_opens_it_again(operator, answered, look):
    call = answered()
    comes = operator()
    comes.post(f"/calls/{call.id}/beginning")

    without = comes.post(f"/calls/{call.id}", data={"outcome": "not_satisfied"})
    with_words = comes.post(f"/calls/{call.id}", data={"outcome": "not_satisfied", "note": "هنوز خشک است"})

    assert (without.status_code, with_words.status_code) == (422, 303)
    assert 'id="note-problem"' in without.text
    message = queries.by_id(look(), call.office_id, call.message_id)
    assert (message.state, message.reopened) == ("referred", True)


def test_who_is_not_satisfied_a_second_time_objects(office, answered, press, later):
    call = answered()
    service.take_feedback(office, "person:1", 1, call.id, "not_satisfied", "نه")
    message = queries.by_id(db.session(), office, call.message_id)
    service.answer(press("operator", message), Answer("explained", "باز هم شد"))
    later(hours=25)

    service.take_feedback(
        office, "person:1", 1, queries.feedback_of(db.session(), message.id).id, "not_satisfied", "نه"
    )

    assert message.objected


def test_who_does_not_answer_is_rung_three_times_and_not_more(office, answered, later):
    call = answered()
    tries = []
    for _ in range(3):
        service.take_feedback(office, "person:1", 1, call.id, "no_answer")
        tries.append((call.tries, call.outcome, len(queries.calls_due(db.session(), office, clock.now()))))
        later(hours=5)

    assert tries == [(1, None, 0), (2, None, 0), (3, "no_answer", 0)]


def test_what_was_opened_again_is_not_asked_about_until_it_is_answered(office, answered, press, later):
    call = answered()
    service.come_back(office, call.message_id, "reopen", "نه")
    assert queries.calls_due(db.session(), office, clock.now()) == []

    message = queries.by_id(db.session(), office, call.message_id)
    service.answer(press("operator", message), Answer("explained", "شد"))
    later(hours=25)

    assert [one.feedback.id for one in queries.calls_due(db.session(), office, clock.now())] == [call.id]


def test_nobody_is_rung_about_a_report(file, press):
    made = file("report", phone=PHONE)
    service.answer(press("inspectorate", made), Answer("explained", "رسیدگی شد."))

    assert queries.feedback_of(db.session(), made.id) is None


def test_an_outcome_of_nobody_is_refused(office, answered):
    with pytest.raises(BadFields):
        service.take_feedback(office, "person:1", 1, answered().id, "toast")


def test_the_longest_due_stands_first(office, answered):
    first, second = answered(), answered()

    due = queries.calls_due(db.session(), office, clock.now() + timedelta(days=1))

    assert [one.feedback.id for one in due] == [first.id, second.id]


@pytest.mark.parametrize("name", ["supervisor", "inspectorate", "admin", "civil", "karimi"])
def test_only_operators_ring(browser, office, answered, name):
    call = answered()
    comes = browser()
    comes.post("/sign-in", data={"name": name, "password": PASSWORD})

    assert comes.get("/calls").status_code == 403
    assert comes.get(f"/calls/{call.id}").status_code == 403
    assert comes.post(f"/calls/{call.id}/beginning").status_code == 403


def test_who_is_rung_late_is_heard_all_the_same(operator, answered, later, look):
    call = answered()
    later(days=60)  # the keeper was not there
    comes = operator()
    comes.post(f"/calls/{call.id}/beginning")

    answer = comes.post(f"/calls/{call.id}", data={"outcome": "not_satisfied", "note": "هنوز خشک است"})

    assert "پیام باز است" in comes.get(answer.location).text
    message = queries.by_id(look(), call.office_id, call.message_id)
    assert (message.state, message.reopened) == ("referred", True)


def test_what_was_said_by_telephone_is_read_too_when_its_citizen_came_back_meanwhile(office, answered, look):
    call = answered()
    service.begin_call(office, "person:1", person("operator"), call.id)
    service.come_back(office, call.message_id, "reopen", "نه")

    service.take_feedback(office, "person:1", person("operator"), call.id, "not_satisfied", "هنوز خشک است")

    last = queries.steps(look(), call.message_id)[-1]
    assert (last.verb, last.note) == ("unsatisfied", "هنوز خشک است")
    assert queries.by_id(look(), office, call.message_id).state == "referred"


def test_who_came_back_twice_is_told_of_in_the_history_and_to_whoever_rings(operator, office, answered, press, look):
    call = answered()
    call_id, message_id = call.id, call.message_id
    for verb in ("reopen", "object"):
        service.come_back(office, message_id, verb, "نه")
        message = queries.by_id(db.session(), office, message_id)
        service.answer(press("operator" if verb == "reopen" else "inspectorate", message), Answer("explained", "شد"))
    comes = operator()
    comes.post(f"/calls/{call_id}/beginning")

    answer = comes.post(f"/calls/{call_id}", data={"outcome": "not_satisfied", "note": "باز هم خشک است"})

    assert "بیش از این باز نمی‌شود" in comes.get(answer.location).text
    last = queries.steps(look(), message_id)[-1]
    assert (last.verb, last.note) == ("unsatisfied", "باز هم خشک است")
    history = comes.get(f"/inbox/{message_id}").text
    assert "باز هم خشک است" in history
    assert "سامانهٔ متصل" not in history
    assert queries.by_id(look(), office, message_id).state == "answered"


def test_a_call_nobody_makes_waits_as_long_as_silence_and_is_over_then(operator, office, answered, later, look):
    call = answered()
    call_id, message_id = call.id, call.message_id

    states = []
    for days in (9.9, 0.2):
        later(days=days)
        keeper.keep_once()
        states.append(queries.by_id(look(), office, message_id).state)

    assert states == ["answered", "closed"]
    assert queries.calls_due(look(), office, clock.now()) == []
    assert look().get(Feedback, call_id).outcome == "not_made"
    late = operator().post(f"/calls/{call_id}/beginning")
    assert late.status_code == 409
    assert "تماس در زمان خود گرفته نشد" in late.text


def test_a_call_that_is_being_made_is_not_ended_under_the_hand_of_whoever_makes_it(office, answered, later, look):
    call = answered()
    call_id, message_id = call.id, call.message_id
    later(days=10)
    service.begin_call(office, "person:1", person("operator"), call_id)
    later(minutes=2)

    keeper.keep_once()

    assert queries.by_id(look(), office, message_id).state == "answered"
    service.take_feedback(office, "person:1", person("operator"), call_id, "not_satisfied", "نه")
    assert queries.by_id(look(), office, message_id).state == "referred"


def test_calls_nobody_made_do_not_keep_the_keeper_looking(office, answered, later):
    answered()
    before = later(days=30) - timedelta(days=10)

    assert len(queries.quiet(db.session(), office, before, 5)) == 1
