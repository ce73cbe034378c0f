"""Explains who was called before a ticket and why, in sentences for citizens."""

from deskq.queue.service import calls, counters
from deskq.queue.service.transfer import transfer


def test_a_ticket_called_in_order_was_not_overtaken(admin, page, issue, call, later):
    first = issue()
    later(minutes=1)
    issue()
    call(2)

    told = page(f"/manage/tickets/{first.id}")
    assert "No counter for this service called a later visitor first" in told


def test_a_priority_class_is_explained_by_its_figures_and_never_named(admin, page, issue, call, later):
    first = issue()
    later(minutes=8)
    other = issue(priority="disability")
    later(minutes=12)
    call(2)

    text = page(f"/manage/tickets/{first.id}")

    assert "At 10:20, number" in text
    assert other.code in text
    assert "Each of their minutes counts 3 times." in text
    assert "They had waited 12 minutes, counted as 36. Your 20 minutes counted as 20." in text
    assert "disability" not in text


def test_the_order_of_a_counters_services_is_explained(admin, page, issue, call, later):
    first = issue("info_desk")
    later(minutes=5)
    issue("renewal_levy")
    call(2)

    assert "Your service is number 2 in its order, theirs is number 1." in page(f"/manage/tickets/{first.id}")


def test_a_chosen_call_is_explained_with_the_clerk_who_chose(admin, page, issue, call, later):
    first = issue()
    later(minutes=1)
    other = issue()
    call(2, other.id)

    assert "chose it by hand, outside the normal order." in page(f"/manage/tickets/{first.id}")
    assert "It was chosen by hand." in page(f"/manage/tickets/{other.id}")


def test_a_visitor_transferred_to_that_counter_is_explained(admin, page, issue, at, call, later):
    counters.open_counter(at(2))
    first = issue("info_desk")
    later(minutes=5)
    issue("notary_clearance")
    call(4)
    transfer(at(4), counter_number=2)
    calls.call_next(at(2))

    assert "A colleague had transferred that visitor to this counter" in page(f"/manage/tickets/{first.id}")
