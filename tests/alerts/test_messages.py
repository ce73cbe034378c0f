"""Messages that are referred, half gone, running out and late: raised once, then over."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from deskq.alerts import jobs
from deskq.alerts.queries import due, messages
from deskq.alerts.service import rounds
from deskq.core import clock
from deskq.core.db.journal import Entry
from deskq.messages.service import extend_deadline
from deskq.messages.service.refer import accept, pass_on, refer
from tests.alerts.conftest import after


@pytest.fixture
def sent(file, units, action):
    """``sent()``: a message that is referred to civil works now."""

    def make(**more: object):
        made = file(category="asphalt", **more)
        refer(action("operator", made), units["civil_works"])
        return made

    return make


def test_a_referred_message_is_raised_once_however_often_it_is_looked_for_until_the_unit_takes_it(
    round_, sent, every, action, standing
):
    made = sent()
    for _ in range(3):
        round_()
    assert [(one.kind, one.subject, one.ended_at) for one in every()] == [("referred", made.id, None)]

    accept(action("civil", made))
    round_()
    assert standing() == []


def test_what_was_referred_before_the_first_round_is_not_new(sent, every):
    sent()
    jobs.Rounds().once()
    jobs.Rounds().once()

    assert every() == []


def test_another_unit_is_told_anew(round_, sent, action, units, every):
    made = sent()
    round_()
    after(seconds=1)
    pass_on(action("civil", made), units["green_space"], "کار ما نیست")

    round_()

    assert [(one.kind, one.ended_at is None) for one in every()] == [("referred", False), ("referred", True)]


def test_each_age_of_a_message_replaces_the_one_before(round_, sent, action, standing):
    made = sent()
    accept(action("civil", made))

    for age, moment in (("amber", made.amber_at), ("red", made.red_at), ("late", made.due_at)):
        clock.fix(moment)
        round_()
        round_()
        assert standing() == [(age, made.id)]


def test_a_later_promise_ends_it_and_may_raise_it_again(round_, sent, action, every):
    made = sent()
    accept(action("civil", made))
    clock.fix(made.amber_at)
    round_()
    later = extend_deadline.extend(action("civil", made), made.due_at + timedelta(days=20), "مصالح نرسیده است")
    round_()
    clock.fix(later.amber_at)

    round_()

    assert [(one.kind, one.ended_at is None) for one in every()] == [("amber", False), ("amber", True)]


def test_a_kind_that_is_switched_off_is_over_and_not_raised(round_, sent, told, standing):
    sent()
    round_()

    told("referred", screens=False, texts=False)
    round_()
    sent()
    round_()

    assert standing() == []


def test_what_became_late_long_ago_is_not_raised_by_a_new_installation(round_, sent, action, standing):
    made = sent()
    accept(action("civil", made))
    clock.fix(made.due_at + timedelta(days=4))

    round_()

    assert standing() == []


def test_a_referral_after_many_other_events_is_found(round_, file, sent, every, monkeypatch):
    monkeypatch.setattr(messages, "MOST_ROWS", 4)
    monkeypatch.setattr(due, "MOST_BEHIND", 2)
    for number in range(9):
        file(body=f"پیام {number}")
    made = sent()

    for _ in range(4):
        round_()

    assert due.MOST_BEHIND < messages.MOST_ROWS
    assert [(one.kind, one.subject) for one in every()] == [("referred", made.id)]


def test_of_the_journal_only_moves_of_messages_are_read(round_, sent):
    """In a busy hall thousands of other events come between two rounds."""
    round_()
    sent()
    loaded = set()
    note = (Entry, "load", lambda entry, _: loaded.add(entry.kind))

    event.listen(*note)
    try:
        round_()
    finally:
        event.remove(*note)

    assert loaded == {"message.moved"}


def test_more_alerts_than_one_event_names_are_shown_in_the_next_round(round_, sent, every, monkeypatch):
    monkeypatch.setattr(rounds, "MOST_NAMED", 1)
    sent()
    sent()

    round_()
    assert [one.shown_at is not None for one in every()] == [True, False]

    round_()
    assert [one.shown_at is not None for one in every()] == [True, True]
