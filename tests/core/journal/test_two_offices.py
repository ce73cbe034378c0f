"""What one office reads of the journal holds nothing of another, whatever either recorded since."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Office


@pytest.fixture
def other(office) -> int:
    """A second office in the same database."""
    made = Office(slug="other", name_fa="دیگر", name_en="Other")
    db.session().add(made)
    db.session().flush()
    db.session().add(journal.Head(office_id=made.id, sequence=0, hash=journal.START, at=clock.now()))
    db.session().commit()
    return made.id


@pytest.fixture
def record(happened):
    def add(office: int, *texts: str) -> None:
        for text in texts:
            with transaction(office, "test") as tx:
                tx.record(happened(text))

    return add


def latest(office: int, since, most: int = 10) -> list[str]:
    found = journal.latest(db.session(), office, ["test.happened"], since, most)
    return [entry.facts["what"] for entry in found]


def test_the_latest_entries_are_those_of_one_office_the_newest_first(office, other, record, later):
    record(office, "old here")
    record(other, "old there", "older there", "and more there")
    since = later(minutes=5)
    record(other, "there")
    later(minutes=5)
    record(office, "here", "last here")

    assert latest(office, since) == ["last here", "here"]
    assert latest(other, since) == ["there"]
    assert latest(office, since, most=1) == ["last here"]


def test_an_entry_at_the_very_moment_counts_and_one_before_it_does_not(office, record, later):
    record(office, "before")
    since = later(minutes=5)
    record(office, "at it")

    assert latest(office, since) == ["at it"]
    assert latest(office, since + timedelta(microseconds=1)) == []
    assert latest(office, clock.now() - timedelta(days=400)) == ["at it", "before"]
