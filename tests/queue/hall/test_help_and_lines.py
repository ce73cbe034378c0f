"""Counters call for help; a supervisor sends lines of text."""

from dataclasses import replace

import pytest

from deskq.core.errors import Forbidden, NotFound
from deskq.core.extensions import db
from deskq.queue.hall import queries
from deskq.queue.hall.service import help_calls, lines
from deskq.queue.rules.transitions import CannotUndo
from deskq.queue.screens.counter.queries import counter_panel
from deskq.queue.service import counters
from deskq.queue.service.undo import undo


def waiting(office) -> list[int]:
    return list(queries.help_calls(db.session(), office))


def test_a_call_for_help_is_kept_until_it_is_answered_and_the_answer_can_be_taken_back(
    office, supervisor, desk, at, later
):
    action = desk(2)
    with pytest.raises(Forbidden):
        help_calls.ask(replace(at(2), by=at(3).by, clerk_id=at(3).clerk_id))
    asked_at = later(minutes=1)
    help_calls.ask(action)
    later(minutes=3)
    help_calls.ask(action)
    assert queries.help_asked(db.session(), action.counter_id) == asked_at
    assert waiting(office) == [action.counter_id]

    help_calls.answer(office, supervisor, action.counter_id)
    assert waiting(office) == []
    help_calls.ask_again(office, supervisor, action.counter_id)

    assert waiting(office) == [action.counter_id]


def test_nothing_answered_is_nothing_to_take_back(office, supervisor, desk, at, later):
    action = desk(2)
    with pytest.raises(CannotUndo):
        help_calls.ask_again(office, supervisor, action.counter_id)
    help_calls.ask(action)
    help_calls.withdraw(action)
    with pytest.raises(CannotUndo):
        help_calls.ask_again(office, supervisor, action.counter_id)

    help_calls.ask(action)
    help_calls.answer(office, supervisor, action.counter_id)
    later(minutes=5)
    with pytest.raises(CannotUndo):
        help_calls.ask_again(office, supervisor, action.counter_id)

    assert waiting(office) == []


def test_a_counter_that_closes_no_longer_waits_for_help_and_is_not_made_to_ask_again(office, supervisor, desk, at):
    help_calls.ask(desk(2))
    counters.close_counter(at(2))
    assert waiting(office) == []
    help_calls.ask(desk(2))
    help_calls.answer(office, supervisor, at(2).counter_id)
    counters.close_counter(at(2))

    with pytest.raises(CannotUndo):
        help_calls.ask_again(office, supervisor, at(2).counter_id)


def test_asking_for_help_does_not_touch_the_last_action(office, called, at):
    help_calls.ask(at(2))

    undo(at(2))

    assert waiting(office) == [at(2).counter_id]


def test_a_line_stays_on_the_counters_page_until_it_is_read(office, supervisor, desk):
    action = desk(2)
    sequence = lines.send(office, supervisor, "جلسه ساعت ۱۲", 2)
    assert [line.text for line in counter_panel(db.session(), action.office_id, action.counter_id).lines] == [
        "جلسه ساعت ۱۲"
    ]

    lines.mark_read(action, sequence)
    lines.mark_read(action, sequence)

    assert counter_panel(db.session(), action.office_id, action.counter_id).lines == []


def test_a_line_to_all_is_on_every_page_not_in_the_journal_and_can_be_taken_back(
    office, supervisor, counter, told, version
):
    before = version()
    sequence = lines.send(office, supervisor, "لطفاً کارت‌ها را بررسی کنید", None)
    (entry,) = told(before)
    assert "کارت" not in entry.body
    assert [len(queries.unread(db.session(), counter(n).id)) for n in (1, 2, 3)] == [1, 1, 1]

    lines.withdraw(office, supervisor, sequence)

    assert [len(queries.unread(db.session(), counter(n).id)) for n in (1, 2, 3)] == [0, 0, 0]
    with pytest.raises(NotFound):
        lines.withdraw(office, supervisor, sequence)


def test_the_hall_page_says_who_has_not_read_a_line(office, supervisor, desk, counter, later):
    action = desk(2)
    began = later(minutes=0)
    sequence = lines.send(office, supervisor, "text", None)
    numbers = {counter(n).id: n for n in range(1, 7)}

    lines.mark_read(action, sequence)

    (line,) = queries.sent_since(db.session(), office, began, numbers)
    assert (line.unread, line.counter) == ((1, 3, 4, 5, 6), None)
