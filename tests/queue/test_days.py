"""Numbers, days and clocks: midnight, the start of the business day, summer time, a clock set back."""

from datetime import UTC, datetime, timedelta

import pytest

from deskq.core import clock
from deskq.queue.service import calls, serve

#: 04:00 in Tehran of 4 Azar 1405, the start of the next business day.
NEXT_DAY = datetime(2026, 11, 25, 0, 30, tzinfo=UTC)
#: In 1401 Tehran's clocks went from midnight of 31 Shahrivar back to 23:00.
SUMMER_ENDS = datetime(2022, 9, 21, 19, 30, tzinfo=UTC)
#: And from midnight of 2 Farvardin on to 01:00.
SUMMER_BEGINS = datetime(2022, 3, 21, 20, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_numbers_start_again_each_day_and_after_midnight_the_old_day_goes_on_until_the_office_begins_a_new_one(issue):
    issue()
    clock.fix(NEXT_DAY - timedelta(seconds=1))
    late = issue()
    clock.fix(NEXT_DAY)
    early = issue()

    assert (late.day, late.number) == (14050903, 2)
    assert (early.day, early.number) == (14050904, 1)


@pytest.mark.parametrize(("day_starts", "day"), [(0, 14050904), (1, 14050903), (240, 14050903)])
def test_the_start_of_the_business_day_is_a_setting(issue, set_office, day_starts, day):
    set_office(day_starts=day_starts)
    clock.fix(datetime(2026, 11, 24, 20, 30, tzinfo=UTC))

    midnight = issue()

    assert midnight.day == day


def test_a_clock_set_back_an_hour_does_not_put_late_comers_first(issue, desk, later, told, version):
    before = version()
    first = issue()
    later(hours=-1)
    second = issue()

    called = calls.call_next(desk(2))

    assert second.arrived_at >= first.arrived_at
    assert called.id == first.id
    times = [entry.at for entry in told(before)]
    assert times == sorted(times)


def test_a_clock_that_was_days_wrong_is_followed_again(issue, later):
    later(days=3)
    issue()
    moment = later(days=-3)

    assert issue().arrived_at == moment


@pytest.mark.parametrize("change", [SUMMER_ENDS, SUMMER_BEGINS])
def test_the_change_of_summer_time_loses_and_reorders_nothing(issue, desk, now_of, change):
    taken = []
    for step in range(9):
        clock.fix(change + (step - 4) * HOUR / 4)
        taken.append(issue())
    action = desk(2)

    called = []
    for _ in taken:
        called.append(calls.call_next(action).id)
        serve.start(action)
        serve.finish(action)

    assert called == [ticket.id for ticket in taken]
    assert [ticket.number for ticket in taken] == list(range(1, 10))
    assert len({ticket.day for ticket in taken}) == 1
    assert {now_of(ticket).state for ticket in taken} == {"done"}


def test_waiting_is_measured_through_the_hour_that_comes_twice(issue, desk, set_office):
    set_office(bound_minutes=60)
    clock.fix(SUMMER_ENDS - HOUR / 2)  # 23:30 the first time
    ordinary = issue()
    clock.fix(SUMMER_ENDS + HOUR / 4)  # 23:15 the second time
    issue("renewal_levy", "disability")
    clock.fix(SUMMER_ENDS + HOUR / 2)  # 23:30 the second time: an hour has passed

    called = calls.call_next(desk(2))

    assert called.id == ordinary.id


def test_midnight_between_call_and_finish_changes_nothing_for_the_visit(issue, desk, at, now_of):
    clock.fix(datetime(2026, 11, 24, 20, 29, tzinfo=UTC))
    ticket = issue()
    calls.call_next(desk(2))
    serve.start(at(2))
    clock.fix(datetime(2026, 11, 24, 20, 31, tzinfo=UTC))

    serve.finish(at(2))

    assert (now_of(ticket).state, now_of(ticket).day) == ("done", 14050903)
