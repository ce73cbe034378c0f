"""Kept promises: predicted waits, and first promised dates of messages."""

from datetime import timedelta
from importlib import import_module

import pytest
from sqlalchemy import text, update

from deskq.core import clock
from deskq.core.extensions import db
from deskq.estimate.models import Prediction
from deskq.messages.models import Message
from deskq.messages.queries import kept_promises
from deskq.messages.service import answer as answer_service
from deskq.messages.service import create, extend_deadline
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.message_input import MessageInput
from deskq.portal import service
from deskq.queue.models import Ticket
from deskq.staff import queries as staff_queries
from tests.ratings.past_visits import PastVisit, days_ago, write_visits


@pytest.fixture
def measured(found):
    """``measured()``: the metrics on the page of this half-year."""
    return lambda: found().measured


@pytest.fixture
def waited(office):
    """``waited(600, 12, 580)``: twelve visitors with a predicted upper end of 600 seconds, called after 580, or
    never."""

    def write(p90: int, count: int, seconds: int | None, ago: int = 5, **visit: object) -> None:
        session = db.session()
        for ticket in write_visits(office, [PastVisit(days_ago(ago), **visit) for _ in range(count)]):
            band = dict.fromkeys(("p10", "p50", "raw_p10", "raw_p50", "raw_p90"), 60)
            row = session.get_one(Ticket, ticket)
            said = {"service_id": row.service_id, "made_at": row.arrived_at, "p90": p90, "waited": seconds}
            session.add(Prediction(ticket_id=ticket, office_id=office, **said, **band))
        session.commit()

    return write


@pytest.fixture
def message(office):
    """``message("suggestion")``: registered by a citizen now."""
    made: list[int] = []

    def register(kind: str = "suggestion") -> Message:
        made.append(len(made))
        given = MessageInput(kind=kind, channel="web", body="نیمکت در پارک")
        return create.register(office, "citizen", given, f"promise {len(made)}")

    return register


@pytest.fixture
def press(office):
    def by(name: str, message: Message) -> StaffAction:
        person = staff_queries.person_by_name(db.session(), name)
        return StaffAction(office, f"person:{person.id}", person.id, message.id)

    return by


@pytest.fixture
def kept(office):
    """``kept()``: (answered by their first date, total) over all dates that have passed."""
    return lambda: kept_promises.promises_kept(db.session(), office, clock.now() - timedelta(days=400), clock.now())


ANSWER = Answer("explained", "به واحد مربوط رسید.")


def test_the_share_of_visitors_called_within_the_predicted_time_has_an_interval_and_is_rounded_as_on_screens(
    waited, measured
):
    waited(600, 18, 600)
    waited(600, 6, 601)

    found = measured().in_time

    assert (found.hits, found.n) == (18, 24)
    assert found.interval.low < 0.75 < found.interval.high
    waited(21 * 60 + 1, 12, 25 * 60)
    waited(19 * 60 + 1, 12, 20 * 60 + 1)
    assert (measured().in_time.hits, measured().in_time.n) == (18 + 12, 24 + 24)


def test_a_visitor_never_called_after_the_predicted_time_counts_as_late(waited, measured):
    waited(300, 12, 200)
    waited(300, 5, None, state="expired", waited=30)
    waited(300, 4, None, state="cancelled", waited=30)
    waited(7200, 3, None, state="cancelled", waited=30)

    assert (measured().in_time.hits, measured().in_time.n) == (12, 21)


def test_few_visitors_and_those_of_today_give_no_share(waited, measured):
    waited(600, 9, 60)
    waited(600, 20, 60, ago=0)

    assert measured().in_time is None


@pytest.mark.parametrize("is_reopened", [False, True])
def test_a_message_answered_by_its_first_due_date_counts_as_kept_also_if_it_is_reopened(
    office, message, press, later, kept, is_reopened
):
    message("report")  # a confidential one is not counted
    made = message()
    later(days=1)
    answer(press("operator", made), ANSWER)
    assert kept() == (0, 0)  # its date has not come
    if is_reopened:
        service.return_to_answer(office, made.id, "reopen", "حل نشد")

    later(days=60)

    assert kept() == (1, 1)


def test_an_extended_date_does_not_count_as_kept(message, press, later, kept):
    made = message()
    extend_deadline.extend(press("operator", made), made.due_at + timedelta(days=30), "قطعه در راه است")
    later(days=50)
    answer(press("operator", made), ANSWER)

    assert made.answered_at <= made.due_at
    assert kept() == (0, 1)


def test_an_unanswered_message_counts_as_broken_and_one_withdrawn_in_time_is_not_counted(office, message, later, kept):
    message()
    early, late = message(), message()
    service.withdraw(office, early.id)
    later(days=60)
    service.withdraw(office, late.id)

    assert kept() == (0, 2)


def test_a_duplicate_counts_as_answered_when_its_citizen_is_informed(message, press, later, kept):
    first, same = message(), message()
    answer_service.link(press("operator", same), first.code)
    later(days=60)
    assert kept() == (0, 2)

    answer(press("operator", first), ANSWER)
    again = message()
    answer_service.link(press("operator", again), first.code)
    later(days=60)

    assert kept() == (1, 3)


def test_stored_promise_columns_match_the_history(message, press, later, look):
    """So the migration fills it in for messages that came before."""
    first, late, same, _ = (message() for _ in range(4))
    extend_deadline.extend(press("operator", late), late.due_at + timedelta(days=30), "قطعه در راه است")
    answer_service.link(press("operator", same), first.code)
    later(days=1)
    answer(press("operator", first), ANSWER)
    later(days=1)
    linked = message()
    answer_service.link(press("operator", linked), first.code)
    answer(press("operator", late), ANSWER)
    columns = (Message.id, Message.first_due_at, Message.first_answered_at)
    before = look().query(*columns).order_by(Message.id).all()
    assert [row.first_answered_at is None for row in before] == [False, False, False, True, False]
    migration = import_module("deskq.migrations.versions.0026_first_promises")

    db.session().execute(update(Message).values(first_due_at=None, first_answered_at=None))
    for fill in (migration.DUE, migration.ANSWERED, migration.LINKED):
        db.session().execute(text(fill))
    db.session().commit()

    assert look().query(*columns).order_by(Message.id).all() == before


def test_page_and_csv_show_both_promises_beside_the_ratings(office, waited, message, press, later, sign_in):
    for number in range(12):
        made = message()
        if number < 9:
            answer(press("operator", made), ANSWER)
    later(days=60)
    waited(600, 20, 60, score=5, answers={"promise": 4, "complaints": 2})

    reader = sign_in("supervisor")
    page = reader.get("/manage/ratings", query_string={"lang": "en"}).text
    table = reader.get("/manage/ratings/table.csv", query_string={"lang": "en"}).text

    assert "100% of 20 visitors were called within the time estimated on arrival" in page
    assert "75% of 12 messages were answered by the first promised date (47% to 91%)" in page
    assert "75 of 100: “Keeping to the promised time”" in page
    assert "25 of 100: “Complaints handled openly and on time”" in page
    assert "answered by the first date,,,,,,,,,,,,,9,12,75.0,46.8,91.1" in table
    assert "called within the time told,,,,,,,,,,,,,20,20,100.0" in table
