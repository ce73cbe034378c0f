"""While the clock of an application stands no day is promised, nothing is late, and the new day is told once it goes
on."""

from datetime import timedelta

import pytest

from deskq.applications.models import Application, ApplicationStep
from deskq.applications.service import stages
from deskq.core import clock
from deskq.core.text import jalali
from deskq.messages.rules.deadlines import last_day
from tests.conftest import MORNING

DAY = timedelta(days=1)


@pytest.fixture
def page(client):
    """``page(application)``: the tracking page in English."""
    return lambda application: client.get(f"/track/{application.code}?lang=en").text


def later(**time: int) -> None:
    clock.fix(clock.now() + timedelta(**time))


def english(moment) -> str:
    return jalali.written_date(last_day(moment, clock.zone()), "en")


def test_the_page_says_for_whom_it_waits_and_promises_no_day(opened, action, page):
    made = opened()
    stages.wait(action("planner", made), "inspection", "کلید ساختمان را بیاورید", "applicant")
    later(days=200)

    text = page(made)

    assert "Waits for you" in text
    assert f"since {jalali.written_date(MORNING.date(), 'en')}" in text
    assert "The new date is calculated when it goes on." in text
    assert "We promise an answer by" not in text
    assert 'data-age="late"' not in text


def test_the_day_that_it_says_for_today_is_that_which_is_promised_when_it_goes_on(opened, action, page, now_of):
    made = opened()
    promised = made.due_at
    stages.wait(action("planner", made), "inspection", "کلید ساختمان را بیاورید", "applicant")
    later(days=5)
    waiting = page(made)

    stages.resume(action("planner", made), "inspection")
    now = now_of(made.id)

    assert f"If it goes on today, the answer comes by {english(now.due_at)}." in waiting
    assert now.due_at > promised
    assert "it goes on after a pause, whose days do not count" in page(made)
    assert f"<b>{english(now.due_at)}</b>" in page(made)


def test_a_promise_that_was_broken_before_the_pause_is_not_hidden_by_it(opened, action, page):
    made = opened()
    later(days=200)
    stages.wait(action("planner", made), "inspection", "کلید ساختمان را بیاورید", "outside")

    text = page(made)

    assert f"The day promised before, {english(made.due_at)}, had passed when the pause began." in text
    assert "Waits for another body" in text
    assert "If it goes on today" not in text


def test_the_receipt_names_the_day_while_the_clock_runs_alone(opened, sign_in):
    lacking, whole = opened(received=frozenset({"deed", "identity"})), opened(parcel_code="9-9")

    waits, runs = (sign_in("karimi").get(f"/applications/{made.id}/receipt?lang=en").text for made in (lacking, whole))

    assert "It waits for you since" in waits
    assert "working days after it goes on" in waits
    assert english(lacking.due_at) not in waits
    assert english(whole.due_at) in runs
    assert "when it goes on" not in runs


def test_the_list_of_staff_says_since_when_it_waits(opened, action, sign_in):
    made = opened()
    stages.wait(action("planner", made), "inspection", "کلید", "outside")
    later(days=200)

    text = sign_in("supervisor").get("/applications?lang=en&tab=open").text

    assert "waits for another body" in text
    assert "the new date follows when it goes on" in text


def test_an_application_that_lacks_a_document_is_texted_no_day_before_it_goes_on(opened, action, told):
    made = opened(received=frozenset({"deed", "identity"}), language="en")
    opening = told()

    stages.receive_documents(action("karimi", made), ["levy"])
    after = told()

    assert ["Answer by" in text for text in opening] == [False]
    assert "Date follows when complete" in opening[0]
    assert ["goes on: answer by" in text for text in after] == [True]


def test_a_pause_of_some_days_is_told_with_the_new_day_once(opened, action, told):
    made = opened(language="en")
    told()
    stages.wait(action("planner", made), "inspection", "کلید", "outside")
    later(days=4)
    silent = told()
    stages.resume(action("planner", made), "inspection")

    assert silent == []
    (text,) = told()
    assert "goes on: answer by" in text


@pytest.mark.parametrize("whom", ["applicant", "outside"])
def test_a_pause_that_moves_no_day_is_not_told(opened, action, told, whom):
    made = opened()
    told()
    stages.wait(action("planner", made), "inspection", "کلید", whom)
    told()
    later(minutes=20)

    stages.resume(action("planner", made), "inspection")

    assert told() == []


def test_a_promise_stored_anew_for_the_same_day_is_not_told(opened, action, told, look):
    """The calendar may give another moment of the same day."""
    made = opened()
    told()
    stages.wait(action("planner", made), "inspection", "کلید", "outside")
    session = look()
    for row in (session.get(Application, made.id), session.query(ApplicationStep).filter_by(verb="open").one()):
        row.due_at -= timedelta(minutes=30)
    session.commit()
    later(days=1)
    stages.resume(action("planner", made), "inspection")
    first = told()
    session = look()
    due = session.get(Application, made.id).due_at
    session.get(Application, made.id).due_at = due - timedelta(minutes=30)
    session.commit()
    stages.wait(action("planner", made), "inspection", "کلید", "outside")
    later(hours=8)

    stages.resume(action("planner", made), "inspection")

    assert len(first) == 1
    assert look().get(Application, made.id).due_at is not None
    assert told() == []


def test_who_is_waited_for_is_texted_and_not_when_it_went_on_before(opened, action, told):
    made = opened(language="en")
    told()
    stages.wait(action("planner", made), "inspection", "کلید", "applicant")
    first = told()
    stages.resume(action("planner", made), "inspection")
    stages.wait(action("planner", made), "inspection", "باز هم کلید", "applicant")
    stages.resume(action("planner", made), "inspection")

    assert ["waits for you" in text for text in first] == [True]
    assert "کلید" not in first[0]
    assert told() == []


def test_a_new_day_that_was_put_off_again_is_not_texted(opened, action, told):
    made = opened()
    told()
    stages.wait(action("planner", made), "inspection", "کلید", "outside")
    later(days=4)
    stages.resume(action("planner", made), "inspection")
    stages.wait(action("planner", made), "inspection", "نامه", "outside")

    assert told() == []
