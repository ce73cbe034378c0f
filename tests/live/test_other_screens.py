"""What kiosk, tablet and the other counters receive."""

from deskq.queue.service import calls, counters, serve
from tests.live.conftest import holder


def test_kiosk_and_other_counters_are_notified_of_changes_and_of_actions_of_a_clerk(
    socket, pair, enter, at, issue, follow
):
    counters.open_counter(at(2))
    counters.open_counter(at(1))
    kiosk, desk = socket(pair("kiosk")), socket(enter(holder(at(2))))
    kiosk.watch("kiosk"), desk.watch("counter")
    follow()
    before = kiosk.states()[-1]["version"]

    for change in (issue, lambda: counters.break_counter(at(1), 5)):
        change()
        follow()
        before += 1
        assert (kiosk.state()["version"], desk.states()[-1]["version"]) == (before, before)


def test_the_hall_page_of_a_supervisor_is_told_of_every_change_at_once(socket, enter, at, issue, follow):
    """By the event itself, not by the redraw of quiet screens: the clock stands still here."""
    panel = socket(enter("supervisor"))
    assert panel.watch("panel")["ok"]
    follow()
    before = panel.states()[-1]["version"]
    told = []

    for change in (
        issue,
        lambda: counters.open_counter(at(2)),
        lambda: calls.call_next(at(2)),
        lambda: serve.start(at(2)),
        lambda: serve.finish(at(2)),
        lambda: counters.break_counter(at(2), 5),
    ):
        change()
        follow()
        told.append(panel.state()["version"])

    assert told[0] > before
    assert told == sorted(set(told))
    assert len(told) == 6


def test_the_tablet_offers_the_rating_when_a_visit_ends(socket, pair, at, issue, follow):
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
