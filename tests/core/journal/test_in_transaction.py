"""``@in_transaction``: what a subscriber stores is in the same commit as the event, or neither is."""

import pytest

from deskq.core import transactions
from deskq.core.extensions import db
from deskq.core.transactions import in_transaction, transaction
from deskq.office.events import OfficeChanged
from deskq.office.models import Office
from deskq.queue.screens.shared import screen_version
from deskq.staff.events import PersonSaved


@pytest.fixture
def stored(monkeypatch):
    """Renames the office in the transaction of every OfficeChanged, and fails on request."""
    monkeypatch.setattr(transactions, "_in_transaction", {OfficeChanged: []})
    told = {"fails": False}

    @in_transaction(OfficeChanged)
    def rename(tx, event):
        tx.session.get_one(Office, tx.office_id).name_en = "Beside"
        if told["fails"]:
            raise RuntimeError

    return told


def name(office: int) -> str:
    db.session.remove()
    return db.session().get_one(Office, office).name_en


def test_the_change_is_committed_with_the_event(office, stored):
    with transaction(office, "test") as tx:
        tx.record(OfficeChanged("office", office))

    assert name(office) == "Beside"


def test_neither_is_committed_when_the_subscriber_fails(office, stored):
    before = screen_version(db.session(), office)
    stored["fails"] = True

    def press() -> None:
        with transaction(office, "test") as tx:
            tx.record(OfficeChanged("office", office))

    with pytest.raises(RuntimeError):
        press()
    assert name(office) != "Beside"
    assert screen_version(db.session(), office) == before


def test_what_is_written_last_is_written_once_and_knows_of_all_else(office, monkeypatch):
    monkeypatch.setattr(transactions, "_in_transaction", {OfficeChanged: [lambda tx, event: tx.write_last(rename)]})
    calls = []

    def rename(tx) -> None:
        calls.append(len(tx.recorded))
        tx.session.get_one(Office, tx.office_id).name_en = "Last"
        tx.record(PersonSaved(1))

    with transaction(office, "test") as tx:
        tx.record(OfficeChanged("office", office))
        tx.record(OfficeChanged("office", office))
        first = list(calls)

    assert (first, calls, name(office)) == ([], [2], "Last")
    assert [event.kind for event in tx.recorded] == ["office.changed", "office.changed", "person.saved"]
    assert len(tx.rows) == 3
