"""The background job of the queue."""

from deskq.queue import jobs
from deskq.queue.service import serve


def test_it_ends_the_business_day_and_changes_nothing_between_midnight_and_the_new_one(issue, later, now_of, unchanged):
    ticket = issue()
    later(hours=17, minutes=59)  # 03:59
    with unchanged():
        jobs.run_once()
    later(minutes=1)

    jobs.run_once()

    assert now_of(ticket).state == "expired"


def test_two_keepers_return_a_visitor_in_time_and_once(served, at, later, told, version, now_of):
    serve.hold(at(2))
    later(minutes=20)
    before = version()

    jobs.run_once()
    assert now_of(served).state == "waiting"
    jobs.run_once()

    assert [entry.kind for entry in told(before)] == ["ticket.returned"]
