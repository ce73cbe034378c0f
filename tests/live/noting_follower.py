"""A follower that notes what it would send, and commits of this process and of another one."""

import pytest

from deskq.core import clock, transactions
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.live.follower import Follower
from tests.core.journal.conftest import Happened


class Noting(Follower):
    """Notes the rows that it would send."""

    def begin(self) -> None:
        self.sent: list[journal.Entry] = []
        self.fails: int | None = None
        super().begin()
        self.step()  # its first look at every journal

    def _send(self, office, rows) -> bytes:
        if office == self.fails:
            raise OSError("not now")
        self.sent.extend(rows)
        return b""

    @property
    def words(self) -> list[str]:
        return [row.facts["what"] for row in self.sent]


@pytest.fixture
def north(office) -> int:
    """Another office."""
    db.session.add(journal.Head(office_id=office + 1, sequence=0, hash=journal.START, at=clock.now()))
    db.session.commit()
    return office + 1


@pytest.fixture
def wakers(monkeypatch) -> list[transactions.Wake]:
    found: list[transactions.Wake] = []
    monkeypatch.setattr(transactions, "_wakers", found)
    return found


@pytest.fixture
def following(app, office, north, wakers) -> Noting:
    made = Noting(app)
    made.begin()
    return made


@pytest.fixture
def write(office):
    def record(*words: str, at: int = office) -> None:
        with transaction(at, "test") as tx:
            for word in words:
                tx.record(Happened(word))

    return record


@pytest.fixture
def by_another(wakers, write):
    """As ``write``, by a process that cannot wake this one."""

    def record(*words: str, **at: int) -> None:
        kept, wakers[:] = wakers[:], []
        write(*words, **at)
        wakers[:] = kept

    return record
