"""What kiosk, tablet and the other counters receive."""

from deskq.queue.service import calls, counters, serve
from deskq.queue.service.counter_action import CounterAction
from tests.live.conftest import holder


def test_kiosk_and_hall_hear_that_something_is_new(socket, pair, browser, issue, follow):
    kiosk = socket(pair("kiosk"))
    kiosk.watch("kiosk")
    follow()
    before = kiosk.states()[-1]["version"]
    issue()

    follow()

    assert kiosk.state()["version"] == before + 1


def test_the_tablet_wakes_when_a_visit_ends(socket, pair, at, issue, follow):
    tablet = socket(pair("tablet", 2))
    tablet.watch("tablet", counter=2)
    counters.open_counter(at(2))
    issue()
    calls.call_next(at(2))
    serve.start(at(2))
    follow()
    assert "visit-" not in tablet.states()[-1]["html"]
    ended = serve.finish(at(2))

    follow()

    assert f"visit-{ended.id}" in tablet.state()["html"]


def test_what_one_clerk_does_shows_at_another_s_counter(socket, enter, at, issue, follow):
    counters.open_counter(at(2))
    counters.open_counter(at(1))
    desk = socket(enter(holder(at(2))))
    desk.watch("counter")
    issue()
    follow()
    waiting = desk.states()[-1]["version"]
    other: CounterAction = at(1)
    counters.break_counter(other, 5)

    follow()

    assert desk.state()["version"] == waiting + 1
