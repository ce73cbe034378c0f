"""A screen that was cut off hears, when it connects again, the calls of that time that still stand."""

import pytest

from deskq.core.extensions import db
from deskq.queue.screens.shared import screen_version
from deskq.queue.service import calls as calls_service
from deskq.queue.service import counters, serve


@pytest.fixture
def again(pair, socket):
    """``again(since)``: a lobby that connects again after the state of that version; its cues."""

    def connect(since: int) -> list[tuple[int, int]]:
        screen = socket(pair("lobby"))
        screen.watch("lobby", since=since)
        return [(cue["call"], cue["again"]) for name, cue in screen.heard() if name == "call"]

    return connect


@pytest.fixture
def called(at, issue, later):
    """``called()``: a ticket that was called at counter 2 a minute ago."""

    def make() -> object:
        counters.open_counter(at(2))
        issue()
        ticket = calls_service.call_next(at(2))
        later(minutes=1)
        return ticket

    return make


#: {what: (what was done since the call, the version before the cut from that of the call on, recalls that are heard)}
CUTS = {
    "made meanwhile": (None, -1, [0]),
    "shown before": (None, 0, []),
    "recalled meanwhile": (calls_service.recall, 0, [1]),
    "over": (serve.start, -1, []),
    "after a restored backup": (None, 100, [0]),
}


@pytest.mark.parametrize("what", CUTS)
def test_a_call_of_that_time_that_stands_is_heard(again, called, at, what):
    done, since, heard = CUTS[what]
    ticket = called()
    if done is not None:
        done(at(2))

    assert again(since=ticket.call + since) == [(ticket.call, times) for times in heard]


def test_a_recall_that_was_heard_before_the_cut_is_not(again, called, at):
    called()
    calls_service.recall(at(2))

    assert again(since=screen_version(db.session(), at(2).office_id)) == []


@pytest.mark.parametrize("since", ["1", True, None, 1.5, -(10**30)])
def test_strange_versions_do_no_harm(pair, socket, called, since):
    called()
    screen = socket(pair("lobby"))

    assert screen.watch("lobby", since=since)["ok"]


def test_a_phone_hears_its_own_call_only(socket, at, issue, later):
    counters.open_counter(at(2)), counters.open_counter(at(4))
    (_, mine), (_, other) = issue(), issue("notary_clearance")
    calls_service.call_next(at(2)), calls_service.call_next(at(4))
    later(minutes=1)
    phone = socket()

    phone.watch("ticket", token=mine, since=0)

    (cue,) = [cue for name, cue in phone.heard() if name == "call"]
    assert cue["code"] == "201"
    assert other != mine
