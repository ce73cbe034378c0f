"""Call the next visitor: queue order."""

import pytest

from deskq.office.models import PriorityClass, Skill
from deskq.queue.rules.priority import NobodyWaiting
from deskq.queue.service import calls, serve


def test_the_first_who_came_is_called_first(issue, desk, later):
    first = issue()
    later(seconds=5)
    issue()

    called = calls.call_next(desk(2))

    assert (called.id, called.state) == (first.id, "called")


def test_of_two_who_came_in_the_same_instant_the_lower_number_is_first(issue, desk):
    taken = [issue().id for _ in range(3)]
    action = desk(2)

    called = []
    for _ in taken:
        called.append(calls.call_next(action).id)
        serve.mark_absent(action)

    assert called == taken


def test_a_priority_visitor_passes_those_who_waited_a_little_longer(issue, desk, later):
    issue()
    later(minutes=5)
    priority = issue("renewal_levy", "disability")
    later(minutes=5)

    assert calls.call_next(desk(2)).id == priority.id


def test_a_priority_visitor_does_not_pass_those_who_waited_much_longer(issue, desk, later):
    first = issue()
    later(minutes=20)
    issue("renewal_levy", "disability")
    later(minutes=5)

    assert calls.call_next(desk(2)).id == first.id


def test_nobody_who_came_later_is_called_before_an_overdue_visitor(issue, desk, later):
    first = issue()
    later(minutes=20)
    issue("renewal_levy", "disability")
    later(minutes=15)

    assert calls.call_next(desk(2)).id == first.id


@pytest.mark.parametrize(("waited", "first"), [(30.0, "ordinary"), (29.9, "priority")])
def test_a_visitor_is_overdue_exactly_from_the_maximum_wait_on(issue, desk, later, set_office, waited, first):
    set_office(bound_minutes=30)
    taken = {"ordinary": issue()}
    later(minutes=15)
    taken["priority"] = issue("renewal_levy", "disability")
    later(minutes=waited - 15)

    assert calls.call_next(desk(2)).id == taken[first].id


def test_a_counter_calls_its_first_services_before_its_second_ones(issue, desk, later):
    issue("info_desk")  # rank 2 at counter 2
    later(minutes=10)
    first = issue("renewal_levy")

    assert calls.call_next(desk(2)).id == first.id


def test_a_counter_calls_its_second_services_when_nobody_waits_for_the_first(issue, desk):
    second = issue("info_desk")

    assert calls.call_next(desk(2)).id == second.id


def test_an_overdue_visitor_of_a_second_service_is_called_first(issue, desk, later):
    second = issue("info_desk")
    later(minutes=30)
    issue("renewal_levy")

    assert calls.call_next(desk(2)).id == second.id


def test_a_counter_does_not_call_what_it_does_not_serve(issue, desk):
    issue("building_permit")

    with pytest.raises(NobodyWaiting):
        calls.call_next(desk(2))


def test_a_clerk_is_only_given_what_they_may_serve(issue, desk, edit, at, service_id):
    with edit() as session:
        session.add(Skill(person_id=at(2).clerk_id, service_id=service_id("art77")))
    issue("renewal_levy")
    mine = issue("art77")

    assert calls.call_next(desk(2)).id == mine.id


def test_two_counters_never_call_the_same_visitor(issue, desk):
    taken = {issue().id, issue().id}

    called = {calls.call_next(desk(2)).id, calls.call_next(desk(4)).id}

    assert called == taken


def test_the_call_remembers_where_when_and_by_whom(issue, desk, later, now_of, version):
    ticket = issue()
    action = desk(2)
    moment = later(minutes=3)

    calls.call_next(action)

    called = now_of(ticket)
    assert (called.counter_id, called.clerk_id, called.called_at) == (action.counter_id, action.clerk_id, moment)
    assert (called.call, called.recalls, called.since) == (version(), 0, moment)


def test_a_change_of_the_weights_counts_from_the_next_call_on(issue, desk, later, edit):
    first = issue()
    later(minutes=5)
    issue("renewal_levy", "disability")
    later(minutes=5)
    with edit() as session:
        session.query(PriorityClass).update({"weight": 1.0})

    assert calls.call_next(desk(2)).id == first.id
