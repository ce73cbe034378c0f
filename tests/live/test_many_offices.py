"""News of many offices are sent at the same time: neither the statements of one nor its failure delay another."""

import pytest
from gevent.event import Event

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
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
    """Sends nothing of an office before all have come; ``fails`` is an office whose sending fails."""

    fails: int | None = None

    def begin(self, count: int) -> None:
        self.came: list[int] = []
        self.all_came, self._count = Event(), count
        self.step()

    def _send(self, office, rows) -> None:
        self.came.append(office)
        if len(self.came) == self._count:
            self.all_came.set()
        assert self.all_came.wait(SECONDS), "another office waited for this one"
        if office == self.fails:
            raise OSError("of this office alone")


@pytest.fixture
def meeting(app, offices) -> Meeting:
    made = Meeting(app)
    made.begin(len(offices))
    return made


def test_no_office_waits_until_another_is_sent(meeting, offices, news):
    news()

    meeting.step()

    assert sorted(meeting.came) == sorted(offices)


def test_a_failure_of_one_is_raised_after_all_were_sent_and_is_not_repeated(meeting, offices, news, capfd):
    meeting.fails = offices[0]
    news()

    with pytest.raises(OSError, match="of this office alone"):
        meeting.step()

    assert sorted(meeting.came) == sorted(offices)
    assert capfd.readouterr().err == ""  # gevent prints what a greenlet raises
    meeting.step()
    assert len(meeting.came) == len(offices)
