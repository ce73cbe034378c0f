"""The background job of the queue."""

from deskq.queue import jobs
from deskq.queue.service import serve


def test_it_brings_held_visitors_back_in_time(served, at, later, now_of):
    serve.hold(at(2))
    later(minutes=20)

    jobs.run_once()

    assert now_of(served).state == "waiting"


def test_it_ends_the_business_day(issue, later, now_of):
    ticket = issue()
    later(days=1)

    jobs.run_once()

    assert now_of(ticket).state == "expired"


def test_the_queue_is_unchanged_between_midnight_and_the_new_business_day(issue, later, unchanged):
    issue()
    later(hours=17, minutes=59)  # 03:59

    with unchanged():
        jobs.run_once()


def test_with_nothing_to_do_it_does_nothing(issue, unchanged):
    issue()

    with unchanged():
        for _ in range(3):
            jobs.run_once()


def test_two_keepers_return_a_visitor_once(served, at, later, told, version):
    serve.hold(at(2))
    later(minutes=21)
    before = version()

    jobs.run_once()
    jobs.run_once()

    assert [entry.kind for entry in told(before)] == ["ticket.returned"]
