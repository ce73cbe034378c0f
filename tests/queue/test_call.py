"""Call the next visitor: queue order."""

import pytest

from deskq.office.models import PriorityClass, Skill
from deskq.queue.service import calls, serve


def test_of_those_who_came_in_the_same_instant_the_lower_number_is_first(issue, desk, at):
    taken = [issue().id for _ in range(4)]
    desk(2)

    called = [calls.call_next(at(2)).id, calls.call_next(desk(4)).id]
    for _ in range(2):
        serve.mark_absent(at(2))
        called.append(calls.call_next(at(2)).id)

    assert called == taken


#: (minutes before a visitor with a claim of three times the weight comes, and after that; who is called)
CLAIMS = {"waited little": (5, 5, "priority"), "waited long": (20, 5, "ordinary"), "overdue": (20, 15, "ordinary")}


@pytest.mark.parametrize("waits", CLAIMS)
def test_a_priority_visitor_passes_only_those_who_waited_a_little_longer(issue, desk, later, waits):
    before, after, first = CLAIMS[waits]
    taken = {"ordinary": issue()}
    later(minutes=before)
    taken["priority"] = issue("renewal_levy", "disability")
    later(minutes=after)

    assert calls.call_next(desk(2)).id == taken[first].id


@pytest.mark.parametrize(("minutes", "first"), [(10, "renewal_levy"), (30, "info_desk")])
def test_a_counter_calls_its_second_services_last_until_they_are_overdue(issue, desk, later, at, minutes, first):
    taken = {"info_desk": issue("info_desk")}  # rank 2 at counter 2
    later(minutes=minutes)
    taken["renewal_levy"] = issue("renewal_levy")
    desk(2)

    called = [calls.call_next(at(2)).id]
    serve.mark_absent(at(2))
    called.append(calls.call_next(at(2)).id)

    assert called == [taken[first].id, next(taken[code].id for code in taken if code != first)]


@pytest.mark.parametrize(("waited", "first"), [(30.0, "ordinary"), (29.9, "priority")])
def test_a_visitor_is_overdue_exactly_from_the_maximum_wait_on(issue, desk, later, set_office, waited, first):
    set_office(bound_minutes=30)
    taken = {"ordinary": issue()}
    later(minutes=15)
    taken["priority"] = issue("renewal_levy", "disability")
    later(minutes=waited - 15)

    assert calls.call_next(desk(2)).id == taken[first].id


def test_a_clerk_is_only_given_what_they_may_serve(issue, desk, edit, at, service_id):
    with edit() as session:
        session.add(Skill(person_id=at(2).clerk_id, service_id=service_id("art77")))
    issue("renewal_levy")
    mine = issue("art77")

    assert calls.call_next(desk(2)).id == mine.id


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
