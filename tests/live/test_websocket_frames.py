"""A real server sends states and cues in order, whether their frames are shared or made by the library."""

from collections.abc import Iterator

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, issue
from deskq.queue.service.counter_action import CounterAction
from tests.live.real_server import PATIENCE, Desk, Socket, running

SCREENS = 5


@pytest.fixture(params=["shared", "library"])
def desk(request, tmp_path, seeded_file) -> Iterator[Desk]:
    with running(tmp_path, seeded_file, WEBSOCKET_FRAMES=request.param) as made, made.app.app_context():
        yield made
        db.session.remove()


def heard(socket: Socket) -> list[str]:
    """The beginnings of the frames up to the cue of a call."""
    found = [""]
    while not found[-1].startswith('42["call"'):
        text = socket.line.recv(timeout=PATIENCE)
        if text == "2":
            socket.line.send("3")
        else:
            found.append(text)
    return [text[:10] for text in found[1:]]


def test_every_lobby_receives_the_state_of_a_call_and_then_its_cue(desk):
    office = office_queries.first_office(db.session()).id
    action = CounterAction(office, "test", office_queries.counter_id(db.session(), office, 2), None)
    counters.open_counter(action)
    ticket = issue.issue(office, "test", NewTicket("renewal_levy", secrets.new()))
    browser = desk.browser("supervisor")
    lobbies = []
    for _ in range(SCREENS):  # each at once: a socket that watches nothing is closed soon
        lobbies.append(browser.socket().join())
        assert lobbies[-1].watch("lobby", parts=True)["ok"]

    called = calls.call_next(action, ticket.id)

    for lobby in lobbies:
        *states, cue = heard(lobby)
        assert states
        assert set(states) == {'42["state"'}
        assert cue == '42["call",'
    assert called.state == "called"
