"""The inbox is told that messages changed, and its list is fetched as the address asks for it."""

import pytest

from deskq.messages.service.refer import accept, refer
from deskq.queue.service import counters
from tests.live.conftest import enter, follow, socket

__all__ = ["enter", "follow", "socket"]


@pytest.fixture
def watching(enter, socket, follow):
    """``watching("civil")``: the socket of that person's inbox, which has had its first state."""

    def open_(name: str):
        made = socket(enter(name))
        assert made.watch("inbox")["ok"]
        follow()
        made.heard()
        return made

    return open_


def test_the_inbox_of_the_unit_is_told_of_a_message_that_comes_to_it(watching, file, units, action, follow):
    inbox = watching("civil")
    made = file(category="asphalt")
    refer(action("operator", made), units["civil_works"])

    follow()

    states = inbox.states()
    assert [state["html"] for state in states] == [None] * len(states)
    assert states[-1]["version"] >= made.turn > 0


def test_it_is_not_told_of_the_queue(watching, at, follow):
    inbox = watching("civil")
    counters.open_counter(at(2))

    follow()

    assert inbox.states() == []


def test_the_fetched_list_is_that_of_its_tab_and_filters(enter, file, units, action):
    asphalt, other = file(category="asphalt"), file(category="flooding")
    for made in (asphalt, other):
        refer(action("operator", made), units["civil_works"])
    accept(action("civil", asphalt))
    civil = enter("civil")

    unit = civil.get("/inbox/state?tab=unit").json["html"]
    taken = civil.get("/inbox/state?tab=unit&state=accepted").json["html"]

    assert [f"/inbox/{one.id}" in unit for one in (asphalt, other)] == [True, True]
    assert [f"/inbox/{one.id}" in taken for one in (asphalt, other)] == [True, False]


def test_the_page_fetches_what_it_shows(enter):
    page = enter("civil").get("/inbox?tab=unit&kind=complaint&nonsense=1").text

    assert 'data-fallback="/inbox/state?tab=unit&amp;kind=complaint"' in page


def test_it_ends_with_the_session(watching, follow, enter):
    inbox = watching("civil")

    enter("civil").post("/account/sign-out-everywhere")
    follow()

    assert not inbox.connected
