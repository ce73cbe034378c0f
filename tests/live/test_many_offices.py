"""News of many offices are sent at the same time. Neither the statements of one nor its failures delay another, nor a
connection of it that is silent."""

import time

import pytest
from gevent.event import Event
from gevent.pool import Pool

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import Unreachable
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.live import failed_offices, follower
from deskq.live.follower import Follower
from deskq.office.models import Office
from tests.core.journal.conftest import Happened

OFFICES = 4
SECONDS = 5


@pytest.fixture
def offices(office) -> list[int]:
    session = db.session()
    made = [Office(slug=f"north{number}", name_fa="شمال", name_en="North") for number in range(OFFICES - 1)]
    session.add_all(made)
    session.flush()
    for one in made:
        session.add(journal.Head(office_id=one.id, sequence=0, hash=journal.START, at=clock.now()))
    session.commit()
    return [office, *(one.id for one in made)]


@pytest.fixture
def news(offices):
    """Something new in the journal of each office."""

    def record() -> None:
        for office in offices:
            with transaction(office, "test") as tx:
                tx.record(Happened("news"))

    return record


class Meeting(Follower):
    """Sends nothing of an office before all have come. ``fails``: an office whose sending fails; ``hangs``: one whose
    sending does not end."""

    fails: int | None = None
    hangs: int | None = None
    fails_late: int | None = None
    reason: Exception = OSError("of this office alone")

    def begin(self, count: int) -> None:
        self.came: list[int] = []
        self.all_came, self.released, self._count = Event(), Event(), count
        self.step()

    def _send(self, office, rows) -> bytes:
        self.came.append(office)
        if len(self.came) == self._count:
            self.all_came.set()
        assert self.all_came.wait(SECONDS), "another office waited for this one"
        if office == self.fails:
            raise self.reason
        if office == self.hangs:
            self.released.wait()
            if office == self.fails_late:
                raise self.reason
        return b""


@pytest.fixture
def meeting(app, offices) -> Meeting:
    made = Meeting(app)
    made.begin(len(offices))
    return made


def fails(meeting: Meeting) -> None:
    with pytest.raises(OSError, match="of this office alone"):
        meeting.step()


def test_a_failure_of_one_is_raised_after_all_were_sent_at_once_and_screens_of_others_drawn(
    meeting, offices, news, monkeypatch, capfd
):
    drawn = []
    monkeypatch.setattr(meeting.drawer, "draw", lambda until, interrupted: drawn.append(until))
    meeting.fails = offices[0]
    news()

    fails(meeting)

    assert sorted(meeting.came) == sorted(offices)
    assert len(drawn) == 1
    assert capfd.readouterr().err == ""  # gevent prints what a greenlet raises


def test_the_news_that_failed_are_sent_again_after_a_while(meeting, offices, news, monkeypatch):
    meeting.fails = offices[0]
    news()
    fails(meeting)
    meeting.step()
    assert len(meeting.came) == len(offices), "not at once"

    meeting.fails = None
    monkeypatch.setattr(failed_offices, "monotonic", lambda: time.monotonic() + failed_offices.AGAIN)
    meeting.step()

    assert meeting.came[len(offices) :] == [offices[0]]
    meeting.step()
    assert len(meeting.came) == len(offices) + 1


@pytest.mark.parametrize(
    ("reason", "raised", "tried"),
    [
        (OSError("of this office alone"), failed_offices.TRIES, failed_offices.TRIES),
        (Unreachable(), 3 * failed_offices.TRIES, 3 * failed_offices.TRIES + 1),
    ],
    ids=["for a reason of their own", "because of the database"],
)
def test_news_that_always_fail_are_passed_over_but_never_those_that_fail_because_of_the_database(
    meeting, offices, news, monkeypatch, reason, raised, tried
):
    meeting.fails, meeting.reason = offices[0], reason
    monkeypatch.setattr(failed_offices, "AGAIN", 0.0)
    news()
    for _ in range(raised):
        with pytest.raises(type(reason)):
            meeting.step()

    meeting.fails = None
    meeting.step()

    assert meeting.came.count(offices[0]) == tried


def test_a_failure_that_comes_late_is_raised_in_the_next_round(meeting, offices, news, monkeypatch):
    monkeypatch.setattr(follower, "LONGEST", 0.1)
    meeting.hangs = meeting.fails_late = offices[0]
    news()
    meeting.step()

    meeting.released.set()
    meeting._together.join(SECONDS)

    fails(meeting)


def test_offices_for_whom_there_is_no_room_come_when_another_is_sent(meeting, offices, news, monkeypatch):
    monkeypatch.setattr(follower, "LONGEST", 0.1)
    meeting._together = Pool(1)
    meeting.all_came.set()
    meeting.hangs = offices[0]
    news()
    meeting.step()
    assert meeting.came == [offices[0]]

    meeting.bus.news.clear()
    meeting.hangs = None
    meeting.released.set()
    meeting._together.join(SECONDS)
    assert meeting.bus.news.is_set(), "the follower was not woken"
    meeting.step()

    assert sorted(meeting.came) == sorted(offices)


def test_no_office_waits_for_one_that_hangs(meeting, offices, news, monkeypatch):
    monkeypatch.setattr(follower, "LONGEST", 0.1)
    meeting.hangs = offices[0]
    news()
    meeting.step()
    news()

    meeting.step()

    assert sorted(meeting.came[len(offices) :]) == sorted(offices[1:]), "it is busy, the others have more news"
    assert meeting.bus.news.is_set(), "those that were sent wake the follower"
    meeting.step()
    meeting.bus.news.clear()
    meeting.released.set()
    meeting.hangs = None
    meeting._together.join(SECONDS)
    assert meeting.bus.news.is_set(), "the follower was not woken for what is new there"
    meeting.step()
    assert meeting.came[-1] == offices[0]
