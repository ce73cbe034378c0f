"""What the office does without a press."""

from deskq.queue import keeper, service


def test_it_brings_held_visitors_back_in_time(served, at, later, now_of):
    service.hold(at(2))
    later(minutes=20)

    keeper.keep_once()

    assert now_of(served).state == "waiting"


def test_it_ends_the_business_day(issue, later, now_of):
    ticket = issue()
    later(days=1)

    keeper.keep_once()

    assert now_of(ticket).state == "expired"


def test_it_leaves_the_line_alone_between_midnight_and_the_new_business_day(issue, later, unchanged):
    issue()
    later(hours=17, minutes=59)  # 03:59

    with unchanged():
        keeper.keep_once()


def test_with_nothing_to_do_it_does_nothing(issue, unchanged):
    issue()

    with unchanged():
        for _ in range(3):
            keeper.keep_once()


def test_two_keepers_return_a_visitor_once(served, at, later, told, version):
    service.hold(at(2))
    later(minutes=21)
    before = version()

    keeper.keep_once()
    keeper.keep_once()

    assert [entry.kind for entry in told(before)] == ["ticket.returned"]
