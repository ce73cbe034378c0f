"""What phones receive: their own call at once, and their position when it changes."""

import re
from math import inf

import pytest

from deskq.live.follower import Follower
from deskq.live.screen_types import Screen, Urgency
from deskq.queue.service import calls, counters
from tests.tools.statements import statements


def test_only_the_phone_of_the_called_ticket_receives_the_cue(socket, at, issue, follow):
    counters.open_counter(at(2))
    (_, token), (_, other) = issue(), issue()
    mine, theirs = socket(), socket()
    mine.watch("ticket", token=token), theirs.watch("ticket", token=other)
    follow()
    mine.heard(), theirs.heard()
    calls.call_next(at(2))

    follow()

    names = [name for name, _ in mine.heard()]
    assert names == ["state", "call"]
    assert [name for name, _ in theirs.heard()] == []


@pytest.fixture
def phone(app, socket, at, issue, later, follow):
    """The phone of a third ticket, in English, that has received its first states while counter 2 is open.
    ``phone.token``: of the ticket."""
    counters.open_counter(at(2))
    issue(), issue()
    _, token = issue()
    app.extensions["deskq_estimate"].step()
    made = socket()
    made.watch("ticket", token=token, lang="en")
    later(seconds=1)
    follow()
    made.heard()
    made.token = token
    return made


def test_phones_of_later_tickets_receive_their_new_position_and_nothing_while_it_is_unchanged(
    phone, at, issue, follow, later
):
    issue()
    later(seconds=1)
    follow()
    assert phone.heard() == []
    calls.call_next(at(2))

    later(seconds=1)
    follow()

    html = phone.state()["html"]
    assert f"/t/{phone.token}/cancellation" in html
    assert re.search(r"\b1\b", re.sub(r"<[^>]*>", " ", html))


def test_a_phone_learns_at_once_that_nobody_serves_it_any_more(phone, at, follow, later):
    counters.close_counter(at(2))

    later(seconds=1)
    follow()

    assert "unknown" in phone.state()["html"]


def test_a_phone_in_two_languages_keeps_its_secret_when_one_page_closes(socket, at, issue, follow):
    counters.open_counter(at(2))
    _, token = issue()
    persian, english = socket(), socket()
    persian.watch("ticket", token=token), english.watch("ticket", token=token, lang="en")
    english.leave()
    persian.heard()
    calls.call_next(at(2))

    follow()

    assert f"/t/{token}/cancellation" in persian.states()[0]["html"]


@pytest.mark.parametrize("phones", [2, 6])
def test_who_waits_is_read_once_for_all_phones_of_an_office(socket, at, issue, follow, later, phones):
    """For each phone its own ticket and the version are read, whatever the length of the line."""
    counters.open_counter(at(2))
    issue()
    watching = [socket() for _ in range(phones)]
    for phone in watching:
        _, token = issue()
        phone.watch("ticket", token=token)
    later(seconds=1)
    follow()
    calls.call_next(at(2))
    later(seconds=1)
    for phone in watching:
        phone.heard()

    with statements() as sent:
        follow()

    of_many = [text for text, _ in sent if "FROM ticket" in text and "state IN" in text]
    assert len(of_many) == 1
    assert len(sent) == 9 + 2 * phones
    assert all(phone.states() for phone in watching)


def test_what_is_new_comes_before_the_phones_that_still_wait(app, monkeypatch):
    follower, drawn = Follower(app), []
    phones = [Screen("ticket", 1, number, "fa") for number in range(3)]
    follower._waiting.add(phones, Urgency.LAST)

    def draw(screen: Screen) -> None:
        follower._waiting.drawn(screen)
        drawn.append(screen)
        if len(drawn) == 1:
            follower.bus.wake()

    monkeypatch.setattr(follower.drawer, "_draw_one", draw)
    monkeypatch.setattr(follower._waiting, "rest", lambda *times: None)

    follower.drawer.draw(until=inf, interrupted=follower.bus.news.is_set)
    assert drawn == phones[:1]

    follower.bus.news.clear()
    follower.drawer.draw(until=inf, interrupted=follower.bus.news.is_set)
    assert drawn == phones
