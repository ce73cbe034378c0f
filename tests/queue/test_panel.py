"""The counter's page: waiting and absent visitors."""

import pytest

from deskq.core.extensions import db
from deskq.office.models import CounterService
from deskq.queue.screens.counter.queries import ABSENT_SHOWN, counter_panel
from deskq.queue.service import calls, serve
from deskq.queue.service.transfer import transfer


@pytest.fixture
def panel(counter):
    """``panel(2)``: the page of a counter as it is now."""
    return lambda number: counter_panel(db.session(), counter(number).office_id, counter(number).id)


def test_who_was_sent_to_a_counter_counts_there_though_it_does_not_serve_them(served, at, desk, panel, service_id):
    action = desk(3)
    with_three = [row.name for row in panel(3).waiting]
    transfer(at(2), counter_number=3)

    shown = panel(3)

    assert shown.waiting_total == 1
    assert [(row.name.en, row.count) for row in shown.waiting if row.name not in with_three] == [
        ("Renewal and waste levy", 1)
    ]
    assert [row.id for row in shown.next_up] == [served.id]
    assert panel(2).waiting_total == 0
    assert calls.call_next(action).id == served.id


def test_everyone_who_was_missed_is_told_the_latest_first(issue, desk, panel, later):
    action = desk(2)
    for _ in range(ABSENT_SHOWN + 3):
        later(seconds=30)
        issue()
        missed = calls.call_next(action)
        serve.mark_absent(action)

    here, elsewhere = panel(2), panel(3)

    assert here.absent_lately[0].id == elsewhere.absent_others[0].id == missed.id
    assert (len(here.absent_lately), here.absent_others, here.absent_more) == (ABSENT_SHOWN + 3, [], 0)
    assert (elsewhere.absent_lately, len(elsewhere.absent_others), elsewhere.absent_more) == ([], ABSENT_SHOWN, 3)
    assert here.absent_total == elsewhere.absent_total == ABSENT_SHOWN + 3


def test_who_was_missed_more_than_an_hour_ago_stands_with_those_of_other_counters(issue, desk, panel, later):
    action = desk(2)
    missed = []
    for _ in range(2):
        issue()
        missed.append(calls.call_next(action).id)
        serve.mark_absent(action)
        later(minutes=40)

    shown = panel(2)

    assert [row.id for row in shown.absent_lately] == missed[1:]
    assert [row.id for row in shown.absent_others] == missed[:1]


def test_a_service_that_is_closed_at_this_hour_is_told_before_somebody_is_sent_there(served, edit, panel, service_id):
    with edit() as session:
        session.query(CounterService).filter_by(service_id=service_id("building_permit")).delete()

    choices = {choice.value: choice.open for choice in panel(2).services}

    assert not choices["building_permit"]
    assert choices["art77"]
